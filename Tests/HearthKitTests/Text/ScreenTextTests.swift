import Testing

@testable import HearthKit

/// Tables, forms and columns, and what each client makes of them.
struct ScreenTextTests {
    private var people: TextTable {
        var table = TextTable("Name", "", "Doing")
        table.add("|yAnn|n", "*", "looks for |lclook lamp|ltthe lamp|le that she left|/in the old harbour")
        table.add("漢字", "", "a||b")
        return table
    }

    private func shown(_ text: any ScreenText, _ change: (inout Client) -> Void) -> String {
        var client = Client()
        client.colors = .none
        change(&client)
        return client.render(text.text(for: client))
    }

    @Test func aTableTakesTheWidthOfEachClient() {
        #expect(
            shown(people) { $0.width = 40 } == """
                Name     Doing
                ----  -  -------------------------------
                Ann   *  looks for the lamp that she
                         left
                         in the old harbour
                漢字     a|b
                """)
        #expect(Markup.width(shown(people) { $0.width = 0 }.replacing("|", with: "||")) <= 78)
        for width in 20...90 {
            let text = shown(people) { $0.width = width }
            #expect(Markup.width(text.replacing("|", with: "||")) <= width)
            #expect(text.contains("harbour") && text.contains("a|b"))
        }
    }

    @Test(arguments: [
        (TextTable.Rise.top, "a   one\n    two\n    three"), (.middle, "    one\na   two\n    three"),
        (.bottom, "    one\n    two\na   three"),
    ])
    func aCellStandsWhereItsColumnSays(_ rise: TextTable.Rise, _ drawn: String) {
        var table = TextTable(border: .none)
        table[column: 0].rise = rise
        table[column: 0].narrowest = 2
        table.add("a", "one\ntwo\nthree")
        #expect(table.text == drawn)
    }

    @Test func aScreenReaderReadsALineARow() {
        let lines = "Name: Ann, *, Doing: looks for the lamp that she left in the old harbour\nName: 漢字, Doing: a|b"
        #expect(shown(people) { $0.isScreenReader = true } == lines)
        var narrow = TextTable(headers: (1...9).map { "H\($0)" })
        narrow.add(cells: (1...9).map { "value \($0)" })
        #expect(shown(narrow) { $0.width = 30 }.hasPrefix("H1: value 1, H2: value 2,"), "columns do not fit")
        #expect(shown(narrow) { $0.width = 0 }.hasPrefix("H1 "))
    }

    @Test func wordsAreNotBrokenForATable() {
        var table = TextTable("Name", "Connected", "Where")
        table.add("Ann", "3s", "a hall with a long name")
        #expect(
            shown(table) { $0.width = 26 } == """
                Name  Connected  Where
                ----  ---------  ---------
                Ann   3s         a hall
                                 with a
                                 long name
                """)
        #expect(shown(table) { $0.width = 20 } == "Name: Ann,\n  Connected: 3s,\n  Where: a hall with\n  a long name")
    }

    @Test func columnsAreSet() {
        var table = TextTable("Thing", "Price", "About", width: 60)
        table[column: "Price"].alignment = .right
        table[column: 0].narrowest = 8
        table[column: "About"].widest = 10
        table[column: "About"].mostLines = 2
        table[column: "Nothing"].widest = 1
        table.add("rope", "5", "long and strong and made of hemp")
        table.add("an anchor", "120", "heavy")
        #expect(
            Markup.strip(table.text) == """
                Thing      Price  About
                ---------  -----  ----------
                rope           5  long and
                                  strong an…
                an anchor    120  heavy
                """)
        table[column: "About"].mostLines = 1
        #expect(Markup.strip(table.text).contains("rope           5  long and …"))
        table.addColumn("Weight", ["2", "90"])
        #expect(table.headers.last == "Weight" && table.rows[1] == ["an anchor", "120", "heavy", "90"])
    }

    @Test func linesAreDrawnAsAsked() {
        var table = TextTable("A", "B")
        table.add("1", "2")
        table.add("3", "4")
        func drawn(_ border: TextTable.Border) -> String {
            table.border = border
            return Markup.strip(table.text)
        }
        #expect(drawn(.none) == "A  B\n1  2\n3  4")
        #expect(drawn(.columns) == "A | B\n1 | 2\n3 | 4")
        #expect(drawn(.frame) == "+------+\n| A  B |\n| 1  2 |\n| 3  4 |\n+------+")
        #expect(drawn([.header, .rows]) == "A  B\n-  -\n1  2\n-  -\n3  4")
        #expect(drawn(.all) == """
            +---+---+
            | A | B |
            +---+---+
            | 1 | 2 |
            +---+---+
            | 3 | 4 |
            +---+---+
            """)
        table.lines = .box
        #expect(drawn([.columns, .header]) == "A │ B\n──┼──\n1 │ 2\n3 │ 4")
        #expect(shown(table) { $0.isScreenReader = true } == "A: 1, B: 2\nA: 3, B: 4")
    }

    @Test func columnsSpread() {
        var table = TextTable("A", "Long header", width: 31, border: .cells)
        table.add("1", "2")
        table.spread = .full
        #expect(table.text.split(separator: "\n").allSatisfy { Markup.width(String($0)) == 31 })
        table.spread = .even
        #expect(Markup.strip(table.text).hasPrefix("+--------------+--------------+\n| A            | Long header"))
        table[column: 0].widest = 3
        #expect(Markup.strip(table.text).hasPrefix("+-----+--------------+\n"))
    }

    @Test func aFormIsFilled() {
        var stats = TextTable("Art", "Skill", border: .none)
        stats.add("rowing", "12")
        let form = TextForm(
            """
            +-- |cSailor|n -----------+
            | {name   } {>level}  |
            | {about            } |
            | {about            } |
            | {stats            } |
            | {stats            } |
            +---------------------+
            """)
        let filled = form.filled([
            "name": "|rAnn|n", "level": "7", "stats": stats,
            "about": "Tall, 漢字, and never to be seen without her hat on.",
        ])
        #expect(
            Markup.strip(filled.text) == """
                +-- Sailor -----------+
                | Ann              7  |
                | Tall, 漢字, and     |
                | never to be seen…   |
                | Art     Skill       |
                | rowing  12          |
                +---------------------+
                """)
        let spoken = """
            Name: Ann
            Level: 7
            About: Tall, 漢字, and never to be seen without her hat on.
            Stats: Art: rowing, Skill: 12
            """
        #expect(shown(filled) { $0.isScreenReader = true } == spoken)
        #expect(shown(filled) { $0.width = 22 }.hasPrefix("Name: Ann\n"), "the drawing does not fit")
        #expect(shown(filled) { $0.width = 30 }.hasPrefix("+-- Sailor"))
        #expect(Markup.strip(form.text).contains("|                   "), "what has no value is blank")
        #expect(TextForm("{} { x } {|r}", ["x": "y"]).text == "{} { x } {|r}", "no fields")
        #expect(Markup.strip(TextForm("{^mid   }{n }", ["mid": "ab", "n": "||||"]).text) == "   ab    ||  ")
    }

    @Test func whatIsDrawnIsNotReadAloud() {
        #expect(Markup.spoken("+----+\n| Hi |\n+----+\n***\n--\n┌──┐\n│ you │") == "| Hi |\n--\nyou")
        #expect(Markup.spoken("|r------|n\ntext—with a dash") == "text—with a dash")
        #expect(shown("a\n=====\n█████ 5%") { $0.isScreenReader = true } == "a\n5%")
        #expect(shown("a\n=====") { _ in } == "a\n=====")
        let map = TextArt("###\n#@#\n###", spoken: "You are walled in.")
        #expect(shown(map) { $0.isScreenReader = true } == "You are walled in.")
        #expect(shown(map) { $0.width = 40 } == "###\n#@#\n###")
    }

    @Test func linesGoOnUnderTheirBeginning() {
        let text = TextParagraph("* one two three\n* four", indent: 1, hanging: 2)
        #expect(text.text(width: 12) == " * one two\n   three\n * four")
        #expect(shown(text) { $0.isScreenReader = true } == "* one two three\n* four")
    }

    @Test func aTableWithoutHeadersIsOfLabels() {
        var table = TextTable(border: .none)
        table.add("|wNow|n", "noon")
        table.add("alone", "")
        #expect(shown(table) { $0.isScreenReader = true } == "Now: noon\nalone")
    }

    @Test func columnsOfItems() {
        let items = TextColumns(["one", "two", "three"], indent: 2)
        #expect(shown(items) { $0.width = 20 } == "  one    three\n  two")
        #expect(shown(items) { $0.isScreenReader = true } == "one, two, three")
    }

    @Test func bars() {
        #expect(Markup.strip(Markup.bar(0.5, width: 4)) == "██░░ 50%")
        #expect(Markup.strip(Markup.bar(0.999, width: 4)) == "███░ 99%")
        #expect(Markup.strip(Markup.bar(0.001, width: 4)) == "█░░░ 1%")
        #expect(Markup.strip(Markup.bar(-3, width: 4)) == "░░░░ 0%")
        #expect(Markup.strip(Markup.bar(7, width: 4)) == "████ 100%")
        #expect(Markup.strip(Markup.bar(.nan, width: -1)) == " 0%")
    }

    @Test func paragraphs() {
        let text = "one two three\nfour\n\nfive"
        #expect(Markup.justify(text, .full, width: 9) == "one   two\nthree\nfour\n\nfive")
        #expect(Markup.justify(text, .full, width: 10) == "one    two\nthree four\n\nfive")
        #expect(Markup.justify(text, .right, width: 9) == "  one two\n    three\n     four\n\n     five")
        #expect(Markup.justify("a b", .center, width: 7) == "  a b")
        #expect(Markup.dedent("    a\n      b\n  \n    c") == "a\n  b\n\nc")
        #expect(Markup.dedent("a\n  b") == "a\n  b")
    }

    @Test func times() {
        #expect(Duration.seconds(2 * 86_400 + 3 * 3600 + 5).brief() == "2d 3h")
        #expect(Duration.seconds(2 * 86_400 + 5).brief() == "2d")
        #expect(Duration.seconds(90_061).brief(4) == "1d 1h 1m 1s")
        #expect(Duration.seconds(400 * 86_400).brief(1) == "1y")
        #expect(Duration.milliseconds(-5).brief() == "0s")
    }
}
