import ArgumentParser
import Settings
import Wire

struct StopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: "Stop the game.",
        discussion: """
            The Server commits and leaves, then the Portal says goodbye to the players and ends; stop returns when \
            both have gone. With --server the Portal lives on: players stay connected, are told, and what they type is \
            kept until `hearth start`.

            EXAMPLES:
              hearth stop
              hearth stop --server
            """)

    @OptionGroup var game: GameOptions

    @Flag(help: "Stop the Server alone; players stay connected.")
    var server = false

    func run() throws {
        let game = try game.find()
        server ? try stopServer(game) : try Self.stop(game)
    }

    private func stopServer(_ game: GamePaths) throws {
        let portal = try PortalConnection.required(game)
        let answer = try portal.client.ask(StopServer(by: Requester.name), .stop)
        Terminal.output.say(
            answer.stopped
                ? "The Server has stopped; the Portal keeps the players. `hearth start` starts the Server again."
                : "The Server is stopped already.")
        if let unsaved = answer.unsaved { Self.warn(unsaved) }
    }

    /// Stops both, and returns when nothing is left of them.
    static func stop(_ game: GamePaths, _ terminal: Terminal = .output) throws {
        // Whatever its version: there must be a way to end it.
        let portal = try PortalConnection.required(game, anyVersion: true)
        terminal.progress("Stopping …")
        var unsaved: String?
        do {
            unsaved = try portal.client.ask(StopPortal(by: Requester.name), .stop).unsaved
        } catch let failure as Failure where failure == AMPClient.ended {
            // It has gone before its answer came.
        }
        try waitForEnd(of: portal, game)
        terminal.say("Hearth has stopped.")
        if let unsaved { warn(unsaved) }
    }

    static func warn(_ unsaved: String) { Terminal.error.say(Terminal.error.paint(unsaved, .red)) }

    /// The socket is dead, and the process has let go of its ports.
    private static func waitForEnd(of portal: PortalConnection, _ game: GamePaths) throws {
        let limit = Duration.seconds(15)
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            let answers = (try? UnixSocket.connect(to: portalSocketName, in: game.run, until: end)) != nil
            if !answers, portal.pid.map({ !Platform.isAlive($0) }) ?? true { return }
            Platform.sleep(.milliseconds(10))
        }
        let pid = portal.pid.map { " (pid \($0))" } ?? ""
        throw Failure(.timedOut, "the Portal\(pid) has not ended after \(Words.duration(limit)): given up.")
    }
}

struct RebootCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reboot",
        abstract: "Stop and start everything; players are cut off, unless they are kept.",
        discussion: """
            Replaces the Portal too: needed only after an update of Hearth itself, or for another \
            'build.configuration'. For the game's own code and all other settings `hearth reload` is enough, and no \
            player notices. Ports that were named at the start are kept unless others are named now. A stopped game is \
            started.

            With --keep-players the Portal alone is replaced, in place: it hands the sockets and what players typed to \
            the hearth-portal beside this hearth, and the Server plays on. Web pages come back by themselves. Refused \
            when the new Portal would not understand the old one or the Server.

            EXAMPLES:
              hearth reboot
              hearth reboot --keep-players     after `swift build`, an update of Hearth that nobody notices
              hearth reboot --log
            """)

    @OptionGroup var game: GameOptions
    @OptionGroup var options: StartOptions

    @Flag(help: "Replace the Portal alone, and cut nobody off.")
    var keepPlayers = false

    @Flag(name: .shortAndLong, help: "Then follow both logs, until Ctrl-C.")
    var log = false

    func validate() throws {
        if keepPlayers, try !options.arguments.isEmpty {
            throw ValidationError("--keep-players keeps what `hearth start` was told: it goes with none of its options.")
        }
    }

    func run() throws {
        let game = try game.find()
        if keepPlayers, try PortalConnection.open(game, anyVersion: true) != nil {
            try PortalReplacement(game: game).run()
        } else {
            try reboot(game)
        }
        if log { try LogFollowing(game).run() }
    }

    private func reboot(_ game: GamePaths) throws {
        var options = options
        if let portal = try PortalConnection.open(game, anyVersion: true) {
            // Players look for the game where it was. A Portal of another version may not say.
            if let status = try? portal.client.ask(Status()) { options.keepPorts(of: status) }
            try StopCommand.stop(game)
        } else {
            Terminal.output.say("Hearth was not running: starting it.")
        }
        try StartCommand.report(try GameStart(game: game, options: options.arguments).run(), of: game)
    }
}
