import Generations
import NIOCore
import Wire

// The live Server is gone, or as good as gone: another takes its place, with all that was not committed.

extension Portal {
    /// Its first words of a crash: the trace that follows may take a second, and nobody waits for it.
    func serverCrashes(_ process: ServerProcess) {
        process.isCrashing = true
        if server.live === process, !isHolding {
            lostLive(process, process.stuckIn.map { "it was stuck in \($0.summary)" } ?? "it crashed")
        } else {
            // Whoever waits for its answer need not wait for its trace.
            process.connection?.closed()
        }
    }

    func lostLive(_ process: ServerProcess, _ how: String) {
        // While it hands over, the hand over sees to it.
        guard server.live === process, !process.isLeaving, !isHolding else { return }
        server.live = nil
        leaving = process
        server.phase = .restarting
        let isYoung = process.liveSince.map { .now - $0 < Self.infancy } ?? true
        server.failures = isYoung ? server.failures + 1 : 0
        server.problem = "the Server ended: \(how)"
        process.isLeaving = true
        process.isLost = true
        log.error("the Server (generation \(process.generation)) is lost: \(how)")
        recoveries += 1
        server.recovery = recoveries
        let recovery = recoveries
        Task { await recover(from: process, recovery) }
        // What it still has to say it may say, but not for long.
        Task { await end(process, within: .seconds(5)) }
    }

    /// A Server that dies sooner than this after it went live has not shown that it can live.
    private static var infancy: Duration { .seconds(1) }

    // MARK: Recovery

    private func recover(from lost: ServerProcess, _ recovery: Int) async {
        server.givenUp += await linesToGiveUp(of: lost)
        var number = lost.generation
        if let probation = server.probation, ContinuousClock.now < probation.until, lost.wasItsOwnFault {
            server.probation = nil
            number = probation.lastGood
            await judge(lost.generation, .bad(reason: "it crashed while on probation"))
            let text = "Generation \(lost.generation) crashed soon after it went live: back to generation \(number)."
            log.error("\(text)")
            server.notices.append(text)
        }
        var pause = Duration.seconds(1)
        // A stop ends it, and so does a reload that brings code which starts.
        while server.live == nil, server.recovery == recovery {
            await pauseBeforeNextTry()
            do {
                let process = try standbyStepsIn(for: number) ?? spawn(generations.generation(number))
                _ = try await warmed(process)
                guard server.live == nil, server.recovery == recovery else {
                    process.isLeaving = true
                    return process.kill()
                }
                _ = try await handOver(to: process, reason: "crash")
                log.info("generation \(number) has the game")
                return
            } catch let error as RemoteError where error.code == .storeFailed {
                // No generation's fault: the same one again, and again.
                if server.live == nil, server.recovery == recovery { beginTrouble(error.description) }
                try? await Task.sleep(for: pause)
                pause = min(pause * 2, .seconds(8))
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

    /// None for one crash or two in a row; then longer and longer.
    private func pauseBeforeNextTry() async {
        guard server.failures > 2 else { return }
        try? await Task.sleep(for: .seconds(min(30, 0.25 * Double(1 << min(server.failures, 8)))))
    }

    /// The line or job that must not run again in the successor of a Server that is lost.
    ///
    /// What ran when it crashed is to blame. One that was killed from outside (by a person, or for want of memory)
    /// was doing nothing wrong, unless the same line is found there twice.
    func linesToGiveUp(of lost: ServerProcess) async -> [GivenUp] {
        if !lost.isCrashing, lost.stuckIn == nil {
            // Its connection ends a moment before the system says how it did: on a machine that is busy, a long one.
            let late = RemoteError(.timedOut, "it is still there")
            _ = try? await lost.exit.value(within: .seconds(1), late: late, on: self)
        }
        guard let entry = lost.ran, entry.number > 0 else {
            server.oneByOne = lost.wasItsOwnFault && lost.page?.diedElsewhere != true
            return []
        }
        if !lost.wasItsOwnFault {
            let isSuspect = server.killedIn.map { ($0.session, $0.number) == (entry.session, entry.number) } ?? false
            server.killedIn = entry
            if !isSuspect { return [] }
        }
        return [GivenUp(session: entry.session, number: entry.number)]
    }

    // MARK: Report

    /// Keeps the last words of a Server that has ended as it should not have, and tells makers.
    func report(_ process: ServerProcess) async {
        let entry = process.ran
        let late = RemoteError(.timedOut, "somebody else holds its output")
        _ = try? await process.silence.value(within: .seconds(1), late: late, on: self)
        let trace = CrashTrace(process.crashReport, plugins: plugins(of: process.generation))
        let report = CrashReport(
            number: crashes.nextNumber, time: Platform.secondsSince1970, generation: process.generation,
            kind: process.kindOfEnd, how: process.howItEnded, what: entry?.what ?? "", who: entry?.who ?? "",
            code: quarantine.culprit(of: code(of: trace, entry)), place: trace.place ?? "",
            trace: process.crashReport.map { $0 })
        do { try crashes.add(report) } catch { log.error("the report of a crash cannot be kept: \(error)") }
        log.error("crash \(report.number): \(report.summary)")
        counts.crashed(report.kind)
        // Of one that never had the game those know who wanted it.
        guard process.liveSince != nil else { return }
        tellMakers(report.forMakers)
        guard process.wasItsOwnFault, quarantine.blame(report.code, limit: settings.watchdog.crashes) else { return }
        server.live?.connection?.send(OutOfOrder(code: quarantine.outOfOrder))
        let text = "\(report.code) is out of order until the next reload: "
            + "it brought the Server down \(settings.watchdog.crashes) times."
        log.error("\(text)")
        tellMakers(text)
    }

    /// What may be to blame, the innermost first.
    private func code(of trace: CrashTrace, _ entry: RunningPage.Entry?) -> [String] {
        ([entry?.native].compactMap(\.self) + trace.codes + [entry?.code ?? ""]).filter { !$0.isEmpty }
    }

    /// Now, or as soon as there is a Server.
    func tellMakers(_ text: String) {
        if let connection = server.live?.connection { connection.send(Notice(text: text)) } else { server.notices.append(text) }
    }

    private func plugins(of generation: Int) -> [String] {
        (try? generations.generation(generation))?.manifest.plugins.map(\.name) ?? []
    }
}

extension ServerProcess {
    /// What ran when it was lost; nil when nothing did, or when it died of what another thread did.
    var ran: RunningPage.Entry? { stuckIn ?? (page?.diedElsewhere == true ? nil : page?.entry) }

    /// Whether its own code ended it, as far as is known.
    var wasItsOwnFault: Bool {
        if isCrashing || stuckIn != nil { return true }
        guard case .success(.signal(9)) = exit.result else { return true }
        return wasKilled
    }

    /// See ``CrashReport/kind``.
    var kindOfEnd: String {
        if stuckIn != nil { return "hang" }
        guard wasItsOwnFault else { return "kill" }
        if case .success(.exited) = exit.result { return "exit" }
        return "crash"
    }

    var howItEnded: String {
        if let stuckIn { return "stuck for \(Double(RunningPage.now - stuckIn.since) / 1000) s" }
        switch exit.result {
        case .success(let end): return "\(end)"
        default: return "its connection ended"
        }
    }
}
