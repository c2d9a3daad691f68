import Generations
import NIOCore
import Wire

// The reload: build, stage, warm, hand over, resume, probation. Each step has a name, a duration and an outcome, and
// whoever asked sees it as it happens.

extension Portal {
    func reload(_ request: Reload, for connection: AMPConnection) async throws -> ReloadReport {
        let audience = ReloadRun.Audience(connection: connection, session: request.session)
        return try await run(.reload, by: request.by, setAside: request.setAside, audience: audience)
    }

    func rollback(_ request: Rollback, for connection: AMPConnection?) async throws -> ReloadReport {
        let live = server.live?.generation
        let candidates = generations.list().generations.filter { $0.manifest.state == .good && $0.number != live }
        let wanted = request.generation
        guard let target = wanted.map({ number in candidates.last { $0.number == number } })
            ?? candidates.last(where: { $0.number < live ?? .max })
        else {
            let words = wanted == live && live != nil
                ? "generation \(live ?? 0) is the one that is live"
                : wanted.map { "there is no good generation \($0) to go back to" }
                    ?? "there is no good generation before the live one"
            if let session = request.session { refuse("Nothing was changed: \(words).", to: session) }
            throw RemoteError(.refused, words)
        }
        let audience = ReloadRun.Audience(connection: connection, session: request.session)
        return try await run(.rollback(target.number), by: request.by, setAside: false, audience: audience)
    }

    /// Builds and checks; nothing goes live.
    func check(_ request: Check, for connection: AMPConnection?) async throws -> Check.Answer {
        // Not in the queue: two builds of one scratch folder wait for each other by themselves.
        nextCheck -= 1
        let run = ReloadRun(number: nextCheck, kind: .reload, by: request.by, audience: .init(connection: connection))
        checks[run.number] = run
        defer { checks[run.number] = nil }
        let began = ContinuousClock.now
        let build = try await step("build", of: run) { try await compile(for: run) }
        return Check.Answer(
            warnings: build.warnings.map(\.description).joined(separator: "\n"),
            milliseconds: (.now - began) / .milliseconds(1))
    }

    /// One at a time. Who asks while one runs is served by the next, together with all others who wait.
    func run(
        _ kind: ReloadRun.Kind, by: String, setAside: Bool, audience: ReloadRun.Audience
    ) async throws -> ReloadReport {
        if let queued = reloads.queued, queued.kind == kind {
            queued.add(audience)
            queued.setAside = queued.setAside || setAside
            return try await queued.result.value(within: Self.forever, late: Self.never, on: self)
        }
        reloadCount += 1
        let run = ReloadRun(number: reloadCount, kind: kind, by: by, audience: audience)
        run.setAside = setAside
        let before = reloads.queued ?? reloads.running
        if before == nil { reloads.running = run } else { reloads.queued = run }
        Task {
            if let before { _ = try? await before.result.value(within: Self.forever, late: Self.never, on: self) }
            if reloads.queued === run { reloads.queued = nil }
            reloads.running = run
            let result: Result<ReloadReport, any Error>
            do { result = .success(try await perform(run)) } catch { result = .failure(error) }
            if reloads.running === run { reloads.running = nil }
            finish(run, result)
        }
        return try await run.result.value(within: Self.forever, late: Self.never, on: self)
    }

    /// The steps have deadlines of their own; who waits for the whole of them needs none.
    static var forever: Duration { .seconds(1 << 24) }
    static var never: RemoteError { RemoteError(.timedOut, "the reload did not end") }

    private func perform(_ run: ReloadRun) async throws -> ReloadReport {
        log.info("\(run.kind) asked for by \(run.by)")
        try refuseInTrouble()
        let hadServer = server.live != nil
        if hadServer {
            server.phase = .reloading
        } else if server.phase != .restarting {
            server.phase = .starting
        }
        defer {
            if server.phase == .starting { server.phase = .stopped }
            if server.phase == .reloading { server.phase = .running }
        }
        do {
            // A mistake is told before the build.
            _ = try await readSettings()
            let (generation, built, warnings) = try await generation(for: run)
            // As the Server reads them in a moment.
            let settings = try await readSettings()
            // One that was good before stays so, whatever happens now.
            func judgedIfBuilt<T>(_ body: () async throws -> T) async throws -> T {
                do { return try await body() } catch {
                    let isItsFault = RemoteError(error).code != .storeFailed
                    if built, isItsFault { await judge(generation.number, .bad(reason: "\(error)")) }
                    throw error
                }
            }
            let (process, warmed) = try await step("warm", of: run) { () throws -> (ServerProcess, Warmed) in
                try await judgedIfBuilt { try await warm(generation, run.warming) }
            }
            if !warmed.greeting.isEmpty { greeting = ByteBuffer(string: warmed.greeting) }
            // Not the one from before the build, should that have crashed meanwhile.
            let old = server.live
            let lastGood = old?.generation
            let (held, lines) = try await step("hand over", of: run) {
                try await judgedIfBuilt {
                    try await handOver(to: process, reason: hadServer ? "reload" : "start")
                }
            }
            try await step("resume", of: run) {
                if let old {
                    old.connection?.send(Leave(reason: "reload"))
                    Task { await end(old, within: .seconds(5)) }
                }
            }
            var notes = goBy(settings)
            await judge(generation.number, .good)
            quarantine.clear()
            beginProbation(of: process, lastGood: lastGood, run)
            _ = try? await generations.prune(keeping: settings.reload.keepGenerations, live: generation.number)
            notes += await followEndpoints()
            let all = (notes + warnings + [warmed.warnings]).filter { !$0.isEmpty }
            return ReloadReport(
                generation: generation.number, built: built, warnings: all.joined(separator: "\n"), steps: run.steps,
                held: held / .milliseconds(1), heldLines: lines, changes: warmed.changes)
        } catch {
            if !hadServer { server.problem = "\(RemoteError(error))" }
            throw error
        }
    }

    /// What is to go live, and whether it was built for that.
    private func generation(for run: ReloadRun) async throws -> (Generation, built: Bool, warnings: [String]) {
        switch run.kind {
        case .rollback(let number):
            let generation = try generations.generation(number)
            try await Self.verify(generation)
            return (generation, false, [])
        case .start:
            if let generation = generations.newestGood(), generation.manifest.configuration == configuration {
                try await Self.verify(generation)
                let changed = await changes(since: generation)
                let note = changed.isEmpty ? [] : [
                    "the sources of \(changed.map(\.description).joined(separator: ", ")) have changed since "
                        + "generation \(generation.number): `hearth reload` builds them"
                ]
                return (generation, false, note)
            }
        case .reload: break
        }
        let build = try await step("build", of: run) { try await compile(for: run) }
        let warnings = build.warnings.map(\.description)
        if let live = server.live?.generation, let current = try? generations.generation(live),
            build.sources.groupsChanged(since: current.manifest).isEmpty
        {
            return (current, false, warnings)
        }
        let generation = try await step("stage", of: run) {
            try await generations.stage(build, requestedBy: run.by)
        }
        return (generation, true, warnings)
    }

    /// Reads whole files: away from the event loop, which greets players meanwhile.
    private static func verify(_ generation: Generation) async throws {
        try await Task.detached { try generation.verify() }.value
    }

    private func changes(since generation: Generation) async -> [SourceGroup] {
        let scanner = builder.scanner
        return await Task.detached { (try? scanner.scan())?.groupsChanged(since: generation.manifest) ?? [] }.value
    }

    private func compile(for run: ReloadRun) async throws -> Build {
        do {
            let number = run.number
            var builder = builder
            // While nobody can play, nobody waits for the processor but who started the game.
            builder.settings.isIdle = server.live != nil
            return try await builder.build { event in
                self.eventLoop.execute { self.assumeIsolated { $0.heard(event, number) } }
            }
        } catch {
            throw RemoteError(.buildFailed, "\(error)")
        }
    }

    /// What the build tells goes to those who asked for the run.
    private func heard(_ event: BuildEvent, _ number: Int) {
        guard let run = checks[number] ?? reloads.running, run.number == number else { return }
        switch event {
        case .progress(let done, let total, let text): tell(run, "build", "progress", "[\(done)/\(total)] \(text)")
        case .diagnostic(let diagnostic): tell(run, "build", "diagnostic", diagnostic.description)
        case .waiting(let text), .note(let text): tell(run, "build", "note", text)
        case .started(_, let reason): tell(run, "build", "note", reason)
        case .finished: break
        }
    }

    private func beginProbation(of process: ServerProcess, lastGood: Int?, _ run: ReloadRun) {
        guard let lastGood, lastGood != process.generation else { return }
        // Who goes back does not want what they have left.
        if case .rollback = run.kind { return server.probation = nil }
        let length = settings.reload.probation
        server.probation = (until: .now + length, lastGood: lastGood)
        tell(run, "probation", "began", "a crash within \(settings.reload.probation) returns to generation \(lastGood)")
    }

    // MARK: Telling

    private func step<T>(_ name: String, of run: ReloadRun, _ body: () async throws -> T) async throws -> T {
        reloads.step = name
        defer { reloads.step = nil }
        run.stepBegan = .now
        tell(run, name, "began", "")
        do {
            let value = try await body()
            let milliseconds = (ContinuousClock.now - run.stepBegan) / .milliseconds(1)
            run.steps.append(StepReport(step: name, milliseconds: milliseconds))
            tell(run, name, "done", "")
            return value
        } catch {
            tell(run, name, "failed", RemoteError(error).description)
            throw error
        }
    }

    private func tell(_ run: ReloadRun, _ step: String, _ what: String, _ text: String) {
        let milliseconds = (ContinuousClock.now - run.stepBegan) / .milliseconds(1)
        let message = Step(reload: run.number, step: step, what: what, milliseconds: milliseconds, text: text)
        let asked = run.audiences.compactMap(\.connection)
        for connection in asked { connection.send(message) }
        for connection in connections.values where connection.watches && !asked.contains(where: { $0 === connection }) {
            connection.send(message)
        }
        tellMakers(of: message)
        if what != "progress", what != "began" {
            log.info("reload \(run.number): \(step) \(what) \(Int(milliseconds)) ms \(text)")
        }
        for session in run.audiences.compactMap(\.session) {
            if let line = message.lineForPlayer { refuse(line, to: session) }
        }
    }

    /// The last word of a run, to all who asked.
    private func finish(_ run: ReloadRun, _ result: Result<ReloadReport, any Error>) {
        switch result {
        case .success(let report):
            log.info("reload \(run.number): \(report.summary)")
            counts.reloaded(milliseconds: report.steps.reduce(0) { $0 + $1.milliseconds }, held: report.held)
            for session in run.audiences.compactMap(\.session) { refuse(report.summary, to: session) }
        case .failure(let error):
            log.error("reload \(run.number) failed: \(RemoteError(error))")
            counts.reloadFailed()
            for session in run.audiences.compactMap(\.session) {
                if RemoteError(error).code == .storeFailed { refuse(RemoteError(error).description, to: session) }
                refuse("Nothing was changed: the game plays on with the code it had.", to: session)
            }
        }
        run.result.resolve(result)
    }

    func generationReports() -> ListGenerations.Answer {
        ListGenerations.Answer(generations.list().generations.map(\.manifest), live: server.live?.generation)
    }
}
