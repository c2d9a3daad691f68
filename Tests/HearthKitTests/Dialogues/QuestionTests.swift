import Testing

@testable import HearthKit

private struct Rename: FollowUp {
    var target: Ref<Object>
    func answered(_ name: String, by session: Session) throws {
        guard name.count > 2 else { throw Refusal("Longer.") }
        target.target?.name = Markup.escape(name)
    }
}

private struct Age: FollowUp {
    func answered(_ age: Int, by session: Session) { session.send("\(age) years.") }
}

private struct Sure: FollowUp {
    func answered(_ yes: Bool, by session: Session) { session.send(yes ? "Then do." : "Then don't.") }
}

private enum Side: String, CaseIterable, AnswerValue { case sun, moon, morning }

private struct Serve: FollowUp {
    func answered(_ side: Side, by session: Session) { session.send("You serve the \(side).") }
}

private struct Word: FollowUp {
    func answered(_ word: String, by session: Session) { session.send("Psst.") }
}

private struct Fail: FollowUp {
    func answered(_ word: String, by session: Session) throws { throw NotStored(expected: "anything", found: .null) }
}

/// One question after the other.
private struct First: FollowUp {
    func answered(_ name: String, by session: Session) { session.ask("And sure?", then: Sure()) }
}

private final class Christen: Command {
    override class var key: String { "christen" }
    override func run() async throws {
        try ask("New name: ", then: Rename(target: Ref(caller.search(args))))
    }
}

extension GameTests {
    @MainActor struct QuestionTests {
        private static let types: [Any.Type] = [
            Rename.self, Age.self, Sure.self, Serve.self, Word.self, Fail.self, First.self, Christen.self,
        ]
        private let game = TestGame(types: types)

        private func ann() async throws -> TestPlayer {
            try await game.player("Ann", in: Room.create("the hall"))
        }

        @Test func anAnswerComesAfterAnyNumberOfReloads() async throws {
            let ann = try await ann()
            let lamp = Object.create("a lamp", in: ann.puppet?.location)
            await ann.type("christen lamp")
            #expect(ann.heard == "New name: ")
            try await game.reload()
            await ann.type("L")
            #expect(ann.heard == "Longer.\nNew name: ", "a refusal asks again")
            try await game.reload()
            await ann.type("|rGlim|n")
            #expect(game.world.entity(lamp.id)?.name == "||rGlim||n")
            #expect(ann.session?.dialogue == nil)
        }

        @Test func nobodyToAskIsARefusal() async throws {
            let golem = Object.create("a golem", in: Room.create("the hall"))
            golem.perform("christen golem")
            #expect(golem.name == "a golem")
        }

        @Test func numbersAreAskedForUntilThereIsOne() async throws {
            let ann = try await ann()
            ann.session?.ask("How old?", default: 30, then: Age())
            await game.turn()
            #expect(ann.heard == "How old? [30] ")
            await ann.type("old")
            #expect(ann.heard == "That should be a whole number.\nHow old? [30] ")
            await ann.type("99999999999999999999999")
            #expect(ann.heard.hasPrefix("That should be"))
            await ann.type("")
            #expect(ann.heard == "30 years.\n")
        }

        @Test(arguments: [("y", "Then do."), ("NO", "Then don't."), ("", "Then do.")])
        func yesAndNo(_ line: String, _ said: String) async throws {
            let ann = try await ann()
            ann.session?.ask("Sure?", default: true, then: Sure())
            await game.turn()
            #expect(ann.heard == "Sure? [Y/n] ")
            try await game.reload()
            await ann.type(line)
            #expect(ann.heard == said + "\n")
        }

        @Test func wordsOfAnEnum() async throws {
            let ann = try await ann()
            ann.session?.ask("Which?", then: Serve())
            await game.turn()
            #expect(ann.heard == "Which? [sun/moon/morning] ")
            await ann.type("mo")
            #expect(ann.heard.hasPrefix("That should be sun, moon or morning."))
            await ann.type("")
            #expect(ann.heard.hasPrefix("That should be"))
            await ann.type("S")
            #expect(ann.heard == "You serve the sun.\n")
        }

        @Test func abortEndsIt() async throws {
            let ann = try await ann()
            ann.session?.ask("Which?", then: Serve())
            await game.turn()
            await ann.type("Abort")
            #expect(ann.session?.dialogue == nil)
            ann.session?.ask("Which?", then: Serve())
            await game.turn()
            await ann.type("@abort")
            #expect(ann.session?.dialogue == nil)
        }

        @Test func aSecretIsNeitherShownNorKept() async throws {
            let ann = try await ann()
            var told: [String] = []
            ann.session?.ask("Word: ", secret: true, then: Word())
            await game.turn()
            #expect(!ann.echoes)
            game.game.willRun = { told.append($0.what) }
            await ann.type("@hush")
            #expect(ann.echoes)
            #expect(ann.heard == "Psst.\n")
            #expect(told == ["(answers)", "(its changes are written)"])
        }

        @Test func oneQuestionMayLeadToAnother() async throws {
            let ann = try await ann()
            ann.session?.ask("Name? ", then: First())
            await game.turn()
            await ann.type("Bo")
            #expect(ann.heard == "And sure? [y/n] ")
            try await game.reload()
            await ann.type("")
            #expect(ann.heard == "Yes or no?\nAnd sure? [y/n] ")
            await ann.type("n")
            #expect(ann.heard == "Then don't.\n")
            #expect(ann.session?.dialogue == nil)
        }

        @Test func anErrorEndsItAndMakersRead() async throws {
            let ann = try await ann()
            ann.session?.ask("Name? ", then: Fail())
            await game.turn()
            await ann.type("x")
            #expect(ann.heard.hasPrefix("Something went wrong"))
            #expect(ann.session?.dialogue == nil)
            #expect(game.log.contains { $0.contains("HearthKitTests.Fail") }, "\(game.log)")
        }

        @Test func whoseCodeItIsIsTold() async throws {
            let ann = try await ann()
            ann.session?.ask("Name? ", then: First())
            await game.turn()
            var entered: [String] = []
            game.game.willEnter = { entered.append($0) }
            await ann.type("x")
            #expect(entered == ["HearthKitTests.First"])
            game.game.outOfOrder = ["HearthKitTests.Sure"]
            await ann.type("y")
            #expect(ann.heard.contains("out of order"))
        }
    }
}
