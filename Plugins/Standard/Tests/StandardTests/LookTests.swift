import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    @Suite struct LookTests {
        let game = TestGame.standard()

        @Test func lookShowsPlacesAndThings() async throws {
            let (ann, _) = try await game.annAndBob()
            let hall = try game.hall
            Object.create("a brass lantern", in: hall) { $0.text = "It is dented." }
            Exit.create("north", in: hall) { $0.destination = hall }
            await ann.type("l")
            #expect(
                ann.heard == "the hall\nA long hall.\nWays out: north\nHere is: Bob\nYou see: a brass lantern\n")
            await ann.type("look at lantern")
            #expect(ann.heard == "a brass lantern\nIt is dented.\n")
            await ann.type("look bob")
            #expect(ann.heard == "Bob\nThere is nothing special about them.\n")
            await ann.type("look unicorn")
            #expect(ann.heard == "You see no 'unicorn' here.\n")
        }

        @Test func nothingSpecialIsOfSomebody() async throws {
            let (ann, bob) = try await game.annAndBob()
            await bob.type("pronouns he")
            await ann.type("look bob")
            #expect(ann.heard == "Bob\nThere is nothing special about him.\n")
            await ann.type("look me")
            #expect(ann.heard == "Ann\nThere is nothing special about you.\n")
            Object.create("a coin", in: try game.hall)
            await ann.type("look coin")
            #expect(ann.heard == "a coin\nThere is nothing special about it.\n")
            game.world.texts.languages["de"] = [
                "nothing special, somebody": "An $pron(you, op) ist nichts Besonderes."
            ]
            await ann.type("language de")
            await ann.type("look bob")
            #expect(ann.heard == "Bob\nAn ihm ist nichts Besonderes.\n")
        }

        @Test func lookInside() async throws {
            let (ann, bob) = try await game.annAndBob()
            let chest = Container.create("a chest", in: try game.hall)
            for _ in 0..<2 { Object.create("a coin", in: chest) }
            await ann.type("look in chest")
            #expect(ann.heard == "In a chest: two coins.\n")
            Object.create("a letter", in: bob.puppet)
            await ann.type("look in bob")
            #expect(ann.heard == "You cannot make that out.\n", "pockets are private")
        }

        @Test func aLockHidesWhatItIs() async throws {
            let (ann, _) = try await game.annAndBob()
            Object.create("a ghost", in: try game.hall) { $0.locks = "view: perm(Builder)" }
            await ann.type("look ghost")
            #expect(ann.heard == "You see no 'ghost' here.\n")
            await ann.type("look")
            #expect(ann.heard == "the hall\nA long hall.\nHere is: Bob\n")
            await ann.type("get ghost")
            #expect(ann.heard == "You see no 'ghost' here.\n")
            let bil = try await game.player("Bil", permissions: ["Builder"])
            await bil.type("look")
            #expect(bil.heard.contains("You see: a ghost(#"))
            try game.hall.locks = "view: none()"
            await ann.type("look here")
            #expect(ann.heard == "You cannot make that out.\n", "the place itself she knows")
        }

        @Test func whatASearchLockHidesNobodyFinds() async throws {
            let (ann, _) = try await game.annAndBob()
            let chest = Container.create("a chest", in: try game.hall)
            let coin = Object.create("a coin", in: chest) { $0.locks = "search: perm(Builder)" }
            await ann.type("look in chest")
            #expect(ann.heard == "There is nothing in a chest.\n")
            await ann.type("get coin from chest")
            #expect(ann.heard == "You see no 'coin' here.\n")
            coin.locks = ""
            await ann.type("get coin from chest")
            #expect(coin.location === ann.puppet)
        }

        @Test func nobodyIsReachedAcrossTheWorldByAName() async throws {
            let (ann, bob) = try await game.annAndBob()
            await ann.type("look *bob")
            #expect(ann.heard == "Bob\nThere is nothing special about them.\n")
            bob.puppet?.place(in: Room.create("the moon"))
            await ann.type("look *bob")
            #expect(ann.heard == "You see no '*bob' here.\n")
            await ann.type("look *ann")
            #expect(ann.heard.hasPrefix("Ann\n"))
            let bil = try await game.player("Bil", permissions: ["Builder"])
            await bil.type("look *bob")
            #expect(bil.heard.hasPrefix("Bob(#"))
        }

        @Test func buildersSeeNumbersUnlessQuelled() async throws {
            let (_, _) = try await game.annAndBob()
            let bil = try await game.player("Bil", permissions: ["Builder"])
            let hall = try game.hall
            let (red, blue) = (Object.create("a red coin", in: hall), Object.create("a blue coin", in: hall))
            let north = Exit.create("north", in: hall) { $0.destination = hall }
            await bil.type("look")
            #expect(bil.heard.hasPrefix("the hall(\(hall.id))\n") && bil.heard.contains("Ways out: north(\(north.id))\n"))
            #expect(bil.heard.hasSuffix("You see: a red coin(\(red.id)) and a blue coin(\(blue.id))\n"))
            await bil.type("get coin")
            let choices = "1. a red coin(\(red.id)), 2. a blue coin(\(blue.id))"
            #expect(bil.heard == "Which one do you mean? \(choices) (2.coin is the second.)\n")
            await bil.type("quell")
            await bil.type("get coin")
            #expect(
                bil.heard == "Which one do you mean? 1. a red coin, 2. a blue coin (2.coin is the second.)\n")
        }

        @Test(arguments: [
            "2.lantern", "2. lantern", "second lantern", "2nd lantern", "lantern-2", "row", "2. a row of lanterns",
            "2.A row of lanterns",
        ])
        func oneOfSeveralIsChosen(_ answer: String) async throws {
            let (ann, _) = try await game.annAndBob()
            let hall = try game.hall
            Object.create("a storm lantern", in: hall)
            Object.create("a row of lanterns", in: hall) { $0.text = "They sway." }
            await ann.type("look lantern")
            let choices = "1. a storm lantern, 2. a row of lanterns"
            #expect(ann.heard == "Which one do you mean? \(choices) (2.lantern is the second.)\n")
            await ann.type("look \(answer)")
            #expect(ann.heard == "a row of lanterns\nThey sway.\n")
        }

        /// A number that nothing has is no slip of the pen, unless the name was copied from a list.
        @Test(arguments: ["3.lantern", "3. lantern", "2.row", "2. row of", "2. a row"])
        func aNumberTooLargeIsNothing(_ answer: String) async throws {
            let (ann, _) = try await game.annAndBob()
            for name in ["a storm lantern", "a row of lanterns"] { Object.create(name, in: try game.hall) }
            await ann.type("look \(answer)")
            #expect(ann.heard == "You see no '\(answer)' here.\n")
        }

        @Test func whatARefusalSaysIsData() async throws {
            let (ann, _) = try await game.annAndBob()
            let hall = try game.hall
            let anvil = Object.create("an anvil", in: hall) {
                $0.locks = "get: none()"
                $0.attributes["get_err_msg"] = "It is |rtoo|n heavy."
            }
            await ann.type("get anvil")
            #expect(ann.heard == "It is too heavy.\n")
            anvil.attributes["err_get"] = "Not even an inch."
            await ann.type("get anvil")
            #expect(ann.heard == "Not even an inch.\n")
            Exit.create("north", in: hall) {
                ($0.destination, $0.locks) = (hall, "traverse: none()")
                $0.attributes["err_traverse"] = "The gate is rusted shut."
            }
            await ann.type("north")
            #expect(ann.heard == "The gate is rusted shut.\n")
            await ann.type("nort")
            #expect(ann.heard == "'nort' is no command. Perhaps north?\n")
        }
    }
}
