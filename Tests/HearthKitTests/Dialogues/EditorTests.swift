import Testing

@testable import HearthKit

private struct Plate: Document {
    var thing: Ref<Object>
    var takesMarkup = false
    var title: String { "the plate" }
    var longest: Int { 500 }
    func load(for session: Session) throws -> String {
        guard let thing = thing.target else { throw Refusal("It is gone.") }
        return thing.text
    }
    func save(_ text: String, by session: Session) throws {
        guard !text.contains("fie") else { throw Refusal("Mind your words.") }
        thing.target?.text = text
    }
}

private struct Desk: Menu {
    var thing: Ref<Object>
    func page(for session: Session) -> MenuPage<Self> {
        MenuPage("The desk: \(thing.target?.text ?? "")") {
            Choice("Write") { menu, session in try session.edit(Plate(thing: menu.thing)) }
        }
    }
}

extension GameTests {
    @MainActor struct EditorTests {
        private let game = TestGame(types: [Plate.self, Desk.self])
        private var hall: Room { game.world.all(Room.self).first { $0.name == "the hall" } ?? Room.create("the hall") }

        private func ann(_ text: String = "", takesMarkup: Bool = false) async throws -> TestPlayer {
            let ann = try await game.player("Ann", in: hall)
            hall.text = text
            try ann.session?.edit(Plate(thing: Ref(hall), takesMarkup: takesMarkup))
            await game.turn()
            return ann
        }

        private func type(_ lines: String..., to player: TestPlayer) async {
            for line in lines { await player.type(line) }
        }

        private func lines(_ player: TestPlayer) -> [String] {
            (player.session?.dialogue as? Editor<Plate>)?.buffer.lines ?? []
        }

        @Test func itSaysWhereOneIs() async throws {
            let ann = try await ann("One.\nTwo.")
            #expect(ann.heard == """
                You edit the plate (two lines). :h lists the commands, :wq saves and leaves, @abort drops all of it.
                1| One.
                2| Two.
                3|\u{20}
                """)
        }

        @Test func regularExpressionsReplaceToo() async throws {
            let ann = try await ann("a lamp\nlamps, Lamp\nx/y", takesMarkup: true)
            for (line, expected) in [
                (":s /l(a|o)mps?/ <$1:$0>", "a <a:lamp>|<a:lamps>, Lamp|x/y"),
                (":s 2 /(?i)lamps?/ oil", "a lamp|oil, oil|x/y"),
                (":s /^/ '- '", "- a lamp|- lamps, Lamp|- x/y"),
                (":s /x\\/y/ $$1$a", "a lamp|lamps, Lamp|$1$a"),
                (":s '/y' /z", "a lamp|lamps, Lamp|x/z"),
                (":s /y /z", "a lamp|lamps, Lamp|x/z"),
                (":dw /[aeiou]/", " lmp|lmps, Lmp|x/y"),
            ] {
                await type(line, to: ann)
                #expect(ann.heard.hasPrefix("Replaced."), "\(line): \(ann.heard)")
                #expect(lines(ann).joined(separator: "|") == expected, "\(line)")
                await type(":u", to: ann)
            }
            await type(":s /l(amp/ x", to: ann)
            #expect(ann.heard.hasPrefix("The pattern /l(amp/ cannot be read: "))
            #expect(lines(ann) == ["a lamp", "lamps, Lamp", "x/y"])
        }

        @Test func whereOnlyTextIsTakenThereAreNone() async throws {
            let ann = try await ann("a /lamp/")
            await type(":s /l.mp/ x", to: ann)
            #expect(ann.heard.hasPrefix("Here only words can be replaced"))
            await type(":s '/lamp/' x", to: ann)
            #expect(lines(ann) == ["a x"])
        }

        @Test func textIsAddedAndSaved() async throws {
            let ann = try await ann("One.")
            await type("Two.", "", "Four.", to: ann)
            #expect(ann.heard == "5| ")
            #expect(hall.text == "One.")
            await ann.type(":w")
            #expect(ann.heard == "Saved: the plate.\n5| ")
            #expect(hall.text == "One.\nTwo.\n\nFour.")
            await ann.type(":wq")
            #expect(ann.session?.dialogue == nil)
        }

        /// Text, undo and copies, all of it.
        @Test func allOutlivesReloads() async throws {
            let ann = try await ann("One.")
            await type("Two.", ":y 1", ":dd", "Three.", ":u", ":u", to: ann)
            try await game.reload()
            #expect(lines(ann) == ["One.", "Two."])
            await type(":uu", ":uu", to: ann)
            #expect(lines(ann) == ["One.", "Three."])
            try await game.reload()
            await type(":p 1", ":u", ":u", ":u", to: ann)
            try await game.reload()
            #expect(lines(ann) == ["One.", "Two."])
            await type(":p", ":wq", to: ann)
            #expect(hall.text == "One.\nTwo.\nOne.")
        }

        @Test(arguments: [
            (":dd", "a b|c d|e b"), (":dd 2:3", "a b|"), (":DD", nil), (":dw b", "a |c d|e |"),
            (":dw 3 b", "a b|c d|e |"),
            (":i 2 new", "a b|new|c d|e b|"), (":r 2 new line", "a b|new line|e b|"), (":I 1 x ", "x a b|c d|e b|"),
            (":A x", "a b|c d|e b|x"), (":A 2:3 !", "a b|c d!|e b!|"), (":s b new", "a new|c d|e new|"),
            (":s 3 \"e b\" 'f  g'", "a b|c d|f  g|"), (":fi 1:2", "    a b|    c d|e b|"), (":f", "a b c d e b|"),
            (":::", "a b|c d|e b||:"), (":::  @x", "a b|c d|e b|| @x"), (":i 99 z", "a b|c d|e b||z"),
        ] as [(String, String?)])
        func commands(_ line: String, _ after: String?) async throws {
            let ann = try await ann("a b\nc d\ne b\n")
            await ann.type(line)
            let wanted = after?.split(separator: "|", omittingEmptySubsequences: false).map(String.init) ?? []
            #expect(lines(ann) == wanted, "\(line): \(ann.heard)")
            await ann.type(":u")
            #expect(lines(ann) == ["a b", "c d", "e b", ""])
            await ann.type(":uu")
            #expect(lines(ann) == wanted)
        }

        @Test func cutAndPut() async throws {
            let ann = try await ann("a\nb\nc")
            await type(":x 1:2", ":p", ":p 1", to: ann)
            #expect(lines(ann) == ["c", "a", "b", "a", "b"])
        }

        @Test func indentsAreTakenAway() async throws {
            let ann = try await ann("      a\n  b\nc")
            await ann.type(":fd")
            #expect(lines(ann) == ["  a", "b", "c"])
            await ann.type(":fd 3")
            #expect(ann.heard.hasPrefix("Nothing changes."))
        }

        @Test func justifying() async throws {
            let words = Array(repeating: "wort", count: 20).joined(separator: " ")
            let ann = try await ann("\(words)\n\nshort")
            await ann.type(":j")
            #expect(lines(ann).map(\.count) == [78, 24, 0, 5])
            await ann.type(":j 4 r")
            #expect(lines(ann)[3].count == 78 && lines(ann)[3].hasSuffix(" short"))
            await ann.type(":j 4 c")
            #expect(lines(ann)[3] == String(repeating: " ", count: 36) + "short")
            await ann.type(":j 4 z")
            #expect(ann.heard.hasPrefix("That is no command."))
        }

        @Test func leavingAsksFirst() async throws {
            let ann = try await ann("One.")
            await type("Two.", ":q", to: ann)
            #expect(ann.heard == "It is not saved. Save it? [y/n, Return goes on] ")
            try await game.reload()
            await ann.type("")
            #expect(ann.heard == "3| ")
            await type(":q", "n", to: ann)
            #expect(ann.session?.dialogue == nil)
            #expect(hall.text == "One.")
            try ann.session?.edit(Plate(thing: Ref(hall)))
            await type("Two.", ":q", "y", to: ann)
            #expect(hall.text == "One.\nTwo.")
            #expect(ann.session?.dialogue == nil)
        }

        @Test func leavingWithoutSaving() async throws {
            let ann = try await ann("One.")
            await ann.type(":q")
            #expect(ann.session?.dialogue == nil, "nothing has changed")
            for way in [":q!", "@abort"] {
                try ann.session?.edit(Plate(thing: Ref(hall)))
                await type("Two.", way, to: ann)
                #expect(ann.session?.dialogue == nil)
                #expect(hall.text == "One.")
            }
        }

        @Test func whatIsRefusedCanBeMended() async throws {
            let ann = try await ann("One.")
            await type("fie", ":wq", to: ann)
            #expect(ann.heard == "Mind your words.\n3| ")
            await type(":q", "y", to: ann)
            #expect(ann.heard == "Mind your words.\n3| ")
            await type(":UU", to: ann)
            #expect(lines(ann) == ["One."])
            await type(":u", to: ann)
            #expect(lines(ann) == ["One.", "fie"])
        }

        @Test func whatOthersWroteIsNotLostUnasked() async throws {
            let (ann, bob) = (try await ann("One."), try await game.player("Bob", in: hall))
            try bob.session?.edit(Plate(thing: Ref(hall)))
            await type("Bob's.", ":w", "Bob's too.", to: bob)
            await type("Ann's.", ":wq", to: ann)
            #expect(ann.heard.hasPrefix("Somebody else has changed it meanwhile."))
            #expect(hall.text == "One.\nBob's.")
            await ann.type(":wq!")
            #expect(hall.text == "One.\nAnn's.")
            try await game.reload()
            await type(":w", ":UU", to: bob)
            #expect(lines(bob) == ["One.", "Ann's."])
            await type("And Bob's.", ":w", to: bob)
            #expect(hall.text == "One.\nAnn's.\nAnd Bob's.")
        }

        @Test func lookingAtIt() async throws {
            let ann = try await ann("|rOne.|n\nTwo.", takesMarkup: true)
            await ann.type(": 1")
            #expect(ann.heard == "1| |rOne.|n\n3| ")
            await ann.type(":: 1:2")
            #expect(ann.heard == "One.\nTwo.\n3| ")
            await ann.type(":echo")
            await ann.type("Three.")
            #expect(ann.heard == "3| Three.\n4| ")
            await ann.type(": 9")
            #expect(ann.heard == "There is no line 9.\n4| ")
        }

        /// Of a player's text nothing colours, and it comes back as it was typed.
        @Test func playersTextIsNoMarkup() async throws {
            let ann = try await ann("")
            await type("|rRed|n and \u{1B}[31m", ":wq", to: ann)
            #expect(hall.text == "||rRed||n and [31m")
            try ann.session?.edit(Plate(thing: Ref(hall)))
            await game.turn()
            #expect(lines(ann) == ["|rRed|n and [31m"])
            #expect(ann.heard.contains("1| |rRed|n and [31m"))
            await type(":DD", "|rRed|n", ":w", to: ann)
            #expect(hall.text == "||rRed||n")
        }

        @Test func aBuildersTextIs() async throws {
            let ann = try await ann("", takesMarkup: true)
            await type("|rRed|n", ":wq", to: ann)
            #expect(hall.text == "|rRed|n")
        }

        @Test func thereIsAMostOfIt() async throws {
            let ann = try await ann("One.")
            await ann.type(String(repeating: "x", count: 100_000))
            #expect(ann.heard == "It may not be longer than 500 bytes.\n2| ")
            for _ in 1...8 { await type(":y", ":p", to: ann) }
            #expect(ann.heard.hasPrefix("It may not be longer"))
            #expect(lines(ann).count == 64)
            await ann.type(":s One. \(String(repeating: "y", count: 2000))")
            #expect(ann.heard.hasPrefix("It may not be longer"))
        }

        @Test func theHistoryIsBounded() {
            var buffer = EditorBuffer("")
            for number in 1...300 { _ = try? buffer.change(longest: 1 << 20) { $0.append("\(number)") } }
            #expect(buffer.steps == EditorBuffer.mostSteps)
            var undone = 0
            while buffer.undo() { undone += 1 }
            #expect(undone == EditorBuffer.mostSteps)
            #expect(buffer.lines.count == 200)
            let long = String(repeating: "x", count: EditorBuffer.mostBytes / 4)
            for _ in 1...20 { _ = try? buffer.change(longest: 1 << 20) { $0.append(long) } }
            #expect(buffer.steps == 3)
        }

        /// Whatever was done, undoing all of it leads back, and doing it again leads there.
        @Test func undoAndRedoAreInverse() throws {
            var random = SeededRandom(seed: 7)
            var buffer = EditorBuffer("a\nb\nc")
            var texts = [buffer.text]
            for number in 0..<80 {
                let changed = try buffer.change(longest: 10_000) { lines in
                    let index = Int.random(in: 0...lines.count, using: &random)
                    switch Int.random(in: 0...3, using: &random) {
                    case 0: lines.insert("\(number)", at: index)
                    case 1 where index < lines.count: lines.remove(at: index)
                    case 2 where index < lines.count: lines[index] += "x"
                    default: lines.reverse()
                    }
                }
                if changed { texts.append(buffer.text) }
            }
            for text in texts.reversed().dropFirst() {
                let hasMoved = buffer.undo()
                #expect(hasMoved && buffer.text == text)
            }
            for text in texts.dropFirst() {
                let hasMoved = buffer.redo()
                #expect(hasMoved && buffer.text == text)
            }
        }

        @Test(arguments: [
            ":", "::", ": 0", ": 5:3", ": -1", ":s", ":s a", ":s \"\" x", ":r", ":i", ":i x", ":xyz", ":dd 7",
            ":y 9:99", ":p 99999999999999999999", ":j \u{301}", ":uu", ": 1:1:1", ":dw", ":I 0 x",
        ])
        func oddCommands(_ line: String) async throws {
            let ann = try await ann("a")
            await ann.type(line)
            #expect(ann.heard.contains("| "), "it goes on: \(ann.heard)")
            #expect(game.log.isEmpty)
            #expect(!ann.heard.contains("Something went wrong"))
        }

        @Test func nothingInItIsNoTrouble() async throws {
            let ann = try await ann("")
            await type(":dd", ":y", ":p", ":x", ":f", ":fi", ":A x", ":", "::", ":h", to: ann)
            #expect(lines(ann).isEmpty)
            #expect(game.log.isEmpty)
        }

        @Test func whoseCodeItIsIsTold() async throws {
            let ann = try await ann("One.")
            var entered: [String] = []
            game.game.willEnter = { entered.append($0) }
            await ann.type(":w")
            #expect(entered == ["HearthKitTests.Plate"])
        }

        @Test func outOfAMenuAndBack() async throws {
            let ann = try await ann("")
            await ann.type(":q")
            ann.session?.begin(Desk(thing: Ref(hall)))
            await type("1", "Written.", to: ann)
            try await game.reload()
            await ann.type("@abort me not")
            #expect(ann.heard.contains("know no way"), "a command, and the editor is there still")
            await ann.type(":wq")
            #expect(ann.heard == "Saved: the plate.\nThe desk: Written.\n 1  Write\n> ")
            try hall.delete()
            await ann.type("1")
            #expect(ann.heard == "It is gone.\n> ")
        }
    }
}
