import Testing

@testable import HearthKit

// Lines, waits, questions and jobs: what a turn does with them, and what a reload leaves of them.

final class Count: Command {
    override class var key: String { "count" }
    override func run() async throws {
        caller.attributes["n"] = .int(Int64(args) ?? -1)
        tell("counted \(args)")
    }
}

final class Slow: Command {
    override class var key: String { "slow" }
    override func run() async throws {
        tell("began")
        defer { tell("put straight") }
        try await wait(.seconds(30))
        tell("ended")
    }
    override func interrupted() { tell("hook") }
}

final class Greet: Command {
    override class var key: String { "greet" }
    override func run() async throws {
        let name = try await ask("Name? ")
        let sure = try await confirm("Sure?", default: true)
        tell("Hello, \(name)\(sure ? "!" : "?")")
    }
}

final class Break: Command {
    override class var key: String { "break" }
    override func run() async throws {
        caller.attributes["touched"] = true
        throw NotStored(expected: "anything", found: .null)
    }
}

struct Ring: Job {
    var bell: Ref<Object>
    func run() { bell.target?.attributes["rings"] = .int(1 + rings) }
    var rings: Int64 { if case .int(let count)? = bell.target?.attributes["rings"] { count } else { 0 } }
}

struct Riddle: Dialogue {
    var tries = 2
    mutating func begin(_ session: Session) { session.prompt("What burns? ") }
    mutating func receive(_ line: String, from session: Session) -> Next {
        if line == "fire" {
            session.send("Right!")
            return .end
        }
        tries -= 1
        session.send("\(tries) left.")
        return tries > 0 ? .go : .end
    }
}

extension GameTests {
    @MainActor
    struct TurnTests {
        let types: [Any.Type] = [Count.self, Slow.self, Greet.self, Break.self, Ring.self, Riddle.self]

        @Test func theLineThatCrashedIsGivenUpAndThoseBeforeItInItsTurnAreNot() async throws {
            let game = TestGame(types: types)
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            let done = try #require(ann.session).done
            let next = Game(world: World(), store: game.store)
            next.world.classes.add(types)
            _ = try next.load(game.store.changes(after: -1))
            next.begin(
                .crash, epoch: 2, live: [(ann.id, ann.address, ann.client)], givenUp: [(ann.id, done + 3)])
            let outcome = next.turn((1...4).map { number in
                SessionInput(session: ann.id, number: done + number, .line("count \(number)"))
            })
            let told = try #require(outcome).outputs.compactMap { output in
                if case .text(let text) = output.kind { text.trimmingSpaces } else { nil }
            }.joined(separator: "|")
            #expect(told.contains("counted 1\n|counted 2\n|Something went wrong with what you did last"), "\(told)")
            #expect(told.contains("counted 4"))
            #expect(!told.contains("counted 3"))
        }

        @Test func aWaitGoesOnWhenItsMomentComes() async throws {
            let game = TestGame(types: types)
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            await ann.type("slow")
            #expect(ann.heard.contains("began") && !ann.heard.contains("ended"))
            await game.advance(.seconds(29))
            #expect(!ann.heard.contains("ended"))
            await game.advance(.seconds(1))
            #expect(ann.heard.contains("ended") && ann.heard.contains("put straight"))
        }

        @Test func questionsTakeTheNextLines() async throws {
            let game = TestGame(types: types)
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            await ann.type("greet")
            await ann.type("Bob")
            await ann.type("")
            #expect(ann.heard.contains("Hello, Bob!"), "\(ann.transcript) \(game.log)")
            await ann.type("greet")
            await ann.type("abort")
            #expect(ann.heard.contains("interrupted"))
            await ann.type("count 3")
            #expect(ann.heard.contains("counted 3"))
        }

        @Test func aReloadEndsWhatWaitsAndSaysSo() async throws {
            let game = TestGame(types: types)
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            await ann.type("slow")
            try await game.reload()
            #expect(ann.heard.contains("put straight"))
            await game.advance(.seconds(60))
            #expect(!ann.heard.contains("ended"))
            await ann.type("count 4")
            #expect(ann.heard.contains("counted 4"))
        }

        /// The process died with the command waiting: the one that follows tells, and calls the command's hook.
        @Test func aCrashEndsWhatWaitsAndTheNextProcessSaysSo() async throws {
            let game = TestGame(types: types)
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            await ann.type("slow")
            let snapshot = game.store.changes(after: -1)
            let successor = Game(world: World(), store: game.store)
            successor.world.classes.add(types)
            _ = try successor.load(snapshot)
            try game.store.take(epoch: 9)
            successor.begin(.crash, epoch: 9, live: [(ann.id, "", TestGame.plainClient)])
            let outcome = try #require(successor.turn())
            let texts = outcome.outputs.compactMap { if case .text(let text) = $0.kind { text } else { nil } }.joined()
            #expect(texts.contains("'slow' was interrupted"))
            #expect(texts.contains("hook"))
        }

        @Test func aJobRunsOnceWhateverHappensBefore() async throws {
            let game = TestGame(types: types)
            let bell = Object.create("a bell")
            schedule(Ring(bell: Ref(bell)), in: .seconds(10))
            await game.turn()
            try await game.reload()
            await game.advance(.seconds(9))
            #expect(game.world.entity(bell.id)?.attributes["rings"] == nil)
            try await game.reload()
            await game.advance(.seconds(500))
            try await game.reload()
            await game.advance(.seconds(500))
            #expect(game.world.entity(bell.id)?.attributes["rings"] == 1)
            #expect(game.store.changes(after: -1).jobs.isEmpty)
        }

        @Test func aCancelledJobNeverRuns() async throws {
            let game = TestGame(types: types)
            let bell = Object.create("a bell")
            let job = schedule(Ring(bell: Ref(bell)), in: .seconds(10))
            await game.turn()
            cancel(job)
            await game.turn()
            try await game.reload()
            await game.advance(.seconds(60))
            #expect(game.world.entity(bell.id)?.attributes["rings"] == nil)
        }

        @Test func aDialogueGoesOnAfterAReload() async throws {
            let game = TestGame(types: types)
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            ann.session?.begin(Riddle())
            await ann.type("water")
            #expect(ann.heard.contains("1 left."))
            try await game.reload()
            await ann.type("fire")
            #expect(ann.heard.contains("Right!"))
            await ann.type("count 5")
            #expect(ann.heard.contains("counted 5"))
        }

        /// As a reader of the code would expect.
        @Test func whatACommandChangedBeforeItThrewStays() async throws {
            let game = TestGame(types: types)
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            await ann.type("break")
            #expect(ann.heard.contains("Something went wrong"))
            #expect(!ann.heard.contains("NotStored"))
            #expect(game.log.contains { $0.contains("break") })
            try await game.reload()
            #expect(ann.puppet?.attributes["touched"] == true)
        }

        /// The Portal gives a new Server what the old one may have done: what it has done is not done again.
        @Test func anEventThatWasDoneIsNotDoneAgain() throws {
            let game = TestGame(types: types)
            let opened = SessionInput(session: 5, number: 1, .opened(address: "", TestGame.plainClient))
            #expect(game.game.turn([opened])?.done.map(\.number) == [1])
            let again = try #require(game.game.turn([opened]))
            #expect(again.done.map(\.number) == [1] && again.changes == nil)
            #expect(game.game.sessions.count == 1)
        }

        @Test func nothingRunsInAFrozenGame() async throws {
            let game = TestGame(types: types)
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            _ = game.game.freeze()
            #expect(game.game.turn([SessionInput(session: ann.id, number: 99, .line("count 1"))]) == nil)
            game.game.thaw(epoch: 3)
            let outcome = try #require(game.game.turn([SessionInput(session: ann.id, number: 99, .line("count 1"))]))
            #expect(outcome.changes?.epoch == 3)
        }
    }
}
