import Testing

@testable import HearthKit

extension GameTests {
    /// Where things of prototypes are, what of them is the same as something else, and what goes again.
    @MainActor @Suite struct PrototypePlaceTests {
        let game = TestGame(types: [Beast.self, Kennel.self])
        var world: World { game.world }

        private func add(_ key: String, _ data: StoredValue) throws {
            world.prototypes.files[key] = try Prototype(key: key, data)
        }

        private func problems(_ data: StoredValue) throws -> [String] {
            world.prototypes.problems(of: try Prototype(key: "x", data)).map(\.description)
        }

        // MARK: Places

        @Test func aThingIsMadeWhereItsPrototypeSays() throws {
            let quay = Room.create("the quay") { $0.tags = ["world:quay"] }
            let hall = Room.create("the hall")
            try add("gull", ["location": "quay", "home": .string(hall.id.description)])
            #expect(try spawn("gull").location === quay)
            #expect(try spawn("gull").home === hall)
            #expect(try spawn("gull", in: hall).location === hall)
            try add("lost", ["parents": "gull", "location": ""])
            #expect(try spawn("lost").location == nil)
            try add("stray", ["location": "nowhere"])
            let before = world.count
            #expect(throws: DataProblem.self) { try spawn("stray") }
            #expect(world.count == before)
        }

        @Test func anExitIsKeptWithWhereItLeadsAndAHome() throws {
            let quay = Room.create("the quay") { $0.tags = ["world:quay"] }
            let hall = Room.create("the hall")
            let door = Exit.create("door", in: quay) { ($0.destination, $0.home) = (hall, quay) }
            let kept = Prototype(from: door, key: "door")
            #expect(kept.destination == hall.id.description && kept.home == "quay")
            try world.prototypes.save(kept)
            let other = try #require(try spawn("door", in: hall) as? Exit)
            #expect(other.destination === hall && other.home === quay)
            let back = Prototype(from: Exit.create("back", in: hall) { $0.destination = quay })
            #expect(back.destination == "quay")
            #expect(try problems(["to": "quay"]).first?.contains("is for exits") == true)
            #expect(try problems(["to": "quay", "class": "Exit"]).isEmpty)
        }

        // MARK: The same as something else

        @Test func aValueIsFoundOnceForAllThatAreTheSame() throws {
            try add("dog", [
                "class": "Beast", "name": ["one of": ["Rex", "Bello"]], "text": ["same as": "name"],
                "fields": ["coat": ["same as": "attributes.hue"], "strength": 7],
                "attributes": [
                    "hue": ["one of": ["red", "grey"]], "power": ["same as": "fields.strength"],
                    "all": .list([["same as": "name"], 1]),
                ],
            ])
            for _ in 0..<40 {
                let dog = try #require(try spawn("dog") as? Beast)
                #expect(dog.text == dog.name && ["Rex", "Bello"].contains(dog.name))
                #expect(StoredValue.string(dog.coat) == dog.attributes["hue"])
                #expect(dog.attributes["power"] == 7)
                #expect(dog.attributes["all"] == .list([.string(dog.name), 1]))
            }
            let kept = try Prototype(key: "dog", try #require(world.prototypes["dog"]).data)
            #expect(kept == world.prototypes["dog"])
        }

        @Test func whatIsTheSameAsSomethingPlainIsUpdatedToo() throws {
            try add("dog", ["name": "Rex", "text": ["same as": "name"]])
            let dog = try spawn("dog")
            try add("dog", ["name": "Bello", "text": ["same as": "name"]])
            try world.update(try world.outdated("dog"))
            #expect(dog.name == "Bello" && dog.text == "Bello")
        }

        @Test func aReferenceToNothingOrItselfIsAProblem() throws {
            #expect(try problems(["text": ["same as": "fields.coat"]]).first?.contains("says nothing") == true)
            #expect(try problems(["text": ["same as": "name"], "name": ["same as": "text"]]).count == 2)
            #expect(throws: DataProblems.self) { try Prototype(key: "x", ["text": ["same as": "nonsense"]]) }
            try add("loop", ["text": ["same as": "name"], "name": ["same as": "text"]])
            #expect(throws: DataProblem.self) { try spawn("loop") }
        }

        // MARK: What is said no more

        @Test func whatAPrototypeSaysNoMoreGoesWhenThingsAreUpdated() async throws {
            try add("dog", [
                "name": "a dog", "tags": ["pet", "loud"], "locks": "get: none(); view: all()", "aliases": ["hound"],
                "attributes": ["voice": 7], "text": "Hair.",
            ])
            let dog = try spawn("dog")
            let other = try spawn("dog")
            other.attributes["voice"] = 9
            other.tags.insert("own")
            try await game.reload()
            try add("dog", ["name": "a dog", "tags": ["pet"], "locks": "view: all()"])
            let things = world.tagged("prototype:dog", Object.self)
            #expect(things.map(\.id) == [dog.id, other.id])
            try world.update(try world.outdated("dog"))
            for thing in things {
                #expect(!thing.tags.contains("loud") && thing.tags.contains("pet") && thing.aliases.isEmpty)
                #expect(thing.locks["get"] == nil && thing.locks["view"] == "all()" && thing.text == "Hair.")
            }
            #expect(things[0].attributes["voice"] == nil)
            #expect(things[1].attributes["voice"] == 9 && things[1].tags.contains("own"), "what others changed stays")
            // It is over: who gives it such a tag now has given it.
            things[0].tags.insert("loud")
            #expect(try world.outdated("dog").isEmpty)
        }

        // MARK: Searching the world

        @Test func theWorldIsSearchedByNameAndAttribute() {
            let dog = Beast.create("a Dóg") { $0.aliases = ["the hound"] }
            let cat = Object.create("a dog's cat") { $0.attributes = ["size": 3] }
            dog.attributes["size"] = 4
            #expect(world.named("dog") == [dog])
            #expect(world.named("HOUND", as: Beast.self) == [dog])
            #expect(world.named("dog", as: Room.self).isEmpty && world.named("").isEmpty)
            #expect(world.with(attribute: "size") == [dog, cat])
            #expect(world.with(attribute: "size", 3) == [cat])
            #expect(world.with(attribute: "strength", 10, as: Beast.self) == [dog])
            #expect(world.with(attribute: "friend").isEmpty, "nothing is no value")
        }
    }
}
