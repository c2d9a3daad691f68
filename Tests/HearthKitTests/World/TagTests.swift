import Testing

@testable import HearthKit

extension GameTests {
    @MainActor
    struct TagTests {
        @Test func tagsFindThingsThroughChangesAndReload() async throws {
            let game = TestGame(types: [])
            let hall = Room.create("the hall")
            let lamps = (1...3).map { number in
                Object.create("lamp \(number)", in: hall) { $0.tags = ["light", "zone:hall"] }
            }
            lamps[0].tags.remove("light")
            try lamps[1].delete()
            #expect(game.world.tagged("light") == [lamps[2]])
            #expect(game.world.tagged("zone:hall") == [lamps[0], lamps[2]])
            #expect(game.world.tagged("light", Room.self).isEmpty)
            #expect(game.world.tags.map(\.tag) == ["light", "zone:hall"])
            await game.turn()
            try await game.reload()
            #expect(game.world.tagged("zone:hall").map(\.name) == ["lamp 1", "lamp 3"])
            #expect(game.world.tagged("light").map(\.name) == ["lamp 3"])
        }

        /// A Server that warms reads an entity, and then what became of it.
        @Test func whatWasEmptiedIsEmptyForTheFollowerToo() async throws {
            let game = TestGame(types: [])
            let lamp = Object.create("lamp") {
                $0.tags = ["light"]
                $0.aliases = ["lantern"]
                $0.locks = "get: none()"
                $0.attributes["oil"] = .int(3)
                $0.nicks = [Nick(.line, "a", "b")]
                $0.text = "It shines."
                $0.home = $0
            }
            await game.turn()
            let follower = World()
            try follower.read(game.store.changes(after: -1))
            let turn = game.store.changes(after: -1).turn
            (lamp.tags, lamp.aliases, lamp.locks, lamp.attributes, lamp.text) = ([], [], "", [:], "")
            (lamp.nicks, lamp.home) = ([], nil)
            await game.turn()
            try follower.read(game.store.changes(after: turn))
            let copy = try #require(follower.entity(lamp.id) as? Object)
            #expect(copy.tags.isEmpty && copy.aliases.isEmpty && copy.locks.isEmpty && copy.attributes.isEmpty)
            #expect(copy.text.isEmpty && copy.nicks.isEmpty && copy.home == nil)
            #expect(follower.tagged("light").isEmpty)
        }
    }
}
