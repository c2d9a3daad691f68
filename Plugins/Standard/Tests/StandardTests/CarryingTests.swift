import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    @Suite struct CarryingTests {
        let game = TestGame.standard()

        @Test func getAndDrop() async throws {
            let (ann, bob) = try await game.annAndBob()
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
            let (ann, bob) = try await game.annAndBob()
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
            let (ann, bob) = try await game.annAndBob()
            let lamp = Object.create("a lamp", in: bob.puppet)
            await ann.type("get lamp")
            await ann.type("get lamp from bob")
            #expect(ann.heard == "You cannot reach into Bob.\n")
            #expect(lamp.location === bob.puppet)
        }

        @Test(arguments: ["give lamp to bob", "give lamp = bob"])
        func give(_ line: String) async throws {
            let (ann, bob) = try await game.annAndBob()
            let eve = try await game.player("Eve")
            let lamp = Object.create("a lamp", in: ann.puppet)
            await ann.type(line)
            #expect(ann.heard == "You give a lamp to Bob.\n")
            #expect(bob.heard.hasSuffix("Ann gives a lamp to you.\n"))
            #expect(eve.heard == "Ann gives a lamp to Bob.\n")
            #expect(lamp.location === bob.puppet)
        }

        @Test func whatIsNotCarriedIsNoneOfTheirs() async throws {
            let (ann, _) = try await game.annAndBob()
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
            let (ann, _) = try await game.annAndBob()
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
            let (ann, _) = try await game.annAndBob()
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
            let (ann, _) = try await game.annAndBob()
            Rag.create("a rag", in: try game.hall)
            await ann.type("polish")
            #expect(ann.heard == "What do you want to polish?\n")
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
    override class var commands: CommandSet { CommandSet(Polish.self) }
}
