import Settings
import Wire

/// Brings the whole game up, as `start` does, and `reload`, `reboot` and `watch` when nothing runs.
struct GameStart {
    let game: GamePaths
    var options: [String] = []
    var terminal = Terminal.output

    struct Outcome {
        let portal: PortalConnection
        let server: StartServer.Answer
        /// False when the Portal ran already.
        let startedPortal: Bool
    }

    /// Starts what does not run. Does nothing when all does.
    func run() throws -> Outcome {
        if let portal = try PortalConnection.open(game) {
            return try startServer(portal, startedPortal: false)
        }
        let portal = try PortalStart(game, options: options, terminal: terminal).daemon()
        return try startServer(portal, startedPortal: true)
    }

    /// Asks the Portal for a Server and shows the steps.
    func startServer(_ portal: PortalConnection, startedPortal: Bool) throws -> Outcome {
        let isFirst = Platform.modified(game.database) == nil
        var printer = StepPrinter(terminal)
        let answer: StartServer.Answer
        do {
            answer = try portal.client.ask(
                StartServer(by: Requester.name), .reload(try Settings.read(game))
            ) { printer.show($0) }
        } catch {
            var failure = printer.failure(error)
            failure.description += "\nThe Portal runs: mend it and `hearth start` again, or `hearth stop`."
            throw failure
        }
        if answer.started, isFirst, !givesPassword { tellPassword() }
        return Outcome(portal: portal, server: answer, startedPortal: startedPortal)
    }

    /// A Server writes the first administrator's name and password there when it has made one up.
    private var passwordFile: String { game.run + "/admin-password" }

    private var givesPassword: Bool {
        options.contains("--password-file") || Platform.variable("HEARTH_PASSWORD") != nil
    }

    /// The Server writes it when it is live already: hashing takes a moment.
    private func tellPassword() {
        let end = ContinuousClock.now + .seconds(5)
        var words: [Substring] = []
        while ContinuousClock.now < end {
            words = (Platform.readText(passwordFile) ?? "").split(whereSeparator: \.isWhitespace)
            if words.count == 2 { break }
            Platform.sleep(.milliseconds(20))
        }
        guard words.count == 2 else { return }
        terminal.say(
            "The administrator is \(terminal.paint(String(words[0]), .bold)), password "
                + "\(terminal.paint(String(words[1]), .bold)). It is told this once; "
                + "\(game.shown(passwordFile)), which only you can read, keeps it until you delete it.")
    }
}

/// Who asks, for the log and the manifests of generations.
enum Requester {
    static var name: String { "\(Platform.userName ?? "somebody") (hearth)" }
}
