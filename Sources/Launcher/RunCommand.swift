import ArgumentParser
import Settings
import Wire

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the game in the foreground, until Ctrl-C.",
        discussion: """
            Portal and Server print their logs to this terminal, and Ctrl-C stops both in order: for containers, \
            service managers and debugging. Needs that nothing runs yet. All other commands work meanwhile, from \
            another terminal. A debugger that halts the Server needs `watchdog: { limit: 0 }` in the settings.

            EXAMPLES:
              hearth run
              hearth run --telnet-port 4444
            """)

    @OptionGroup var game: GameOptions
    @OptionGroup var options: StartOptions

    func run() throws {
        let game = try game.find()
        if let portal = try PortalConnection.open(game) {
            throw Failure(
                .refused, "Hearth is running already\(portal.pid.map { " (Portal pid \($0))" } ?? ""): "
                    + "`hearth stop` first, or `hearth log` to see what it does.")
        }
        Platform.noteInterrupts()
        let (child, portal) = try PortalStart(game, options: options.arguments).foreground()
        do {
            let start = GameStart(game: game)
            try StartCommand.report(start.startServer(portal, startedPortal: true), of: game)
            Terminal.output.say("Ctrl-C stops the game.")
        } catch {
            // Nobody is to find a Portal without a game, and without a terminal, later.
            try? stop(portal, child)
            throw error
        }
        while true {
            if let status = child.ended() {
                guard status == 0 else { throw Failure(.error, "the Portal has ended (status \(status)).") }
                return
            }
            if Platform.wasInterrupted { return try stop(portal, child) }
            Platform.sleep(.milliseconds(100))
        }
    }

    private func stop(_ portal: PortalConnection, _ child: ChildProcess) throws {
        Platform.forgetInterrupts()
        do {
            let answer = try portal.client.ask(StopPortal(by: Requester.name), .stop)
            if let unsaved = answer.unsaved { StopCommand.warn(unsaved) }
        } catch let failure as Failure where failure == AMPClient.ended {
            // It has gone before its answer came.
        }
        guard child.wait(.seconds(15)) != nil else {
            throw Failure(.timedOut, "the Portal (pid \(child.pid)) has not ended after 15 s: it was sent a signal.")
        }
    }
}
