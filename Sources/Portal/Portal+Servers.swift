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
            return StartServer.Answer(generation: report.generation, started: false, note: report.warnings)
        }
        let report = try await run(.start, by: request.by, setAside: false, audience: .init(connection: connection))
        return StartServer.Answer(generation: report.generation, started: true, note: report.warnings)
    }

    func stopServer(by: String) async throws -> StopServer.Answer {
        guard server.phase != .stopped || server.live != nil else { return StopServer.Answer(stopped: false) }
        log.info("the Server is stopped, asked for by \(by)")
        let live = server.live
        server = ServerState()
        if let live {
            live.isLeaving = true
            live.connection?.send(Leave(reason: "stop"))
            // Its last turn comes before its end; it is shown as any other.
            leaving = live
            await end(live, within: .seconds(10))
            leaving = nil
            broadcast(absenceNotice ?? "")
        }
        for process in Array(processes.values) { await end(process, within: .zero) }
        return StopServer.Answer(stopped: true)
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
    func warm(_ generation: Generation, setAside: Bool) async throws -> (ServerProcess, Warmed) {
        let process = spawn(generation, arguments: setAside ? ["--set-aside"] : [])
        let late = RemoteError(
            .warmFailed,
            "generation \(generation.number) was not ready within \(settings.reload.warmDeadline): "
                + "it hangs while it loads\(process.lastWords.last.map { " (last it said: \($0))" } ?? "")")
        do {
            let warmed = try await process.warmed.value(
                within: settings.reload.warmDeadline, late: late, on: self)
            guard warmed.problems.isEmpty else { throw RemoteError(.warmFailed, warmed.problems) }
            return (process, warmed)
        } catch {
            process.isLeaving = true
            process.kill()
            throw error
        }
    }

    /// Gives the game to `successor`. Players' input is held meanwhile; when it fails the old one takes the game back.
    /// Returns how long the longest-waiting line waited, and how many lines were held.
    func handOver(
        to successor: ServerProcess, reason: String, givenUp: [GivenUp] = [], notice: String = ""
    ) async throws -> (Duration, Int) {
        let deadline = settings.reload.handOverDeadline
        let old = server.live
        let began = ContinuousClock.now
        (isHolding, heldLines) = (true, 0)
        defer { isHolding = false }
        var (reason, givenUp) = (reason, givenUp)
        if let old, !(await freeze(old, within: deadline)) {
            // It died or is stuck: it has nothing to hand over, and its successor is here already.
            (reason, givenUp) = ("crash", old.givenUp)
            old.isLeaving = true
            old.kill()
        }
        do {
            try await takeOver(successor, reason: reason, givenUp: givenUp, notice: notice, within: deadline)
            old?.isLeaving = true
            return (ContinuousClock.now - began, heldLines)
        } catch {
            successor.isLeaving = true
            // One that crashed may still say where; one that hangs has nothing to say.
            if RemoteError(error).code == .timedOut { successor.kill() }
            if let old, !old.isLeaving { await takeBack(old, within: deadline) }
            isHolding = false
            if let old, server.live === old {
                old.isLeaving = false
                if old.isGone { lostLive(old, "it ended while it handed over") }
            }
            await end(successor, within: .seconds(2))
            throw RemoteError(
                .warmFailed, "generation \(successor.generation) could not take over: \(RemoteError(error))"
                    + successor.crashReport.map { "\n" + $0 }.joined())
        }
    }

    /// Asks the live one to end its turn and run nothing more. False when it cannot.
    private func freeze(_ old: ServerProcess, within deadline: Duration) async -> Bool {
        guard let connection = old.connection else { return false }
        do {
            _ = try await connection.ask(Freeze(), within: deadline, on: self)
            return true
        } catch {
            log.error("generation \(old.generation) did not end its turn: \(error)")
            return false
        }
    }

    private func takeOver(
        _ successor: ServerProcess, reason: String, givenUp: [GivenUp] = [], notice: String = "",
        within deadline: Duration
    ) async throws {
        guard let connection = successor.connection else {
            throw RemoteError(.warmFailed, "the new Server has no connection")
        }
        epoch += 1
        var states = ByteBuffer()
        for session in sessions.values { session.state.write(into: &states) }
        let answer = try await connection.ask(
            TakeOver(epoch: epoch, sessions: states, reason: reason, givenUp: givenUp, notice: notice),
            within: deadline, on: self)
        settle(committedTurn: answer.turn)
        makeLive(successor)
    }

    private func makeLive(_ process: ServerProcess) {
        server.live = process
        leaving = nil
        server.phase = .running
        server.problem = nil
        process.liveSince = .now
        isHolding = false
        resendEvents(to: process)
        let early = process.earlyTurns
        process.earlyTurns = []
        if let connection = process.connection { for message in early { _ = received(message, on: connection.id) } }
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

    // MARK: Crash

    /// The live Server is gone, or as good as gone: another takes its place, with all that was not committed.
    func lostLive(_ process: ServerProcess, _ how: String) {
        // While it hands over, the hand over sees to it.
        guard server.live === process, !process.isLeaving, !isHolding else { return }
        let running = process.page?.entry
        server.live = nil
        leaving = process
        server.phase = .restarting
        server.failures += 1
        server.problem = "the Server ended: \(how)"
        process.isLeaving = true
        let ran = running.map { "; session \($0.session) ran: \($0.what)" } ?? ""
        log.error("the Server (generation \(process.generation)) is lost: \(how)\(ran)")
        let notice = "The Server crashed (\(how))\(ran). `hearth log` has what it said."
        Task { await recover(from: process, givenUp: process.givenUp, notice: notice) }
        // What it still has to say it may say, but not for long.
        Task { await end(process, within: .seconds(5)) }
    }

    private func recover(from lost: ServerProcess, givenUp: [GivenUp], notice: String) async {
        var number = lost.generation
        var notice = notice
        if let probation = server.probation, ContinuousClock.now < probation.until {
            server.probation = nil
            number = probation.lastGood
            await judge(lost.generation, .bad(reason: "it crashed while on probation"))
            let text = "generation \(lost.generation) crashed soon after it went live: back to generation \(number)"
            log.error("\(text)")
            notice += "\n\(text)"
        }
        while server.live == nil, server.phase == .restarting {
            if server.failures > 1 {
                let pause = min(30, 0.25 * Double(1 << min(server.failures, 8)))
                try? await Task.sleep(for: .seconds(pause))
            }
            do {
                let (process, _) = try await warm(try generations.generation(number), setAside: false)
                guard server.phase == .restarting else { return process.kill() }
                _ = try await handOver(to: process, reason: "crash", givenUp: givenUp, notice: notice)
                log.info("generation \(number) has the game")
                forgiveLater(process)
                return
            } catch {
                server.failures += 1
                server.problem = "generation \(number) does not start: \(error)"
                log.error("\(server.problem ?? "")")
                // One that was good before may still be.
                if server.failures > 4, let older = generations.list().generations.last(where: {
                    $0.manifest.state == .good && $0.number < number
                }) {
                    number = older.number
                }
            }
        }
    }

    /// A Server that has lived for a while has no crashes behind it.
    func forgiveLater(_ process: ServerProcess) {
        Task {
            try? await Task.sleep(for: .seconds(30))
            if server.live === process { server.failures = 0 }
        }
    }

    func judge(_ number: Int, _ state: GenerationManifest.State) async {
        do { _ = try await generations.mark(number, state) } catch { log.error("\(error)") }
    }
}
