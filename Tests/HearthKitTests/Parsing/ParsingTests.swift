import Testing

@testable import HearthKit

struct CommandArgumentsTests {
    @Test func muxForm() {
        let arguments = CommandArguments("/add/force lamp, table = red, |500 ,x ", switches: ["add", "force", "del"])
        #expect(arguments.switches == ["add", "force"] && arguments.args == "lamp, table = red, |500 ,x")
        #expect(arguments.lhs == "lamp, table" && arguments.rhs == "red, |500 ,x")
        #expect(arguments.lhsList == ["lamp", "table"] && arguments.rhsList == ["red", "|500", "x"])
        #expect(arguments.words == ["lamp,", "table", "=", "red,", "|500", ",x"])
        #expect(arguments.switchProblem == nil && arguments.has("add"))
    }

    @Test func switchesByTheirBeginning() {
        let arguments = CommandArguments("/a/DEL/x/re", switches: ["add", "delete", "rename", "replace"])
        #expect(arguments.switches == ["add", "delete"] && arguments.unknownSwitches == ["x"])
        #expect(arguments.ambiguousSwitches == ["re": ["rename", "replace"]])
        #expect(arguments.switchProblem?.description == "The switch /re could be /rename or /replace.")
        #expect(CommandArguments("/x y", switches: []).switchProblem?.description == "There is no switch /x here.")
        #expect(CommandArguments("/x/y", switches: []).switchProblem?.description == "There are no switches /x and /y here.")
        #expect(CommandArguments("/in", switches: ["in", "into"]).switches == ["in"])
        #expect(CommandArguments("/What/what y").switches == ["what"])
    }

    @Test func withoutSwitchesOrSides() {
        let plain = CommandArguments(" /not a switch ")
        #expect(plain.switches.isEmpty && plain.args == "/not a switch" && plain.lhs == plain.args && plain.rhs == nil)
        #expect(CommandArguments("a=").rhs == "" && CommandArguments("a=").rhsList == [])
        #expect(CommandArguments("=b").lhs == "" && CommandArguments("=b").lhsList == [])
        #expect(CommandArguments("a = b = c").rhs == "b = c")
        #expect(CommandArguments("").args == "" && CommandArguments("/").args == "/")
        #expect(CommandArguments("a,,b").lhsList == ["a", "", "b"])
    }

    @Test func otherSeparators() {
        let given = CommandArguments("lamp to bob", separators: ["=", " to "])
        #expect(given.lhs == "lamp" && given.rhs == "bob")
        #expect(CommandArguments("potato", separators: ["=", " to "]).rhs == nil)
        #expect(CommandArguments("a to b=c", separators: ["=", " to "]).rhs == "c")
    }

    @Test func anAccentAfterASpaceStays() {
        #expect(CommandArguments(" \u{301}x").args.unicodeScalars.elementsEqual("\u{301}x".unicodeScalars))
        #expect(CommandArguments("\u{600} ").args == "\u{600}")
    }

    @Test func anyTextParses() {
        var random = SeededRandom(seed: 11)
        for _ in 0..<2_000 {
            let text = random.text(of: awkwardPieces, upTo: 12)
            let arguments = CommandArguments(text, switches: ["add"], separators: ["=", " to "])
            #expect(arguments.raw == text && text.unicodeScalars.contains(arguments.args.unicodeScalars))
        }
    }
}

struct SearchPhraseTests {
    @Test(
        arguments: [
            ("2.sword", "sword", 2), ("sword-2", "sword", 2), ("2nd sword", "sword", 2), ("second sword", "sword", 2),
            ("Tenth big sword", "big sword", 10), ("sword", "sword", nil), ("0.sword", "0.sword", nil),
            ("sword-", "sword-", nil), ("-2", "-2", nil), ("two-handed sword-3", "two-handed sword", 3),
            ("second", "second", nil),
            ("3.", "3.", nil), ("12345.x", "12345.x", nil), ("22nd x", "x", 22), ("2. sword", "sword", 2),
        ] as [(String, String, Int?)])
    func ordinals(typed: String, name: String, ordinal: Int?) {
        let phrase = SearchPhrase(typed)
        #expect(phrase.target == .name(name) && phrase.ordinal == ordinal)
        #expect(phrase.text == typed)
    }

    @Test(
        arguments: [
            ("2. a row of lanterns", "a row of lanterns", true), ("2.an oar", "an oar", true), ("2. Ann", "Ann", true),
            ("2.Ann", "Ann", false), ("second oar", "oar", false), ("all. the oars", "the oars", false),
        ])
    func numbersAsInAList(typed: String, name: String, isListed: Bool) {
        let phrase = SearchPhrase(typed)
        #expect(phrase.target == .name(name) && phrase.isListed == isListed)
    }

    @Test(
        arguments: [
            ("me", .me), ("SELF", .me), ("here", .here), ("all", .everything), ("#12", .id(12)),
            ("*ann", .account("ann")),
            ("*", .name("*")), ("#", .name("#")), ("#x", .name("#x")), ("#-1", .name("#-1")), ("#+1", .name("#+1")),
            ("", .name("")),
            ("  lamp ", .name("lamp")),
        ] as [(String, SearchPhrase.Target)])
    func wholePhrases(typed: String, target: SearchPhrase.Target) { #expect(SearchPhrase(typed).target == target) }

    @Test func wordsInFront() {
        let mine = SearchPhrase("my 2.sword")
        #expect(mine.isMine && mine.ordinal == 2 && mine.target == .name("sword"))
        for typed in ["all swords", "all.swords", "all of swords", "all the swords", "All swords"] {
            let all = SearchPhrase(typed)
            #expect(all.isAll && all.target == .name("swords") && all.ordinal == nil, "\(typed)")
        }
        let allMine = SearchPhrase("all my swords")
        #expect(allMine.isAll && allMine.isMine && allMine.target == .name("swords"))
        let counted = SearchPhrase("3 apples")
        #expect(counted.count == 3 && counted.ordinal == nil && counted.target == .name("apples"))
        #expect(SearchPhrase("second third door").target == .name("third door"))
    }

    @Test func anyTextParses() {
        var random = SeededRandom(seed: 12)
        for _ in 0..<3_000 {
            let typed = random.text(of: awkwardPieces + ["all ", "my ", "2.", "second ", "-2", "3 "], upTo: 8)
            #expect(SearchPhrase(typed).text.count <= typed.count)
        }
    }
}

struct NameMatchTests {
    @Test(
        arguments: [
            ("sword", "sword", .exact), ("SWORD", "a sword", .exact), ("the sword", "sword", .exact),
            ("big", "big sword", .beginning),
            ("big s", "a big sword", .beginning), ("sw", "a big sword", .words), ("bi sw", "a big red sword", .words),
            ("handed", "two-handed sword", .words), ("word", "sword", nil), ("swords", "sword", nil),
            ("sw bi", "big sword", nil),
            ("elan", "Élan", .exact), ("ÉLAN", "elan", .exact), ("strasse", "Straße", .exact),
            ("elan", "e\u{301}lan", .exact),
            ("lamp", "a |ylamp|n", .exact), ("", "sword", nil), ("a", "axe", .beginning), ("an", "an", .exact),
            ("the", "the", .exact),
            ("ёж", "Еж", .exact), ("sword ", "sword", .exact), ("big  sw", "big red sword", .words),
        ] as [(String, String, NameMatch?)])
    func scores(query: String, name: String, expected: NameMatch?) {
        #expect(NameMatch.score(query, name: name) == expected)
    }

    @Test func aliasesCountAsNames() {
        #expect(NameMatch.score("blade", name: "a sword", aliases: ["Blade", "b"]) == .exact)
        #expect(NameMatch.score("bl", name: "a big blade", aliases: ["blade"]) == .beginning)
        #expect(NameMatch.score("x", name: "a sword", aliases: []) == nil)
        #expect(NameMatch.exact > .beginning && NameMatch.beginning > .words)
    }

    @Test func everyNameAnswersToItself() {
        var random = SeededRandom(seed: 13)
        for _ in 0..<2_000 {
            let name = random.text(of: awkwardPieces, upTo: 6)
            let plain = Markup.strip(name)
            let best = NameMatch.score(plain, name: Markup.escape(plain))
            #expect(best == .exact || best == nil && NameQuery(plain).match("x") == nil, "\(plain.debugDescription)")
        }
    }
}

struct SuggestionsTests {
    let commands = ["look", "lock", "get", "give", "inventory", "say", "whisper", "who", "quit"]

    @Test func nearestFirst() {
        #expect(Suggestions.for("lokk", in: commands) == ["lock", "look"])
        #expect(Suggestions.for("loko", in: commands).first == "look")
        #expect(Suggestions.for("inv", in: commands) == ["inventory"])
        #expect(Suggestions.for("inventroy", in: commands) == ["inventory"])
        #expect(Suggestions.for("xyzzy", in: commands) == [])
        #expect(Suggestions.for("", in: commands) == [])
        #expect(Suggestions.for("gte", in: commands, limit: 1) == ["get"])
        #expect(Suggestions.for("LOOK", in: ["look", "look"]) == ["look"])
    }

    @Test(arguments: [
        ("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
    ])
    func distances(a: String, b: String, expected: Int) {
        #expect(Suggestions.distance(a, b, atMost: 5) == expected)
        #expect(Suggestions.distance(b, a, atMost: 5) == expected)
        #expect(Suggestions.distance(a, b, atMost: expected) == expected)
        if expected > 0 { #expect(Suggestions.distance(a, b, atMost: expected - 1) == nil) }
    }

    @Test func boundedAgreesWithUnbounded() {
        var random = SeededRandom(seed: 14)
        for _ in 0..<1_000 {
            let a = random.text(of: ["a", "b", "c"], upTo: 8)
            let b = random.text(of: ["a", "b", "c"], upTo: 8)
            let whole = Suggestions.distance(a, b, atMost: 100)
            for limit in 0...4 {
                #expect(Suggestions.distance(a, b, atMost: limit) == whole.flatMap { $0 <= limit ? $0 : nil })
            }
        }
    }
}
