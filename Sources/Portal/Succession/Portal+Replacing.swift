import Foundation
import NIOCore
import Settings
import Subprocess
import Wire

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

// The Portal is replaced by another program, in its own process: the sockets stay open, the Server stays its child.

extension Portal {
    /// Becomes another Portal. Returns only by an error, and then all goes on as before; the answer comes from the
    /// successor.
    func replace(_ request: ReplacePortal, for connection: AMPConnection, ask: String?) async throws -> Never {
        log.info("a replacement of the Portal asked for by \(request.by)")
        let program = request.program ?? Self.program
        guard program.hasPrefix("/") else {
            throw RemoteError(.badArguments, "'\(program)' is not the absolute path of a hearth-portal")
        }
        guard !isBeingReplaced else { throw RemoteError(.refused, "the Portal is being replaced already") }
        isBeingReplaced = true
        defer {
            isBeingReplaced = false
            if server.standby == nil { startStandby() }
        }
        try refuseUnlessIdle()
        dismissStandby()
        // One that has handed over, or has been stopped, and is about to end.
        for process in Array(processes.values) where process !== server.live { await end(process, within: .seconds(5)) }
        try await rehearse(program, for: connection)
        try refuseUnlessIdle()
        guard processes.values.allSatisfy({ $0 === server.live }) else {
            throw RemoteError(.refused, "a former Server is still leaving: try again in a moment")
        }
        try become(program, for: connection, ask: ask)
    }

    /// That which this process runs, or what was put in its place since.
    private static var program: String {
        let first = CommandLine.arguments[0]
        return first.hasPrefix("/") ? first : Bundle.main.executablePath ?? first
    }

    private func refuseUnlessIdle() throws {
        let doing: String? =
            if reloads.running != nil || reloads.queued != nil || !checks.isEmpty {
                "a reload or a build runs"
            } else if isHolding || (server.phase != .running && server.phase != .stopped) {
                "the Server is \(server.phase)"
            } else if server.live?.stuckIn != nil || server.live?.isGone ?? false {
                "the Server is stuck or ending"
            } else if server.trouble != nil {
                "nothing can be saved"
            } else if isStopping {
                "the Portal stops"
            } else {
                nil
            }
        if let doing { throw RemoteError(.refused, "\(doing) just now: try again when that is done") }
    }

    /// The new program must run, read the settings and what it will be handed, and speak as the Server does.
    private func rehearse(_ program: String, for connection: AMPConnection) async throws {
        let path = paths.run + "/succession.rehearsal"
        try handedOver(asker: connection, ask: nil).write(path)
        defer { Platform.removeFile(path) }
        let output = try await PortalCheck.run(program, game: paths, state: path)
        let wire = PortalCheck.version(in: output)
        guard server.live == nil || wire == wireVersion else {
            throw RemoteError(
                .refused, "\(program) speaks version \(wire.map(String.init) ?? "?") of the wire protocol, the Server "
                    + "that runs \(wireVersion): `hearth reboot` replaces both, and players are cut off")
        }
    }

    /// From the first line to the last without a pause: nothing is read, written or forgotten in between.
    private func become(_ program: String, for connection: AMPConnection, ask: String?) throws -> Never {
        let path = paths.run + "/succession"
        for session in sessions.values { session.telnet?.endCompression() }
        // Should this Portal go on.
        defer { for session in sessions.values { session.telnet?.offerCompression() } }
        let state = try handedOver(asker: connection, ask: ask)
        try state.write(path)
        isStopping = true
        let kept = Set(state.sessions.compactMap { $0.descriptor == nil ? nil : try? $0.decodedState.id })
        for session in sessions.values where !kept.contains(session.id) { sendAway(session) }
        Descriptors.handOver(only: state.descriptors)
        log.info("the Portal becomes \(program)")
        let failure = Platform.become(program, PortalArguments.forSuccessor(CommandLine.arguments, state: path))
        // Still here.
        Descriptors.keepAll()
        isStopping = false
        Platform.removeFile(path)
        throw SuccessionError.cannotBecome(program, failure)
    }
}

extension Portal {
    /// Closes a connection that the next Portal cannot go on with. A browser's page comes back by itself when it is
    /// told so; who is encrypted (TLS), in frames (WebSocket), or compressed by the client (MCCP3), must be told.
    private func sendAway(_ session: PlayerSession) {
        if session.client.transport != "web" {
            let words = "The game's front door is being replaced, and your kind of connection (TLS, a WebSocket, or "
                + "compressed by your client) cannot be kept. Nothing is lost: please connect again."
            session.write(.text(ByteBuffer(string: "\n\(words)\n")))
            session.flush()
        }
        session.channel?.close(promise: nil)
    }
}

/// `hearth-portal --check`: whether a program could take over from the Portal that runs.
enum PortalCheck {
    private static let deadline = Duration.seconds(10)

    /// Gives what it says. Throws ``RemoteError`` when it cannot take over.
    static func run(_ program: String, game: GamePaths, state: String) async throws -> String {
        let run = Task {
            try await Subprocess.run(
                .path(FilePath(program)), arguments: ["--check", "--game", game.folder, "--succeed", state],
                workingDirectory: FilePath(game.run), input: .none, output: .string(limit: 1 << 16),
                error: .combinedWithOutput)
        }
        let alarm = Task {
            try await Task.sleep(for: deadline)
            run.cancel()
        }
        defer { alarm.cancel() }
        do {
            let result = try await run.value
            let output = result.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
            guard case .exited(0) = result.terminationStatus else {
                let words = output.isEmpty ? "it ended by itself: \(result.terminationStatus)" : output
                throw RemoteError(.refused, "\(program) could not take over: \(words)")
            }
            return output
        } catch let error as RemoteError {
            throw error
        } catch {
            throw RemoteError(.refused, "\(program) cannot be run: \(error)")
        }
    }

    static func words() -> String { "wire \(wireVersion)" }

    static func version(in output: String) -> Int? {
        let line = output.split(separator: "\n").first { $0.hasPrefix("wire ") }
        return line.flatMap { Int($0.dropFirst("wire ".count)) }
    }
}
