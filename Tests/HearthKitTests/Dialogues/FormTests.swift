import Testing

@testable import HearthKit

private enum Side: String, CaseIterable, AnswerValue { case sun, moon }

private struct Application: Form {
    var name = ""
    var age: Int?
    var side = Side.sun
    var hasOath = false

    var title: String { "To join the guild" }
    var fields: [Field] {
        Field("Name", \.name, required: true) { name in
            guard name.count < 20 else { throw Refusal("A shorter name, please.") }
        }
        Field("Age", \.age)
        Field("Side", \.side, help: "Which one you serve.")
        Field("Oath of the guild", \.hasOath, required: true)
    }

    func submit(by session: Session) throws {
        guard hasOath else { throw Refusal("You must swear.") }
        session.send("\(Markup.escape(name)), \(age.map { "\($0)" } ?? "ageless"), of the \(side).")
    }
}

extension GameTests {
    @MainActor struct FormTests {
        private let game = TestGame(types: [Application.self])

        private func ann() async throws -> TestPlayer {
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            ann.session?.begin(Application())
            await game.turn()
            return ann
        }

        @Test func itIsATable() async throws {
            let ann = try await ann()
            #expect(ann.heard == """
                To join the guild
                 1  Name *               -
                 2  Age                  -
                 3  Side                 sun
                 4  Oath of the guild *  no
                (label = value fills a line in, done hands it in, cancel throws it away, help tells more)
                >\u{20}
                """)
        }

        @Test func filledInAnyOrderOverReloads() async throws {
            let ann = try await ann()
            await ann.type("oath = y")
            #expect(ann.heard.contains(" 4  Oath of the guild  yes\n"))
            await ann.type("done")
            #expect(ann.heard == "Name must be filled in yet.\n> ")
            try await game.reload()
            await ann.type("1")
            #expect(ann.heard == "Name: ")
            try await game.reload()
            await ann.type("|rBo")
            #expect(ann.heard.contains(" 1  Name               |rBo\n"))
            await ann.type("side moon")
            await ann.type("AGE=30")
            await ann.type("done")
            #expect(ann.heard == "|rBo, 30, of the moon.\n")
            #expect(ann.session?.dialogue == nil)
        }

        @Test func whatWillNotDoIsRefused() async throws {
            let ann = try await ann()
            await ann.type("age = old")
            #expect(ann.heard == "That should be a whole number.\n> ")
            await ann.type("name = " + String(repeating: "x", count: 100_000))
            #expect(ann.heard == "A shorter name, please.\n> ")
            await ann.type("side = stars")
            #expect(ann.heard == "That should be sun or moon.\n> ")
            await ann.type("colour = |rred")
            #expect(ann.heard == "There is no 'colour' in this form. (help tells how it goes.)\n> ")
            await ann.type("name = Bo")
            await ann.type("oath = no")
            await ann.type("done")
            #expect(ann.heard == "You must swear.\n> ", "it is given back")
            #expect(game.log.isEmpty)
        }

        @Test func clearing() async throws {
            let ann = try await ann()
            await ann.type("age = 30")
            await ann.type("side = moon")
            await ann.type("clear side")
            #expect(ann.heard.contains("Side                 sun"))
            await ann.type("age =")
            #expect(ann.heard.contains("Age                  -"))
        }

        @Test func helpAndLeaving() async throws {
            let ann = try await ann()
            await ann.type("help")
            #expect(ann.heard.hasPrefix("Side: Which one you serve.\n"))
            #expect(ann.heard.contains("@abort"))
            await ann.type("cancel")
            #expect(ann.heard == "You throw it away.\n")
            #expect(ann.session?.dialogue == nil)
        }
    }
}
