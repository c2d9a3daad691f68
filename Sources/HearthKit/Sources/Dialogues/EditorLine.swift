/// A line that was typed to the editor: `:s 3:5 lamp lantern` is the command `s`, of the lines 3 to 5, with two words.
nonisolated struct EditorLine {
    /// What follows the colon; nil for a line of text.
    var command: String?
    /// Lines, counted from 1.
    var span: ClosedRange<Int>?
    /// What follows the span, or the whole line where there is no command.
    var rest: String

    init(_ line: String) {
        guard line.hasPrefix(":") else {
            rest = line
            return
        }
        let words = line.dropFirst()
        let end = words.firstIndex(of: " ") ?? words.endIndex
        command = String(words[..<end])
        let after = words[end...].dropFirst()
        let trimmed = after.drop { $0 == " " }
        let word = trimmed.prefix { $0 != " " }
        if let span = Self.span(word) {
            self.span = span
            rest = String(trimmed.dropFirst(word.count).dropFirst())
        } else {
            rest = String(after)
        }
    }

    /// `3`, `3:5`.
    private static func span(_ word: Substring) -> ClosedRange<Int>? {
        let ends = word.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil else { return nil }
        return first > 0 && first <= last ? first...last : nil
    }

    /// A word of ``rest``, or a regular expression: `/lamps?/`.
    nonisolated enum Part: Equatable {
        case word(String)
        case pattern(String)
    }

    /// The words of ``rest``; one with spaces in it stands in quotes.
    var words: [String] {
        parts.map { part in
            switch part {
            case .word(let word): word
            case .pattern(let pattern): "/\(pattern)/"
            }
        }
    }

    var parts: [Part] {
        var parts: [Part] = []
        var left = rest.drop { $0 == " " }
        while let first = left.first {
            if first == "/", let (pattern, after) = Self.pattern(left) {
                parts.append(.pattern(pattern))
                left = after
            } else if first == "\"" || first == "'", let close = left.dropFirst().firstIndex(of: first) {
                parts.append(.word(String(left[left.index(after: left.startIndex)..<close])))
                left = left[left.index(after: close)...]
            } else {
                let word = left.prefix { $0 != " " }
                parts.append(.word(String(word)))
                left = left.dropFirst(word.count)
            }
            left = left.drop { $0 == " " }
        }
        return parts
    }

    /// What stands between slashes of which the second ends a word; `\/` is one that ends nothing.
    private static func pattern(_ text: Substring) -> (String, Substring)? {
        var pattern = ""
        var left = text.dropFirst()
        while let next = left.popFirst() {
            if next == "\\", left.first == "/" {
                pattern.append("/")
                left = left.dropFirst()
            } else if next == "\\", let escaped = left.popFirst() {
                pattern += "\\\(escaped)"
            } else if next == "/" {
                guard !pattern.isEmpty, left.first == nil || left.first == " " else { return nil }
                return (pattern, left)
            } else {
                pattern.append(next)
            }
        }
        return nil
    }
}

extension Session {
    /// The editor's command that a word stands for, in its language or in English; what is none is itself.
    func editorCommand(_ word: String) -> String {
        guard let key = meaning(of: word, among: TextKey.editorWords) else { return word }
        return String(key.standard.prefix { $0 != " " })
    }
}
