import ArgumentParser
import Settings
import Wire

struct StartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Bring the game up.",
        discussion: """
            Starts the Portal and the Server as daemons, as far as they do not run, tells where the game is to be \
            found, and ends. The Server runs the newest good generation; the game is built only when there is none. \
            If the sources have changed since, start says so, and `hearth reload` builds them.

            EXAMPLES:
              hearth start
              hearth start --log                           follow the logs; Ctrl-C leaves the game running
              hearth start --telnet-port 4444 --web-port 0
              HEARTH_ADMIN=Ada HEARTH_PASSWORD=… hearth start    unattended set-up
            """)

    @OptionGroup var game: GameOptions
    @OptionGroup var options: StartOptions

    @Flag(name: .shortAndLong, help: "Then follow both logs, until Ctrl-C.")
    var log = false

    func run() throws {
        let game = try game.find()
        let outcome = try GameStart(game: game, options: options.arguments).run()
        try Self.report(outcome, of: game)
        if log { try LogFollowing(game).run() }
    }

    static func report(_ outcome: GameStart.Outcome, of game: GamePaths) throws {
        let terminal = Terminal.output
        let status = try outcome.portal.client.ask(Status())
        guard outcome.startedPortal || outcome.server.started else {
            let server = status.serverPid.map { ", Server pid \($0)" } ?? ""
            return terminal.say("Hearth is running already: Portal pid \(status.portalPid)\(server). Nothing was done.")
        }
        terminal.say(
            outcome.startedPortal
                ? "Hearth is running: Portal pid \(status.portalPid), Server pid \(status.serverPid ?? 0)."
                : "The Server is running again, pid \(status.serverPid ?? 0); the Portal ran on.")
        InfoBox(game, try Settings.read(game), status).show(on: terminal)
        if !outcome.server.note.isEmpty { terminal.say(outcome.server.note) }
        if let changes = outcome.server.changes { terminal.say(changes) }
    }
}
