import Testing

@testable import HearthKit

// What the process that follows one that died does with what brought that down.

/// One that cries out when its player leaves it.
private final class Banshee: Character {
    @Saved var cries = 0
    override func didUnpuppet(by session: Session) { cries += 1 }
}

private final class Porter: GameHooks {
    override func didConnect(_ session: Session) { session.send("Welcome.") }
}

private final class Lookout: Object {
    override func didNotice(_ property: String, of entity: Entity) {}
}

private class Tell: Command {
    override class var key: String { "tell" }
    override func run() async throws {
        caller.attributes["told"] = .string(args)
        tell("told \(args)")
    }
}

private final class Whisper: Tell {
    override class var key: String { "murmur" }
}

private final class Chasm: Exit {
    override func traverse(_ traveller: Object) throws { try super.traverse(traveller) }
}

private final class Cavern: Room {
    override func describe(to looker: Object) -> String { "It drips." }
}

extension GameTests {
    @MainActor
    struct AfterACrashTests {
        private static let refusal = "That is out of order just now. Those who look after the game have been told.\n"
        private let types: [Any.Type] = [
            Banshee.self, Porter.self, Lookout.self, Tell.self, Whisper.self, Chasm.self, Cavern.self,
        ]

        /// The game in the process that follows, and what it tells while it plays `inputs`, each in a turn of its own.
        private func successor(
            of game: TestGame, live: [(id: UInt64, address: String, client: Client)],
            givenUp: [(session: UInt64, number: UInt64)], _ inputs: [SessionInput]
        ) throws -> (game: Game, told: String) {
            let next = Game(world: World(), store: game.store)
            next.world.classes.add(types)
            _ = try next.load(game.store.changes(after: -1))
            next.begin(.crash, epoch: 2, live: live, givenUp: givenUp)
            let outputs = inputs.compactMap { next.turn([$0]) }.flatMap(\.outputs)
            return (next, outputs.map { if case .text(let text) = $0.kind { text } else { "" } }.joined())
        }

        @Test func theEndOfAConnectionThatCrashedTheGameEndsItWithoutTheGamesCode() async throws {
            let game = TestGame(types: types)
            let ann = try await game.player("Ann", as: Banshee.self, in: Room.create("the hall"))
            let number = try #require(ann.session).done + 1
            let (next, _) = try successor(
                of: game, live: [(ann.id, ann.address, ann.client)], givenUp: [(ann.id, number)],
                [SessionInput(session: ann.id, number: number, .closed(reason: "gone"))])
            #expect(next.sessions.isEmpty)
            let banshee = try #require(next.world.all(Banshee.self).first)
            #expect(banshee.sessions.isEmpty && banshee.isLinkDead, "it leaves as others whose connection broke")
            #expect(banshee.cries == 0)
        }

        @Test func aConnectionThatCrashedTheGameIsThereAndIsGreetedWithItsNextLine() throws {
            let game = TestGame(types: types)
            let (next, told) = try successor(
                of: game, live: [], givenUp: [(77, 1)],
                [SessionInput(session: 77, number: 1, .opened(address: "10.0.0.1", TestGame.plainClient))])
            #expect(told == "Something went wrong as you connected. Press Return to try again.\n")
            let outcome = try #require(next.turn([SessionInput(session: 77, number: 2, .line(""))]))
            #expect(outcome.outputs.contains { if case .text("Welcome.\n") = $0.kind { true } else { false } })
            #expect(outcome.done.map { $0.1 } == [2])
        }

        @Test func aLineOfAConnectionThatNoTurnKnewIsGivenUpAndTheConnectionIsGreeted() throws {
            let game = TestGame(types: types)
            let (_, told) = try successor(
                of: game, live: [], givenUp: [(77, 2)],
                [
                    SessionInput(session: 77, number: 1, .opened(address: "10.0.0.1", TestGame.plainClient)),
                    SessionInput(session: 77, number: 2, .line("crash")),
                ])
            #expect(told.hasPrefix("Welcome.\nSomething went wrong with what you did last"), "\(told)")
        }

        @Test func whatTheOnlyLineOfATurnBringsAboutAtItsEndRunsInItsName() async throws {
            let game = TestGame(types: types)
            let hall = Room.create("the hall")
            let ann = try await game.player("Ann", in: hall)
            Lookout.create("a lookout", in: hall).watch(try #require(ann.session?.puppet))
            await ann.type("tell 1")
            var run: [Running] = []
            game.game.willRun = { run.append($0) }
            let number = try #require(ann.session).done + 1
            await ann.type("tell 2")
            for what in ["didNotice attributes of", "(its changes are written)"] {
                let running = try #require(run.last { $0.what.hasPrefix(what) }, "\(run.map(\.what))")
                #expect((running.session, running.number) == (ann.id, number))
            }
        }

        @Test func whatIsOutOfOrderInABaseIsSoInThoseThatHaveItFromThere() async throws {
            let game = TestGame(types: types)
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            await ann.type("murmur 1")
            #expect(ann.heard == "told 1\n")
            game.game.outOfOrder = [game.game.codeName(Tell.self)]
            await ann.type("murmur 2")
            #expect(ann.heard == Self.refusal)
        }

        @Test func aWayAndADescriptionThatAreOutOfOrderAreLeftOut() async throws {
            let game = TestGame(types: types)
            let (hall, cavern) = (Room.create("the hall"), Cavern.create("the cavern"))
            Chasm.create("down", in: hall) { $0.destination = cavern }
            let ann = try await game.player("Ann", in: hall)
            game.game.outOfOrder = [game.game.codeName(Chasm.self) + ".traverse"]
            await ann.type("down")
            #expect(ann.heard == Self.refusal)
            game.game.outOfOrder = [game.game.codeName(Cavern.self) + ".describe"]
            await ann.type("down")
            #expect(ann.heard.contains("the cavern") && !ann.heard.contains("It drips."), "\(ann.heard)")
        }
    }
}
