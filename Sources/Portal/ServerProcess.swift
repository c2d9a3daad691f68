import Generations
import NIOCore
import NIOPosix
import Settings
import Subprocess
import Wire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// How a Server's process ended.
enum ServerEnd: Sendable, Equatable, CustomStringConvertible {
    case exited(Int)
    case signal(Int)
    case notStarted(String)

    init(_ status: TerminationStatus) {
        self =
            switch status {
            case .exited(let code): .exited(Int(code))
            case .signaled(let signal): .signal(Int(signal))
            }
    }

    var description: String {
        switch self {
        case .exited(let code): "exit code \(code)"
        case .signal(let signal): "signal \(signal)"
        case .notStarted(let reason): "it could not be started: \(reason)"
        }
    }
}

/// A Server that the Portal started: its process, and its connection once it has said hello. Lives on the Portal's actor.
final class ServerProcess {
    let generation: Int
    /// Proves that a connection is this child's.
    let token: String
    let started = ContinuousClock.now
    /// Where it says what runs.
    let page: RunningPage?

    var pid: Int?
    /// The pipe by which it speaks.
    var output: (any Channel)?
    var connection: AMPConnection?
    /// When it became the live one.
    var liveSince: ContinuousClock.Instant?
    /// It was told to leave: its end is no crash.
    var isLeaving = false
    /// The last lines of its standard error, for the report of a crash.
    private(set) var lastWords: [String] = []
    private static let mostLastWords = 400
    private static let mostReported = 40

    /// When plugins and world are loaded, or what kept it from that.
    let warmed = Awaited<Warmed>()
    /// When it stands by: see `Portal+Standby.swift`.
    let standing = Awaited<Void>()
    let exit = Awaited<ServerEnd>()
    /// When its output has ended, which may be a moment after its process.
    let silence = Awaited<Void>()
    /// It has begun to say that it crashes.
    var isCrashing = false
    /// It had the game, and was not told to leave.
    var isLost = false
    /// What it was stuck in, when the Portal ended it for that.
    var stuckIn: RunningPage.Entry?
    /// The Portal itself has ended it by force.
    private(set) var wasKilled = false
    /// Turns that it told before the Portal had made it the live one.
    var earlyTurns: [Message] = []

    init(generation: Int, token: String, pagePath: String) {
        (self.generation, self.token) = (generation, token)
        page = RunningPage(path: pagePath)
    }

    /// Where it says what runs.
    static func pagePath(_ token: String, _ paths: GamePaths) -> String { "\(paths.run)/running.\(token.prefix(8))" }

    func spoke(_ line: String) {
        lastWords.append(line)
        if lastWords.count > Self.mostLastWords { lastWords.removeFirst(Self.mostLastWords / 2) }
    }

    func didExit(_ how: ServerEnd) {
        let words = crashReport.map { "\n" + $0 }.joined()
        let error = RemoteError(.warmFailed, "the Server ended before it was ready (\(how))\(words)")
        warmed.resolve(.failure(error))
        if !isStanding { standing.resolve(.failure(error)) }
        exit.resolve(.success(how))
    }

    /// What it said of its crash: the line before the trace, which is the trap's message, and the trace.
    var crashReport: ArraySlice<String> {
        guard let trace = lastWords.firstIndex(where: { $0.hasPrefix("*** ") }) else {
            return lastWords.suffix(Self.mostReported)
        }
        let message = lastWords[..<trace].lastIndex { !$0.isEmpty }
        return lastWords[(message ?? trace)...].prefix(Self.mostReported)
    }

    /// It has loaded its code, and waits until it is needed.
    var isStanding: Bool { (try? standing.result?.get()) != nil }

    /// Nothing more will come from it.
    var isGone: Bool { exit.result != nil || connection?.isClosed ?? true }

    /// Ends it and all that it started, whatever it is doing.
    func kill() {
        guard exit.result == nil else { return }
        wasKilled = true
        clearAway()
    }

    /// Ends what may be left of one that seems to have ended: what it started, and itself if it lives after all.
    /// That it ended is not the Portal's doing.
    func clearAway() {
        guard exit.result == nil, let pid else { return }
        Platform.killGroup(pid)
    }
}

extension Portal {
    /// Starts a Server from a generation, in a process group of its own so that it and its backtracer end together.
    func spawn(_ generation: Generation, arguments extra: [String] = []) -> ServerProcess {
        let token = Platform.randomToken()
        let pagePath = ServerProcess.pagePath(token, paths)
        let process = ServerProcess(generation: generation.number, token: token, pagePath: pagePath)
        processes[token] = process
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)]
        let words =
            [
                "--game", paths.folder, "--generation", generation.folder, "--page", pagePath,
                "--plugins", generation.manifest.plugins.map(\.name).joined(separator: ","),
            ] + (server.live == nil ? ["--cold"] : []) + (generation.isProved ? ["--proved"] : [])
            + (arguments.admin.map { ["--admin", $0] } ?? []) + extra
        var environment: Environment = .inherit.updating([
            "HEARTH_TOKEN": token,
            "SWIFT_BACKTRACE": "enable=yes,interactive=no,color=no,threads=crashed,registers=none,images=none,"
                + "output-to=stderr",
        ])
        if let file = arguments.passwordFile, let text = try? String(contentsOfFile: file, encoding: .utf8) {
            environment = environment.updating([
                "HEARTH_PASSWORD": text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
            ])
        }
        let finalEnvironment = environment
        Task {
            let end: ServerEnd
            do {
                let output = try await pipe(from: process)
                let result = try await Subprocess.run(
                    .path(FilePath(generation.server)), arguments: Arguments(words), environment: finalEnvironment,
                    workingDirectory: FilePath(paths.run), platformOptions: options, input: .none,
                    output: .fileDescriptor(.init(rawValue: output), closeAfterSpawningProcess: true), error: .combinedWithOutput
                ) { execution in
                    process.pid = Int(execution.processIdentifier.value)
                }
                end = ServerEnd(result.terminationStatus)
            } catch {
                end = .notStarted("\(error)")
            }
            ended(process, end)
        }
        return process
    }

    /// A pipe from a Server that is to be started; what is to be its output.
    private func pipe(from process: ServerProcess) async throws -> Int32 {
        let (reading, writing) = try Platform.pipe()
        try await listen(to: process, at: reading)
        return writing
    }

    /// - Parameter unread: half a line, of a Server that was there before this Portal.
    func listen(to process: ServerProcess, at pipe: Int32, unread: ByteBuffer = ByteBuffer()) async throws {
        let bound = NIOLoopBound(process, eventLoop: eventLoop)
        process.output = try await NIOPipeBootstrap(group: eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        ServerOutput(portal: self, process: bound, unread: unread))
                }
            }
            .takingOwnershipOfDescriptor(input: pipe).get()
    }

    func serverSaid(_ line: String, _ process: ServerProcess) {
        process.spoke(line)
        serverLog.write(line)
    }

    func ended(_ process: ServerProcess, _ how: ServerEnd) {
        process.didExit(how)
        processes[process.token] = nil
        Platform.removeFile(ServerProcess.pagePath(process.token, paths))
        log.info("Server \(process.pid ?? 0) (generation \(process.generation)) ended: \(how)")
        if server.live === process { lostLive(process, "\(how)") }
        standbyEnded(process, how)
        if process.isCrashing || process.isLost || process.stuckIn != nil { Task { await report(process) } }
    }
}
