import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    @Suite struct PlayTests {
        let game = TestGame.standard()

        private func two() async throws -> (TestPlayer, TestPlayer) {
            let ann = try await game.player("Ann")
            let bob = try await game.player("Bob")
            ann.forget()
            return (ann, bob)
        }

        @Test func lookShowsPlacesAndThings() async throws {
            let (ann, _) = try await two()
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
            let (ann, bob) = try await two()
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
            let (ann, bob) = try await two()
            let chest = Container.create("a chest", in: try game.hall)
            for _ in 0..<2 { Object.create("a coin", in: chest) }
            await ann.type("look in chest")
            #expect(ann.heard == "In a chest: two coins.\n")
            Object.create("a letter", in: bob.puppet)
            await ann.type("look in bob")
            #expect(ann.heard == "You cannot make that out.\n", "pockets are private")
        }

        @Test func aLockHidesWhatItIs() async throws {
            let (ann, _) = try await two()
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
            let (ann, _) = try await two()
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
            let (ann, bob) = try await two()
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
            let (_, _) = try await two()
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
            let (ann, _) = try await two()
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
            let (ann, _) = try await two()
            for name in ["a storm lantern", "a row of lanterns"] { Object.create(name, in: try game.hall) }
            await ann.type("look \(answer)")
            #expect(ann.heard == "You see no '\(answer)' here.\n")
        }

        @Test func whatARefusalSaysIsData() async throws {
            let (ann, _) = try await two()
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

        @Test func whoIsDeafToSomebody() async throws {
            let (ann, bob) = try await two()
            bob.puppet?.locks = "tell: none()"
            await ann.type("whisper bob psst")
            #expect(ann.heard == "Bob will hear nothing from you.\n" && bob.heard.isEmpty)
            bob.puppet?.locks = ""
            bob.account?.locks = "msg: perm(Helper)"
            await ann.type("page bob = psst")
            #expect(ann.heard == "Bob will hear nothing from you.\n" && bob.heard.isEmpty)
            await ann.type("mail bob = a letter")
            #expect(ann.heard == "Bob will hear nothing from you.\n")
            bob.account?.locks = ""
            ann.account?.permissions = ["Player", "page_banned", "channel_banned"]
            await ann.type("page bob = psst")
            #expect(ann.heard == "You may not page or write to anybody just now.\n" && bob.heard.isEmpty)
            let channel = try #require(game.world.channels.first { $0.name == "Public" })
            for player in [ann, bob] { try channel.join(try #require(player.account)) }
            await ann.type("public psst")
            #expect(ann.heard == "You may not speak on Public.\n" && bob.heard.isEmpty)
        }

        @Test func getAndDrop() async throws {
            let (ann, bob) = try await two()
            let lamp = Object.create("a lamp", in: try game.hall)
            await ann.type("get lamp")
            #expect(ann.heard == "You pick up a lamp.\n")
            #expect(bob.heard == "Ann picks up a lamp.\n")
            #expect(lamp.location === ann.puppet)
            await ann.type("i")
            #expect(ann.heard == "You carry:\n  a lamp\n")
            bob.forget()
            await ann.type("drop lamp")
            #expect(bob.heard == "Ann puts down a lamp.\n")
            #expect(lamp.location === (try game.hall))
            await ann.type("inv")
            #expect(ann.heard == "You carry nothing.\n")
        }

        @Test func getSeveral() async throws {
            let (ann, bob) = try await two()
            let hall = try game.hall
            for _ in 0..<3 { Object.create("a coin", in: hall) }
            Object.create("a statue", in: hall) { $0.locks = "get: none()" }
            await ann.type("get 2 coins")
            #expect(bob.heard == "Ann picks up two coins.\n")
            await ann.type("get all")
            #expect(ann.heard == "You pick up a coin.\n", "neither the statue nor Bob")
            await ann.type("get all")
            #expect(ann.heard == "There is nothing to pick up.\n")
            await ann.type("get statue")
            #expect(ann.heard == "You cannot pick up a statue.\n")
            await ann.type("get bob")
            #expect(ann.heard == "You cannot pick up Bob.\n")
        }

        @Test func allAreThingsAlone() async throws {
            let ann = try await game.player("Ann", permissions: ["Developer"])
            let hall = try game.hall
            let guard_ = Character.create("a guard", in: hall) { $0.locks = "get: all()" }
            await ann.type("get all")
            #expect(ann.heard == "There is nothing to pick up.\n")
            let coin = Object.create("a coin", in: hall)
            await ann.type("get all")
            #expect(coin.location === ann.puppet && guard_.location === hall)
            await ann.type("get guard")
            #expect(guard_.location === ann.puppet, "by name, whom a lock gives")
        }

        @Test func nobodyTakesWhatSomebodyHolds() async throws {
            let (ann, bob) = try await two()
            let lamp = Object.create("a lamp", in: bob.puppet)
            await ann.type("get lamp")
            await ann.type("get lamp from bob")
            #expect(ann.heard == "You cannot reach into Bob.\n")
            #expect(lamp.location === bob.puppet)
        }

        @Test(arguments: ["give lamp to bob", "give lamp = bob"])
        func give(_ line: String) async throws {
            let (ann, bob) = try await two()
            let eve = try await game.player("Eve")
            let lamp = Object.create("a lamp", in: ann.puppet)
            await ann.type(line)
            #expect(ann.heard == "You give a lamp to Bob.\n")
            #expect(bob.heard.hasSuffix("Ann gives a lamp to you.\n"))
            #expect(eve.heard == "Ann gives a lamp to Bob.\n")
            #expect(lamp.location === bob.puppet)
        }

        @Test func whatIsNotCarriedIsNoneOfTheirs() async throws {
            let (ann, _) = try await two()
            let hall = try game.hall
            Object.create("a lantern", in: hall)
            Container.create("a chest", in: hall)
            for line in ["give lantern to bob", "drop lantern", "drop 2.lantern", "put lantern in chest"] {
                await ann.type(line)
                let named = line.contains("2.") ? "2.lantern" : "lantern"
                #expect(ann.heard == "You carry no '\(named)'.\n", "\(line)")
            }
            await ann.type("drop all lanterns")
            #expect(ann.heard == "You carry no 'all lanterns'.\n")
        }

        @Test(arguments: ["ann", "me"])
        func nobodyGivesToThemselves(_ name: String) async throws {
            let (ann, _) = try await two()
            await ann.type("give hat to \(name)")
            #expect(ann.heard == "You carry no 'hat'.\n")
            let hat = Object.create("a hat", in: ann.puppet)
            await ann.type("give hat to \(name)")
            #expect(ann.heard == "That is you, and it is in your hands already.\n")
            #expect(hat.location === ann.puppet)
            _ = try await game.player("Anna")
            await ann.type("give hat to anna")
            #expect(ann.heard == "You give a hat to Anna.\n")
        }

        @Test func containers() async throws {
            let (ann, _) = try await two()
            let chest = Container.create("a chest", in: try game.hall) { $0.capacity = 1 }
            let coin = Object.create("a coin", in: ann.puppet)
            Object.create("a ring", in: ann.puppet)
            await ann.type("put coin in chest")
            #expect(ann.heard == "You put a coin into a chest.\n")
            #expect(coin.location === chest)
            await ann.type("put ring in chest")
            #expect(ann.heard == "Nothing more fits into a chest.\n")
            await ann.type("get coin from chest")
            #expect(ann.heard == "You take a coin from a chest.\n")
            await ann.type("put coin in ring")
            #expect(ann.heard == "Nothing can be put into a ring.\n")
        }

        @Test func aCommandThatNeedsAThingSaysWhat() async throws {
            let (ann, _) = try await two()
            Rag.create("a rag", in: try game.hall)
            await ann.type("polish")
            #expect(ann.heard == "What do you want to polish?\n")
        }

        @Test func walking() async throws {
            let (ann, bob) = try await two()
            let hall = try game.hall
            let cellar = Room.create("the cellar")
            Exit.create("down", in: hall) { $0.destination = cellar; $0.aliases = ["d"] }
            await ann.type("go down")
            #expect(ann.heard.contains("the cellar"))
            #expect(bob.heard == "Ann leaves down.\n")
            await ann.type("go up")
            #expect(ann.heard == "You see no 'up' here.\n")
            await bob.type("d")
            #expect(ann.heard.hasSuffix("Bob arrives from the hall.\n"))
        }

        @Test func speech() async throws {
            let (ann, bob) = try await two()
            await ann.type("say Hello |rthere $You() ||")
            #expect(ann.heard == "You say, \"Hello |rthere $You() ||\"\n")
            #expect(bob.heard == "Ann says, \"Hello |rthere $You() ||\"\n")
            bob.forget()
            await ann.type("'/shrug")
            #expect(bob.heard == "Ann says, \"/shrug\"\n")
            bob.forget()
            await ann.type(":smiles at bob.")
            #expect(bob.heard == "Ann smiles at bob.\n")
            #expect(ann.heard == "Ann smiles at bob.\n")
            bob.forget()
            await ann.type("pose 's eyes close.")
            #expect(bob.heard == "Ann's eyes close.\n")
        }

        @Test(arguments: ["whisper bob = the key", "whisper bob the key", "whisper to bob the key"])
        func whisper(_ line: String) async throws {
            let (ann, bob) = try await two()
            let eve = try await game.player("Eve")
            await ann.type(line)
            #expect(ann.heard == "You whisper to Bob, \"the key\"\n")
            #expect(bob.heard.hasSuffix("Ann whispers to you, \"the key\"\n"))
            #expect(eve.heard == "Ann whispers something to Bob.\n")
        }

        @Test func thingsHearWhatIsSaid() async throws {
            let (ann, _) = try await two()
            let parrot = Parrot.create("a parrot", in: try game.hall)
            await ann.type("say pieces of eight")
            #expect(parrot.heard == ["pieces of eight"])
            await ann.type("whisper parrot = hush")
            #expect(parrot.heard == ["pieces of eight", "hush"])
        }

        @Test func page() async throws {
            let (ann, bob) = try await two()
            let far = Room.create("far away")
            try bob.puppet?.move(to: far)
            await ann.type("page bob = where are you?")
            #expect(bob.heard == "Ann pages you: where are you?\n")
            bob.forget()
            await ann.type("page = hello?")
            #expect(bob.heard == "Ann pages you: hello?\n")
            bob.forget()
            await ann.type("tell bo I am here")
            #expect(bob.heard == "Ann pages you: I am here\n")
            await ann.type("page carl = hi")
            #expect(ann.heard == "There is no account called 'carl'.\n")
        }

        @Test func pronounsShowInWhatOthersRead() async throws {
            let (ann, bob) = try await two()
            await ann.type("pronouns she")
            #expect(ann.heard == "From now on you go by 'she'.\n")
            try game.hall.announce("$You() $conj(raise) $pron(your) hand.", from: try #require(ann.puppet))
            await game.turn()
            #expect(bob.heard == "Ann raises her hand.\n")
            await ann.type("pronouns xe")
            #expect(ann.heard.hasPrefix("Usage: pronouns"))
        }

        @Test func setdesc() async throws {
            let (ann, bob) = try await two()
            await ann.type("setdesc Tall, with a |rred|n scarf.")
            await bob.type("look ann")
            #expect(bob.heard == "Ann\nTall, with a |rred|n scarf.\n", "players' text has no markup")
        }

        @Test func whoShowsIdleness() async throws {
            let (ann, _) = try await two()
            await game.advance(.seconds(180))
            await ann.type("who")
            let lines = ann.heard.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
            #expect(lines.contains("Ann 3m 0s"))
            #expect(lines.contains("Bob 3m 3m"))
            #expect(lines.last == "Two players here.")
            #expect(!ann.heard.contains("127.0.0.1"))
            ann.account?.permissions = ["Admin"]
            await ann.type("who")
            #expect(ann.heard.contains("127.0.0.1"))
        }

        @Test func time() async throws {
            let (ann, _) = try await two()
            await game.advance(.seconds(3700))
            try await game.reload()
            await game.advance(.seconds(60))
            await ann.type("time")
            let lines = ann.heard.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
            #expect(
                lines == [
                    "The time is 2023-11-14 23:16 UTC",
                    "In the game it is Monday, 1 January 1, 01:02",
                    "The game has run for 1 hour and 2 minutes",
                    "The world has been for 1 hour and 2 minutes",
                    "The code was last replaced 1 minute ago",
                ])
        }
    }
}

private final class Polish: Command {
    override class var key: String { "polish" }
    override class var help: String { "Usage: polish <thing>" }
    override class var availability: Availability { .given }
    override func run() async throws { tell(try caller.search(args).name) }
}

private final class Rag: Object {
    override var commands: CommandSet { CommandSet(Polish.self) }
}

private final class Parrot: Character {
    var heard: [String] = []
    override func didHear(_ speech: Speech) { heard.append(speech.text) }
}
