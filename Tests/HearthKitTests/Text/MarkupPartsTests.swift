import Testing

@testable import HearthKit

struct MarkupPartsTests {
    @Test(arguments: [
        ("abcdef", 0..<3, "abc"), ("abcdef", 2..<4, "cd"), ("abcdef", 4..<99, "ef"), ("abc", 5..<9, ""),
        ("a|rbcd|ne", 0..<2, "a|rb|n"), ("a|rbcd|ne", 2..<4, "|rcd|n"), ("a|rbcd|ne", 3..<5, "|rd|ne"),
        ("漢字漢", 0..<3, "漢"), ("漢字漢", 1..<4, "字"), ("漢字漢", 2..<6, "字漢"), ("a||b", 1..<2, "||"),
        ("|lcgo|ltnorth|le!", 2..<4, "|lcgo|ltrt|le"), ("ab", 1..<1, ""), ("a|>b", 2..<6, "b"),
    ])
    func slice(_ text: String, _ columns: Range<Int>, _ part: String) {
        #expect(Markup.slice(text, columns) == part)
    }

    @Test func slicesTogetherAreTheWhole() {
        var random = SeededRandom(seed: 8)
        for _ in 0..<2_000 {
            let text = "漢字|rab|gc|n||d|hé|nf"
            let cut = Int.random(in: 0...12, using: &random)
            let (head, tail) = Markup.split(text, at: cut)
            #expect(Markup.strip(head) + Markup.strip(tail) == Markup.strip(text))
            #expect(Markup.width(head) <= cut)
            let from = Int.random(in: 0...12, using: &random)
            let slice = Markup.slice(text, from..<from + cut)
            #expect(Markup.width(slice) <= cut && Markup.strip(text).contains(Markup.strip(slice)))
        }
    }

    @Test func split() {
        #expect(Markup.split("a,|rb,c|n,d", separator: ",") == ["a", "|rb|n", "|rc|n", "d"])
        #expect(Markup.split("", separator: ",") == [""])
        #expect(Markup.split("a||b|rc||d", separator: "|") == ["a", "b|rc|n", "|rd|n"])
        #expect(Markup.split("a|/b\nc", separator: "\n") == ["a", "b", "c"])
        #expect(Markup.split("|lcgo, now|lta, b|le", separator: ",") == ["|lcgo, now|lta|le", "|lcgo, now|lt b|le"])
    }
}

/// The names are all games': one after the other.
@Suite(.serialized) struct NamedColorTests {
    private func with<T>(_ colors: [String: String], _ body: () -> T) -> T {
        Markup.colors = colors
        defer { Markup.colors = [:] }
        return body()
    }

    @Test func aGameNamesItsOwn() {
        with(["ember": "#ff6600", "moss": "=m", "sea": "015", "dawn": "r", "dusk": "B"]) {
            #expect(Markup.render("|{ember}hot|n", as: .trueColor) == Markup.render("|#ff6600hot|n", as: .trueColor))
            #expect(Markup.render("|[{sea}x", as: .xterm256) == Markup.render("|[015x", as: .xterm256))
            #expect(Markup.render("|{moss}x|{dawn}y|{dusk}z", as: .ansi16) == Markup.render("|=mx|ry|Bz", as: .ansi16))
            #expect(Markup.width("|{ember}hot|n") == 3)
            #expect(Markup.strip("|{ember}hot|n") == "hot")
            #expect(Markup.strip(Markup.escape("|{ember}hot")) == "|{ember}hot", "players colour nothing")
            #expect(Markup.crop("|{ember}abcdef", to: 3, suffix: "") == "|{ember}abc|n")
            #expect(Markup.colors["moss"] == "=m" && Markup.colors["sea"] == "015" && Markup.colors["dusk"] == "B")
        }
    }

    @Test(arguments: ["|{ash}x", "|{}x", "|{ember x", "|{", "|{\(String(repeating: "e", count: 500))}", "||{ember}", "{ember}"])
    func whatIsNoNameStays(_ text: String) {
        with(["ember": "r"]) {
            #expect(Markup.render(text, as: .ansi16) == text.replacing("||", with: "|"))
        }
    }

    @Test func whatIsNoColourIsNoName() {
        with(["a": "|r", "b": "#12", "c": "rr", "d": "{a}", "e": ""]) { #expect(Markup.colors.isEmpty) }
    }
}

extension GameTests {
    @MainActor struct SpanTests {
        private final class Pirate: Grammar {
            override class var language: String { "pi" }
            override func words(_ span: Duration) -> String { "\(span.units(most: 1).map { "\($1) \($0)s" }.joined()), arr" }
            override func day(_ date: CalendarDate) -> String { "the \(date.day)th" }
        }
        private let game = TestGame(types: [Pirate.self])

        @Test func spansAreOfTheReadersLanguage() async throws {
            let ann = try await game.player("Ann")
            game.world.texts.languages["pi"] = ["cooling down": "Hold for {time}."]
            ann.session?.options.language = "pi"
            try ann.puppet?.cooldown("bash", .minutes(2))
            let refusal = #expect(throws: Refusal.self) { try ann.puppet?.cooldown("bash", .minutes(2)) }
            #expect(refusal?.text(in: "pi") == "Hold for 2 minutes, arr.")
            #expect(refusal?.description == "You must wait 2 minutes before you can do that again.")
            #expect(ann.session?.words(.span(.seconds(3))) == "3 seconds, arr")
        }

        @Test func momentsAreAsShortAsTheyCanBe() {
            // The clock stands at 2023-11-14 22:13 UTC.
            #expect(Moment(2023, 11, 14, hour: 4, minute: 30).brief() == "04:30")
            #expect(Moment(2023, 11, 5).brief() == "5 Nov")
            #expect(Moment(2022, 11, 14).brief() == "14 Nov 2022")
            #expect(Moment(2023, 11, 5).brief(in: "pi") == "the 5th")
        }

        @Test func unitsAreTheGreatest() {
            #expect(Duration.seconds(90_061).words == "1 day and 1 hour")
            #expect(Duration.seconds(86_461).words == "1 day", "minutes do not follow on days")
            #expect(Duration.milliseconds(10).words == "1 second" && Duration.zero.words == "a moment")
            #expect(Duration.milliseconds(10).brief() == "0s" && Duration.seconds(7500).brief() == "2h 5m")
        }
    }
}
