import Testing

@testable import HearthKit

// Time that is asked for: nothing ticks.

final class Rose: Object {
    static let stages = Stages(["seed": .zero, "sprout": .minutes(1), "flower": .hours(2)])
    @Saved var growing = Stopwatch()
    @Saved var oil = 1
    override func created() { growing.start() }
}

final class Gardener: Object {
    @Saved var noticed: [String] = []
    override func didNotice(_ property: String, of entity: Entity) { noticed.append("\(entity.name) \(property)") }
}

/// What it notices it changes.
final class Nervous: Object {
    override func didNotice(_ property: String, of entity: Entity) { text += "!" }
}

final class Bash: Command {
    override class var key: String { "bash" }
    override func run() async throws {
        try caller.cooldown("bash", .seconds(10))
        tell("Bash!")
    }
}

extension GameTests {
    @MainActor
    struct AskedTimeTests {
        let game = TestGame(types: [Rose.self, Gardener.self, Nervous.self, Bash.self])

        @Test func aCooldownRefusesAndIsKept() async throws {
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            await ann.type("bash")
            #expect(ann.heard == "Bash!\n")
            await game.advance(.seconds(4))
            try await game.reload()
            await ann.type("bash")
            #expect(ann.heard == "You must wait 6 seconds before you can do that again.\n")
            await game.advance(.seconds(6))
            await ann.type("bash")
            #expect(ann.heard == "Bash!\n")
            ann.puppet?.endCooldown("bash")
            #expect(ann.puppet?.cooldownLeft("bash") == nil)
        }

        @Test func aRoseGrowsUnseen() async throws {
            let rose = Rose.create("a rose")
            await game.turn()
            func stage() throws -> String { Rose.stages[try #require(game.world.entity(rose.id) as? Rose).growing] }
            #expect(try stage() == "seed")
            #expect(Rose.stages.timeLeft(rose.growing) == .minutes(1))
            try await game.restart(after: .minutes(1))
            #expect(try stage() == "sprout")
            try await game.crash()
            await game.advance(.hours(2))
            #expect(try stage() == "flower")
            #expect(Rose.stages.timeLeft(at: .hours(3)) == nil)
        }

        @Test func aStopwatchStandsAndGoesOn() async {
            var watch = Stopwatch()
            watch.start()
            await game.advance(.seconds(5))
            watch.stop()
            await game.advance(.seconds(5))
            #expect((watch.elapsed, watch.isRunning) == (.seconds(5), false))
            watch.start()
            await game.advance(.seconds(1))
            #expect(watch.elapsed == .seconds(6))
            watch.set(to: .seconds(60))
            await game.advance(.seconds(1))
            #expect(watch.elapsed == .seconds(61))
            watch.reset()
            #expect(watch.elapsed == .zero)
        }

        @Test func stagesLoopAndBounce() {
            let names: KeyValuePairs<String, Duration> = ["a": .zero, "b": .seconds(1), "c": .seconds(2)]
            func course(_ stages: Stages<String>) -> String { (0..<10).map { stages[.seconds($0)] }.joined() }
            #expect(course(Stages(names)) == "abcccccccc")
            #expect(course(Stages(names, then: .loops(after: .seconds(2)))) == "abccabccab")
            let bounce = Stages(names, then: .bounces(after: .seconds(1)))
            #expect(course(bounce) == "abccbaabcc")
            #expect(bounce.timeLeft(at: .milliseconds(3200)) == .milliseconds(800))
            #expect(bounce.rounds(at: .seconds(7)) == 2)
        }

        @Test func whoWatchesIsToldOnceATurn() async throws {
            let rose = Rose.create("rose")
            let gardener = Gardener.create("gardener")
            rose.oil = 5
            await game.turn()
            gardener.watch(rose)
            await game.turn()
            #expect(gardener.noticed.isEmpty)
            rose.oil = 6
            rose.oil = 7
            rose.attributes["x"] = 1
            rose.place(in: gardener)
            await game.turn()
            #expect(gardener.noticed == ["rose oil", "rose attributes", "rose location"])
            try await game.reload()
            let (newRose, newGardener) = try (
                #require(game.world.entity(rose.id) as? Rose), #require(game.world.entity(gardener.id) as? Gardener))
            newRose.name = "thorn"
            await game.turn()
            #expect(newGardener.noticed.last == "thorn name")
            newGardener.stopWatching(newRose)
            newRose.oil = 1
            await game.turn()
            #expect(newGardener.noticed.count == 4)
        }

        /// A process that warms beside the live one has read what was there before.
        @Test func whatWasTakenAwayIsNotReadAgain() async throws {
            let rose = Rose.create("rose")
            rose.aliases = ["flower"]
            rose.attributes["x"] = 1
            (rose.tags, rose.permissions, rose.locks) = (["red"], ["Builder"], "get: none()")
            (rose.text, rose.home, rose.heartbeat) = ("It is red.", rose, .seconds(5))
            await game.turn()
            let store = game.store
            let warm = Game(world: World(), store: store, clock: game.game.clock)
            warm.world.classes.add([Rose.self])
            _ = try warm.load(store.changes(after: -1))
            let read = try #require(warm.world.entity(rose.id) as? Rose)
            #expect((read.aliases, read.text, read.heartbeat) == (["flower"], "It is red.", .seconds(5)))
            let turn = store.changes(after: -1).turn
            (World.current, Game.current) = (game.world, game.game)
            (rose.aliases, rose.tags, rose.permissions, rose.locks) = ([], [], [], "")
            (rose.text, rose.home, rose.heartbeat) = ("", nil, nil)
            rose.attributes = [:]
            await game.turn()
            _ = try warm.load(store.changes(after: turn))
            #expect(read.aliases.isEmpty && read.tags.isEmpty && read.permissions.isEmpty && read.locks.isEmpty)
            #expect(read.text.isEmpty && read.home == nil && read.attributes.isEmpty)
            #expect(read.heartbeat == nil && warm.tickingGroups.isEmpty)
        }

        @Test func whatChangesWhatItWatchesIsNoEndlessLoop() async {
            let nervous = Nervous.create("nervous")
            nervous.watch(nervous)
            nervous.name = "very nervous"
            await game.turn()
            #expect(nervous.text.count == 10)
            #expect(game.log.contains { $0.contains("change it for ever") })
        }
    }
}
