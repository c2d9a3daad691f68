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

    /// The words of ``rest``; one with spaces in it stands in quotes.
    var words: [String] {
        var words: [String] = []
        var left = rest.drop { $0 == " " }
        while let first = left.first {
            if first == "\"" || first == "'", let close = left.dropFirst().firstIndex(of: first) {
                words.append(String(left[left.index(after: left.startIndex)..<close]))
                left = left[left.index(after: close)...]
            } else {
                let word = left.prefix { $0 != " " }
                words.append(String(word))
                left = left.dropFirst(word.count)
            }
            left = left.drop { $0 == " " }
        }
        return words
    }
}
