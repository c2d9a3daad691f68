import Testing

@testable import HearthKit

class Beast: Character {
    @Saved var strength = 10
    @Saved var coat = ""
    @Saved var friend: Object?
    @Saved var scars: [Int] = []
    var strengthWhenCreated = 0
    override func created() { strengthWhenCreated = strength }
}

final class Kennel: Room {}

extension GameTests {
    @MainActor
    @Suite struct PrototypeTests {
        let game = TestGame(types: [Beast.self, Kennel.self])
        var world: World { game.world }

        private func add(_ key: String, _ data: StoredValue) throws {
            world.prototypes.files[key] = try Prototype(key: key, data)
        }

        private func problems(_ data: StoredValue) -> [String] {
            do {
                let prototype = try Prototype(key: "x", data)
                return world.prototypes.problems(of: prototype).map(\.description)
            } catch {
                return (error as? DataProblems)?.problems.map(\.description) ?? ["\(error)"]
            }
        }

        @Test func aThingIsMadeWithAllThatItsParentsSay() throws {
            let hall = Room.create("the hall")
            try add(
                "animal",
                ["class": "Beast", "tags": ["alive"], "locks": "get: none(); view: all()", "text": "Hair."])
            try add("loud", ["text": "Noise.", "attributes": ["voice": 7], "aliases": ["noise"]])
            try add("bone", ["name": "a bone"])
            try add("dog", [
                "parents": ["animal", "loud"], "name": "a dog", "tags": ["pet"], "locks": "get: perm(Builder)",
                "fields": ["strength": 3, "coat": 12], "on": ["enter": ["do": "say Woof."]],
                "things": ["bone", ["name": "a collar", "parents": "bone"]],
            ])
            let dog = try #require(try spawn("dog", in: hall) as? Beast)
            #expect(dog.name == "a dog")
            #expect(dog.text == "Hair.")
            #expect(dog.aliases == ["noise"])
            #expect(dog.tags == ["alive", "pet", "prototype:dog"])
            #expect(dog.locks["get"] == "perm(Builder)")
            #expect(dog.locks["view"] == "all()")
            #expect(dog.strength == 3 && dog.strengthWhenCreated == 3)
            #expect(dog.coat == "12")
            #expect(dog.attributes == ["voice": 7])
            #expect(dog.triggers == [.enter: .perform("say Woof.")])
            #expect(dog.contents.map(\.name) == ["a bone", "a collar"])
            #expect(dog.contents.map(\.prototypeKey) == ["bone", "bone"])
            #expect(dog.location === hall)
            #expect(dog.prototypeKey == "dog")
        }

        @Test func valuesAreFoundAnewForEachThing() throws {
            try add("dog", [
                "class": "Beast", "name": ["one of": ["Rex", "Bello"]], "fields": ["strength": ["random": [3, 6]]],
                "attributes": ["weight": ["random": [0.5, 1.5]], "luck": ["call": "roll(2, 6)"]],
            ])
            DataCall.evaluator = { call, _ in .string(call.text) }
            defer { DataCall.evaluator = DataCall.callNative }
            let dogs = try (0..<100).map { _ in try #require(try spawn("dog") as? Beast) }
            #expect(Set(dogs.map(\.name)) == ["Rex", "Bello"])
            #expect(Set(dogs.map(\.strength)) == [3, 4, 5, 6])
            #expect(dogs.allSatisfy { $0.attributes["luck"] == "roll(2, 6)" })
            #expect(dogs.allSatisfy { (0.5...1.5).contains($0.attributes["weight"]?.number ?? 0) })
        }

        @Test func whatCannotBeMadeLeavesNothingBehind() throws {
            try add("dog", [
                "class": "Beast", "name": "a dog",
                "things": [["name": "a bone"], ["attributes": ["x": ["call": "no()"]]]],
            ])
            let before = world.count
            #expect(throws: DataProblem.self) { try spawn("dog") }
            #expect(throws: DataProblem.self) { try spawn("dgo") }
            #expect(world.count == before)
        }

        nonisolated private static let wrong: [(StoredValue, String)] = [
            (["nmae": "x"], "'nmae' is unknown (did you mean 'name'?); what may stand here: about, access"),
            (["name": ["x"]], "'name' is a list, expected a text"),
            (["tags": [["a": 1]]], "'tags.1' is a map, expected a text"),
            (["class": "Baest"], "'class' is \"Baest\": no plugin has such a class (did you mean 'Beast'?)"),
            (["class": "Account"], "'class' is \"Account\": HearthKit.Account is nothing that can be somewhere"),
            (["class": "Beast", "fields": ["strenght": 3]], "'fields.strenght' is no saved property of "),
            (["class": "Beast", "fields": ["strength": "a lot"]], "'fields.strength' is \"a lot\", expected an integer"),
            (["fields": ["x": ["random": [6, 1]]]], "'fields.x.random' is a list, expected two numbers, the lower"),
            (["name": ["one of": "x"]], "'name.one of' is \"x\", expected a list of what to choose from"),
            (["text": ["call": "roll 2"]], "'text.call' is \"roll 2\", expected a call such as"),
            (["text": ["call": "roll(2)"]], "'text.call' roll(2): there is no native 'roll'."),
            (["on": ["enter": "rain()"]], "'on.enter' rain(): there is no native 'rain'."),
            (["locks": "get: perm("], "'locks' The lock 'get: perm(' cannot be read"),
            (["on": ["entre": "x()"]], "'on.entre' is no moment; there are: enter, leave"),
            (["on": ["enter": 3]], "'on.enter' is 3, expected a call"),
            (["parents": "nobody"], "'parents' there is no prototype 'nobody'"),
            (["parents": "x"], "'parents' has 'x', which inherits from this one"),
            (["things": [["class": "No"]]], "'things.1.class' is \"No\": no plugin has such a class"),
            (3, "is 3, expected a map of keys and values"),
        ]

        @Test(arguments: wrong)
        func whatIsWrongIsSaidWithItsPlace(_ data: StoredValue, _ problem: String) {
            let found = problems(data)
            #expect(found.count == 1)
            #expect(found.first?.hasPrefix(problem) == true, "\(found)")
        }

        @Test func circlesEnd() throws {
            try add("a", ["parents": "b"])
            try add("b", ["parents": "a"])
            try add("doll", ["things": ["doll"]])
            #expect(throws: DataProblem.self) { try spawn("a") }
            #expect(throws: DataProblem.self) { try spawn("doll") }
            #expect(world.prototypes.problems(of: try #require(world.prototypes["doll"])).count == 1)
        }

        @Test func itsShapeComesBack() throws {
            let data: StoredValue = [
                "parents": ["a"], "class": "Beast", "name": ["one of": ["x", ["call": "f(1)"]]], "aliases": ["q"],
                "locks": "get: all()", "fields": ["friend": ["ref": "quay"], "scars": [1, ["random": [1, 2]]]],
                "on": ["say": "f()"], "things": [["parents": ["b"]]], "about": "A beast.",
            ]
            #expect(try Prototype(key: "x", data).data == data)
        }

        @Test func prototypesMadeInTheGameOutliveAReloadAndFilesStandAboveThem() async throws {
            try world.prototypes.save(try Prototype(key: "rock", ["name": "a rock"]))
            try add("tree", ["name": "a tree"])
            #expect(throws: Refusal.self) { try world.prototypes.save(Prototype(key: "tree")) }
            #expect(world.prototypes.keys == ["rock", "tree"])
            try await game.reload()
            #expect(world.prototypes.keys == ["rock"])
            #expect(try world.spawn("rock").name == "a rock")
            try world.prototypes.delete("rock")
            try await game.reload()
            #expect(world.prototypes.keys == [])
        }

        @Test func whatWasMadeIsBroughtUpToDateWithoutChoosingAnew() throws {
            try add(
                "dog", ["class": "Beast", "name": ["one of": ["Rex", "Bello"]], "text": "Old.", "fields": ["coat": 1]])
            let dog = try #require(try spawn("dog") as? Beast)
            let name = dog.name
            dog.tags.insert("mine")
            #expect(try world.outdated("dog").isEmpty)
            try add("dog", ["class": "Beast", "name": ["one of": ["Fifi"]], "text": "New.", "tags": ["pet"]])
            let changes = try world.outdated("dog")
            #expect(changes.count == 1)
            #expect(changes.first?.facets.map(\.0.path) == ["tags.pet", "text"])
            try world.update(changes)
            #expect(dog.name == name && dog.text == "New." && dog.tags.isSuperset(of: ["mine", "pet"]))
        }

        @Test func aThingCanBeMadeAPrototype() throws {
            let hall = Kennel.create("the hall")
            let dog = Beast.create("Rex", in: hall) {
                $0.strength = 4
                $0.aliases = ["dog"]
                $0.locks = "get: none()"
                $0.tags = ["pet", "world:rex"]
            }
            Object.create("a bone", in: dog)
            let prototype = Prototype(from: dog, key: "rex")
            #expect(try Prototype(key: "rex", prototype.data) == prototype)
            let twin = try #require(try world.spawn(prototype) as? Beast)
            #expect(twin.name == "Rex" && twin.strength == 4 && twin.aliases == ["dog"] && twin.contents.count == 1)
            #expect(twin.tags == ["pet", "prototype:rex"])
        }

        @Test func whatGetsAnotherClassKeepsItsPlaceItsThingsAndThoseWhoKnowIt() async throws {
            let hall = Room.create("the hall")
            let ann = try await game.player("Ann", as: Beast.self, in: hall)
            let beast = try #require(ann.puppet as? Beast)
            let dog = Object.create("Rex", in: hall) { $0.text = "Hair." }
            Object.create("a bone", in: dog)
            Object.create("a cat", in: hall)
            beast.friend = dog
            try dog.setStored("strength", 4)
            let new = world.retype(dog, as: Beast.self)
            #expect(new.id == dog.id && world.entity(dog.id) === new)
            #expect(new.text == "Hair." && new.contents.map(\.name) == ["a bone"])
            #expect(hall.contents.map(\.name) == ["Ann", "Rex", "a cat"])
            #expect(beast.friend === new)
            _ = world.retype(beast, as: Character.self)
            #expect(ann.puppet === world.entity(beast.id) && !(ann.puppet is Beast))
            try await game.reload()
            let back = try #require(game.world.entity(beast.id) as? Character)
            #expect(back.unclaimed["friend"] == .reference(dog.id))
            #expect(game.world.entity(dog.id) is Beast && game.world.count == 6)
        }

        @Test func triggersRunAndEndWhenTheySetOneAnotherOff() async throws {
            let hall = Room.create("the hall")
            let ann = try await game.player("Ann", in: Room.create("a room"))
            var calls: [String] = []
            DataCall.evaluator = { call, parties in
                calls.append("\(call.text) \(parties.object?.name ?? "-") \(parties.actor?.name ?? "-")")
                // It sets itself off.
                if call.text == "again()" { parties.object?.fire(.look, by: nil) }
                return .null
            }
            defer { DataCall.evaluator = DataCall.callNative }
            try hall.set(.trigger(.enter), to: "weather(1)")
            try hall.set(.trigger(.look), to: "again()")
            try ann.puppet?.move(to: hall, by: .walk)
            #expect(calls == ["weather(1) the hall Ann"])
            try await game.reload()
            let again = try #require(game.world.all(Room.self).first { $0.name == "the hall" })
            #expect(again.triggers.count == 2)
            calls = []
            again.fire(.look, by: nil)
            #expect(calls.count == 8)
            #expect(game.log.contains { $0.contains("set one another off") })
        }
    }
}
