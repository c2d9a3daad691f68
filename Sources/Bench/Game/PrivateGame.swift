import Foundation
import Settings
import Wire

/// A game of the bench's own: this game's code and data in a temporary folder, with a database of its own.
///
/// Package.swift is the checkout's, by a symbolic link: it is the checkout that is built, where nothing is built anew
/// that is built already.
actor PrivateGame {
    nonisolated let checkout: GamePaths
    nonisolated let paths: GamePaths
    private let programs: Programs
    private let generator: LoadGenerator
    private var portal: Child?
    private var client: PortalClient?
    private(set) var port = 0

    /// - Parameters:
    ///   - isLimited: whether players and strangers meet the limits that every game has by itself.
    ///   - hasWeb: whether browsers may come; then more sessions than a game has by itself are let in.
    init(
        of checkout: GamePaths, programs: Programs, generator: LoadGenerator, isLimited: Bool = false,
        hasWeb: Bool = false
    ) throws {
        (self.checkout, self.programs, self.generator) = (checkout, programs, generator)
        // Short: a Unix socket's path has room for about 107 bytes.
        let folder = "/tmp/hearth-bench-\(ProcessInfo.processInfo.processIdentifier)"
        let files = FileManager.default
        try files.createDirectory(atPath: folder, withIntermediateDirectories: false)
        _ = Cleanup.add { Self.remove(folder) }
        for name in ["Package.swift", "Plugins"] {
            try files.createSymbolicLink(
                atPath: "\(folder)/\(name)", withDestinationPath: "\(checkout.folder)/\(name)")
        }
        paths = GamePaths(folder)
        try files.copyItem(atPath: checkout.gameData, toPath: paths.gameData)
        // Its own words: what the bench reads must not depend on the game's.
        try? files.removeItem(atPath: paths.texts)
        var settings = Self.settings + (isLimited ? "" : Self.noLimits)
        if hasWeb {
            settings.replace("web: { enabled: false, port: 0 }", with: "web: { port: 0 }")
            settings += "limits: { sessions: 50000 }\n"
        }
        try settings.write(toFile: paths.settings, atomically: true, encoding: .utf8)
    }

    /// A process that has just been ended may still be making a file.
    private static func remove(_ folder: String) {
        for _ in 1...40 where FileManager.default.fileExists(atPath: folder) {
            do { try FileManager.default.removeItem(atPath: folder) } catch { usleep(50_000) }
        }
    }

    /// What the bench brings down itself is not to be put out of order for it. Its players read lines and no telnet: a
    /// sign of life (IAC NOP) before a line would hide the line from them.
    private static let settings = """
        name: Bench
        telnet: { address: 127.0.0.1, port: 0, keepalive: 0 }
        tls: { enabled: false }
        web: { enabled: false, port: 0 }
        passwords: { cost: 4 }
        watchdog: { crashes: 1000 }

        """

    /// Players that type as fast as they are answered, and connections that only stay open, are what is measured.
    private static let noLimits = """
        limits: { queuedLines: 10000, linesPerSecond: 0 }
        login: { deadline: 0 }

        """

    // MARK: Life

    /// Starts the Portal and the Server, and measures when a player could do what, from the start of the process on.
    @discardableResult
    func start() async throws -> StartTimes {
        let began = ContinuousClock.now
        func elapsed() -> Double { (ContinuousClock.now - began) / .milliseconds(1) }
        let log = paths.folder + "/portal.out"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        let child = try Child(
            programs.portal,
            ["--game", paths.folder, "--scratch", programs.scratch, "--telnet-port", "0", "--web-port", "0"],
            output: FileHandle(forWritingAtPath: log))
        portal = child
        let client = try await connect(child)
        self.client = client
        let answers = elapsed()
        let server = Task { try await client.ask(StartServer(by: "the bench"), within: .seconds(1800)) }
        var port: Int?
        while port == nil { port = try await client.ask(Status()).telnetPort }
        self.port = port ?? 0
        let newcomer = try await generator.newcomer(self.port)
        let greeted = elapsed()
        do { _ = try await server.value } catch { throw BenchError("the private game does not start: \(error)\(logs)") }
        let running = elapsed()
        try await newcomer.untilAsked()
        let asked = elapsed()
        await generator.closeAll()
        return StartTimes(portalAnswers: answers, greeted: greeted, serverLive: running, serverAnswers: asked)
    }

    private func connect(_ child: Child) async throws -> PortalClient {
        let deadline = ContinuousClock.now + .seconds(30)
        while child.isRunning, ContinuousClock.now < deadline {
            if FileManager.default.fileExists(atPath: paths.socket),
                let client = try? await PortalClient.connect(to: paths.socket, on: generator.eventLoop)
            {
                return client
            }
            try await Task.sleep(for: .milliseconds(1))
        }
        throw BenchError("the Portal of the private game does not start.\(logs)")
    }

    /// Stops both processes and waits until they have gone.
    func stop() async throws {
        guard let child = portal else { return }
        _ = try? await client?.ask(StopPortal(by: "the bench"), within: .seconds(20))
        await child.end(within: .seconds(10))
        (portal, client) = (nil, nil)
    }

    // MARK: Asking

    func status() async throws -> Status.Answer { try await running.ask(Status()) }

    /// Reloads, and answers how long it took as a whole, in milliseconds.
    func reload() async throws -> (total: Double, report: ReloadReport) {
        let began = ContinuousClock.now
        do {
            let report = try await running.ask(Reload(by: "the bench"), within: .seconds(1800))
            return ((ContinuousClock.now - began) / .milliseconds(1), report)
        } catch {
            throw BenchError("the reload failed: \(error)")
        }
    }

    /// Goes back a generation; throws what the Portal has against it.
    func rollback() async throws {
        _ = try await running.ask(Rollback(by: "the bench"), within: .seconds(120))
    }

    /// Ends the Server from outside. Answers which process it was.
    func endServer(by signal: Int32) async throws -> Int? {
        guard let pid = try await status().serverPid else { return nil }
        kill(Int32(pid), signal)
        return pid
    }

    /// Waits until another Server than that one has the game.
    func successor(of pid: Int?, within limit: Duration) async throws -> Bool {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            let status = try await status()
            if status.serverPid != pid, status.serverPid != nil, status.server != "restarting" { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    /// The reports of Servers that died; the newest fifty.
    func crashes() async throws -> [CrashReport] { try await running.ask(ListCrashes()).crashes }

    private var running: PortalClient {
        get throws {
            guard let client else { throw BenchError("the private game does not run.\(logs)") }
            return client
        }
    }

    /// Name and password of the administrator.
    var administrator: (name: String, password: String) {
        get throws {
            let line = try String(contentsOfFile: paths.run + "/admin-password", encoding: .utf8)
            let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
            guard words.count == 2 else { throw BenchError("run/admin-password is not a name and a password") }
            return (words[0], words[1])
        }
    }

    /// The ends of the logs, for the report of an error.
    var logs: String {
        [paths.folder + "/portal.out", paths.portalLog, paths.serverLog].compactMap { path in
            guard let text = try? String(contentsOfFile: path, encoding: .utf8), !text.isEmpty else { return nil }
            return "\n--- \(path)\n" + text.split(separator: "\n").suffix(15).joined(separator: "\n")
        }.joined()
    }
}

/// A connection that waits to be asked who it is.
struct Newcomer: Sendable {
    let generator: LoadGenerator
    let number: Int

    /// Waits for the Server's first words: what it asks everybody who comes.
    func untilAsked() async throws { try await generator.untilAsked(number) }
}

extension LoadGenerator {
    /// Connects, and waits for the first line.
    func newcomer(_ port: Int) async throws -> Newcomer {
        let number = try await open(port) { Conversation("") }
        try await wait(.seconds(10), for: "the greeting") {
            (players[number].script as? Conversation)?.text.utf8.contains(0x0A) ?? false
        }
        return Newcomer(generator: self, number: number)
    }

    func untilAsked(_ number: Int) async throws {
        try await wait(.seconds(10), for: "the Server's first words") {
            (players[number].script as? Conversation)?.text.contains("our name") ?? false
        }
    }
}
