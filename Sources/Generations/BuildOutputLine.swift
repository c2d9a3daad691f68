/// What one line that `swift build` prints means.
enum BuildOutputLine: Equatable {
    /// `[3/12] Compiling Alpha Look.swift`
    case progress(done: Int, total: Int, text: String)
    case diagnostic(Diagnostic)
    /// Says only that something failed, which other lines explain better (`error: link command failed …`).
    case summary(Diagnostic)
    /// Another build holds the scratch folder, and this one waits for it.
    case waiting(String)
    /// Source excerpts, notes, `Build complete!`.
    case other

    init(_ line: String, game: GameFolder) {
        if let match = line.wholeMatch(of: /\[(\d+)\/(\d+)\] (.*)/), let done = Int(match.1), let total = Int(match.2) {
            self = .progress(done: done, total: total, text: String(match.3))
        } else if line.hasPrefix("Another instance of SwiftPM") {
            self = .waiting(line)
        } else if let match = line.wholeMatch(
            of: /(\/[^:]+|<unknown>):(\d+):(?:(\d+):)? (?:fatal )?(error|warning): (.*)/)
        {
            self = .diagnostic(
                Diagnostic(
                    severity: match.4 == "error" ? .error : .warning,
                    file: match.1 == "<unknown>" ? nil : game.relative(String(match.1)),
                    line: match.1 == "<unknown>" ? nil : Int(match.2), column: match.3.flatMap { Int($0) },
                    message: String(match.5)))
        } else if let match = line.wholeMatch(of: /(error|warning): (.*)/) {
            self = Self.unplaced(severity: match.1 == "error" ? .error : .warning, String(match.2))
        } else if let match = line.wholeMatch(
            of: /(?:\/?[\w\/.+-]*\b(?:ld|lld|gold|clang)(?:\.\w+)?): (?:error: )?(.*)/)
        {
            let diagnostic = Diagnostic(severity: .error, message: "link: " + match.1)
            self = line.contains("linker command failed") ? .summary(diagnostic) : .diagnostic(diagnostic)
        } else {
            self = .other
        }
    }

    /// What SwiftPM itself says, without a place in a file.
    private static func unplaced(severity: Diagnostic.Severity, _ text: String) -> BuildOutputLine {
        if text.hasPrefix("ExitCode(") || text == "fatalError" { return .other }
        // "(compiled with: [forty arguments])" helps nobody who edits a manifest.
        let message = text.replacing(/\s\(compiled with: \[.*\]\)/, with: "")
        let diagnostic = Diagnostic(severity: severity, message: message)
        let isSummary =
            message.contains("command failed") || message.hasSuffix("Invalid manifest")
            || message.contains("fatalError")
        return isSummary ? .summary(diagnostic) : .diagnostic(diagnostic)
    }
}
