import ArgumentParser
import Settings
import Wire

struct ReloadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Build what changed and replace the game's code under the players.",
        discussion: """
            Builds, starts a new Server beside the old one, and hands the game over to it: nobody is cut off, no line \
            is lost. Whatever fails, the game plays on with the code it had. Texts, world files and prototypes in \
            GameData/ go live as well. If nothing runs, everything is started.

            A stored value that the new code cannot read refuses the reload; --set-aside keeps such values aside, not \
            deleted, and takes the fields' defaults.

            EXAMPLES:
              hearth reload
              hearth reload --log          then follow both logs
              hearth reload --set-aside
              hearth reload --dry-run      what it would change in the world; nothing is done
              hearth reload --json         what came of it, for a program to read
            """,
        aliases: ["restart"])

    @OptionGroup var game: GameOptions

    @Flag(help: "Keep stored values aside that the new code cannot read, instead of refusing.")
    var setAside = false

    @Flag(help: "Only tell what the world files would change in the world.")
    var dryRun = false

    @Flag(name: .shortAndLong, help: "Then follow both logs, until Ctrl-C.")
    var log = false

    @Flag(help: "Print the report as JSON, and nothing of the steps.")
    var json = false

    func validate() throws {
        if dryRun, log || json || setAside {
            throw ValidationError("--dry-run does nothing, so it goes with no other option.")
        }
        if log, json { throw ValidationError("--log and --json do not go together.") }
    }

    func run() throws {
        let game = try game.find()
        if dryRun { return try DataCheck(game).showChanges() }
        if json { return try GameReload(game: game, setAside: setAside).runAsJSON() }
        try GameReload(game: game, setAside: setAside).run()
        if log { try LogFollowing(game).run() }
    }
}

struct RollbackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Go back to an older generation, without building.",
        discussion: """
            Goes live as a reload does: nobody is cut off. Without a number it is the newest good generation before \
            the live one. The sources stay as they are: the next reload builds them.

            EXAMPLES:
              hearth rollback
              hearth rollback 12           `hearth generations` lists what there is
            """)

    @OptionGroup var game: GameOptions

    @Argument(help: "The generation's number.")
    var generation: Int?

    func run() throws {
        let game = try game.find()
        let portal = try PortalConnection.required(game)
        try ReloadReport.follow(
            Rollback(by: Requester.name, generation: generation), on: portal, try Settings.read(game))
    }
}

/// A reload of what runs, or the start of all when nothing does.
struct GameReload {
    let game: GamePaths
    var setAside = false
    var terminal = Terminal.output

    func run() throws {
        guard let portal = try PortalConnection.open(game) else {
            terminal.say("Hearth is not running: starting it.")
            return try StartCommand.report(try GameStart(game: game, terminal: terminal).run(), of: game)
        }
        let request = Reload(by: Requester.name, setAside: setAside)
        try ReloadReport.follow(request, on: portal, try Settings.read(game), terminal)
    }

    func runAsJSON() throws {
        var diagnostics: [String] = []
        do {
            guard let portal = try PortalConnection.open(game) else {
                let server = try GameStart(game: game, terminal: .error).run().server
                return JSON.say(server)
            }
            let report = try portal.client.ask(
                Reload(by: Requester.name, setAside: setAside), .reload(try Settings.read(game))
            ) { if $0.what == "diagnostic" { diagnostics.append($0.text) } }
            JSON.say(report)
        } catch {
            let failure = Failure(error)
            JSON.say(
                JSON.Problem(
                    error: failure.description, exitCode: failure.status.rawValue, diagnostics: diagnostics))
            throw ExitCode(failure.status.rawValue)
        }
    }
}

extension ReloadReport {
    /// Asks for a reload or a rollback, shows its steps, and says what came of it.
    static func follow<C: AMPCommand>(
        _ command: C, on portal: PortalConnection, _ settings: Settings, _ terminal: Terminal = .output
    ) throws where C.Answer == ReloadReport {
        var printer = StepPrinter(terminal)
        do {
            let report = try portal.client.ask(command, .reload(settings)) { printer.show($0) }
            printer.sayRest(of: report.warnings)
            if let changes = report.changes { terminal.say(changes) }
            let isUnchanged = C.self == Reload.self && !report.built
            terminal.say(report.summary + (isUnchanged ? " No code had changed; GameData/ was read anew." : ""))
        } catch {
            throw printer.failure(error)
        }
    }

    /// `Generation 5 is live after 0.91 s; players waited 2.1 ms (3 lines held).`
    var summary: String {
        let total = Words.duration(milliseconds: steps.reduce(0) { $0 + $1.milliseconds })
        let waited = Words.duration(milliseconds: held)
        return "Generation \(generation) is live after \(total); players waited \(waited) "
            + "(\(Words.count(heldLines, "line")) held)."
    }
}
