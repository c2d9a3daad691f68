import Testing

@testable import HearthKit

/// What menus may say of themselves: hidden choices, a layout, how they end, what they let through.
private struct Cellar: Menu {
    var letsThrough = false
    var isNumbered = false

    var takesOnlyChoices: Bool { !letsThrough }

    func page(for session: Session) throws -> MenuPage<Self> {
        if isNumbered {
            MenuPage("Which cask?").input("Cask: ", then: .end) { line, _, session in
                session.send("It is cask \(try Int.read(line)).")
            }
        } else {
            MenuPage("The cellar.") {
                Choice("Open the |ytrapdoor|n", key: "open", aliases: ["hatch"]) { _, session in session.send("It creaks.") }
                Choice("Knock", isHidden: true) { _, session in session.send("Somebody knocks back.") }
                Choice("Count |", then: .end)
                Choice("Break", then: .end) { _, _ in throw Refusal("It holds.") }
            }
        }
    }

    func ended(_ session: Session, by ending: MenuEnding) { session.send("(ended: \(ending))") }
}

/// Laid out as a table.
private struct Board: Menu {
    func page(for session: Session) -> MenuPage<Self> {
        MenuPage("Notices") { Choice("Lost cat") }
    }

    func layout(_ listing: MenuListing, for session: Session) -> any ScreenText {
        var table = TextTable("#", listing.text)
        for entry in listing.entries { table.add("\(entry.number)", entry.text) }
        return table
    }
}

extension GameTests {
    @MainActor struct MenuFeatureTests {
        private let game = TestGame(types: [Cellar.self, Board.self, Count.self])

        private func ann(_ menu: some Menu = Cellar(), client: Client = TestGame.plainClient) async throws -> TestPlayer {
            let ann = try await game.player("Ann", in: Room.create("the hall"), client: client)
            ann.session?.begin(menu)
            await game.turn()
            return ann
        }

        @Test func hiddenChoicesWorkAndHaveNoNumber() async throws {
            let ann = try await ann()
            #expect(ann.heard.hasPrefix("The cellar.\n 1  Open the trapdoor (open)\n 2  Count |\n 3  Break\n"))
            await ann.type("kno")
            #expect(ann.heard.hasPrefix("That is none"), "the beginning would give it away")
            await ann.type("knock")
            #expect(ann.heard.hasPrefix("Somebody knocks back.\n"))
            await ann.type("hatch")
            #expect(ann.heard.hasPrefix("It creaks.\n"))
            await ann.type("hat")
            #expect(ann.heard.hasPrefix("It creaks.\n"))
        }

        @Test func choicesAreLinksWhereClientsHaveLinks() async throws {
            var client = TestGame.plainClient
            client.links = .mxp
            let ann = try await ann(client: client)
            #expect(ann.heard.contains(" 1  \u{1B}[4z<SEND HREF=\"1\">Open the trapdoor\u{1B}[4z</SEND> (open)\n"))
            #expect(ann.heard.contains("<SEND HREF=\"2\">Count |\u{1B}[4z</SEND>"), "\(ann.heard)")
            var reader = client
            reader.isScreenReader = true
            let bob = try await game.player("Bob", client: reader)
            bob.session?.begin(Cellar())
            await game.turn()
            #expect(!bob.heard.contains("SEND"))
        }

        @Test func itIsToldHowItEnded() async throws {
            let ann = try await ann()
            await ann.type("break")
            #expect(!ann.heard.contains("ended"), "what refuses ends nothing")
            await ann.type("count |")
            #expect(ann.heard == "(ended: choice)\n")
            ann.session?.begin(Cellar())
            await ann.type("quit")
            #expect(ann.heard.hasSuffix("(ended: quit)\n"))
            ann.session?.begin(Cellar(isNumbered: true))
            await ann.type("seven")
            #expect(ann.heard.hasSuffix("Cask: ") && !ann.heard.contains("ended"))
            await ann.type("7")
            #expect(ann.heard == "It is cask 7.\n(ended: choice)\n")
        }

        /// The way out runs no code of a menu's: it is told afterwards, unless it is out of order.
        @Test func anAbortIsToldAfterwards() async throws {
            let ann = try await ann()
            _ = game.game.turn([SessionInput(session: ann.id, number: ann.inputs + 1, .line("@abort"))])
            #expect(ann.session?.dialogue == nil)
            await game.turn()
            #expect(ann.heard.hasSuffix("(ended: abort)\n"))
            ann.inputs += 1
            ann.session?.begin(Cellar())
            game.game.outOfOrder = ["HearthKitTests.Cellar"]
            await ann.type("@abort")
            #expect(!ann.heard.contains("ended"))
            #expect(ann.session?.dialogue == nil)
        }

        @Test func otherLinesMayBeCommands() async throws {
            let ann = try await ann(Cellar(letsThrough: true))
            await ann.type("count 3")
            #expect(ann.heard == "counted 3\n", "not the beginning of a choice")
            #expect(ann.session?.dialogue is MenuDialogue<Cellar>)
            await ann.type("open")
            #expect(ann.heard.hasPrefix("It creaks.\n"))
            await ann.type("dance")
            #expect(ann.heard.contains("no way to 'dance'"))
        }

        @Test func thePageMayBeLaidOut() async throws {
            let ann = try await ann(Board())
            #expect(ann.heard.hasPrefix("#  Notices\n-  --------\n1  Lost cat\n"), "\(ann.heard)")
        }

        @Test func itsWordsAreThePlayersLanguage() async throws {
            game.world.texts.languages["de"] = [
                "menu back words": "zurück z", "menu quit words": "ende q", "or": "oder",
                "menu which": "Was davon: {list}?", "menu no back": "Es gibt kein Zurück.",
            ]
            var client = TestGame.plainClient
            client.language = "de"
            let ann = try await ann(client: client)
            ann.session?.options.language = "de"
            #expect(ann.session?.language == "de")
            ann.session?.endDialogue()
            ann.forget()
            ann.session?.begin(Cellar())
            await game.turn()
            #expect(ann.heard.contains("(zurück, look, help, ende; @abort"))
            for word in ["zurück", "Z", "back"] {
                await ann.type(word)
                #expect(ann.heard.hasPrefix("Es gibt kein Zurück."))
            }
            await ann.type("ende")
            #expect(ann.session?.dialogue == nil)
        }

        // MARK: Menus that are data

        private static let shop = TextMenu(
            start: "counter",
            nodes: [
                "counter": .init(
                    text: "How many pints?",
                    options: [.init(text: "Wink", aliases: ["blink"], hidden: true, goto: "name")],
                    input: .init(name: "pints", prompt: "Pints: ", numbers: [1, 9], action: "sell({pints})", goto: "name")),
                "name": .init(
                    text: "{pints} it is.",
                    input: .init(name: "who", action: "greet({who}, {pints})", goto: "end")),
            ])

        @Test func answersAreKeptAndStandInTextsAndCalls() async throws {
            #expect(Self.shop.problems.isEmpty)
            #expect(Self.shop.sample(of: "greet({who}, {pints})") == "greet(\"\", 1)")
            let ann = try await ann()
            await ann.type("quit")
            func begin() {
                game.game.textMenus["shop"] = Self.shop
                game.game.menuAction = { action, _ in called.append(action) }
            }
            var called: [String] = []
            begin()
            try ann.session?.begin(menu: "shop")
            await game.turn()
            #expect(ann.heard.hasSuffix("Pints: ") && !ann.heard.contains("Wink"))
            await ann.type("12")
            #expect(ann.heard.hasPrefix("That should be a whole number from 1 to 9.\n"))
            await ann.type("3")
            #expect(ann.heard.hasPrefix("3 it is.\n"))
            try await game.reload()
            begin()
            await ann.type("\"An\\n\", 9) |r")
            #expect(called == ["sell(3)", #"greet("\"An\\n\", 9) |r", 3)"#])
            #expect(try NativeCall(parsing: called.last ?? "").arguments.count == 2)
            #expect(ann.session?.dialogue == nil)
        }

        @Test func whatDoesNotFitIsAProblem() {
            let bad = TextMenu(
                start: "a", nodes: ["a": .init(text: "x", input: .init(name: "n", numbers: [3, 1], goto: "nowhere"))])
            #expect(bad.problems.count == 2)
        }
    }
}
