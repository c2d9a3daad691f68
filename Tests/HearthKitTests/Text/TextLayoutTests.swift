import Testing

@testable import HearthKit

struct TextLayoutTests {
    @Test(arguments: [
        ("", 0), ("plain", 5), ("|rred|n", 3), ("a||b", 3), ("|5", 2), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("ｱ", 1),
        ("Ａ", 2),
        ("😀", 2), ("👩‍👩‍👧", 2), ("👍🏽", 2), ("🇩🇪", 2), ("🇩🇪🇫🇷", 4), ("☀", 1), ("☀\u{FE0F}", 2), ("한", 2),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("a\u{200B}b", 2), ("ab|/abcd|/x", 4), ("ab\nabc", 3), ("|>|_", 5),
        ("a\tb", 9),
        ("\u{1B}[1;31mred\u{1B}[0m", 3), ("|lclook|ltLook|le", 4), ("カ\u{3099}", 2), ("\u{200D}", 0), ("नि", 2),
    ])
    func width(text: String, columns: Int) {
        #expect(Markup.width(text) == columns)
    }

    @Test func widthIsThatOfWhatIsShown() {
        var random = SeededRandom(seed: 4)
        for _ in 0..<3_000 {
            let text = random.text(
                of: awkwardPieces.filter { $0 != "\u{200D}" && $0 != "\u{301}" && $0 != "☀️" }, upTo: 20)
            #expect(Markup.width(text) == Markup.width(Markup.render(text, as: .ansi16).replacing("|", with: "||")))
        }
    }

    @Test func pad() {
        #expect(Markup.pad("|rab|n", to: 5) == "|rab|n   ")
        #expect(Markup.pad("ab", to: 5, align: .right) == "   ab")
        #expect(Markup.pad("ab", to: 5, align: .center, with: "*") == "*ab**")
        #expect(Markup.pad("abcdef", to: 5) == "abcdef")
        #expect(Markup.fit("abcdef", to: 4) == "abc…")
    }

    @Test func crop() {
        #expect(Markup.crop("abcdef", to: 6) == "abcdef")
        #expect(Markup.crop("abcdef", to: 4) == "abc…")
        #expect(Markup.crop("abcdef", to: 4, suffix: "") == "abcd")
        #expect(Markup.crop("|rabcdef|n", to: 4) == "|rabc|n…")
        #expect(Markup.crop("漢字漢字", to: 4) == "漢…")
        #expect(Markup.crop("ab||cd", to: 3, suffix: "") == "ab||")
        #expect(Markup.crop("|lclook|ltLook here|le", to: 4, suffix: "") == "|lclook|ltLook|le")
        #expect(Markup.crop("abc", to: 0) == "")
    }

    @Test func wrap() {
        #expect(Markup.wrap("one two three", width: 7) == "one two\nthree")
        #expect(Markup.wrap("one two three", width: 9, indent: 2) == "  one two\n  three")
        #expect(Markup.wrap("one two three", width: 7, hanging: 2) == "one two\n  three")
        #expect(Markup.wrap("a|/|/  b\nc", width: 7) == "a\n\n  b\nc")
        #expect(Markup.wrap("abcdefgh", width: 3) == "abc\ndef\ngh")
        #expect(Markup.wrap("x abcdefgh", width: 4) == "x\nabcd\nefgh")
        #expect(Markup.wrap("|rone two|n three", width: 4) == "|rone|n\n|rtwo|n\nthre\ne")
        #expect(Markup.wrap("|habc|n|rdefgh", width: 4) == "|habc|n|rd|n\n|refgh|n")
        #expect(Markup.wrap("漢字漢", width: 4) == "漢字\n漢")
        #expect(Markup.wrap("", width: 10) == "")
        #expect(Markup.wrap("end\n", width: 10) == "end\n")
        #expect(
            Markup.wrap("see |lclook at it|ltthe old lamp|le now", width: 12)
                == "see\n|lclook at it|ltthe old lamp|le\nnow")
        #expect(Markup.lines("|lcx|ltabcdef|le", width: 4) == ["|lcx|ltabcd|le", "|lcx|ltef|le"])
    }

    @Test func wrappedLinesFitAndLoseNothing() {
        var random = SeededRandom(seed: 5)
        for _ in 0..<3_000 {
            let text = random.text(of: awkwardPieces, upTo: 25)
            let width = Int.random(in: 2...30, using: &random)
            let lines = Markup.lines(text, width: width)
            for line in lines { #expect(Markup.width(line) <= width, "\(text.debugDescription)") }
            let shown = lines.map(Markup.strip).joined().unicodeScalars.filter { !" \n\t".unicodeScalars.contains($0) }
            let whole = Markup.strip(text).unicodeScalars.filter { !" \n\t".unicodeScalars.contains($0) }
            #expect(String(shown) == String(whole), "\(text.debugDescription) at \(width)")
        }
    }

    @Test func everyWrappedLineLooksAsItDidInTheWhole() {
        let lines = Markup.lines("|rone |htwo three|n four |[500five six", width: 5)
        #expect(lines == ["|rone|n", "|r|htwo|n", "|r|hthree|n", "four", "|[500five|n", "|[500six|n"])
    }

    @Test func columns() {
        #expect(Markup.columns(["a", "bb", "ccc", "d", "e"], width: 10, gap: 1) == "a   d\nbb  e\nccc")
        #expect(Markup.columns(["|rlonger|n", "x"], width: 4) == "|rlonger|n\nx")
        #expect(Markup.columns([]) == "")
    }

    @Test func table() {
        var table = TextTable("Name", "Idle")
        table.alignments = [.left, .right]
        table.add("|yAnn|n", "3s")
        table.add("Bartholomew", "12m")
        #expect(
            Markup.strip(table.text) == """
                Name         Idle
                -----------  ----
                Ann            3s
                Bartholomew   12m
                """)
        table.border = .cells
        #expect(
            Markup.strip(table.text) == """
                +-------------+------+
                | Name        | Idle |
                +-------------+------+
                | Ann         |   3s |
                | Bartholomew |  12m |
                +-------------+------+
                """)
    }

    @Test func tableFitsItsWidth() {
        var random = SeededRandom(seed: 6)
        for _ in 0..<300 {
            let count = Int.random(in: 1...5, using: &random)
            var table = TextTable(headers: (0..<count).map { "H\($0)" }, width: Int.random(in: 30...60, using: &random))
            for _ in 0..<3 {
                table.add(
                    cells: (0..<count).map { _ in
                        random.text(of: ["word ", "longer ", "|rred|n ", "漢字", "ever-so-long-a-word"], upTo: 6)
                    })
            }
            table.border = [.none, .header, .cells].randomElement(using: &random) ?? .none
            #expect(Markup.width(table.text) <= table.width ?? 0)
        }
    }

    @Test func tableWithMoreCellsThanHeaders() {
        var table = TextTable("A", border: .none)
        table.add("1", "2")
        table.add()
        #expect(Markup.strip(table.text) == "A  \n1  2\n   ")
        #expect(TextTable().text == "")
    }
}
