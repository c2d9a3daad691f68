/// A game's `Package.swift` as text: what it says of plugins, and how one more is named.
struct PackageManifest: Equatable {
    private(set) var text: String

    init(_ text: String) { self.text = text }

    struct NoPluginList: Error, CustomStringConvertible {
        var description: String {
            "Package.swift has no list `let plugins = [...]` to add to: name the plugin there by hand, as a package "
                + "and as a dependency of the library that all plugins are built by."
        }
    }

    /// What the list names.
    var plugins: [String] { (list.map { literals(in: $0) } ?? []).map { String(text[$0].dropFirst().dropLast()) } }

    /// Where Hearth lies, seen from the game's folder: `let hearth = "../hearth"`. Nil in Hearth's own checkout.
    var hearth: String? {
        text.firstMatch(of: /(?m)^let\s+hearth\s*(?::\s*String\s*)?=\s*"([^"]*)"/).map { String($0.1) }
    }

    /// Adds a plugin at the end of the list, in the list's own manner: on a line of its own, or on the same one.
    mutating func add(plugin name: String) throws(NoPluginList) {
        guard let list else { throw NoPluginList() }
        let isOneLine = !text[list].contains(where: \.isNewline)
        guard let last = literals(in: list).last else {
            // Empty, but for comments.
            let start = isOneLine ? "\n" : ""
            return text.insert(contentsOf: "\(start)    \"\(name)\",\n", at: startOfLastLine(in: list))
        }
        let comma = comma(after: last, in: list)
        if isOneLine {
            let added = comma == nil ? ", \"\(name)\"" : " \"\(name)\","
            return text.insert(contentsOf: added, at: comma ?? last.upperBound)
        }
        let line = text[..<last.lowerBound].lastIndex(where: \.isNewline).map(text.index(after:)) ?? text.startIndex
        let indent = text[line...].prefix { $0 == " " || $0 == "\t" }
        // Behind what stands on the last one's line, a comment perhaps.
        let at = startOfLastLine(in: list)
        text = text[..<last.upperBound] + (comma == nil ? "," : "") + text[last.upperBound..<at]
            + "\(indent)\"\(name)\",\n" + text[at...]
    }

    /// What stands between the brackets.
    private var list: Range<String.Index>? {
        guard let start = text.firstMatch(of: /(?m)^let\s+plugins\s*(?::\s*\[String\]\s*)?=\s*\[/) else { return nil }
        var end: String.Index?
        scan(start.range.upperBound..<text.endIndex) { index, isCode in
            guard isCode, text[index] == "]" else { return true }
            end = index
            return false
        }
        return end.map { start.range.upperBound..<$0 }
    }

    /// The strings in a part of it, with their quotes.
    private func literals(in range: Range<String.Index>) -> [Range<String.Index>] {
        var found: [Range<String.Index>] = []
        var open: String.Index?
        scan(range) { index, isCode in
            guard isCode, text[index] == "\"" else { return true }
            if let start = open {
                found.append(start..<text.index(after: index))
                open = nil
            } else {
                open = index
            }
            return true
        }
        return found
    }

    /// The place behind the comma that follows, if one does.
    private func comma(after literal: Range<String.Index>, in list: Range<String.Index>) -> String.Index? {
        var found: String.Index?
        scan(literal.upperBound..<list.upperBound) { index, isCode in
            if isCode, text[index] == "," { found = text.index(after: index) }
            return found == nil
        }
        return found
    }

    /// Before the closing bracket; on the start of its line when it stands on one of its own.
    private func startOfLastLine(in list: Range<String.Index>) -> String.Index {
        let last = text[list].lastIndex(where: \.isNewline).map(text.index(after:))
        return last ?? list.upperBound
    }

    /// Goes through a part letter by letter, telling code from `//` comments, until `visit` says false.
    private func scan(_ range: Range<String.Index>, _ visit: (String.Index, _ isCode: Bool) -> Bool) {
        var isComment = false
        var index = range.lowerBound
        while index < range.upperBound {
            if text[index].isNewline { isComment = false }
            if text[index...].hasPrefix("//") { isComment = true }
            guard visit(index, !isComment) else { return }
            index = text.index(after: index)
        }
    }
}
