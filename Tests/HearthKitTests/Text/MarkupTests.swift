import Testing

@testable import HearthKit

struct MarkupTests {
    static let escape = "\u{1B}["

    @Test(arguments: [
        ("|rred|n plain", "<1;31mred<0m plain"),
        ("|Rdark", "<31mdark<0m"),
        ("|ra|Rb", "<1;31ma<22;31mb<0m"),
        ("|ra|!Bb", "<1;31ma<34mb<0m"),
        ("|xgrey", "<1;30mgrey<0m"),
        ("|[rback", "<41mback<0m"),
        ("|[Rback", "<41mback<0m"),
        ("|hbold|Hnot", "<1mbold<22mnot<0m"),
        ("|uu|Uu|ii|Ii|ss|Ss", "<4mu<24mu<3mi<23mi<9ms<29ms<0m"),
        ("|^b|*i|n", "<5mb<7mi<0m"),
        ("|500a|050b|005c|555d|000e", "<1;31ma<1;32mb<1;34mc<1;37md<22;30me<0m"),
        ("|300a|[#00ff00b", "<31ma<42mb<0m"),
        ("a|/b|-c|_d|>e||f", "a\nb\tc d    e|f"),
        ("|nplain|n", "plain"),
        (Markup.link("look |rb", "|cLook|n") + "!", "<1;36mLook<0m!"),
        ("|lclook|ltLook|le at |luhttps://x.y|ltit|le", "Look at it"),
    ])
    func sixteenColours(source: String, expected: String) {
        let sequences = expected.split(separator: "<", omittingEmptySubsequences: false).joined(separator: Self.escape)
        #expect(Markup.render(source, as: .ansi16) == sequences)
    }

    @Test func richerDepths() {
        let (start, end) = (Self.escape, Self.escape + "0m")
        #expect(Markup.render("|500x", as: .xterm256) == start + "38;5;196mx" + end)
        #expect(Markup.render("|[500x", as: .trueColor) == start + "48;5;196mx" + end)
        #expect(Markup.render("|[rx", as: .xterm256) == start + "48;5;196mx" + end)
        #expect(Markup.render("|=ax", as: .xterm256) == start + "38;5;16mx" + end)
        #expect(Markup.render("|=bx", as: .xterm256) == start + "38;5;232mx" + end)
        #expect(Markup.render("|=yx", as: .xterm256) == start + "38;5;255mx" + end)
        #expect(Markup.render("|[=mx", as: .xterm256) == start + "48;5;243mx" + end)
        #expect(Markup.render("|=zx", as: .xterm256) == start + "38;5;231mx" + end)
        #expect(Markup.render("|#0a80FFx", as: .trueColor) == start + "38;2;10;128;255mx" + end)
        #expect(Markup.render("|[#ff0000x", as: .xterm256) == start + "48;5;196mx" + end)
        #expect(Markup.render("|#808080x", as: .xterm256) == start + "38;5;244mx" + end)
        #expect(Markup.render("|rx", as: .trueColor) == start + "1;31mx" + end)
    }

    @Test func nearestColoursAreExactWhereThePaletteHasThem() {
        for entry in UInt8(16)...255 {
            let color = MarkupColor.components(ofPalette: entry)
            let nearest = MarkupColor.nearestPalette(color.0, color.1, color.2)
            #expect(MarkupColor.components(ofPalette: nearest) == color)
        }
    }

    @Test(arguments: [
        "|", "a|", "|5", "|12", "|#12", "|#12345g", "|=", "|=A", "|[", "|[q", "|!", "|!q", "|q", "|l", "|le",
        "|lc no end", "|lclook|ltno end", "|ltx|le", "| x", "|6", "|é", "|\u{301}",
    ])
    func brokenCodesAreShown(text: String) {
        for depth in ColorDepth.allCases { #expect(Markup.render(text, as: depth) == text) }
    }

    @Test func textWithoutCodesIsUnchanged() {
        let text = "A plain room, with an élan of its own. 漢字"
        #expect(Markup.render(text, as: .trueColor) == text)
        var bytes: [UInt8] = []
        Markup.render(text, as: .ansi16, into: &bytes)
        #expect(bytes == Array(text.utf8))
    }

    @Test func linksForClientsThatKnowThem() {
        let source = "|lc say \"<&\" |lta < b|le |luhttp://x.y/?a||b|ltpage|le"
        let secure = "\u{1B}[4z"
        #expect(
            Markup.render(source, as: .none, links: .mxp)
                == secure + "<SEND HREF=\"say &quot;&lt;&amp;&quot;\">a < b" + secure + "</SEND> "
                + secure + "<A HREF=\"http://x.y/?a|b\">page" + secure + "</A>")
        #expect(
            Markup.render(source, as: .none, links: .osc8)
                == "a < b \u{1B}]8;;http://x.y/?a|b\u{1B}\\page\u{1B}]8;;\u{1B}\\")
        #expect(
            Markup.render("|lc say \"ä;\" |ltclick|le |luhttp://x.y|ltpage|le", as: .none, links: .page)
                == "\u{1B}]8;;send:say%20%22%c3%a4%3b%22\u{1B}\\click\u{1B}]8;;\u{1B}\\ "
                + "\u{1B}]8;;http://x.y\u{1B}\\page\u{1B}]8;;\u{1B}\\")
        // A control byte in a target must not end the sequence early.
        #expect(!Markup.render("|lux\u{1B}\\y|ltz|le", as: .none, links: .osc8).contains("x\u{1B}"))
    }

    @Test func playersTextIsShownAsTyped() {
        #expect(Markup.escape("plain text") == "plain text")
        #expect(Markup.escape("|rred||") == "||rred||||")
        #expect(Markup.escape("\u{1B}[31mred\u{7}\r\n\tx") == "[31mred x")
        #expect(Markup.escape("a\nb\rc", keepingNewlines: true) == "a\nbc")
        #expect(Markup.escape("a\u{9B}31mb\u{202E}c\u{2066}d\u{2028}e\u{7F}é漢") == "a31mbcdeé漢")
    }

    @Test func escapeRoundTrip() {
        var random = SeededRandom(seed: 1)
        for _ in 0..<2_000 {
            let text = random.text(of: awkwardPieces, upTo: 20)
            #expect(Markup.strip(Markup.escape(text)) == text)
            #expect(Markup.render(Markup.escape(text), as: .trueColor) == text)
        }
    }

    @Test func anyTextRendersAndNoLookLeaks() {
        var random = SeededRandom(seed: 2)
        for _ in 0..<3_000 {
            let text = random.text(of: awkwardPieces, upTo: 20)
            #expect(Markup.render(text, as: .none) == Markup.strip(text))
            for depth in ColorDepth.allCases {
                let rendered = Markup.render(text, as: depth)
                #expect(removingSequences(rendered) == Markup.strip(text))
                #expect(lastSequence(rendered) ?? "0m" == "0m")
                for links in LinkStyle.allCases { _ = Markup.render(text, as: depth, links: links) }
            }
        }
    }

    @Test func randomBytesNeverTrap() {
        var random = SeededRandom(seed: 3)
        for _ in 0..<3_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let text = String(decoding: bytes, as: UTF8.self)
            _ = Markup.render(text, as: .ansi16, links: .mxp)
            _ = Markup.width(Markup.escape(text))
            _ = Markup.wrap(text, width: Int.random(in: -3...20, using: &random))
            _ = Markup.crop(text, to: Int.random(in: -3...20, using: &random))
            #expect(Markup.width(text) >= 0)
        }
    }

    @Test func manyUnfinishedLinksCostLinearTime() {
        // Quadratic, this would be 2,500,000,000 steps.
        let text = String(repeating: "|lc|lt", count: 50_000)
        #expect(Markup.strip(text) == text)
    }

    private func removingSequences(_ text: String) -> String {
        var result = ""
        var isInSequence = false
        for scalar in text.unicodeScalars {
            if scalar == "\u{1B}" { isInSequence = true }
            if !isInSequence { result.unicodeScalars.append(scalar) }
            if scalar == "m" { isInSequence = false }
        }
        return result
    }

    /// What follows the last ESC [, up to its m.
    private func lastSequence(_ text: String) -> String? {
        let parts = text.unicodeScalars.split(separator: "\u{1B}", omittingEmptySubsequences: false).dropFirst()
        guard let last = parts.last else { return nil }
        return String(String.UnicodeScalarView(last.dropFirst().prefix { $0 != "m" })) + "m"
    }
}
