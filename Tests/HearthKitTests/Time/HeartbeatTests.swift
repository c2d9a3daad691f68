import Testing

@testable import HearthKit

class Mouse: Object {
    @Saved var ticks = 0
    override func tick() { ticks += 1 }
}

final class Cuckoo: Mouse {
    @Saved var victim: Mouse?
    override func tick() {
        super.tick()
        try? victim?.delete()
    }
}

/// Deletes, rests and begins while the beat goes round.
final class Stopper: Mouse {
    override func tick() {
        super.tick()
        heartbeat = nil
    }
}

extension GameTests {
    @MainActor
    struct HeartbeatTests {
        let game = TestGame(types: [Mouse.self, Cuckoo.self, Stopper.self])

        func ticks(_ mouse: Mouse) -> Int { (game.world.entity(mouse.id) as? Mouse)?.ticks ?? -1 }

        @Test func manyShareABeatAndOneRow() async {
            let mice = (0..<50).map { _ in Mouse.create("a mouse") { $0.heartbeat = .seconds(10) } }
            await game.turn()
            #expect(game.store.changes(after: -1).jobs.isEmpty)
            for _ in 0..<3 { await game.advance(.seconds(10)) }
            #expect(mice.allSatisfy { $0.ticks == 3 })
            #expect(game.game.tickingGroups.map(\.members.count) == [50])
        }

        @Test func noBeatComesTwiceOrIsLeftOut() async throws {
            let mouse = Mouse.create("a mouse") { $0.heartbeat = .seconds(10) }
            await game.turn()
            var random = SeededRandom(seed: 11)
            let start = game.game.chronometer.now / 10_000
            for _ in 0..<200 {
                switch Int.random(in: 0..<4, using: &random) {
                case 0: try await game.reload()
                case 1:
                    game.wait(.seconds(Int.random(in: 0...9, using: &random)))
                    try await game.crash(inTurn: true)
                case 2: await game.setWallClock(by: .seconds(Int.random(in: -9999...9999, using: &random)))
                default: await game.advance(.seconds(Int.random(in: 0...9, using: &random)))
                }
                #expect(Int64(ticks(mouse)) == game.game.chronometer.now / 10_000 - start)
            }
        }

        @Test func beatsThatWereMissedAreOne() async throws {
            let mouse = Mouse.create("a mouse") { $0.heartbeat = .seconds(10) }
            await game.turn()
            try await game.restart(after: .seconds(605))
            #expect(ticks(mouse) == 1)
            await game.advance(.seconds(10))
            #expect(ticks(mouse) == 2)
        }

        @Test func ticksMayEndWhatTicks() async {
            let victim = Mouse.create("a mouse") { $0.heartbeat = .seconds(1) }
            let cuckoo = Cuckoo.create("a cuckoo") {
                $0.heartbeat = .seconds(1)
                $0.victim = victim
            }
            let stopper = Stopper.create("a stopper") { $0.heartbeat = .seconds(1) }
            let other = Mouse.create("another") { $0.heartbeat = .seconds(1) }
            await game.turn()
            for _ in 0..<3 { await game.advance(.seconds(1)) }
            #expect((cuckoo.ticks, stopper.ticks, other.ticks, victim.ticks) == (3, 1, 3, 1))
            #expect(game.game.tickingGroups.map(\.members.count) == [2])
        }

        @Test func itsIntervalMayChange() async throws {
            let mouse = Mouse.create("a mouse") { $0.heartbeat = .seconds(10) }
            await game.turn()
            mouse.heartbeat = .seconds(3)
            await game.turn()
            try await game.reload()
            #expect((game.world.entity(mouse.id) as? Mouse)?.heartbeat == .seconds(3))
            #expect(game.game.tickingGroups.map(\.interval) == [.seconds(3)])
            game.world.entity(mouse.id)?.heartbeat = nil
            await game.turn()
            #expect(game.game.millisecondsToNextTurn == nil)
            try await game.reload()
            #expect(game.world.entity(mouse.id)?.heartbeat == nil)
        }

        /// The one in whose tick the Server died waits; the others tick.
        @Test func theCrashIsOnes() async throws {
            let mice = (0..<3).map { _ in Mouse.create("a mouse") { $0.heartbeat = .seconds(1) } }
            await game.turn()
            var number: UInt64 = 0
            var code = ""
            game.game.willRun = { running in if code.isEmpty { number = running.number } }
            game.game.willEnter = { code = $0 }
            game.wait(.seconds(1))
            _ = game.game.turn()
            #expect(code == "HearthKitTests.Mouse.tick")
            let next = Game(world: World(), store: game.store, clock: game.game.clock)
            next.world.classes.add([Mouse.self])
            _ = try next.load(game.store.changes(after: -1))
            try game.store.take(epoch: 50)
            next.begin(.crash, epoch: 50, live: [], givenUp: [(0, number)])
            func ticks() -> [Int] { mice.map { (next.world.entity($0.id) as? Mouse)?.ticks ?? -1 } }
            _ = next.turn()
            #expect(ticks() == [0, 1, 1])
            game.wait(.seconds(60))
            _ = next.turn()
            #expect(ticks() == [1, 2, 2])
            next.outOfOrder = ["HearthKitTests.Mouse.tick"]
            game.wait(.seconds(60))
            _ = next.turn()
            #expect(ticks() == [1, 2, 2])
        }
    }
}
