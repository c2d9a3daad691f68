import Testing

@testable import HearthKit

// Dialogues over dialogues, the way out of all of them, and what a change of code leaves of them.

private struct Outer: Dialogue {
    var count = 0
    var got: [String] = []
    mutating func begin(_ session: Session) { session.prompt("outer \(count)> ") }
    mutating func receive(_ line: String, from session: Session) throws -> Next {
        count += 1
        switch line {
        case "inner": session.begin(Inner())
        case "instead":
            session.begin(Inner())
            return .end
        case "again": return .again
        case "refuse": throw Refusal("No.")
        case "pass": return .pass
        case "end": return .end
        default: session.send("outer heard \(line)")
        }
        return .go
    }
    mutating func resumed(_ session: Session, with result: StoredValue) {
        got.append("\(result)")
        session.send("outer is back with \(got.joined(separator: " "))")
    }
}

private struct Inner: Dialogue {
    func begin(_ session: Session) { session.prompt("inner> ") }
    func receive(_ line: String, from session: Session) -> Next {
        switch line {
        case "give": return .end(returning: 7)
        case "end": return .end
        case "pass", "hello": return .pass
        case "deeper":
            session.begin(Inner())
            return .go
        default:
            session.send("inner heard \(line)")
            return .go
        }
    }
}

private struct Secret: Dialogue {
    var isSecret: Bool { true }
    func begin(_ session: Session) { session.setEcho(false) }
    func receive(_ line: String, from session: Session) -> Next { .go }
}

/// Its state is of another type than what was stored.
private struct Changed: Dialogue {
    var count = ["no number"]
    func receive(_ line: String, from session: Session) -> Next { .go }
}

private final class Hello: Command {
    override class var key: String { "hello" }
    override func run() async throws { tell("hello to you") }
}

private final class Greeter: GameHooks {
    override func didConnect(_ session: Session) { session.begin(Outer()) }
}

extension GameTests {
    @MainActor struct DialogueStackTests {
        private static let types: [Any.Type] = [Outer.self, Inner.self, Secret.self, Changed.self, Hello.self]

        private func ann(_ game: TestGame) async throws -> TestPlayer {
            try await game.player("Ann", in: Room.create("the hall"))
        }

        @Test func theTopTakesTheLinesAndTheOneBeneathIsTold() async throws {
            let game = TestGame(types: Self.types)
            let ann = try await ann(game)
            ann.session?.begin(Outer())
            await game.turn()
            await ann.type("inner")
            #expect(ann.heard == "inner> ")
            await ann.type("end")
            #expect(ann.heard == "outer is back with nil\n")
            await ann.type("inner")
            await ann.type("give")
            #expect(ann.heard == "outer is back with nil 7\n")
            await ann.type("again")
            #expect(ann.heard == "outer 3> ")
            await ann.type("end")
            await ann.type("hello")
            #expect(ann.heard == "hello to you\n")
        }

        @Test func aStackOutlivesReloads() async throws {
            let game = TestGame(types: Self.types)
            let ann = try await ann(game)
            ann.session?.begin(Outer())
            await game.turn()
            await ann.type("x")
            await ann.type("inner")
            try await game.reload()
            await ann.type("deeper")
            try await game.reload()
            await ann.type("give")
            #expect(ann.heard == "inner> ", "the one beneath shows itself")
            await ann.type("give")
            try await game.reload()
            await ann.type("again")
            #expect(ann.heard == "outer 3> ")
            #expect((ann.session?.dialogue as? Outer)?.got == ["7"])
        }

        @Test func oneMayTakeTheOthersPlace() async throws {
            let game = TestGame(types: Self.types)
            let ann = try await ann(game)
            ann.session?.begin(Outer())
            await game.turn()
            await ann.type("instead")
            await ann.type("end")
            #expect(ann.heard.isEmpty)
            #expect(ann.session?.dialogue == nil)
        }

        @Test func aLinePassesToWhatLiesBeneath() async throws {
            let game = TestGame(types: Self.types)
            let ann = try await ann(game)
            ann.session?.begin(Outer())
            await game.turn()
            await ann.type("inner")
            await ann.type("hello")
            #expect(ann.heard == "outer heard hello\n")
            await ann.type("inner")
            await ann.type("pass")
            #expect(ann.heard.contains("know no way to 'pass'"), "through both, to the commands: \(ann.heard)")
            #expect(ann.session?.dialogue == nil)
        }

        @Test func commandsRunOverADialogue() async throws {
            let game = TestGame(types: Self.types)
            let ann = try await ann(game)
            ann.session?.begin(Outer())
            await game.turn()
            await ann.type("@hello")
            #expect(ann.heard == "hello to you\n")
            await ann.type("hello")
            #expect(ann.heard == "outer heard hello\n")
        }

        /// What it changed before it threw stays, as with a command.
        @Test func aThrowKeepsWhatItChanged() async throws {
            let game = TestGame(types: Self.types)
            let ann = try await ann(game)
            ann.session?.begin(Outer())
            await game.turn()
            await ann.type("refuse")
            #expect(ann.heard == "No.\n")
            #expect((ann.session?.dialogue as? Outer)?.count == 1)
        }

        @Test func theWayOutLeavesAllOfThem() async throws {
            let game = TestGame(types: Self.types)
            let ann = try await ann(game)
            ann.session?.begin(Outer())
            await game.turn()
            await ann.type("inner")
            ann.session?.begin(Secret())
            await game.turn()
            #expect(!ann.echoes)
            await ann.type(" @Abort ")
            #expect(ann.heard == "(You leave it at that.)\n")
            #expect(ann.echoes)
            await ann.type("hello")
            #expect(ann.heard == "hello to you\n")
            try await game.reload()
            #expect(ann.session?.dialogue == nil)
            await ann.type("@abort")
            #expect(ann.heard == "There is nothing to leave.\n")
        }

        @Test func theWayOutWorksThoughTheCodeDoesNot() async throws {
            let game = TestGame(types: Self.types)
            let ann = try await ann(game)
            ann.session?.begin(Outer())
            await game.turn()
            game.game.outOfOrder = ["HearthKitTests.Outer.receive"]
            await ann.type("again")
            #expect(ann.heard == "That is out of order just now. Those who look after the game have been told.\n"
                + "(@abort leaves it.)\n")
            await ann.type("@abort")
            #expect(ann.session?.dialogue == nil)
            ann.session?.begin(Outer())
            await game.turn()
            #expect(ann.session?.dialogue == nil, "it does not begin either")
        }

        /// Nobody comes in by it: who is nobody yet stays in the login.
        @Test func strangersStayInTheLogin() async throws {
            let game = TestGame(types: Self.types + [Greeter.self])
            let stranger = await game.connect()
            await stranger.type("@abort")
            #expect(stranger.heard == "outer heard @abort\n")
        }

        @Test func aStackIsOnlySoDeep() async throws {
            let game = TestGame(types: Self.types)
            let ann = try await ann(game)
            ann.session?.begin(Inner())
            await game.turn()
            for _ in 1..<DialogueStack.deepest { await ann.type("deeper") }
            #expect(ann.heard == "inner> ")
            await ann.type("deeper")
            #expect(ann.heard.hasPrefix("You are in the middle of too much"))
            await ann.type("x")
            #expect(ann.heard == "inner heard x\n")
        }

        // MARK: Changes of code

        /// Replaces the game by one that knows other types, as a reload with other code does.
        private func reload(_ game: TestGame, stored: String, as new: String) {
            var rows = game.store.changes(after: -1).sessions
            for index in rows.indices {
                guard case .map(var state)? = try? StoredValue(cbor: rows[index].state),
                    case .list(let levels)? = state["dialogues"]
                else { continue }
                state["dialogues"] = .list(
                    levels.map { level in
                        guard case .list(let parts) = level, parts[0] == .string(stored) else { return level }
                        return .list([.string(new), parts[1]])
                    })
                rows[index].state = StoredValue.map(state).cbor
            }
            var changes = Changes(
                turn: game.game.turnNumber + 1, epoch: game.game.epoch, nextEntity: game.world.nextEntity,
                nextArrival: game.world.nextArrival, nextJob: 1)
            changes.sessions = rows
            _ = game.game.freeze().map { try? game.store.commit($0.changes ?? changes) }
            do { try game.store.commit(changes) } catch { Issue.record(error) }
        }

        @Test func whatDoesNotDecodeEndsInWords() async throws {
            let game = TestGame(types: Self.types)
            let ann = try await ann(game)
            ann.session?.begin(Outer())
            await game.turn()
            await ann.type("inner")
            await ann.type("deeper")
            reload(game, stored: "HearthKitTests.Outer", as: "HearthKitTests.Changed")
            ann.forget()
            try await game.reload()
            #expect(ann.heard.isEmpty, "it was not the one that she talks to")
            let warning = "warning: dialogue HearthKitTests.Changed of Ann ended: "
            #expect(game.log.contains { $0.contains(warning) }, "\(game.log)")
            await ann.type("end")
            #expect(ann.heard == "inner> ")
            reload(game, stored: "HearthKitTests.Inner", as: "HearthKitTests.Gone")
            ann.forget()
            try await game.reload()
            #expect(ann.heard == "(The game was changed meanwhile, and what you were in the middle of is no more.)\n")
            #expect(game.log.contains { $0.contains("Gone of Ann ended: there is no such dialogue") })
            await ann.type("hello")
            #expect(ann.heard == "hello to you\n")
        }

        @Test func theOneBeneathALostOneGoesOn() async throws {
            let game = TestGame(types: Self.types)
            let ann = try await ann(game)
            ann.session?.begin(Outer())
            await game.turn()
            await ann.type("inner")
            reload(game, stored: "HearthKitTests.Inner", as: "HearthKitTests.Gone")
            ann.forget()
            try await game.reload()
            #expect(ann.heard.hasSuffix("is no more.)\nouter is back with nil\n"), "\(ann.heard)")
        }

        @Test func aStrangerIsGreetedAnew() async throws {
            let game = TestGame(types: Self.types + [Greeter.self])
            let stranger = await game.connect()
            await stranger.type("x")
            reload(game, stored: "HearthKitTests.Outer", as: "HearthKitTests.Gone")
            stranger.forget()
            try await game.reload()
            #expect(stranger.heard == "outer 0> ")
        }
    }
}
