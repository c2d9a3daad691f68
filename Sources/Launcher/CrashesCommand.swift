import ArgumentParser
import Wire

struct CrashesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crashes",
        abstract: "Tell how Servers died, and of what.",
        discussion: """
            Newest first; with a number, all that is known of that one: what ran, for whom, and where in the code. \
            The newest fifty are kept, in run/crashes. Works without a running game too.

            EXAMPLES:
              hearth crashes
              hearth crashes 3
              hearth crashes --json
            """)

    @OptionGroup var game: GameOptions

    @Argument(help: "The number of a crash.")
    var number: Int?

    @Flag(help: "Print what is known as JSON.")
    var json = false

    func run() throws {
        let game = try game.find()
        // The files, not the Portal: a crash is of interest also when nothing runs.
        var reports = CrashLog(folder: game.crashes).reports
        if let number {
            reports = reports.filter { $0.number == number }
            guard !reports.isEmpty else {
                throw RemoteError(.refused, "there is no crash \(number) on record: see `hearth crashes`")
            }
        }
        if json { return JSON.say(ListCrashes.Answer(crashes: reports)) }
        if number != nil, let report = reports.first {
            for line in Self.lines(report) { Terminal.output.say(line) }
        } else if reports.isEmpty {
            Terminal.output.say("No crash is on record.")
        } else {
            for report in reports { Terminal.output.say(Self.line(report)) }
        }
    }

    private static func time(_ report: CrashReport) -> String { String(LogMoment.stamp(seconds: report.time).prefix(19)) }

    static func line(_ report: CrashReport) -> String {
        let what = report.code.isEmpty ? report.what : report.code
        let words = ["\(report.number)".padded(to: 4), time(report), report.kind.padded(to: 5), what, report.place]
        return words.filter { !$0.isEmpty }.joined(separator: "  ")
    }

    static func lines(_ report: CrashReport) -> [String] {
        func row(_ name: String, _ value: String) -> String? {
            value.isEmpty ? nil : "\(name.padded(to: 11)) \(value)"
        }
        let rows = [
            row("Crash", "\(report.number), \(time(report))"), row("How", report.how),
            row("Generation", "\(report.generation)"), row("Ran", report.what), row("For", report.who),
            row("Code", report.code), row("Place", report.place),
        ]
        return rows.compactMap { $0 } + [""] + report.trace
    }
}
