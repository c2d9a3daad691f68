import Generations
import NIOCore
import Wire

// The life of the Server: start, hand over, crash, stop.

extension Portal {
    // MARK: Start and stop

    /// Starts a Server when there is none, from the newest good generation; builds only when there is no such.
    func startServer(_ request: StartServer, for connection: AMPConnection) async throws -> StartServer.Answer {
        if let live = server.live {
            return StartServer.Answer(generation: live.generation, started: false, note: "")
        }
        // Somebody else may have asked a moment ago: then it is started once.
        if let starting = reloads.running, starting.kind == .start {
            starting.audiences.append(.init(connection: connection))
            let report = try await starting.result.value(within: Self.forever, late: Self.never, on: self)
            return StartServer.Answer(
                generation: report.generation, started: false, note: report.warnings, changes: report.changes)
        }
        let report = try await run(.start, by: request.by, setAside: false, audience: .init(connection: connection))
        return StartServer.Answer(
            generation: report.generation, started: true, note: report.warnings, changes: report.changes)
    }

    /// - Parameter forGood: the Portal stops too.
    func stopServer(by: String, forGood: Bool = false) async throws -> StopServer.Answer {
        // Who asks while it leaves waits until it has, and is told the same.
        if let stopping { return try await stopping.value }
        let task = Task { try await endServer(by: by, forGood: forGood) }
        stopping = task
        defer { stopping = nil }
        return try await task.value
    }

    private func endServer(by: String, forGood: Bool) async throws -> StopServer.Answer {
        guard server.phase != .stopped || server.live != nil else { return StopServer.Answer(stopped: false) }
        log.info("the Server is stopped, asked for by \(by)")
        dismissStandby()
        let live = server.live
        let trouble = server.trouble
        server = ServerState()
        server.trouble = trouble
        if let live {
            live.isLeaving = true
            live.connection?.send(Leave(reason: "stop"))
            // Its last turn comes before its end; it is shown as any other.
            leaving = live
            await end(live, within: .seconds(10))
            // The system may say that a process has ended before all is read that it said.
            let late = RemoteError(.timedOut, "somebody else holds its socket")
            _ = try? await live.connection?.end.value(within: .seconds(2), late: late, on: self)
            leaving = nil
        }
        // Its last turn may have met the trouble, or ended it.
        let unsaved = server.trouble.flatMap { self.unsaved($0, forGood: forGood) }
        if let unsaved { log.critical("\(unsaved)") }
        server.trouble = nil
        if live != nil { broadcast(absenceNotice ?? "") }
        for process in Array(processes.values) { await end(process, within: .zero) }
        return StopServer.Answer(stopped: true, unsaved: unsaved)
    }

    /// Waits until a Server has gone; one that does not go is ended.
    func end(_ process: ServerProcess, within deadline: Duration) async {
        process.isLeaving = true
        let late = RemoteError(.timedOut, "it did not leave")
        if (try? await process.exit.value(within: deadline, late: late, on: self)) != nil { return }
        process.kill()
        _ = try? await process.exit.value(within: .seconds(10), late: late, on: self)
    }

    // MARK: Hand over

    /// Starts a Server from `generation` and waits until it has plugins and world. It is discarded when it cannot.
    func warm(_ generation: Generation, _ arguments: [String] = []) async throws -> (ServerProcess, Warmed) {
        let process = spawn(generation, arguments: arguments)
        return (process, try await warmed(process))
    }

    /// Waits until it has loaded what it needs to take over. It is discarded when it cannot.
    func warmed(_ process: ServerProcess) async throws -> Warmed {
        let late = RemoteError(
            .warmFailed,
            "generation \(process.generation) was not ready within \(settings.reload.warmDeadline): "
                + "it hangs while it loads\(process.lastWords.last.map { " (last it said: \($0))" } ?? "")")
        do {
            let warmed = try await process.warmed.value(
                within: settings.reload.warmDeadline, late: late, on: self)
            guard warmed.problems.isEmpty else { throw RemoteError(.warmFailed, warmed.problems) }
            return warmed
        } catch {
            process.isLeaving = true
            process.kill()
            throw error
        }
    }

    /// Gives the game to `successor`. Players' input is held meanwhile; when it fails the old one takes the game back.
    /// Returns how long the longest-waiting line waited, and how many lines were held.
    func handOver(to successor: ServerProcess, reason: String) async throws -> (Duration, Int) {
        let deadline = settings.reload.handOverDeadline
        while let other = handingOver {
            _ = try? await other.value(within: Self.forever, late: Self.never, on: self)
        }
        let old = server.live
        let began = ContinuousClock.now
        let mine = Awaited<Void>()
        (handingOver, heldLines) = (mine, 0)
        defer { release(mine) }
        if let old {
            switch await freeze(old, within: deadline) {
            case .frozen: break
            case .cannotSave(let error):
                release(mine)
                resendEvents(to: old)
                await end(successor, within: .zero)
                throw error
            case .lost:
                // It died or is stuck: it has nothing to hand over, and its successor is here already.
                server.givenUp += await linesToGiveUp(of: old)
                (old.isLeaving, old.isLost) = (true, true)
                old.kill()
            }
        }
        do {
            try await takeOver(successor, reason: reason, within: deadline)
            old?.isLeaving = true
            return (ContinuousClock.now - began, heldLines)
        } catch {
            successor.isLeaving = true
            // One that crashed may still say where; one that hangs or has no database has nothing to say.
            if [.timedOut, .storeFailed].contains(RemoteError(error).code) { successor.kill() }
            if let old, !old.isLeaving { await takeBack(old, within: deadline) }
            release(mine)
            if let old, server.live === old {
                old.isLeaving = false
                if old.isGone { lostLive(old, "it ended while it handed over") }
            }
            await end(successor, within: .seconds(2))
            if RemoteError(error).code == .storeFailed { throw error }
            throw RemoteError(
                .warmFailed, "generation \(successor.generation) could not take over: \(RemoteError(error))"
                    + successor.crashReport.map { "\n" + $0 }.joined())
        }
    }

    private func release(_ handOver: Awaited<Void>) {
        if handingOver === handOver { handingOver = nil }
        handOver.resolve(.success(()))
    }

    private enum FreezeOutcome {
        case frozen
        /// Its last turn is not saved: it keeps the game.
        case cannotSave(RemoteError)
        case lost
    }

    /// Asks the live one to end its turn and run nothing more.
    private func freeze(_ old: ServerProcess, within deadline: Duration) async -> FreezeOutcome {
        guard let connection = old.connection else { return .lost }
        do {
            _ = try await connection.ask(Freeze(), within: deadline, on: self)
            return .frozen
        } catch let error as RemoteError where error.code == .storeFailed {
            return .cannotSave(error)
        } catch {
            log.error("generation \(old.generation) did not end its turn: \(error)")
            return .lost
        }
    }

    private func takeOver(
        _ successor: ServerProcess, reason: String, within deadline: Duration
    ) async throws {
        guard let connection = successor.connection else {
            throw RemoteError(.warmFailed, "the new Server has no connection")
        }
        epoch += 1
        var states = ByteBuffer()
        for session in sessions.values { session.state.write(into: &states) }
        let outOfOrder = reason == "crash" ? quarantine.outOfOrder : []
        let answer = try await connection.ask(
            TakeOver(
                epoch: epoch, sessions: states, reason: reason, givenUp: server.givenUp, outOfOrder: outOfOrder,
                oneByOne: server.oneByOne),
            within: deadline, on: self)
        // The last trace may have been read meanwhile.
        if reason == "crash", quarantine.outOfOrder != outOfOrder {
            connection.send(OutOfOrder(code: quarantine.outOfOrder))
        }
        settle(committedTurn: answer.turn)
        makeLive(successor)
    }

    private func makeLive(_ process: ServerProcess) {
        // A new one says with its first turn whose sessions are makers'.
        let isSame = server.live === process
        let makers = isSame ? [] : sessions.values.filter(\.isMaker)
        for session in makers { session.maker = nil }
        server.live = process
        leaving = nil
        server.phase = .running
        server.problem = nil
        (server.givenUp, server.oneByOne) = ([], false)
        endTrouble()
        process.liveSince = .now
        if let handingOver { release(handingOver) }
        for notice in server.notices { process.connection?.send(Notice(text: notice)) }
        server.notices = []
        resendEvents(to: process)
        let early = process.earlyTurns
        process.earlyTurns = []
        if let connection = process.connection { for message in early { _ = received(message, on: connection.id) } }
        for session in makers where !session.isMaker { tellRights(of: session) }
        if !isSame { startStandby() }
    }

    /// The frozen one has not left: it has the game again, under an epoch that fences the one that failed.
    private func takeBack(_ old: ServerProcess, within deadline: Duration) async {
        do {
            try await takeOver(old, reason: "return", within: deadline)
            log.warning("the hand over failed; generation \(old.generation) has the game again")
        } catch {
            log.error("generation \(old.generation) could not take the game back: \(error)")
            old.kill()
        }
    }

    func judge(_ number: Int, _ state: GenerationManifest.State) async {
        do { _ = try await generations.mark(number, state) } catch { log.error("\(error)") }
    }
}
