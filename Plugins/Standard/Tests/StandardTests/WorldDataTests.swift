import HearthKit
import Testing

@testable import Standard

private final class Beacon: Object {}

extension StandardTests {
    @Suite struct WorldDataTests {
        let game = TestGame.standard()
        var world: World { game.world }

        private func builder() async throws -> TestPlayer {
            try await game.player("Bil", permissions: ["Builder"])
        }

        private func add(_ key: String, _ data: StoredValue) throws {
            world.prototypes.files[key] = try Prototype(key: key, data)
        }

        // MARK: Prototypes

        @Test func thingsAreMadeFromPrototypes() async throws {
            try add("thing", ["tags": ["old"]])
            try add("lamp", ["parents": "thing", "class": "Beacon", "name": "a brass lamp", "about": "It shines."])
            let bil = try await builder()
            await bil.type("spawn lamp")
            let lamp = try #require(world.all(Beacon.self).first)
            #expect(bil.heard == "You made a brass lamp(\(lamp.id)), a Beacon.\n")
            #expect(lamp.location === bil.puppet?.location && lamp.tags.contains("old"))
            await bil.type("spawn/noloc lamp")
            #expect(world.all(Beacon.self).count == 2 && world.all(Beacon.self)[1].location == nil)
            await bil.type("spawn lmap")
            #expect(bil.heard == "There is no prototype 'lmap'. Perhaps lamp?\n")
            await bil.type("spawn/list")
            #expect(bil.heard.contains("It shines.") && bil.heard.contains("a file"))
            await bil.type("spawn/search shines")
            #expect(bil.heard.contains("It shines."))
            await bil.type("spawn/search old")
            #expect(bil.heard.contains("thing") && !bil.heard.contains("It shines."))
            await bil.type("spawn/show lamp")
            #expect(bil.heard.contains("old"))
            await bil.type("spawn/raw lamp")
            #expect(bil.heard.contains("a brass lamp") && !bil.heard.contains("old"))
            let ann = try await game.player("Ann", permissions: ["Player"])
            await ann.type("spawn lamp")
            #expect(world.all(Beacon.self).count == 2)
        }

        @Test func prototypesAreKeptInTheGame() async throws {
            let bil = try await builder()
            await bil.type("spawn/save rock = [\"name\": \"a rock\", \"tags\": [\"heavy\"]]")
            #expect(bil.heard == "The prototype 'rock' is kept. spawn rock makes one.\n")
            await bil.type("spawn rock")
            #expect(world.all(Object.self).last?.tags == ["heavy", "prototype:rock"])
            await bil.type("set a rock/smell = \"wet\"")
            await bil.type("spawn/save wet-rock = a rock")
            await bil.type("spawn wet-rock")
            #expect(world.all(Object.self).last?.attributes["smell"] == "wet")
            await bil.type("spawn/save bad = [\"clas\": \"Rock\"]")
            #expect(bil.heard.hasPrefix("'clas' is unknown (did you mean 'class'?)"))
            await bil.type("spawn/save bad = [\"class\": \"Rock\"]")
            #expect(bil.heard.hasPrefix("'class' is \"Rock\": no plugin has such a class"))
            try await game.reload()
            await bil.type("spawn/delete rock")
            await bil.type("spawn rock")
            #expect(bil.heard.hasPrefix("There is no prototype 'rock'"))
        }

        @Test func nobodyGivesBySpawningWhatTheyMayNotGive() async throws {
            let bil = try await builder()
            let keeper = try await game.player("Keeper", permissions: ["Developer"])
            let account = try #require(keeper.account)
            await bil.type("spawn/save boss = [\"class\": \"Character\", \"permissions\": [\"Admin\"]]")
            #expect(bil.heard == world.texts[.permissionTooHigh] + "\n")
            await bil.type("spawn/save boss = [\"class\": \"Character\", \"fields\": [\"account\": \(account.id)]]")
            #expect(bil.heard == world.texts[.fieldAccount] + "\n")
            await bil.type("spawn/save twin = me")
            await bil.type("spawn twin")
            let twins = world.all(Character.self).filter { $0.name == "Bil" }
            #expect(twins.count == 2 && twins[1].account == nil)
        }

        @Test func whatWasMadeIsChangedWithItsPrototype() async throws {
            try add("lamp", ["class": "Beacon", "name": "a lamp"])
            let bil = try await builder()
            await bil.type("spawn lamp")
            await bil.type("spawn/update lamp")
            #expect(bil.heard == "All that was made from 'lamp' is as it says.\n")
            try add("lamp", ["class": "Beacon", "name": "a lamp", "text": "It shines."])
            await bil.type("spawn/update lamp")
            #expect(bil.heard.contains("text = \"It shines.\"") && bil.heard.contains("Change 1 so?"))
            await bil.type("yes")
            #expect(world.all(Beacon.self).first?.text == "It shines.")
        }

        // MARK: Help

        private func pages() throws {
            world.help.files = [
                try HelpEntry(markdown: "# Combat\nHit.\n## Parrying\nA shield.\n", title: "x"),
                try HelpEntry(
                    markdown: "---\nlocks: view: perm(Builder)\ncategory: Secrets\n---\nDark.", title: "Cellar"),
                try HelpEntry(markdown: "How looking goes.", title: "look"),
            ]
        }

        @Test func pagesOfFilesAreRead() async throws {
            try pages()
            let ann = try await game.player("Ann", permissions: ["Player"])
            await ann.type("help")
            #expect(ann.heard.contains("Combat") && !ann.heard.contains("Cellar"))
            await ann.type("help combat")
            #expect(ann.heard == "Combat\nHit.\nMore: help Combat/Parrying\n")
            await ann.type("help combat/parr")
            #expect(ann.heard == "Combat/Parrying\nA shield.\n")
            await ann.type("help combat/dance")
            #expect(ann.heard == "Combat has no topic 'dance'. There is Parrying.\n")
            await ann.type("help cellar")
            #expect(ann.heard.hasPrefix("There is no help on 'cellar'"))
            await ann.type("help shield")
            #expect(ann.heard == "There is no help on 'shield'. Perhaps Combat?\n")
            await ann.type("help/search shield")
            #expect(ann.heard.contains("written about") && ann.heard.contains("Combat"))
            await ann.type("help look")
            #expect(ann.heard.contains("Usage: look") && ann.heard.contains("How looking goes."))
            let bil = try await builder()
            await bil.type("help secrets")
            #expect(bil.heard.contains("Cellar"))
            await bil.type("help all")
            var whole = bil.heard
            while bil.session?.dialogue != nil {  // a screen at a time
                await bil.type("")
                whole += bil.heard
            }
            #expect(whole.contains("Cellar") && whole.contains("dig"))
        }

        @Test func pagesAreWrittenInTheGame() async throws {
            try pages()
            let bil = try await builder()
            await bil.type("sethelp Gulls = They steal.|/## Feeding|/Do not.")
            #expect(bil.heard == "The page 'Gulls' is kept.\n")
            await bil.type("sethelp/aliases gulls = birds, thieves")
            await bil.type("sethelp/category gulls = Animals")
            await bil.type("sethelp/append gulls = Never.")
            try await game.reload()
            await bil.type("help thieves/feeding")
            #expect(bil.heard == "Gulls/Feeding\nDo not.\nNever.\n")
            await bil.type("help animals")
            #expect(bil.heard.contains("Gulls"))
            await bil.type("sethelp/locks gulls = view: perm(")
            #expect(bil.heard.contains("cannot be read"))
            await bil.type("sethelp/locks gulls = view: perm(Builder)")
            let ann = try await game.player("Ann", permissions: ["Player"])
            await ann.type("help gulls")
            #expect(ann.heard.hasPrefix("There is no help"))
            await ann.type("sethelp Gulls = Mine.")
            #expect(!ann.heard.contains("kept"))
            await bil.type("sethelp/delete gulls")
            await bil.type("help gulls")
            #expect(bil.heard.hasPrefix("There is no help"))
        }

        @Test func aFilesPageIsChangedOverTheFile() async throws {
            try pages()
            let bil = try await builder()
            await bil.type("sethelp/category combat = War")
            await bil.type("help combat/parrying")
            #expect(bil.heard == "Combat/Parrying\nA shield.\n")
            await bil.type("sethelp combat = Flee.")
            await bil.type("help combat")
            #expect(bil.heard == "Combat\nFlee.\n")
            await bil.type("sethelp/delete combat")
            await bil.type("help combat")
            #expect(bil.heard.contains("Hit."))
            await bil.type("sethelp/delete combat")
            #expect(bil.heard.contains("file of GameData/help"))
        }
    }
}

extension StandardTests {
    @MainActor
    struct PrototypeMenuTests {
        @Test func aPrototypeIsMadeByAMenuOverAReload() async throws {
            let game = TestGame.standard()
            let bil = try await game.player("Bil", in: game.hall, permissions: ["Builder"])
            await bil.type("spawn/olc pebble")
            #expect(bil.heard.contains("The prototype pebble"))
            await bil.type("name")
            await bil.type("a grey pebble")
            await bil.type("tags")
            await bil.type("stone, small")
            try await game.reload()
            await bil.type("fields")
            await bil.type("[1, 2")
            #expect(!bil.heard.contains("Keep it"), "what cannot be read is asked again")
            await bil.type("")
            await bil.type("attributes")
            await bil.type("[\"weight\": [\"random\": [2, 2]]]")
            #expect(game.world.prototypes["pebble"] == nil, "nothing is kept before that is chosen")
            await bil.type("keep")
            await bil.type("make one")
            let pebble = try #require(game.hall.contents.first { $0.name == "a grey pebble" })
            #expect(pebble.tags.isSuperset(of: ["stone", "small"]) && pebble.attributes["weight"] == 2)
            await bil.type("leave")
            await bil.type("spawn/show pebble")
            #expect(bil.heard.contains("a grey pebble"))
        }

        @Test func aThingThatThereIsIsReadAsAPrototype() async throws {
            let game = TestGame.standard()
            let bil = try await game.player("Bil", in: game.hall, permissions: ["Builder"])
            Object.create("a grey pebble", in: try game.hall) {
                ($0.text, $0.tags) = ("Smooth.", ["stone"])
                $0.attributes["weight"] = 2
            }
            await bil.type("spawn/examine pebble")
            #expect(bil.heard.hasPrefix("(none)\n"))
            for part in ["name: \"a grey pebble\"", "Smooth.", "stone", "weight: 2"] {
                #expect(bil.heard.contains(part), "\(part) in \(bil.heard)")
            }
            #expect(game.world.prototypes.keys.isEmpty, "nothing is kept")
            await bil.type("spawn/examine nothing")
            #expect(bil.heard == "You see no 'nothing' here.\n")
        }

        @Test func aMenuGivesNoMoreThanItsBuilderMay() async throws {
            let game = TestGame.standard()
            let bil = try await game.player("Bil", in: game.hall, permissions: ["Builder"])
            await bil.type("spawn/olc crown")
            await bil.type("name")
            await bil.type("a crown")
            await bil.type("permissions")
            await bil.type("Admin")
            await bil.type("keep")
            await bil.type("make")
            #expect(game.world.prototypes["crown"] == nil)
            #expect(try !game.hall.contents.contains { $0.name == "a crown" })
        }
    }
}
