import Testing

@testable import HearthKit

private final class Read: Command {
    override class var key: String { "read" }
    override func run() async throws { tell(paged: (1...25).map { "line \($0)" }.joined(separator: "\n")) }
}

private final class Go: Command {
    override class var key: String { "w" }
    override func run() async throws { tell("west") }
}

private final class Ask: Command {
    override class var key: String { "ask" }
    override func run() async throws {
        if args == "lasting" { return try ask("Name? ", then: Called()) }
        tell(try await ask("Name? "))
    }
}

private struct Called: FollowUp {
    func answered(_ name: String, by session: Session) { session.send(name) }
}

private struct Boat: Form {
    var name = ""
    var title: String { "A boat" }
    var fields: [Field] { Field("Name", \.name) }
    func submit(by session: Session) { session.send("launched: \(name)") }
}

private struct Plate: Document {
    var title: String { "the plate" }
    func load(for session: Session) -> String { "one" }
    func save(_ text: String, by session: Session) {}
}

extension GameTests {
    /// The letters and words that dialogues take are those of the player's language; those of English work as well.
    @MainActor struct DialogueLanguageTests {
        private let game = TestGame(types: [Read.self, Go.self, Ask.self, Called.self, Boat.self, Plate.self])

        private func ann() async throws -> TestPlayer {
            game.world.texts.languages["de"] = [
                "pager next words": "w weiter", "pager back words": "z zurück", "pager top words": "a anfang",
                "pager quit words": "g genug", "abort words": "abbruch", "form done words": "fertig",
                "form clear words": "leere", "form cancel words": "weg", "editor quit words": "q ende",
                "editor save words": "w sichern", "editor leave": "Speichern? [j/n] ", "yes words": "j ja",
                "no words": "n nein",
            ]
            var client = TestGame.plainClient
            (client.width, client.height, client.language) = (60, 11, "de")
            let ann = try await game.player("Ann", in: Room.create("the hall"), client: client)
            ann.session?.options.language = "de"
            return ann
        }

        private func first(_ player: TestPlayer) -> String { String(player.heard.prefix { $0 != "\n" }) }

        @Test(arguments: [("w", "z", "a", "g"), ("weiter", "zurück", "Anfang", "genug"), ("n", "p", "t", "q")])
        func thePager(_ next: String, _ back: String, _ top: String, _ quit: String) async throws {
            let ann = try await ann()
            await ann.type("read")
            await ann.type(next)
            #expect(first(ann) == "line 11")
            await ann.type(next)
            #expect(first(ann) == "line 21")
            await ann.type(back)
            #expect(first(ann) == "line 11")
            await ann.type(top)
            #expect(first(ann) == "line 1", "a letter of one's own language counts before English's")
            await ann.type(quit)
            #expect(ann.session?.dialogue == nil)
        }

        @Test func atTheEndItsLettersAreWaysAgain() async throws {
            let ann = try await ann()
            await ann.type("read")
            await ann.type("e")
            await ann.type("w")
            #expect(ann.heard == "west\n" && ann.session?.dialogue == nil)
        }

        @Test(arguments: ["abbruch", "abort", "@abbruch", "@ABORT"])
        func aQuestionIsLeft(_ word: String) async throws {
            let ann = try await ann()
            for line in ["ask", "ask lasting"] {
                await ann.type(line)
                await ann.type(word)
                #expect(!ann.heard.contains(word), "\(line)")
                #expect(ann.session?.dialogue == nil && ann.session?.suspended.isEmpty == true, "\(line)")
            }
        }

        @Test(arguments: [("leere name", "fertig"), ("clear name", "done")])
        func aForm(_ clear: String, _ done: String) async throws {
            let ann = try await ann()
            ann.session?.begin(Boat())
            await game.turn()
            await ann.type("name = Gull")
            await ann.type(clear)
            await ann.type(done)
            #expect(ann.heard == "launched: \n")
        }

        @Test(arguments: ["weg", "cancel", "q"])
        func aFormIsThrownAway(_ word: String) async throws {
            let ann = try await ann()
            ann.session?.begin(Boat())
            await game.turn()
            await ann.type(word)
            #expect(ann.heard == "You throw it away.\n" && ann.session?.dialogue == nil)
        }

        @Test(arguments: [("ende", "ja"), ("q", "j"), ("quit", "y")])
        func theEditor(_ quit: String, _ yes: String) async throws {
            let ann = try await ann()
            try ann.session?.edit(Plate())
            await game.turn()
            await ann.type("two")
            await ann.type(":\(quit)")
            #expect(ann.heard == "Speichern? [j/n] ")
            await ann.type(yes)
            #expect(ann.heard.contains("Saved: the plate.") && ann.session?.dialogue == nil)
        }

        @Test func anEditorsCommandMayHaveAWord() async throws {
            let ann = try await ann()
            try ann.session?.edit(Plate())
            await game.turn()
            for word in [":sichern", ":save", ":w"] {
                await ann.type(word)
                #expect(ann.heard.hasPrefix("Saved: the plate."), "\(word)")
            }
            await ann.type(":sicher")
            #expect(ann.heard.hasPrefix("That is no command."))
        }
    }
}
