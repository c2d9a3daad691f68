import ArgumentParser
import Settings

struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Show both logs as one, and follow them.",
        discussion: """
            Merges run/portal.log and run/server.log by their times and goes on with what is added, also through \
            their rotation. Ctrl-C ends the following, not the game. In colour on a terminal (NO_COLOR turns that \
            off).

            EXAMPLES:
              hearth log
              hearth log --lines 200
              hearth log --since 10m       also 2h, 1d, 19:20, "2026-11-23 19:20"
              hearth log --since 1d --no-follow | grep ERROR
            """)

    @OptionGroup var game: GameOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("How many of the last lines to begin with.", valueName: "n"))
    var lines: Int?

    @Option(name: .shortAndLong, help: ArgumentHelp("Begin with the lines since then.", valueName: "time"))
    var since: String?

    @Flag(inversion: .prefixedNo, help: "Go on with what is added.")
    var follow = true

    func validate() throws {
        if lines != nil, since != nil { throw ValidationError("--lines and --since do not go together.") }
        if let lines, lines < 0 { throw ValidationError("--lines is a number from 0.") }
        if let since, LogMoment.since(since) == nil {
            throw ValidationError("'\(since)' is no time: write 10m, 2h, 19:20, 2026-11-23 or \"2026-11-23 19:20\".")
        }
    }

    func run() throws {
        var following = LogFollowing(try game.find())
        if let lines { following.wanted = .lines(lines) }
        if let moment = since.flatMap({ LogMoment.since($0) }) { following.wanted = .since(moment) }
        following.goesOn = follow
        try following.run()
    }
}

/// Shows the game's two logs as one.
struct LogFollowing {
    let game: GamePaths
    var wanted = LogReader.Wanted.lines(20)
    var goesOn = true

    /// Often enough to be at once for a person.
    private static let interval = Duration.milliseconds(50)

    init(_ game: GamePaths) { self.game = game }

    /// Returns when there is nothing to follow; else Ctrl-C ends the program.
    func run() throws {
        let terminal = Terminal.output
        let portal = LogReader(game.portalLog, .portal)
        let server = LogReader(game.serverLog, .server)
        var lines = LogLine.merge(portal.end(wanted), server.end(wanted))
        if case .lines(let number) = wanted { lines = lines.suffix(number) }
        for line in lines { terminal.say(line.shown(on: terminal)) }
        guard goesOn else { return }
        if terminal.isTerminal { Terminal.error.say(Terminal.error.paint("(Ctrl-C ends this, not the game.)", .dim)) }
        Platform.endQuietlyOnInterrupt()
        while true {
            for line in LogLine.merge(portal.added(), server.added()) { terminal.say(line.shown(on: terminal)) }
            Platform.sleep(Self.interval)
        }
    }
}
