import Testing

@testable import HearthKit

private struct Barter: Menu {
    enum Node: String, Codable { case counter, oil, shelf, back }
    var node = Node.counter
    var bought = 0
    var stock = 40

    func page(for session: Session) throws -> MenuPage<Self> {
        switch node {
        case .counter:
            MenuPage("Pike looks up.", help: "Pike sells oil.") {
                Choice("Buy |yoil|n") { menu, _ in menu.node = .oil }
                Choice("Buy and go", key: "now", then: .end) { menu, session in session.send("Sold.") }
                if bought > 0 { Choice("Give \(bought) back") { menu, _ in menu.bought = 0 } }
                Choice("See the shelf") { menu, _ in menu.node = .shelf }
                Choice("The back room", lock: "perm(Builder)") { menu, _ in menu.node = .back }
                Choice("Ask his age") { _, session in session.ask("How old? ", then: PikesAge()) }
                Choice("Haggle") { _, _ in throw Refusal("Pike does not hear you.") }
                Choice("Leave", then: .end)
            }
        case .oil:
            MenuPage("A penny a pint.") {
                Choice("Rather not") { menu, _ in menu.node = .counter }
            }.input("How many? ") { line, menu, session in
                let pints = try Int.read(line)
                guard (1...5).contains(pints) else { throw Refusal("One to five.") }
                menu.bought += pints
                menu.node = .counter
            }
        case .shelf:
            MenuPage("The shelf.") {
                for number in 1...stock {
                    Choice("Jar \(number)") { _, session in session.send("You take jar \(number).") }
                }
            }
        case .back: throw Refusal("It fell in.")
        }
    }

    mutating func resumed(_ session: Session, with result: StoredValue) {
        if case .int(let age) = result { session.send("(\(age), is he?)") }
    }
}

private struct PikesAge: FollowUp {
    func answered(_ age: Int, by session: Session) throws {}
}

/// Of one page, without the words that are there by themselves.
private struct Plain: Menu {
    var words: Set<MenuWord> { [.quit] }
    func page(for session: Session) -> MenuPage<Self> {
        MenuPage("Plain.") { Choice("Look around") { _, session in session.send("You do.") } }
    }
}

extension GameTests {
    @MainActor struct MenuTests {
        private let game = TestGame(types: [Barter.self, Plain.self, PikesAge.self])

        private func ann(_ permissions: [String] = []) async throws -> TestPlayer {
            let ann = try await game.player("Ann", in: Room.create("the hall"), permissions: permissions)
            ann.session?.begin(Barter())
            await game.turn()
            return ann
        }

        @Test func aPageHasTextAndNumberedChoices() async throws {
            let ann = try await ann()
            #expect(ann.heard == """
                Pike looks up.
                 1  Buy oil
                 2  Buy and go (now)
                 3  See the shelf
                 4  Ask his age
                 5  Haggle
                 6  Leave
                (back, look, help, quit; @abort leaves at once)
                >\u{20}
                """)
        }

        @Test(arguments: ["1", "buy oil", "BUY O"])
        func chosenByNumberWordsOrTheirBeginning(_ line: String) async throws {
            let ann = try await ann()
            await ann.type(line)
            #expect(ann.heard == "A penny a pint.\n 1  Rather not\nHow many? ")
        }

        @Test func whatIsNotClearIsAsked() async throws {
            let ann = try await ann()
            await ann.type("buy")
            #expect(ann.heard == "Which one: Buy oil or Buy and go?\n> ")
            await ann.type("99")
            #expect(ann.heard == "That is none of the choices.\n> ")
            await ann.type("now")
            #expect(ann.heard == "Sold.\n")
            #expect(ann.session?.dialogue == nil)
        }

        @Test func whatItKnowsOutlivesReloads() async throws {
            let ann = try await ann()
            await ann.type("1")
            try await game.reload()
            await ann.type("six")
            #expect(ann.heard == "That should be a whole number.\nHow many? ")
            await ann.type("6")
            #expect(ann.heard == "One to five.\nHow many? ")
            await ann.type("3")
            try await game.reload()
            await ann.type("look")
            #expect(ann.heard.contains(" 3  Give 3 back\n"))
        }

        @Test func backGoesBackAndKeepsTheRest() async throws {
            let ann = try await ann()
            await ann.type("back")
            #expect(ann.heard == "There is nothing to go back to.\n> ")
            await ann.type("1")
            await ann.type("2")
            await ann.type("shelf")
            #expect(ann.heard.hasPrefix("That is none"), "the words begin with 'see'")
            await ann.type("see")
            try await game.reload()
            await ann.type("back")
            #expect(ann.heard.contains("Pike looks up."))
            await ann.type("back")
            #expect(ann.heard.hasPrefix("There is nothing to go back to."), "she had come back from the oil herself")
            #expect((ann.session?.dialogue as? MenuDialogue<Barter>)?.menu.bought == 2)
        }

        @Test func helpAndQuit() async throws {
            let ann = try await ann()
            await ann.type("help")
            #expect(ann.heard.hasPrefix("Pike sells oil.\nType the number of a choice"))
            #expect(ann.heard.contains("@abort leaves at once"))
            await ann.type("q")
            #expect(ann.session?.dialogue == nil)
        }

        @Test func lockedChoicesAreNotThere() async throws {
            let ann = try await ann(["Builder"])
            #expect(ann.heard.contains(" 4  The back room\n"))
            ann.account?.permissions = []
            await ann.type("the back room")
            #expect(ann.heard.hasPrefix("That is none"))
            ann.account?.permissions = ["Builder"]
            await ann.type("the back room")
            #expect(ann.heard == "It fell in.\n", "a page that refuses ends the menu")
            #expect(ann.session?.dialogue == nil)
        }

        @Test func aRefusalLeavesItWhereItIs() async throws {
            let ann = try await ann()
            await ann.type("haggle")
            #expect(ann.heard == "Pike does not hear you.\n> ")
        }

        @Test func aLongListIsShownInParts() async throws {
            let ann = try await ann()
            await ann.type("3")
            #expect(ann.heard.contains(" 15  Jar 15\n(1 to 15 of 40; next and previous show others)\n"))
            await ann.type("n")
            #expect(ann.heard.contains(" 16  Jar 16\n"))
            try await game.reload()
            await ann.type("next")
            #expect(ann.heard.contains("Jar 40") && !ann.heard.contains("Jar 30\n"))
            await ann.type("1")
            #expect(ann.heard.hasPrefix("You take jar 1.\n"))
            await ann.type("previous")
            #expect(ann.heard.contains("16 to 30"))
        }

        @Test func aQuestionOverIt() async throws {
            let ann = try await ann()
            await ann.type("ask his age")
            #expect(ann.heard == "How old? ")
            try await game.reload()
            await ann.type("61")
            #expect(ann.heard.hasPrefix("(61, is he?)\nPike looks up.\n"))
            await ann.type("leave")
            #expect(ann.session?.dialogue == nil)
        }

        @Test func wordsMayBeSwitchedOff() async throws {
            let ann = try await ann()
            await ann.type("@abort")
            ann.session?.begin(Plain())
            await game.turn()
            await ann.type("look")
            #expect(ann.heard.hasPrefix("You do.\nPlain.\n"), "it is the beginning of a choice: \(ann.heard)")
            await ann.type("back")
            #expect(ann.heard.hasPrefix("That is none"))
        }

        @Test(arguments: [
            "", "   ", "-1", "0", "999999999999999999999", "|rred", String(repeating: "x", count: 100_000), "\u{1B}[2J",
        ])
        func hostileLines(_ line: String) async throws {
            let ann = try await ann()
            await ann.type(line)
            #expect(ann.heard.hasSuffix("\n> "))
            #expect(ann.heard.utf8.count < 1000)
            #expect(game.log.isEmpty)
        }

        /// Pages and choices alike: a menu that brings the Server down can be told from others.
        @Test func whoseCodeItIsIsTold() async throws {
            let ann = try await ann()
            var entered: [String] = []
            game.game.willEnter = { entered.append($0) }
            await ann.type("ask his age")
            #expect(entered == ["HearthKitTests.Barter"])
            await ann.type("61")
            #expect(entered.dropFirst() == ["HearthKitTests.PikesAge", "HearthKitTests.Barter"])
            game.game.outOfOrder = ["HearthKitTests.Barter"]
            await ann.type("1")
            #expect(ann.heard.contains("out of order") && ann.heard.contains("@abort leaves it"))
        }

        // MARK: Menus that are data

        private static let pike = TextMenu(
            start: "counter",
            nodes: [
                "counter": .init(
                    text: "Pike looks up.",
                    options: [
                        .init(text: "Buy oil", key: "b", action: "sell(3)", goto: "paid"),
                        .init(text: "Back room", lock: "perm(Builder)", goto: "paid"),
                        .init(text: "Leave", goto: "end"),
                    ]), "paid": .init(text: "Thanks."),
            ])

        @Test func aMenuOfTextsCallsByName() async throws {
            let ann = try await ann()
            await ann.type("quit")
            var called: [String] = []
            game.game.textMenus["pike"] = Self.pike
            game.game.menuAction = { action, session in called.append("\(action) \(session.puppet?.name ?? "")") }
            try ann.session?.begin(menu: "pike")
            await game.turn()
            #expect(ann.heard.contains(" 2  Leave\n"))
            await ann.type("b")
            #expect(ann.heard == "Thanks.\n> ")
            #expect(called == ["sell(3) Ann"])
            try await game.reload()
            game.game.textMenus["pike"] = Self.pike
            await ann.type("back")
            #expect(ann.heard.hasPrefix("Pike looks up."))
            await ann.type("buy oil")
            #expect(ann.heard.hasPrefix("Nothing comes of it."), "nobody says what an action is: \(ann.heard)")
            game.game.textMenus = [:]
            await ann.type("b")
            #expect(ann.heard == "That menu is no more.\n")
            #expect(ann.session?.dialogue == nil)
            #expect(throws: Refusal.self) { try ann.session?.begin(menu: "pike") }
        }

        /// As a file has it: what is left out is none.
        @Test func readFromAFile() throws {
            let stored: StoredValue = [
                "start": "counter",
                "nodes": ["counter": ["text": "Pike.", "options": [["text": "Leave", "goto": "end"]]]],
            ]
            let menu = try StoredDecoder.decode(TextMenu.self, stored)
            #expect(menu.nodes["counter"]?.options == [TextMenu.Option(text: "Leave", goto: "end")])
            #expect(menu.problems.isEmpty)
        }

        @Test func whatIsWrongWithIt() {
            #expect(Self.pike.problems.isEmpty)
            let menu = TextMenu(
                start: "nowhere",
                nodes: ["end": .init(text: "", options: [.init(text: "Go", lock: "perm(", goto: "there")])])
            #expect(menu.problems.count == 4, "\(menu.problems)")
        }
    }
}
