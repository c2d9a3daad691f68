import Testing

@testable import HearthKit

private final class Bow: Command {
    override class var key: String { "bow" }
    override func run() async throws {
        tell(.bowed, ["depth": "low"])
        caller.location?.announce(.bows, ["where": "here"], from: caller)
        if has("never") { throw Refusal(.mayNot, ["what": "bow"]) }
    }
    override class var switches: [String] { ["never"] }
}

private final class ShowTable: Command {
    override class var key: String { "table" }
    override func run() async throws {
        var table = TextTable("Name", "Idle", border: .cells)
        table.add("Ann", "3m")
        tell(table, "One row.")
    }
}

/// Enough of a language to see that it is asked.
private final class Latin: Grammar {
    override class var language: String { "la" }
    override func verb(_ verb: String) -> VerbForms {
        VerbForms(second: verb + "s", third: verb + "t", plural: verb + "nt")
    }
    override var you: Pronouns {
        Pronouns(subject: "tu", object: "te", possessiveAdjective: "tuus", possessive: "tuus", reflexive: "te")
    }
    override func pronouns(_ english: Pronouns) -> Pronouns {
        Pronouns(subject: "is", object: "eum", possessiveAdjective: "eius", possessive: "eius", reflexive: "se",
            isPlural: english.isPlural)
    }
    override func possessive(_ name: String, isPlural: Bool) -> String { name + "ae" }
    override func counted(_ number: Int, _ noun: String) -> String { "\(numberWord(number)) \(noun)i" }
    override func numberWord(_ number: Int) -> String { number == 2 ? "duo" : "\(number)" }
}

private final class Ask: Command {
    override class var key: String { "ask" }
    override func run() async throws {
        if args == "lasting" { return try ask("Pergis?", default: true, then: Goes()) }
        tell(try await confirm("Pergis?") ? "ita est" : "non est")
    }
}

private struct Goes: FollowUp {
    func answered(_ goes: Bool, by session: Session) { session.send(goes ? "ita est" : "non est") }
}

private struct Scroll: Document {
    var title: String { "a scroll" }
    func title(for session: Session) -> String { session.language == "la" ? "volumen" : title }
    func load(for session: Session) -> String { "unus\nduo" }
    func save(_ text: String, by session: Session) {}
}

extension TextKey {
    fileprivate static let waves = TextKey("waves", "$You() $conj(wave) $pron(your) hat at $you(target, op).")
    fileprivate static let bowed = TextKey("bowed", "You feel {depth}.")
    fileprivate static let bows = TextKey("bows", "$You() $conj(bow) {where}.")
    fileprivate static let mayNot = TextKey("may not", "You may not {what}.")
}

extension GameTests {
    /// What each reads in their own language, and with their own client.
    struct LanguageTests {
        private func game() -> TestGame {
            let game = TestGame(types: [Bow.self, ShowTable.self])
            game.world.texts.own = ["may not": "Thou shalt not {what}."]
            game.world.texts.languages = [
                "de": [
                    "language name": "Deutsch", "bows": "$obj(actor) verbeugt sich.", "bowed": "Dir ist {depth}.",
                    "unknown command": "'{word}' kennst du nicht.", "not found": "Hier ist kein '{what}'.",
                    "exits": "Wege: {list}", "and": "und",
                ],
                "de-CH": ["bowed": "Dir isch {depth}."],
            ]
            return game
        }

        @Test func eachReadsTheirOwn() async throws {
            let game = game()
            let hall = Room.create("hall")
            for name in ["north", "south"] { Exit.create(name, in: hall) { $0.destination = hall } }
            let ann = try await game.player("Ann", in: hall)
            let bob = try await game.player("Bob", in: hall)
            let urs = try await game.player("Urs", in: hall)
            bob.session?.options.language = "de"
            urs.session?.options.language = "de-CH"
            await ann.type("bow")
            #expect(ann.heard == "You feel low.\nYou bow here.\n")
            #expect(bob.heard == "actor verbeugt sich.\n" && urs.heard == "actor verbeugt sich.\n")
            await bob.type("bow/never")
            #expect(bob.heard == "Dir ist low.\nactor verbeugt sich.\nThou shalt not bow.\n", "the game's own last")
            await urs.type("bow")
            #expect(urs.heard.hasPrefix("Dir isch low.\n"))
            await urs.type("dance")
            #expect(urs.heard == "'dance' kennst du nicht.\n")
            await ann.type("dance")
            #expect(ann.heard.hasPrefix("You know no way"))
            bob.puppet?.look()
            bob.forget()
            await game.turn()
            #expect(bob.heard.contains("Wege: north und south\n"))
            let refusal = #expect(throws: Refusal.self) { try bob.puppet?.search("lamp") }
            #expect(refusal?.text(in: "de") == "Hier ist kein 'lamp'.")
            #expect(refusal?.description == "You see no 'lamp' here.")
        }

        // MARK: What sentences are made of

        private func roman() -> TestGame {
            let game = TestGame(types: [Latin.self, Ask.self, Goes.self, Scroll.self])
            game.world.texts.languages["la"] = latin
            return game
        }

        private var latin: [String: String] {
            [
                "waves": "$You() $pron(your) pilleum $you(target, op) $conj(agita), $pron(you) $pconj(ride).",
                "yes words": "i ita", "no words": "n non", "hint no": "[i/N]", "hint yes": "[I/n]",
                "many lines": "{count} lineae", "editor begins": "{title}: {count}", "editor leave": "Servas? [i/n] ",
            ]
        }

        @Test func aLanguageMakesItsOwnSentences() async throws {
            let game = roman()
            let hall = Room.create("hall")
            let ann = try await game.player("Ann", in: hall)
            let bob = try await game.player("Bob", in: hall)
            let cat = try await game.player("Cat", in: hall)
            for player in [ann, bob] { player.session?.options.language = "la" }
            let (actor, target) = (try #require(ann.puppet), try #require(bob.puppet))
            hall.announce(.waves, from: actor, ["target": target])
            await game.turn()
            #expect(ann.heard == "Tu tuus pilleum Bob agitas, tu rides.\n")
            #expect(bob.heard == "Ann eius pilleum te agitat, is rident.\n", "whom one calls they are several")
            #expect(cat.heard == "Ann waves their hat at Bob.\n", "English reads on as it did")
            // What nobody has translated is English, and so are its verbs.
            ann.forget()
            hall.announce(.bows, ["where": "here"], from: actor)
            await game.turn()
            #expect(ann.heard == "You bow here.\n")
        }

        @Test func aGameIsWhollyInItsOwnLanguage() async throws {
            let game = TestGame(types: [Latin.self])
            game.world.texts.own = ["language": "la", "waves": "$You() $you(target, op) $conj(saluta).", "you see": "Vides {list}."]
            let hall = Room.create("hall")
            for _ in 1...2 { Object.create("corv", in: hall) }
            let ann = try await game.player("Ann", in: hall)
            let bob = try await game.player("Bob", in: hall)
            let (actor, target) = (try #require(ann.puppet), try #require(bob.puppet))
            hall.announce(.waves, from: actor, ["target": target])
            hall.announce("$Your() corvus $conj(vola).", from: actor)
            await game.turn()
            #expect(bob.heard == "Ann te salutat.\nAnnae corvus volat.\n" && ann.heard == "Tu Bob salutas.\nTuus corvus volas.\n")
            actor.look()
            ann.forget()
            await game.turn()
            #expect(ann.heard.contains("Vides duo corvi."))
        }

        @Test func questionsAreAnsweredInOnesOwnLanguage() async throws {
            let game = roman()
            let ann = try await game.player("Ann", in: Room.create("hall"))
            ann.session?.options.language = "la"
            for (answer, said) in [("ita", "ita est"), ("N", "non est"), ("", "non est"), ("yes", "ita est")] {
                await ann.type("ask")
                #expect(ann.heard == "Pergis? [i/N] ")
                await ann.type(answer)
                #expect(ann.heard == "\(said)\n", "\(answer)")
            }
            await ann.type("ask lasting")
            #expect(ann.heard == "Pergis? [I/n] ")
            await ann.type("fortasse")
            #expect(ann.heard.hasPrefix("Yes or no?"))
            try await game.reload()
            // Who runs the game reads its files; a test's new world has none.
            game.world.texts.languages["la"] = latin
            await ann.type("non")
            #expect(ann.heard == "non est\n")
        }

        @Test func theEditorSpeaksIt() async throws {
            let game = roman()
            let ann = try await game.player("Ann", in: Room.create("hall"))
            ann.session?.options.language = "la"
            try ann.session?.edit(Scroll())
            await game.turn()
            #expect(ann.heard.hasPrefix("volumen: duo lineae\n"))
            await ann.type("tres")
            await ann.type(":q")
            #expect(ann.heard == "Servas? [i/n] ")
            await ann.type("non")
            #expect(ann.session?.dialogue == nil)
        }

        @Test func languagesAreFoundByName() {
            let texts = game().world.texts
            #expect(texts.language(named: "DEUTSCH") == "de" && texts.language(named: "DE-ch") == "de-CH")
            #expect(texts.language(named: "fr") == nil)
            #expect(texts[.unknownCommand, in: "fr"] == TextKey.unknownCommand.standard)
        }

        @Test func aLanguageIsKeptWithTheSession() async throws {
            let game = game()
            let ann = try await game.player("Ann", in: Room.create("hall"))
            ann.session?.options.language = "de"
            await game.turn()
            try await game.reload()
            #expect(ann.session?.language == "de")
        }

        @Test func tablesAreToldEachClientItsOwn() async throws {
            let game = game()
            let hall = Room.create("hall")
            let ann = try await game.player("Ann", in: hall)
            var client = TestGame.plainClient
            client.isScreenReader = true
            let bob = try await game.player("Bob", in: hall, client: client)
            await ann.type("table")
            #expect(ann.heard.hasPrefix("+------+------+\n| Name | Idle |\n"))
            await bob.type("table")
            #expect(bob.heard == "Name: Ann, Idle: 3m\nOne row.\n")
            hall.announce("-----\nA notice.\n-----")
            ann.forget()
            bob.forget()
            await game.turn()
            #expect(ann.heard == "-----\nA notice.\n-----\n" && bob.heard == "A notice.\n")
        }

        @Test func aScreenReaderHasALookInSentences() async throws {
            let game = game()
            let hall = Room.create("the hall") { $0.text = "It is wide." }
            let exit = Exit.create("north", in: hall) { $0.destination = hall }
            Object.create("a coin", in: hall)
            Object.create("a coin", in: hall)
            var client = Client()
            client.isScreenReader = true
            let ann = try await game.player("Ann", in: hall, client: client)
            _ = try await game.player("Bob", in: hall)
            func look() async -> String {
                ann.forget()
                ann.puppet?.look()
                await game.turn()
                return ann.heard
            }
            #expect(
                await look() == """
                    The hall.
                    It is wide.
                    There is one way out: north.
                    Bob is here.
                    You see two coins.

                    """.replacing("The hall", with: "the hall"))
            _ = try await game.player("Cid", in: hall)
            Exit.create("south", in: hall) { $0.destination = hall }
            let text = await look()
            #expect(text.contains("There are two ways out: north and south.\nBob and Cid are here.\n"))
            #expect(!text.contains("\u{1B}"), "no escape sequences for who asked for none")
            ann.session?.options.colors = .ansi16
            hall.name = "|rthe hall|n"
            #expect(await look().contains("\u{1B}["), "but for those who did")
            _ = exit
        }

        @Test func linksAreThoseOfTheClient() async throws {
            let game = game()
            let hall = Room.create("hall")
            let ann = try await game.player("Ann", in: hall)
            let bob = try await game.player("Bob", in: hall)
            bob.session?.options.links = .mxp
            hall.announce("|lclook|ltLook|le at |luhttps://a.b?x=1&y=2|ltthis|le <b>")
            #expect(bob.session?.client.links == .mxp)
            // What a player types is shown as typed, whatever it has of either.
            hall.announce(Markup.escape("|lcquit|ltHi|le <SEND>\u{1B}[4z<A>"))
            await game.turn()
            #expect(ann.heard == "Look at this <b>\n|lcquit|ltHi|le <SEND>[4z<A>\n")
            #expect(
                bob.heard == "\u{1B}[7z\u{1B}[4z<SEND HREF=\"look\">Look\u{1B}[4z</SEND> at "
                    + "\u{1B}[4z<A HREF=\"https://a.b?x=1&amp;y=2\">this\u{1B}[4z</A> <b>\n"
                    + "|lcquit|ltHi|le <SEND>[4z<A>\n", "locked: only what follows the escape is a tag")
        }
    }
}
