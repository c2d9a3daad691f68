import Foundation
import Synchronization
import Testing
import Wire

/// A game that runs: a Portal on a free port and its Server, from nothing (no database, no generation). Whatever
/// comes of the test, every process that it started is ended.
final class RunningGame: Sendable {
    let folder = Workshop.game
    var runFolder: String { folder + "/run" }

    private struct State {
        var portal: Process?
        var peer: AMPPeer?
        var port = 0
        var portalPid = 0
    }
    private let state = Mutex(State())

    static let keeperPassword = "keeper of keys"

    private init() {}

    /// Plays `body` in a game that was just started.
    ///
    /// - Parameters:
    ///   - settings: YAML that is added to the game's settings.
    ///   - isStarted: false when the test starts Portal and Server by itself.
    static func play(
        settings: String = "", isStarted: Bool = true, _ body: (RunningGame) async throws -> Void
    ) async throws {
        try await Workshop.shared.ready()
        let game = RunningGame()
        try await game.end()
        try? FileManager.default.removeItem(atPath: game.runFolder)
        try Workshop.restore()
        try FolderCopy.write(Self.keeperPassword + "\n", Workshop.passwordFile)
        // Tests type faster than people.
        var settings = settings.contains("limits:") ? settings : settings + "\nlimits: { linesPerSecond: 0, queuedLines: 20000 }"
        if !settings.contains("tls:") { settings += "\ntls: { enabled: false }" }
        let file = game.folder + "/GameData/settings.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try FolderCopy.write(text + settings + "\n", file)
        do {
            if isStarted {
                try await game.startPortal()
                try await game.startServer()
            }
            try await body(game)
        } catch {
            Issue.record("What the Portal logged:\n\(game.portalLog.suffix(4000))\n\(game.serverLog.suffix(2000))")
            try await game.end()
            throw error
        }
        try await game.end()
    }

    // MARK: Processes

    var startOptions: [String] {
        ["--telnet-port", "0", "--admin", "Keeper", "--password-file", Workshop.passwordFile]
    }

    var portalArguments: [String] { ["--game", folder, "--scratch", Checkout.scratch] + startOptions }

    /// Starts a Portal and waits until it answers.
    func startPortal() async throws {
        let process = Process()
        process.executableURL = URL(filePath: Checkout.program("hearth-portal"))
        process.arguments = portalArguments
        process.standardInput = FileHandle.nullDevice
        try process.run()
        state.withLock { $0.portal = process }
        try await attach()
        #expect(portalPid == Int(process.processIdentifier))
    }

    /// Connects to the Portal that runs, whoever started it.
    func attach() async throws {
        let peer = try await eventually("the Portal's socket") { try? await connectPeer() }
        let status = try await peer.ask(Status())
        state.withLock { state in
            (state.peer, state.port, state.portalPid) = (peer, status.telnetPort ?? 0, status.portalPid)
        }
    }

    /// Runs `hearth` in the game's folder.
    func hearth(_ words: String...) async throws -> Shell.Outcome { try await hearth(words) }

    func hearth(_ words: [String], environment: [String: String] = [:]) async throws -> Shell.Outcome {
        try await Shell.run(Checkout.program("hearth"), words, in: folder, environment: environment)
    }

    @discardableResult
    func startServer() async throws -> StartServer.Answer { try await peer.ask(StartServer(by: "a test")) }

    /// Stops Server and Portal, and waits until the Portal has gone.
    func stop() async throws {
        _ = try await peer.ask(StopPortal(by: "a test"))
        guard let portal = state.withLock({ $0.portal }) else { return }
        try await eventually("the Portal's end") { portal.isRunning ? nil : () }
    }

    /// Ends every process of this game, by its number.
    private func end() async throws {
        try await eventually("the end of all processes") {
            let left = try await ProcessTable.processes(ofGame: folder)
            for process in left { ProcessTable.kill(Int(process.pid)) }
            return left.isEmpty ? () : nil
        }
    }

    // MARK: Asking

    /// A new connection to the Portal's socket.
    func connectPeer() async throws -> AMPPeer {
        let peer = try await AMPPeer.connect(runFolder + "/" + portalSocketName)
        let pid = Int(ProcessInfo.processInfo.processIdentifier)
        let answer = try await peer.ask(Hello(game: folder, role: "test", pid: pid))
        #expect(answer.game == folder)
        return peer
    }

    /// The test's own connection.
    var peer: AMPPeer {
        get throws { try #require(state.withLock { $0.peer }) }
    }

    var port: Int { state.withLock { $0.port } }
    var portalPid: Int { state.withLock { $0.portalPid } }

    func status() async throws -> Status.Answer { try await peer.ask(Status()) }

    @discardableResult
    func reload(setAside: Bool = false) async throws -> ReloadReport {
        try await peer.ask(Reload(by: "a test", setAside: setAside))
    }

    func refusedReload() async throws -> RemoteError { try await peer.refusal(of: Reload(by: "a test")) }

    func serverPid() async throws -> Int { try #require(try await status().serverPid) }

    /// Waits until another Server than that one has the game.
    @discardableResult
    func successor(of pid: Int) async throws -> Status.Answer {
        try await eventually("a successor of the Server", seen: { "\(try await self.status())" }) {
            let status = try await status()
            return status.server == "running" && status.serverPid != nil && status.serverPid != pid ? status : nil
        }
    }

    // MARK: Players

    func connect(
        _ name: String = "a client", from source: String? = nil, reads: Bool = true
    ) async throws -> TelnetPlayer {
        try await TelnetPlayer.connect(name, port: port, from: source, reads: reads)
    }

    /// A new player, in the hall.
    ///
    /// - Parameter port: another than the game's own: a ``TelnetProxy``'s.
    func newPlayer(_ name: String, from source: String? = nil, at port: Int? = nil) async throws -> TelnetPlayer {
        let player = try await TelnetPlayer.connect(name, port: port ?? self.port, from: source)
        try await player.expect("Your name")
        try await player.type("create \(name) secret-of-\(name)", expecting: "The Hall")
        return player
    }

    /// A player who has been here before.
    func player(_ name: String, password: String? = nil) async throws -> TelnetPlayer {
        let player = try await connect(name)
        try await player.expect("Your name")
        try await player.type("connect \(name) \(password ?? "secret-of-\(name)")", expecting: "Welcome")
        return player
    }

    /// The administrator that the first start made.
    func keeper() async throws -> TelnetPlayer { try await player("Keeper", password: Self.keeperPassword) }

    // MARK: Files

    func read(_ path: String) -> String { (try? String(contentsOfFile: folder + "/" + path, encoding: .utf8)) ?? "" }

    func write(_ path: String, _ text: String) throws { try FolderCopy.write(text, folder + "/" + path) }

    func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: folder + "/" + path) }

    /// Edits a source of the plugin Trial.
    func edit(_ file: String, _ old: String, _ new: String) throws {
        let path = "Plugins/Trial/Sources/" + file
        let text = read(path)
        try #require(text.contains(old))
        try write(path, text.replacing(old, with: new))
    }

    var portalLog: String { read("run/portal.log") }
    var serverLog: String { read("run/server.log") }

    /// Waits until a text is in a log.
    func logged(_ text: String, in log: String) async throws {
        try await eventually("'\(text)' in \(log)", seen: { String(read("run/\(log)").suffix(1500)) }) {
            read("run/\(log)").contains(text) ? () : nil
        }
    }
}

extension Workshop {
    static let passwordFile = Checkout.workshop + "/keeper-password"
}
