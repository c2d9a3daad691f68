import GameDatabase
import HearthKit
import Settings
import Wire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The Server's life: load, become live when the Portal says so, run turns, leave.
///
/// Started by the Portal alone, in the run folder. Everything here happens on the main thread.
@MainActor
public final class ServerProgram {
    let arguments: ServerArguments
    let paths: GamePaths
    let settings: Settings
    let link: PortalLink
    let store: SQLiteStore
    let game: Game
    private let watch: RunWatch?
    private let loaded: LoadedGame
    private let priority: LoadingPriority
    var data = GameData()
    var isLive = false
    /// What comes next is played one by one, as ``TakeOver/oneByOne`` says.
    var playsOneByOne = false
    /// The turn that cannot be saved. While there is one no other runs: see `ServerProgram+Saving.swift`.
    var held: HeldTurn?
    /// What players did meanwhile.
    var waiting: [SessionInput] = []
    private var strangersPace = StrangersPace()

    /// Runs until the Portal or the end of its connection says stop. Exits the process.
    public static func main() -> Never {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGINT, SIG_IGN)
        // A limit on the size of files is a full disk to a game: something to wait for.
        signal(SIGXFSZ, SIG_IGN)
        LastSignal.install()
        StandardOutput.tellLineByLine()
        do {
            let arguments = try ServerArguments(CommandLine.arguments)
            if let task = arguments.task { exit(try DataTask(arguments).run(task)) }
            let program = try ServerProgram(arguments)
            try program.load()
            try program.run()
            exit(0)
        } catch let error as StoreFenced {
            complain("\(error); this Server leaves")
            exit(3)
        } catch {
            complain("\(error)")
            exit(1)
        }
    }

    private static func complain(_ text: String) { say("hearth-server: \(text)") }

    /// A line for the Server's log, which the Portal has at once: the last one names what never returned.
    static func say(_ text: String) {
        var line = text + "\n"
        _ = line.withUTF8 { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    init(_ arguments: ServerArguments) throws {
        var arguments = arguments
        paths = GamePaths(arguments.game)
        settings = try Settings.read(paths)
        Markup.colors = settings.colors
        let page = arguments.page.flatMap { RunningPage(path: $0) }
        if let page { CrashingThread.tell(page) }
        link = try PortalLink()
        PortalWatch.begin(link.descriptor)
        var hello = Hello(game: arguments.game, role: "server", pid: Int(getpid()), token: arguments.token)
        var loaded: LoadedGame?
        if arguments.standsBy {
            _ = try link.askNow(hello, milliseconds: 5000)
            loaded = try Standby(link: link, arguments: arguments).loadAndWait(paths)
            arguments.isCold = true
        }
        self.arguments = arguments
        do {
            store = try SQLiteStore.open(
                paths.database, mode: arguments.isCold ? .live : .warm, durability: settings.durability)
            hello.epoch = try store.changes(after: .max).epoch
        } catch {
            // The Portal takes it for the database's fault then, not for this generation's.
            _ = try link.askNow(hello, milliseconds: 5000)
            try link.send(Trouble(reason: "\(error)"))
            throw error
        }
        let slow = settings.watchdog.slow
        watch = page.map { [link] in
            RunWatch(page: $0, slow: slow) { try? link.send(Log(level: "warning", text: $0)) }
        }
        if !arguments.standsBy { _ = try link.askNow(hello, milliseconds: 5000) }
        priority = LoadingPriority(isAlone: arguments.isCold)
        self.loaded = loaded ?? LoadedGame(arguments, paths)
        game = Game(world: self.loaded.world, store: store)
    }

    // MARK: Warming

    private func load() throws {
        game.world.breathe = { [priority] in priority.breathe() }
        let warming = Warming(arguments: arguments, loaded: loaded, game: game, store: store)
        let warmed: Warmed
        do { (warmed, data) = try warming.run() } catch let error as StoreError {
            try link.send(Trouble(reason: "\(error)"))
            throw error
        }
        priority.end()
        game.world.breathe = {}
        try link.send(warmed)
        connectGame()
    }

    private func connectGame() {
        game.passwords = .scrypt(cost: settings.passwords.cost)
        game.limits = GameLimits(settings)
        game.timeSettings = TimeSettings(settings.time)
        game.sessionSettings = SessionSettings(settings.sessions)
        LockFunctions.setting = { [settings] in settings.text(of: $0) }
        game.settings = GameSettings(settings.game.mapValues(\.data))
        game.textMenus = data.menus
        game.menuAction = { action, session in
            do {
                let parties = DataCall.Parties(object: session.puppet?.location, actor: session.puppet)
                _ = try DataCall.evaluate(DataCall(text: action), for: parties)
            } catch let error as NativeError {
                // What is wrong with the call is its maker's to read.
                session.account?.isDeveloper == true ? session.send(Markup.escape("\(error)")) : ()
                throw Refusal(.somethingWrong)
            }
        }
        game.readData = { [paths] in try? String(contentsOfFile: "\(paths.gameData)/\($0)", encoding: .utf8) }
        game.operations = ServerOperations(link: link, arguments: arguments)
        game.log = { [link] level, text in try? link.send(Log(level: level.rawValue, text: text)) }
        if let watch {
            game.willRun = { watch.begins($0) }
            game.willEnter = { watch.enters($0) }
            game.entered = { watch.entered }
        }
        game.drain = { [game, watch] in
            watch?.runsTasks()
            MainLoop.runJobs()
            // A resumed command comes back by way of the runtime's thread pool.
            while game.resuming > 0 {
                MainLoop.waitForJobs(milliseconds: 100)
                MainLoop.runJobs()
            }
        }
    }

    // MARK: Running

    private func run() throws {
        while true {
            watch?.ends()
            MainLoop.wait(for: link.descriptor, milliseconds: patience)
            try saveHeldTurn()
            var inputs: [SessionInput] = []
            for message in try messages() {
                guard case .command(let name, let ask, let box) = message else { continue }
                if name == Events.name {
                    var events = try box.decode(Events.self).events.buffer
                    while let event = try SessionEvent.read(from: &events) { inputs.append(SessionInput(event)) }
                    continue
                }
                // What came before a freeze or a stop is played before it.
                try play(inputs)
                inputs = []
                try obey(name, ask, box)
            }
            try play(inputs)
        }
    }

    private var patience: Int32 {
        if let held { return Int32(clamping: held.millisecondsToNextTry) }
        guard isLive else { return -1 }
        let strangers = game.strangersWait ? strangersPace.milliseconds(from: RunningPage.now) : nil
        let next = [game.millisecondsToNextTurn, strangers].compactMap { $0 }.min()
        return next.map { Int32(clamping: $0) } ?? -1
    }

    /// The Portal's end is this process's end as well; what was told is committed already.
    private func messages() throws -> [Message] {
        do { return try link.receive() } catch {
            PortalWatch.isSeenTo()
            if isLive { try saveWithoutPortal() }
            Self.complain("\(error); this Server leaves")
            exit(0)
        }
    }

    /// - Parameter changes: of the turn that could not be told.
    private func leaveWithoutPortal(_ changes: Changes?) throws -> Never {
        PortalWatch.isSeenTo()
        if held == nil, let changes { try store.commit(changes) }
        try saveWithoutPortal()
        Self.complain("\(PortalLink.LinkError.closed); this Server leaves")
        exit(0)
    }

    func play(_ inputs: [SessionInput]) throws {
        guard isLive else { return }
        guard held == nil else { return waiting += inputs }
        if playsOneByOne, !inputs.isEmpty {
            playsOneByOne = false
            for input in inputs { try play([input]) }
            return
        }
        let outcome = game.turn(inputs, takesStrangers: strangersPace.isTime(RunningPage.now))
        // Before the commit: a process that dies in it or just after it has no line to give up.
        watch?.ends()
        if let outcome { try emit(outcome) }
    }

    /// Tells the Portal, commits, and says so: the order that keeps every promise about what players have seen.
    func emit(_ outcome: TurnOutcome) throws {
        do { try link.send(Turn(outcome)) } catch PortalLink.LinkError.closed { try leaveWithoutPortal(outcome.changes) }
        guard let changes = outcome.changes else { return }
        do {
            try store.commit(changes)
        } catch let error as StoreFenced {
            throw error
        } catch {
            return try hold(changes, error)
        }
        try link.send(Committed(turn: outcome.turn))
    }
}
