import Testing

@testable import HearthKit

class Rain: Script {
    override class var interval: Duration? { .seconds(10) }
    @Saved var did: [String] = []
    override func started() { did.append("started") }
    override func repeated() throws { did.append("repeated") }
    override func paused() { did.append("paused") }
    override func stopped() { did.append("stopped") }
}

final class Fever: Rain {
    override class var startDelay: Duration? { .seconds(3) }
    override class var repeats: Int? { 2 }
}

final class Cured: Rain {
    override func repeated() throws { throw Finished() }
}

final class Moon: Script {
    override class var isGlobal: Bool { true }
    @Saved var phase = 0
}

extension GameTests {
    @MainActor
    struct ScriptTests {
        let game = TestGame(types: [Rain.self, Fever.self, Cured.self, Moon.self])

        func now<T: Script>(_ script: T) throws -> T { try #require(game.world.entity(script.id) as? T) }

        @Test func repeatsThroughReloadCrashAndRestart() async throws {
            let rain = Rain.create("rain")
            await game.turn()
            await game.advance(.seconds(10))
            try await game.reload()
            await game.advance(.seconds(4))
            try await game.crash()
            #expect(try now(rain).timeLeft == .seconds(6))
            await game.advance(.seconds(6))
            try await game.restart(after: .seconds(35))
            await game.turn()
            #expect(try now(rain).did == ["started", "repeated", "repeated", "repeated"])
            #expect(try now(rain).timeLeft == .seconds(5))
        }

        @Test func repeatsSoManyTimes() async throws {
            let fever = Fever.create("fever")
            #expect((fever.repeatsLeft, fever.timeLeft) == (2, .seconds(3)))
            await game.advance(.seconds(3))
            #expect(fever.repeatsLeft == 1)
            await game.advance(.seconds(10))
            #expect(fever.did == ["started", "repeated", "repeated", "stopped"])
            #expect((fever.isRunning, fever.timeLeft) == (false, nil))
            fever.start()
            #expect(fever.repeatsLeft == 2)
        }

        @Test func pausesWithTheTimeThatWasLeft() async throws {
            let rain = Rain.create("rain")
            await game.advance(.seconds(7))
            rain.pause()
            await game.advance(.seconds(100))
            try await game.reload()
            #expect(try (now(rain).isPaused, now(rain).timeLeft) == (true, .seconds(3)))
            try now(rain).start()
            await game.advance(.seconds(3))
            #expect(try now(rain).did == ["started", "paused", "started", "repeated"])
            try now(rain).stop()
            await game.advance(.seconds(100))
            #expect(try now(rain).did.suffix(2) == ["repeated", "stopped"])
        }

        @Test func hasATimeOfItsOwn() async throws {
            let rain = Rain.create("rain")
            rain.start(every: .seconds(2), times: 3)
            await game.advance(.seconds(2))
            try await game.reload()
            #expect(try (now(rain).interval, now(rain).repeatsLeft) == (.seconds(2), 2))
        }

        @Test func stopsWhenItSaysThatItHasFinished() async {
            let cured = Cured.create("cured")
            await game.advance(.seconds(10))
            #expect((cured.isRunning, cured.did) == (false, ["started", "stopped"]))
        }

        @Test func endsWithWhatItBelongsTo() async throws {
            let ann = Object.create("Ann")
            let rain = Rain.create("rain", on: ann)
            await game.turn()
            try await game.reload()
            let same = try #require(game.world.entity(ann.id))
            #expect(same.scripts == [try now(rain)])
            #expect(try now(rain).attachedTo === same)
            try same.delete()
            await game.turn()
            #expect(game.world.entity(rain.id) == nil)
            #expect(game.store.changes(after: -1).jobs.isEmpty)
            try await game.reload()
            #expect(game.world.script(Rain.self) == nil)
        }

        @Test func thereIsAlwaysOneThatIsGlobal() async throws {
            let moon = try #require(game.world.script(Moon.self))
            moon.phase = 3
            await game.turn()
            try await game.reload()
            #expect(game.world.allScripts.count == 1)
            #expect(game.world.script(Moon.self)?.phase == 3)
            try game.world.script(Moon.self)?.delete()
            await game.turn()
            #expect(game.world.script(Moon.self) == nil)
            try await game.reload()
            #expect(game.world.script(Moon.self)?.phase == 0)
        }

        @Test func oneThatIsOutOfOrderIsLetBe() async {
            let rain = Rain.create("rain")
            var entered: [String] = []
            game.game.willEnter = { entered.append($0) }
            await game.advance(.seconds(10))
            #expect(entered == ["HearthKit.ScriptBeat", "HearthKitTests.Rain.repeated"])
            game.game.outOfOrder = ["HearthKitTests.Rain.repeated"]
            await game.advance(.seconds(10))
            #expect(rain.did == ["started", "repeated"])
            #expect(rain.isRunning)
        }
    }
}
