import Testing

@testable import HearthKit

struct EnglishTests {
    @Test(arguments: [
        ("light", "lights"), ("try", "tries"), ("say", "says"), ("be", "is"), ("have", "has"), ("do", "does"),
        ("go", "goes"),
        ("pass", "passes"), ("wash", "washes"), ("catch", "catches"), ("fix", "fixes"), ("buzz", "buzzes"),
        ("echo", "echoes"),
        ("moo", "moos"), ("are", "is"), ("were", "was"), ("can", "can"), ("don't", "doesn't"), ("look at", "looks at"),
        ("fly up", "flies up"), ("laugh", "laughs"), ("Try", "Tries"), ("TRY", "TRIES"), ("Be", "Is"),
        ("undo", "undoes"),
        ("quiz", "quizzes"), ("", ""),
    ])
    func thirdPerson(verb: String, expected: String) { #expect(English.thirdPerson(verb) == expected) }

    @Test(arguments: [("light", "light"), ("is", "are"), ("has", "have"), ("be off", "are off"), ("was", "were")])
    func secondPerson(verb: String, expected: String) { #expect(English.secondPerson(verb) == expected) }

    @Test(arguments: [
        ("apple", "apples"), ("box", "boxes"), ("lady", "ladies"), ("key", "keys"), ("knife", "knives"),
        ("wolf", "wolves"),
        ("woodsman", "woodsmen"), ("human", "humans"), ("shaman", "shamans"), ("sheep", "sheep"),
        ("swordfish", "swordfish"),
        ("sword of fire", "swords of fire"), ("torch", "torches"), ("monarch", "monarchs"), ("potato", "potatoes"),
        ("big red sword", "big red swords"), ("child", "children"), ("Mouse", "Mice"), ("silver tooth", "silver teeth"),
        ("crisis", "crises"), ("glass", "glasses"), ("roof", "roofs"), ("", ""),
    ])
    func plural(noun: String, expected: String) { #expect(English.plural(noun) == expected) }

    @Test(arguments: [
        ("apple", "an"), ("sword", "a"), ("hour", "an"), ("honest man", "an"), ("heirloom", "an"), ("horse", "a"),
        ("unicorn", "a"), ("unimportant thing", "an"), ("umbrella", "an"), ("one-eyed cat", "a"), ("European", "a"),
        ("onion", "an"), ("useful tool", "a"), ("8-ball", "an"), ("11 pipers", "an"), ("18th door", "an"),
        ("1 apple", "a"),
        ("110 steps", "a"), ("x-ray", "an"), ("u-turn", "a"), ("|yorange|n", "an"), ("\"old\" map", "an"), ("", "a"),
        ("once-loved toy", "a"), ("Elf", "an"),
    ])
    func article(noun: String, expected: String) { #expect(English.article(for: noun) == expected) }

    @Test func countsAndLists() {
        #expect(English.counted(0, "apple") == "no apples")
        #expect(English.counted(1, "apple") == "an apple")
        #expect(English.counted(2, "apple") == "two apples")
        #expect(English.counted(21, "knife") == "21 knives")
        #expect(English.numberWord(-1) == "-1")
        #expect(English.list("a", "b", "c") == "a, b and c")
        #expect(English.list("a", "b") == "a and b")
        #expect(English.list(["a"]) == "a")
        #expect(English.list([]) == "")
        #expect(English.list(["a", "b", "c"], and: "or") == "a, b or c")
    }

    @Test func capitals() {
        #expect(English.capitalized("ann") == "Ann")
        #expect(English.capitalized("|yann|n") == "|yAnn|n")
        #expect(English.capitalized("élan") == "Élan")
        #expect(English.capitalized("Ann") == "Ann")
        #expect(English.capitalized("||x") == "||x")
        #expect(English.capitalized("") == "")
        #expect(English.possessive("Ann") == "Ann's")
        #expect(English.possessive("the guards", isPlural: true) == "the guards'")
    }

    @Test(arguments: [
        (0, "zero", "zeroth"), (1, "one", "first"), (12, "twelve", "twelfth"), (20, "twenty", "twentieth"),
        (21, "twenty-one", "twenty-first"), (105, "one hundred and five", "one hundred and fifth"),
        (2000, "two thousand", "two thousandth"), (2005, "two thousand and five", "two thousand and fifth"),
        (1_234_567, "one million two hundred and thirty-four thousand five hundred and sixty-seven",
            "one million two hundred and thirty-four thousand five hundred and sixty-seventh"),
        (-3, "minus three", "minus third"),
    ])
    func numbersInWords(number: Int, cardinal: String, ordinal: String) {
        #expect(English.cardinal(number) == cardinal)
        #expect(English.ordinal(number) == ordinal)
        #expect(English.number(cardinal) == number)
        #expect(English.number(ordinal) == number)
        #expect(English.number(English.ordinalDigits(number)) == number)
        #expect(English.number("\(number)") == number)
    }

    @Test func everyNumberComesBack() {
        var random = SeededRandom(seed: 9)
        let some = (0..<500).map { _ in Int.random(in: 0...(.max), using: &random) >> 30 }
        for number in [Int.max, Int.min + 1] + some {
            #expect(English.number(English.cardinal(number)) == number)
        }
        #expect(!English.cardinal(.min).isEmpty)
        let none = ["", "and", "minus", "apple", "one apple", "one twenty", "two three", "21th", "hundred quintillion"]
        for text in none {
            #expect(English.number(text) == nil, "\(text)")
        }
        #expect(English.number("a hundred") == nil && English.number("hundred") == 100)
        let digits = [1, 2, 3, 4, 11, 22, 113].map(English.ordinalDigits)
        #expect(digits == ["1st", "2nd", "3rd", "4th", "11th", "22nd", "113th"])
    }
}
