import Foundation
import NIOCore
import Settings

/// Players who trade and talk while faults strike, and an audit in the end.
struct ChaosRun {
    let checkout: GamePaths
    let programs: Programs
    let seed: UInt64
    let minutes: Double
    let players: Int
    private let generator = LoadGenerator()

    init(checkout: GamePaths, programs: Programs, seed: UInt64, minutes: Double, players: Int) {
        (self.checkout, self.programs) = (checkout, programs)
        (self.seed, self.minutes, self.players) = (seed, minutes, players)
    }

    func measure() async throws -> ChaosReport {
        var machine = Machine.now()
        say("seed \(seed): the private game: building what is not built, starting")
        let game = try PrivateGame(of: checkout, programs: programs, generator: generator, isLimited: true)
        let faults = try await prepare(game)
        defer { faults.edit.undo() }
        say("\(players) players, \(minutes.formatted()) min")
        await generator.beginChaos(players)
        let began = NIODeadline.now()
        async let sampled = sample(game, until: began + .nanoseconds(Int64(minutes * 60e9)))
        let schedule = FaultSchedule(seed: seed, seconds: minutes * 60)
        async let makers = strike(schedule.makers, faults, from: began)
        async let outside = strike(schedule.outside, faults, from: began)
        let struck = await (makers + outside).sorted { $0.planned < $1.planned }
        let memory = await sampled.memory
        var deaths = await sampled.deaths

        say("letting everything come to rest")
        let stalled = try await generator.settleChaos(within: .seconds(60))
        deaths.add(try await game.crashes())
        let cutOff = await generator.dropped
        let transcripts = await generator.transcripts()
        say("stopping the game, and looking at what is stored")
        try await game.stop()
        try await game.start()
        let stored = try await BenchWorld(game: game, generator: generator).places(ofThingsNamed: ["coin", "stone"])
        try await game.stop()
        machine.loadAfter = ProcessFigures.loadAverage
        var report = ChaosReport(
            machine: machine, seed: seed, minutes: minutes, players: players, faults: struck, deaths: deaths,
            memory: memory,
            audit: ChaosAudit(
                transcripts, coins: ChaosCrowd.coins(players), stored: stored, cutOff: cutOff, stalled: stalled))
        if !report.findings.isEmpty { report.logs = keepLogs(of: game) }
        return report
    }

    /// The game's folder goes with the bench; what tells why an audit failed is to stay. Answers where it is.
    private func keepLogs(of game: PrivateGame) -> String {
        let files = FileManager.default
        let folder = files.temporaryDirectory.path + "/hearth-chaos-\(seed)"
        try? files.removeItem(atPath: folder)
        try? files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for path in [game.paths.portalLog, game.paths.serverLog, game.paths.crashes] {
            let name = path.split(separator: "/").last ?? ""
            try? files.copyItem(atPath: path, toPath: "\(folder)/\(name)")
        }
        return folder
    }

    private func say(_ text: String) { StandardOutput.progress("bench: \(text)") }

    // MARK: Before

    private func prepare(_ game: PrivateGame) async throws -> FaultInjector {
        try await game.start()
        guard let edit = PluginEdit.plugins(of: checkout).lazy.compactMap({ PluginEdit($0, of: checkout) }).first else {
            throw BenchError("there is no plugin to edit")
        }
        // So that there is a generation to go back to, and later builds compile one file.
        try edit.edit()
        _ = try await game.reload()
        let world = BenchWorld(game: game, generator: generator)
        let (companion, stranger) = (players, players + 1)
        say("\(players) players: making them, logging in")
        try await world.makePlayers(players + 2)
        try await world.makeCoins(players / 2)
        try await world.login(players)
        try await world.gather(players, andAbsent: companion)
        let (name, password) = try await game.administrator
        let administrator = try await generator.loginAdministrator(name, password, on: await game.port)
        let rude = RudeClients(port: await game.port, companion: companion, stranger: stranger)
        return FaultInjector(game: game, generator: generator, edit: edit, rude: rude, administrator: administrator)
    }

    // MARK: Meanwhile

    /// Lets faults strike when they are due, or as soon as the one before is over.
    private func strike(
        _ faults: [Fault], _ injector: FaultInjector, from began: NIODeadline
    ) async -> [ChaosReport.Struck] {
        var struck: [ChaosReport.Struck] = []
        func elapsed() -> Double { Double((NIODeadline.now() - began).nanoseconds) / 1e9 }
        for fault in faults {
            try? await Task.sleep(for: .seconds(max(0, fault.at - elapsed())))
            let (moment, start) = (NIODeadline.now(), elapsed())
            var problem: String?
            do { try await injector.strike(fault) } catch { problem = "\(error)" }
            let wait = await generator.longestWait(since: moment)
            say(
                "\(start.digits(1)) s: \(fault.kind.rawValue), the longest wait \(wait.digits(0)) ms"
                    + (problem.map { "; \($0)" } ?? ""))
            struck.append(
                .init(kind: fault.kind, planned: fault.at, began: start, longestWait: wait, problem: problem))
        }
        return struck
    }

    private func sample(
        _ game: PrivateGame, until end: NIODeadline
    ) async -> (memory: MemoryCourse, deaths: ServerDeaths) {
        var (memory, deaths) = (MemoryCourse(), ServerDeaths())
        while NIODeadline.now() < end {
            try? await Task.sleep(for: .seconds(5))
            guard let status = try? await game.status() else { continue }
            if let portal = ProcessFigures.memory(of: status.portalPid),
                let server = status.serverPid.flatMap(ProcessFigures.memory)
            {
                memory.add(.init(portal: portal, server: server))
            }
            if memory.samples.count % 6 == 0, let crashes = try? await game.crashes() { deaths.add(crashes) }
        }
        return (memory, deaths)
    }
}

extension BenchWorld {
    /// Gives the first of each pair of players a coin.
    fileprivate func makeCoins(_ count: Int) async throws {
        try await evaluate(
            """
            for coin in 0..<\(count) { Object.create("coin\\(coin)x", \
            in: world.account(named: "Bench\\(2 * coin)")?.lastCharacter) }
            """)
    }

    /// Brings the first players together, and one who is not in the game now to the same place when they come.
    fileprivate func gather(_ count: Int, andAbsent absent: Int) async throws {
        try await gather(count)
        try await evaluate(
            """
            let square = world.all(Room.self).first { $0.name == "\(Self.square)" }; \
            world.account(named: "\(Self.player(absent))")?.lastCharacter?.lastPlace = square
            """)
    }

    /// Where things are whose names begin so: by the thing's name, all places in which there is one.
    fileprivate func places(ofThingsNamed beginnings: [String]) async throws -> [String: [String]] {
        let names = beginnings.map { "$0.name.hasPrefix(\"\($0)\")" }.joined(separator: " || ")
        // A character who is asleep is nowhere, what they carry is with them.
        let answer = try await evaluate(
            """
            let things = world.all(Object.self).filter { \(names) }; return "<<" + things.map { \
            "\\($0.name)=\\($0.location?.name ?? "nowhere")" }.joined(separator: "; ") + ">>" +
            """)
        // Long lines are wrapped for the administrator's screen.
        let text = answer.split { $0.isNewline }.joined(separator: " ")
        guard let begin = text.range(of: "<<"), let end = text.range(of: ">>", range: begin.upperBound..<text.endIndex)
        else { throw BenchError("the game did not say what is where, but:\n\(answer)") }
        var places: [String: [String]] = [:]
        for entry in text[begin.upperBound..<end.lowerBound].split(separator: ";") {
            let words = entry.split(separator: "=").map { $0.split(separator: " ").joined(separator: " ") }
            if words.count == 2 { places[words[0], default: []].append(words[1]) }
        }
        return places
    }
}
