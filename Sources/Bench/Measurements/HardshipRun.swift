import Foundation
import NIOCore
import Settings

/// What players wait for when the Server is killed or stuck, and among hostile connections. In a small world.
struct HardshipRun {
    let checkout: GamePaths
    let programs: Programs
    let plan: BenchPlan
    let sections: Set<Bench.Section>
    let generator: LoadGenerator

    private static let players = 200
    /// Lines a second of each.
    private static let rate = 5.0
    private static let patience = Duration.seconds(60)

    func measure(_ report: inout BenchReport) async throws {
        say("the private game: building what is not built, starting")
        let game = try PrivateGame(
            of: checkout, programs: programs, generator: generator, isLimited: true,
            hasWeb: sections.contains(.idle))
        try await game.start()
        let world = BenchWorld(game: game, generator: generator)
        say("\(Self.players) players: making them, logging in")
        try await world.makePlayers(Self.players)
        try await world.login(Self.players)
        if sections.contains(.abuse) { report.abuse = try await abuse(game) }
        if sections.contains(.idle) {
            let run = IdleRun(
                game: game, generator: generator, seconds: 2 * plan.seconds, telnet: plan.idle, browsers: plan.browsers)
            report.idle = try await run.measure()
        }
        if sections.contains(.kill) { report.kill = try await kills(of: game) }
        if sections.contains(.stuck) { report.stuck = try await hangs(of: game) }
        await generator.closeAll()
        try await game.stop()
    }

    private func say(_ text: String) { StandardOutput.progress("bench: \(text)") }

    // MARK: The Server is lost

    private func kills(of game: PrivateGame) async throws -> RecoveryFigures {
        let (waits, typing) = try await typing(game) {
            var waits: [Double] = []
            for number in 1...plan.kills {
                if number % 10 == 1 { say("kill \(number) of \(plan.kills)") }
                // One that has just begun is not yet known to be able to live: its successor is not started at once.
                try await Task.sleep(for: .milliseconds(1200))
                await generator.forgetLongestWaits()
                _ = try await game.endServer(by: SIGKILL)
                waits.append(try await waitForAnswers())
            }
            return waits
        }
        return RecoveryFigures(waits: waits, typing: typing)
    }

    private func hangs(of game: PrivateGame) async throws -> RecoveryFigures {
        let (name, password) = try await game.administrator
        let administrator = try await generator.loginAdministrator(name, password, on: await game.port)
        let (waits, typing) = try await typing(game) {
            var waits: [Double] = []
            for number in 1...plan.hangs {
                say("stuck command \(number) of \(plan.hangs)")
                let pid = try await game.status().serverPid
                await generator.forgetLongestWaits()
                await generator.type("swift while true {}", administrator)
                guard try await game.successor(of: pid, within: Self.patience) else {
                    throw BenchError("the stuck Server was not replaced within \(Self.patience)")
                }
                waits.append(try await waitForAnswers())
            }
            return waits
        }
        return RecoveryFigures(waits: waits, typing: typing)
    }

    /// Waits until everybody is answered. The longest wait of any player, in milliseconds.
    private func waitForAnswers() async throws -> Double {
        guard try await generator.everyTypistAnswered(within: Self.patience) else {
            throw BenchError("not everybody was answered within \(Self.patience)")
        }
        return await generator.longestWaitOfTypists()
    }

    private func typing<T: Sendable>(
        _ game: PrivateGame, while body: @Sendable () async throws -> T
    ) async throws -> (T, TypingReport) {
        try await generator.typing(
            Self.players, rate: Self.rate, port: await game.port, changes: { _ in ([], "") }, while: body)
    }

    // MARK: Hostile connections

    private func abuse(_ game: PrivateGame) async throws -> AbuseFigures {
        let lines = try await generator.answer(to: "look").utf8.count { $0 == 0x0A }
        func looks() async throws -> Throughput {
            // A person's pace, below what a game lets one player type.
            try await generator.closedLoop(
                1, 6 * plan.seconds, lines: { _ in ["look"] }, answer: { _ in .lines(lines) }, pause: .milliseconds(60))
        }
        say("look, nobody else doing anything")
        let quiet = try await looks()
        say("\(plan.abusers) hostile connections")
        let hostile = HostileCrowd(port: await game.port)
        try await hostile.connect(plan.abusers)
        say("look, among them")
        let abused = try await looks()
        let closed = await hostile.end()
        return AbuseFigures(connections: plan.abusers, closed: closed, quiet: quiet, abused: abused)
    }
}

extension LoadGenerator {
    /// Lets everybody type, and waits until everybody is answered.
    fileprivate func everyTypistAnswered(within limit: Duration) async throws -> Bool {
        let typists = typing?.typists ?? []
        for (player, script) in typists { script.typeAwaited(player) }
        return try await waited(limit) { typists.allSatisfy { !$0.script.isAwaiting } }
    }

    fileprivate func forgetLongestWaits() {
        for (_, script) in typing?.typists ?? [] { script.forgetLongestWait() }
    }

    fileprivate func longestWaitOfTypists() -> Double {
        Double(typing?.typists.map(\.script.longestWait).max() ?? 0) / 1_000_000
    }

    fileprivate func type(_ line: String, _ player: Int) { players[player].type(ByteBuffer(string: line + "\r\n")) }
}
