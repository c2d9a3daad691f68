import Foundation
import Settings

/// One run: what is measured, in which order, and what must be there for it.
struct BenchRun {
    let checkout: GamePaths
    let programs: Programs
    let plan: BenchPlan
    let sections: Set<Bench.Section>
    private let generator = LoadGenerator()

    init(checkout: GamePaths, programs: Programs, plan: BenchPlan, sections: Set<Bench.Section>) {
        (self.checkout, self.programs, self.plan, self.sections) = (checkout, programs, plan, sections)
    }

    func measure() async throws -> BenchReport {
        var report = BenchReport(machine: .now())
        if sections.contains(.ceiling) { report.ceiling = try await ceiling() }
        if !sections.isDisjoint(with: Bench.Section.hardships) {
            let run = HardshipRun(
                checkout: checkout, programs: programs, plan: plan, sections: sections, generator: generator)
            try await run.measure(&report)
        } else if sections != [.ceiling] {
            say("the private game: building what is not built, starting")
            let game = try PrivateGame(of: checkout, programs: programs, generator: generator)
            try await game.start()
            try await measure(game, &report)
            try await game.stop()
        }
        report.machine.loadAfter = ProcessFigures.loadAverage
        return report
    }

    private func measure(_ game: PrivateGame, _ report: inout BenchReport) async throws {
        if sections.contains(.edit) { report.edits = try await edits(of: game) }
        if sections.contains(.start) { report.start = try await starts(of: game) }
        if sections.contains(.natives) {
            say("natives")
            report.natives = try await BenchWorld(game: game, generator: generator).natives()
            if report.natives.isEmpty { report.notes.append("no native was called: the game has no plugin Dice") }
        }
        let needsPlayers: Set<Bench.Section> = [.memory, .look, .change, .crowd, .compression, .reload]
        guard !sections.isDisjoint(with: needsPlayers) else { return }

        // Processes that have reloaded have memory to give.
        try await game.stop()
        try await game.start()
        let world = BenchWorld(game: game, generator: generator)
        say("\(plan.players) players: making them")
        try await world.makePlayers(sections.contains(.memory) ? 2 * plan.players : plan.players)
        say("\(plan.players) players: logging in")
        try await world.login(plan.players)
        if sections.contains(.memory) { report.memory = try await memory(world, game, &report.notes) }
        if sections.contains(.look) { report.look = try await looks(game) }
        if sections.contains(.change) { report.change = try await changes(game, &report.notes) }
        if sections.contains(.crowd) { report.crowd = try await crowd(world, game) }
        if sections.contains(.compression) { report.compression = try await compression(world, game) }
        if sections.contains(.reload) { report.reloads = try await reloads(world, game, &report.notes) }
        await generator.closeAll()
    }

    private func say(_ text: String) { StandardOutput.progress("bench: \(text)") }

    // MARK: The ceiling

    private func ceiling() async throws -> [Throughput] {
        let echo = try EchoPair(programs)
        var results: [Throughput] = []
        for count in plan.clients {
            say("bare echo, \(count) clients")
            try await generator.connect(upTo: count, to: echo.port)
            // A ceiling is the best that was reached: what else runs on the machine only ever lowers it.
            var best: Throughput?
            for _ in 1...2 {
                let result = try await generator.closedLoop(
                    count, plan.seconds, lines: { _ in ["look"] }, answer: { _ in .lines(1) },
                    usage: usage(echo.portal.pid, echo.server.pid))
                if result.perSecond > best?.perSecond ?? 0 { best = result }
            }
            if let best { results.append(best) }
        }
        await generator.closeAll()
        await echo.end()
        return results
    }

    /// Processor time of the load generator, the Portal and the Server.
    private func usage(_ portal: Int, _ server: Int) -> @Sendable () -> [Double] {
        { [Int(ProcessInfo.processInfo.processIdentifier), portal, server].compactMap(ProcessFigures.processorTime) }
    }

    private func usage(_ game: PrivateGame) async throws -> @Sendable () -> [Double] {
        let status = try await game.status()
        return usage(status.portalPid, status.serverPid ?? 0)
    }

    // MARK: Start, edit, memory

    private func starts(of game: PrivateGame) async throws -> [StartTimes] {
        var times: [StartTimes] = []
        for number in 1...plan.starts {
            say("start \(number) of \(plan.starts)")
            try await game.stop()
            times.append(try await game.start())
        }
        return times.sorted { $0.serverAnswers < $1.serverAnswers }
    }

    /// Those that are edited.
    private var plugins: [String] { Array(PluginEdit.plugins(of: checkout).prefix(plan.plugins)) }

    private func edits(of game: PrivateGame) async throws -> [EditTimes] {
        var times: [EditTimes] = []
        for plugin in plugins {
            guard let edit = PluginEdit(plugin, of: checkout) else { continue }
            defer { edit.undo() }
            // The first one also builds what has changed before.
            try edit.edit()
            _ = try await game.reload()
            for number in 1...plan.edits {
                say("edit \(number) of \(plan.edits) in \(edit.file)")
                // Nobody edits twice in a second, and who does has whole modules compiled (see `CompilerState`).
                try await Task.sleep(for: .seconds(1))
                try edit.edit()
                let (total, report) = try await game.reload()
                times.append(EditTimes(file: edit.file, total: total, report))
            }
        }
        return times
    }

    /// As many players again: what the first ones took includes memory that the processes had to spare.
    private func memory(_ world: BenchWorld, _ game: PrivateGame, _ notes: inout [String]) async throws -> Memory? {
        let status = try await game.status()
        let pids = [status.portalPid, status.serverPid ?? 0]
        try await Task.sleep(for: .seconds(1))
        let before = pids.compactMap(ProcessFigures.memory)
        say("\(plan.players) more players: logging in")
        try await world.login(2 * plan.players)
        try await Task.sleep(for: .seconds(1))
        let after = pids.compactMap(ProcessFigures.memory)
        await generator.close(from: plan.players)
        guard before.count == 2, after.count == 2 else {
            notes.append("memory is measured on Linux alone")
            return nil
        }
        return Memory(
            players: plan.players, portalBefore: before[0], serverBefore: before[1],
            portalPerPlayer: (after[0] - before[0]) / plan.players,
            serverPerPlayer: (after[1] - before[1]) / plan.players)
    }

    // MARK: Rates

    private func compression(_ world: BenchWorld, _ game: PrivateGame) async throws -> CompressionFigures {
        say("look, plain and by MCCP2")
        let run = CompressionRun(
            game: game, generator: generator, seconds: plan.seconds, lines: try await linesOfLook(),
            usage: try await usage(game))
        let figures = try await run.measure()
        // As the sections after it expect.
        await generator.closeAll()
        try await world.login(plan.players)
        return figures
    }

    private func linesOfLook() async throws -> Int {
        let answer = try await generator.answer(to: "look")
        let lines = answer.utf8.count { $0 == 0x0A }
        guard answer.contains("Bench Hall"), lines > 1 else {
            throw BenchError("`look` answered what the bench does not know:\n\(answer)")
        }
        return lines
    }

    private func looks(_ game: PrivateGame) async throws -> [Throughput] {
        let lines = try await linesOfLook()
        var results: [Throughput] = []
        for count in plan.clients {
            say("look, \(count) players")
            results.append(
                try await generator.closedLoop(
                    count, plan.seconds, lines: { _ in ["look"] }, answer: { _ in .lines(lines) },
                    usage: try await usage(game)))
        }
        return results
    }

    private func changes(_ game: PrivateGame, _ notes: inout [String]) async throws -> [Throughput] {
        guard try await stonesCanBeMoved(&notes) else { return [] }
        var results: [Throughput] = []
        for count in plan.clients {
            say("drop and get, \(count) players")
            results.append(
                try await generator.closedLoop(
                    count, plan.seconds,
                    lines: { ["drop \(BenchWorld.stone($0))", "get \(BenchWorld.stone($0))"] },
                    answer: { _ in .marker(Array("You ".utf8)) }, usage: try await usage(game)))
        }
        return results
    }

    /// Whether `drop` and `get` do what the bench believes; the reason goes into the notes if not.
    private func stonesCanBeMoved(_ notes: inout [String]) async throws -> Bool {
        let stone = BenchWorld.stone(0)
        // It may lie there since the last measurement.
        _ = try await generator.answer(to: "get \(stone)")
        for command in ["drop", "get"] {
            let answer = try await generator.answer(to: "\(command) \(stone)")
            let refusals = ["You see", "You know", "You have", "You do", "You can", "You are"]
            if !answer.contains("You ") || !answer.contains(stone) || refusals.contains(where: answer.contains) {
                notes.append("nothing was changed, as `\(command)` answered: \(answer)")
                return false
            }
        }
        return true
    }

    private func crowd(_ world: BenchWorld, _ game: PrivateGame) async throws -> Throughput {
        try await world.gather(plan.crowd)
        say("\(plan.crowd) players in one room, everybody talking")
        let result = try await generator.closedLoop(
            plan.crowd, plan.seconds, lines: { _ in ["say The tide is late again tonight."] },
            answer: { _ in .marker(Array("You say".utf8)) }, usage: try await usage(game))
        try await world.scatter(plan.crowd)
        return result
    }

    // MARK: Reloads under load

    private func reloads(
        _ world: BenchWorld, _ game: PrivateGame, _ notes: inout [String]
    ) async throws -> [ReloadFigures] {
        // The one that others import, when it is to be had: it builds longest.
        let names = plugins.contains("Standard") ? ["Standard"] : plugins
        guard let edit = names.lazy.compactMap({ PluginEdit($0, of: checkout) }).first else {
            throw BenchError("there is no plugin to edit")
        }
        defer { edit.undo() }
        // So that what is measured builds one file.
        try edit.edit()
        _ = try await game.reload()
        let hasChanges = try await stonesCanBeMoved(&notes)
        var results: [ReloadFigures] = []
        var objects = 0
        for count in plan.objects {
            say("\(count) objects: making them")
            try await world.makeObjects(count - objects)
            objects = count
            for typists in plan.typists {
                say("reload, \(typists) players typing, \(objects) objects")
                try edit.edit()
                let ((total, reload), typing) = try await generator.typing(
                    typists, rate: typists > 500 ? 5 : 10, port: game.port,
                    changes: { number in
                        let stone = BenchWorld.stone(number)
                        return hasChanges ? (["drop \(stone)", "get \(stone)"], stone) : ([], "")
                    }
                ) { try await game.reload() }
                results.append(
                    ReloadFigures(
                        objects: objects, typing: typing, times: EditTimes(file: edit.file, total: total, reload),
                        held: reload.held, heldLines: reload.heldLines))
            }
        }
        return results
    }
}
