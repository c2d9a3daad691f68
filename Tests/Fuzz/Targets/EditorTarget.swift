@testable import HearthKit

extension FuzzTarget {
    /// What is typed to the editor is taken apart without loss, and no pattern that somebody makes up brings it down.
    static let editor = FuzzTarget(name: "editor") { input in
        let text = input.text
        try checkText(text)
        let line = EditorLine(":" + text)
        guard let command = line.command else {
            // A colon with an accent on it is another letter.
            return try require(!(":" + text).hasPrefix(":"), "a colon that begins no command")
        }
        try require(text.utf8.starts(with: command.utf8), "the command '\(command)' is not at the beginning")
        try require(text.utf8.reversed().starts(with: line.rest.utf8.reversed()), "'\(line.rest)' is not at the end")
        if let span = line.span { try require(span.lowerBound > 0, "there is no line \(span.lowerBound)") }
        for part in line.parts { try check(part, of: line.rest) }
        try require(line.words.count == line.parts.count, "\(line.words.count) words, \(line.parts.count) parts")
        guard line.parts.count == 2 else { return }
        let replacement = try? EditorReplacement(of: line.parts[0], by: line.words[1], in: Page())
        _ = replacement?.applied(to: "an old lamp")
    }

    private static func checkText(_ text: String) throws {
        guard !text.hasPrefix(":") else { return }
        let line = EditorLine(text)
        try require(line.command == nil && line.span == nil && line.rest == text, "'\(text)' is not what was written")
    }

    private static func check(_ part: EditorLine.Part, of rest: String) throws {
        switch part {
        case .word(let word): try require(rest.hasText(word), "'\(word)' is not in '\(rest)'")
        case .pattern(let pattern):
            try require(!pattern.isEmpty && pattern.utf8.count < rest.utf8.count, "'\(pattern)' of '\(rest)'")
        }
    }
}

private struct Page: Document {
    var title: String { "a page" }
    var takesPatterns: Bool { true }
    func load(for session: Session) -> String { "" }
    func save(_ text: String, by session: Session) {}
}
