import Wire

/// Shows the steps of a reload as they happen.
struct StepPrinter {
    let terminal: Terminal
    /// Errors of the compiler that were shown.
    private(set) var errors = 0
    /// All that the compiler remarked.
    private var diagnostics: [String] = []

    init(_ terminal: Terminal = .output) { self.terminal = terminal }

    mutating func show(_ step: Step) {
        let name = step.step.padded(to: 10)
        switch step.what {
        case "began" where step.text.isEmpty:
            // Only where the next line replaces it: a pipe reads of a step when it is done.
            if terminal.isTerminal { terminal.progress("  \(name) …") }
        case "began": terminal.say("  \(name) \(step.text)")
        case "progress":
            terminal.isTerminal ? terminal.progress("  \(name) \(step.text)") : terminal.say("  \(step.text)")
        case "done":
            let rest = step.text.isEmpty ? "" : "  \(step.text)"
            terminal.say("  \(name) \(Words.duration(milliseconds: step.milliseconds))\(rest)")
        case "failed":
            let time = Words.duration(milliseconds: step.milliseconds)
            terminal.say("  \(name) " + terminal.paint("failed after \(time)", .red))
        case "diagnostic":
            diagnostics.append(step.text)
            if step.text.contains("error: ") { errors += 1 }
            terminal.say("  " + Self.painted(step.text, terminal))
        default: terminal.say("  \(name) \(step.text)")
        }
    }

    /// `file:line:col: error: …` with the weight of it in colour.
    static func painted(_ diagnostic: String, _ terminal: Terminal) -> String {
        for (word, style) in [("error:", Terminal.Style.red), ("warning:", .yellow)] {
            guard let range = diagnostic.firstRange(of: word) else { continue }
            return diagnostic[..<range.lowerBound] + terminal.paint(word, style) + diagnostic[range.upperBound...]
        }
        return diagnostic
    }

    /// What there is to remark besides what was shown.
    func sayRest(of warnings: String) {
        let rest = rest(of: warnings)
        if !rest.isEmpty { terminal.say(rest) }
    }

    func rest(of warnings: String) -> String {
        // One may be a part of another.
        diagnostics.sorted { $0.utf8.count > $1.utf8.count }.reduce(warnings) { $0.replacing($1, with: "") }
            .split(separator: "\n").joined(separator: "\n")
    }

    /// The failure of what was shown, without saying again what was shown.
    func failure(_ error: any Error) -> Failure {
        let failure = Failure(error)
        guard failure.status == .buildFailed, errors > 0 else { return failure }
        return Failure(.buildFailed, "the build failed with \(Words.count(errors, "error")); nothing was changed.")
    }
}

extension String {
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
