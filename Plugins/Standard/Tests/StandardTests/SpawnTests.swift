import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    /// What builders write of things, and where it comes to be.
    @Suite struct SpawnTests {
        let game = TestGame.standard()

        private func builder() async throws -> TestPlayer {
            try await game.player("Bil", permissions: ["Builder"])
        }

        private func add(_ key: String, _ data: StoredValue) throws {
            game.world.prototypes.files[key] = try Prototype(key: key, data)
        }

        @Test(arguments: [
            #"spawn ["class": "Character", "name": "a gull", "tags": ["grey", "loud"], "attributes": ["size": 3]]"#,
            "spawn { class: Character, key: a gull, tags: [grey, loud], attributes: { size: 3 } }",
            #"spawn {"class": "Character", name: "a gull", tags: [grey, "loud"], "attributes": ["size": 3]}"#,
        ])
        func aThingIsMadeOfWhatIsWritten(_ line: String) async throws {
            let bil = try await builder()
            await bil.type(line)
            #expect(bil.heard.hasPrefix("You made a gull("), "\(bil.heard)")
            let gull = try #require(game.world.named("gull", as: Character.self).first)
            #expect(gull.location === (try game.hall) && gull.tags == ["grey", "loud"])
            #expect(gull.attributes["size"] == 3)
        }

        @Test(arguments: [
            ("spawn { class: Gul }", "no plugin has such a class"), ("spawn { name a gull }", "a key and : were expected"),
            ("spawn { name: a gull", ", or } was expected"), ("spawn { nmae: x }", "did you mean 'name'"),
            ("spawn { permissions: [Admin] }", "below your own rung"), ("spawn { location: moon }", "which nothing"),
        ])
        func whatIsWrongIsSaid(_ line: String, _ words: String) async throws {
            let bil = try await builder()
            let before = game.world.count
            await bil.type(line)
            #expect(bil.heard.contains(words), "\(bil.heard)")
            #expect(game.world.count == before)
        }

        @Test func aThingIsMadeWhereItsPrototypeSays() async throws {
            let bil = try await builder()
            let quay = Room.create("the quay") { $0.tags = ["world:quay"] }
            try add("gull", ["name": "a gull", "location": "quay"])
            await bil.type("spawn gull")
            #expect(game.world.named("gull", as: Object.self).first?.location === quay)
            await bil.type("spawn/noloc gull")
            #expect(game.world.named("gull", as: Object.self).last?.location == nil)
            quay.locks = "teleport_here: none()"
            await bil.type("spawn gull")
            #expect(bil.heard.contains("Nobody gets into the quay") && game.world.named("gull", as: Object.self).count == 2)
        }

        @Test func anExitIsSavedAndSpawned() async throws {
            let bil = try await builder()
            let quay = Room.create("the quay")
            Exit.create("north", in: try game.hall) { $0.destination = quay }
            await bil.type("spawn/save gate = north")
            await bil.type("spawn/raw gate")
            #expect(bil.heard.contains("to: \"\(quay.id)\""), "\(bil.heard)")
            await bil.type("spawn gate")
            #expect(game.world.all(Exit.self).count == 2 && game.world.all(Exit.self).allSatisfy { $0.destination === quay })
        }

        @Test func anUpdateTakesAwayWhatIsSaidNoMore() async throws {
            let bil = try await builder()
            try add("gull", ["name": "a gull", "tags": ["loud"], "locks": "get: none()"])
            await bil.type("spawn gull")
            try add("gull", ["name": "a gull"])
            await bil.type("spawn/update gull")
            #expect(bil.heard.contains("locks.get = -, tags.loud = -"), "\(bil.heard)")
            await bil.type("y")
            let gull = try #require(game.world.named("gull", as: Object.self).first)
            #expect(!gull.tags.contains("loud") && gull.locks.isEmpty)
        }

        @Test func thingsAreFoundByTheirAttributes() async throws {
            let bil = try await builder()
            Object.create("a bell", in: try game.hall) { $0.attributes = ["size": 3] }
            Object.create("a rope", in: try game.hall) { $0.attributes = ["size": 4] }
            await bil.type("find/attribute size")
            #expect(bil.heard.contains("a bell") && bil.heard.contains("a rope") && bil.heard.contains("2 found."))
            await bil.type("find/attribute size = 4")
            #expect(!bil.heard.contains("a bell") && bil.heard.contains("a rope"))
            await bil.type("find/attribute size = ]")
            #expect(bil.heard.hasPrefix("That is no value"))
            await bil.type("find/exact the bell")
            #expect(bil.heard.contains("a bell") && bil.heard.contains("1 found."))
        }
    }
}
