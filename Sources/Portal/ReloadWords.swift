import Wire

// A reload in the words of the maker who asked for it from within the game.

extension Step {
    /// The line that an asking player is shown; nil for what would only be noise.
    var lineForPlayer: String? {
        switch what {
        case "done" where step != "resume": "  \(step): \(ReloadReport.duration(milliseconds))"
        case "diagnostic": "  \(text)"
        // What the compiler said was shown as it came.
        case "failed" where step == "build": "  build failed"
        case "failed": "  \(step) failed: \(text)"
        case "began" where step == "probation": "  probation: \(text)"
        default: nil
        }
    }
}

extension ReloadReport {
    /// "Generation 4 is live after 0.91 s; players waited 2.3 ms."
    var summary: String {
        let total = steps.reduce(0) { $0 + $1.milliseconds }
        let lines = heldLines == 1 ? "1 line was held" : "\(heldLines) lines were held"
        return "Generation \(generation) is live after \(Self.duration(total)); "
            + "players waited \(Self.duration(held)) (\(lines))." + (warnings.isEmpty ? "" : "\n\(warnings)")
            + (changes.map { "\n\($0)" } ?? "")
    }

    static func duration(_ milliseconds: Double) -> String {
        let tenths = Int((milliseconds * 10).rounded())
        if tenths < 1000 { return "\(tenths / 10).\(tenths % 10) ms" }
        let hundredths = Int((milliseconds / 10).rounded())
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) s"
    }
}
