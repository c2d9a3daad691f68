import Testing

@testable import HearthKit

private final class Idle: Command {
    override class var key: String { "idle" }
}

private final class Toil: Command {
    override class var key: String { "toil" }
    override func run() async throws { ProfileClock.now += .milliseconds(Int(args) ?? 0) }
}

private enum ProfileClock {
    nonisolated(unsafe) static var now = Duration.zero
}

extension GameTests {
    @MainActor
    struct ProfileTests {
        @Test func timeIsThatOfWhatRunsThen() {
            var now = Duration.zero
            let profile = Profile { now }
            func pass(_ milliseconds: Int) { now += .milliseconds(milliseconds) }
            pass(100)
            profile.enter("look")
            pass(2)
            profile.enter("native roll")
            pass(5)
            profile.enter("look")
            pass(1)
            profile.ends()
            pass(1000)
            profile.enter("look")
            pass(4)
            profile.ends()
            let look = profile.entries["look"]
            #expect(look?.count == 2, "it goes on after its native")
            #expect(look?.total == .milliseconds(7) && look?.longest == .milliseconds(4))
            #expect(look?.mean == .microseconds(3500))
            #expect(profile.entries["native roll"]?.total == .milliseconds(5))
            #expect(profile.top(1).map(\.code) == ["look"])
            #expect(profile.entries.count == 2, "the time between belongs to nobody")
        }

        @Test func commandsAreCountedWhileItIsOn() async throws {
            ProfileClock.now = .zero
            let game = TestGame(types: [Idle.self, Toil.self])
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            var told: [String] = []
            game.game.willEnter = { told.append($0) }
            await ann.type("idle")
            #expect(game.game.profile == nil)
            game.game.startProfile { ProfileClock.now }
            await ann.type("toil 30")
            await ann.type("idle")
            ProfileClock.now += .seconds(1)
            await ann.type("toil 10")
            game.game.stopProfile()
            await ann.type("toil 50")
            let profile = try #require(game.game.profile)
            let toil = try #require(profile.entries[ClassRegistry.name(of: Toil.self)])
            #expect(toil.count == 2 && toil.total == .milliseconds(40) && toil.longest == .milliseconds(30))
            #expect(profile.entries[ClassRegistry.name(of: Idle.self)]?.total == .zero)
            #expect(told.count == 5, "what was told before is told as before")
        }
    }
}
