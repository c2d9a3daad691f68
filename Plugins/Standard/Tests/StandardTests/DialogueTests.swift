import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    /// What players and builders are in the middle of, over reloads.
    @Suite struct DialogueTests {
        let game = TestGame.standard()

        private func builder() async throws -> TestPlayer {
            try await game.player("Bil", permissions: ["Builder"])
        }

        private func type(_ lines: String..., to player: TestPlayer) async {
            for line in lines { await player.type(line) }
        }

        // MARK: Descriptions

        @Test func aDescriptionIsWrittenLineByLine() async throws {
            let bil = try await builder()
            await bil.type("desc/edit")
            #expect(bil.heard.hasPrefix("You edit the hall(\(try game.hall.id)) (a line)."))
            await type(":DD", "It is |rred|n.", "@look", to: bil)
            #expect(bil.heard.contains("A long hall."), "not saved yet, and commands work")
            try await game.reload()
            await type("And long.", ":wq", "look", to: bil)
            #expect(try game.hall.text == "It is |rred|n.\nAnd long.")
            #expect(bil.heard.contains("It is red.\nAnd long."))
            let rock = Object.create("a rock", in: try game.hall)
            await type("describe/edit rock", "Grey.", ":wq", to: bil)
            #expect(rock.text == "Grey.")
        }

        /// Asked when it is saved, not only when it is begun.
        @Test func rightsAreAskedWhenItIsSaved() async throws {
            let bil = try await builder()
            await type("desc/edit", "More.", to: bil)
            try game.hall.locks = "edit: perm(Admin)"
            await bil.type(":wq")
            #expect(bil.heard.hasPrefix("You may not change the hall(\(try game.hall.id))."))
            #expect(try game.hall.text == "A long hall.")
            try game.hall.locks = ""
            bil.account?.permissions = []
            await bil.type(":w")
            #expect(bil.heard.hasPrefix("You may not build."))
            #expect(try game.hall.text == "A long hall.")
            await bil.type(":q!")
            await bil.type("desc/edit")
            #expect(bil.heard.contains("no way to 'desc'") || bil.heard.contains("no command"), "\(bil.heard)")
        }

        @Test func aPlayersOwnIsTextAlone() async throws {
            let ann = try await game.player("Ann")
            await type("setdesc/edit", "|rRed|n hair, |lcquit|ltclick|le", "grey eyes.", ":w", to: ann)
            #expect(ann.puppet?.text == "||rRed||n hair, ||lcquit||ltclick||le\ngrey eyes.")
            try await game.reload()
            await type(":dd", ":wq", to: ann)
            #expect(ann.puppet?.text == "||rRed||n hair, ||lcquit||ltclick||le")
        }

        // MARK: The menu of an object

        @Test func theMenuShowsWhatThereIs() async throws {
            let bil = try await builder()
            await bil.type("olc")
            #expect(bil.heard == """
                the hall (\(try game.hall.id)), a Room
                 1  Name: the hall
                 2  Description: A long hall.
                 3  Aliases
                 4  Tags
                 5  Locks
                 6  Triggers
                 7  Values
                 8  Exits
                 9  Done
                (back, look, help, quit; @abort leaves at once)
                >\u{20}
                """)
            await bil.type("done")
            #expect(bil.session?.dialogue == nil)
        }

        @Test func namesAliasesAndTags() async throws {
            let bil = try await builder()
            let rock = Object.create("a rock", in: try game.hall)
            await type("olc rock", "name", "a red stone;stone", to: bil)
            #expect(bil.heard.hasPrefix("a red stone ("))
            try await game.reload()
            await type("aliases", "pebble", "take away: stone", "", to: bil)
            #expect(game.entity(rock)?.name == "a red stone")
            #expect(game.entity(rock)?.aliases == ["pebble"])
            await type("tags", "Quest:First", "grey", "2", to: bil)
            #expect(game.entity(rock)?.tags == ["grey"])
            await type("back", "name", "", to: bil)
            #expect(game.entity(rock)?.name == "a red stone", "Return keeps it")
        }

        @Test func locksAndValues() async throws {
            let bil = try await builder()
            let ann = try await game.player("Ann")
            let rock = Object.create("a rock", in: try game.hall)
            await type("olc rock", "locks", "get: perm(", to: bil)
            #expect(bil.heard.contains("cannot be read"))
            await type("get: perm(Builder)", "drop: moonlit()", to: bil)
            #expect(bil.heard.contains("Nobody has the lock function moonlit"))
            await ann.type("get rock")
            #expect(ann.heard == "You cannot pick up a rock.\n")
            await bil.type("1")
            #expect(rock.locks.accessTypes == ["drop"])
            await type("", "values", "weight = 12", to: bil)
            #expect(rock.attributes["weight"] == .int(12))
            await type("weight", "[1, 2", to: bil)
            #expect(bil.heard.hasPrefix("That is no value"))
            await type("[1, 2]", "weight", "take it away", "no value", to: bil)
            #expect(bil.heard.hasPrefix("A new value is typed so"))
            #expect(rock.attributes.isEmpty)
        }

        @Test func theTextIsWrittenOverTheMenu() async throws {
            let bil = try await builder()
            await type("olc here", "desc", ":DD", "A short hall.", to: bil)
            try await game.reload()
            await bil.type(":wq")
            #expect(bil.heard.hasPrefix("Saved: the hall(\(try game.hall.id)).\nthe hall (\(try game.hall.id)), a Room\n"))
            #expect(bil.heard.contains("Description: A short hall.\n"))
        }

        @Test func waysAndWhereTheyLead() async throws {
            let bil = try await builder()
            let (cave, loft) = (Room.create("A cave"), Room.create("A loft"))
            await type("olc", "exits", "north;n = A cave", to: bil)
            #expect(bil.heard.contains("leads from the hall to A cave now."))
            let exit = try #require(try game.hall.exits.first)
            #expect(exit.aliases == ["n"] && exit.destination === cave)
            await bil.type("north = A loft")
            #expect(bil.heard.hasPrefix("There is a way 'north' here already."))
            await type("1", "destination", "A loft", to: bil)
            #expect(exit.destination === loft)
            await bil.type("done")
            #expect(bil.heard.contains("1  north, to A loft("), "back in the room's menu")
            game.limits.objects = 1
            await bil.type("up = A loft")
            #expect(bil.heard.hasPrefix("You have made 1 things"))
        }

        @Test func whoMayNot() async throws {
            let bil = try await builder()
            let ann = try await game.player("Ann")
            let dev = try await game.player("Dev", permissions: ["Developer"])
            await ann.type("olc")
            #expect(ann.session?.dialogue == nil)
            await bil.type("olc Dev")
            #expect(bil.heard == "Dev stands above you.\n")
            await bil.type("olc Ann")
            let account = try #require(dev.account)
            await type("values", "account", "\(account.id)", to: bil)
            #expect(bil.heard.hasPrefix("Accounts are given by developers alone."))
            #expect((ann.puppet as? Character)?.account === ann.account)
            bil.account?.permissions = []
            await bil.type("look")
            #expect(bil.heard == "You may not build.\n")
            #expect(bil.session?.dialogue == nil)
        }

        @Test func whatIsGoneEndsTheMenu() async throws {
            let bil = try await builder()
            let rock = Object.create("a rock", in: try game.hall)
            await bil.type("olc rock")
            try rock.delete()
            await bil.type("name")
            #expect(bil.heard == "It is gone.\n")
            #expect(bil.session?.dialogue == nil)
        }

        // MARK: Long lists

        @Test func helpComesAScreenAtATime() async throws {
            var client = TestGame.plainClient
            client.height = 8
            let ann = try await game.player("Ann", client: client)
            await ann.type("help")
            #expect(ann.heard.hasSuffix("q quit) "))
            #expect(ann.heard.split(separator: "\n", omittingEmptySubsequences: false).count == 8)
            await ann.type("inventory")
            #expect(ann.heard.contains("carry"), "a command ends it: \(ann.heard)")
        }
    }
}

extension TestGame {
    /// The same entity in the world as it is now.
    fileprivate func entity(_ object: Object) -> Object? { world.entity(object.id) as? Object }
}
