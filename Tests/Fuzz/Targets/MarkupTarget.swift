@testable import HearthKit

extension FuzzTarget {
    /// Marked-up text shows in its width whatever a builder or player wrote, and what a player typed is shown as typed
    /// and can do nothing.
    static let markup = FuzzTarget(name: "markup") { input in
        var input = input
        let width = input.choice() % 40
        let text = input.text
        try checkRendering(text)
        try checkPlayersText(text)
        let plain = String(text.unicodeScalars.filter { $0 == "\n" || $0.value >= 0x20 && !(0x7F...0x9F ~= $0.value) })
        try checkLayout(plain, width: width)
    }

    private static func checkRendering(_ text: String) throws {
        let escapes = text.utf8.count { $0 == 0x1B }
        for depth in ColorDepth.allCases {
            for links in LinkStyle.allCases {
                let rendered = Markup.render(text, as: depth, links: links)
                var bytes: [UInt8] = []
                Markup.render(text, as: depth, links: links, into: &bytes)
                try require(Array(rendered.utf8) == bytes, "two ways of rendering, two results")
                if depth == .none, links == .text {
                    try require(bytes.count { $0 == 0x1B } <= escapes, "an escape without colour")
                }
                guard escapes == 0, links == .text else { continue }
                try require(withoutColour(rendered) == withoutColour(Markup.strip(text)), "colours that are not SGR")
            }
        }
        try require(Markup.strip(Markup.mended(text)).utf8.elementsEqual(Markup.strip(text).utf8), "mended, and changed")
    }

    /// The text without `ESC [ digits and semicolons m`. Nil where another escape is left.
    private static func withoutColour(_ text: String) -> [UInt8]? {
        var (result, isInside) = ([UInt8](), false)
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            if isInside {
                guard (0x30...0x3B).contains(bytes[index]) || bytes[index] == UInt8(ascii: "m") else { return nil }
                isInside = bytes[index] != UInt8(ascii: "m")
            } else if bytes[index] == 0x1B {
                guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "[") else { return nil }
                isInside = true
                index += 1
            } else {
                result.append(bytes[index])
            }
            index += 1
        }
        return isInside ? nil : result
    }

    private static func checkPlayersText(_ text: String) throws {
        let harmless = text.unicodeScalars.filter {
            switch $0.value {
            case ..<0x20: $0 == "\t"
            case 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: false
            default: true
            }
        }
        let typed = String(String.UnicodeScalarView(harmless.map { $0 == "\t" ? " " : $0 }))
        let escaped = Markup.escape(text)
        for depth in ColorDepth.allCases {
            try require(Markup.render(escaped, as: depth).utf8.elementsEqual(typed.utf8), "not shown as typed")
            let around = Markup.render("|r" + escaped + "|n.", as: depth)
            guard let shown = withoutColour(around) else { throw BrokenPromise(description: "an escape of a player's") }
            try require(shown == Array(typed.utf8) + [UInt8(ascii: ".")], "not shown as typed in a colour")
        }
        // As the target and the text of a link, three escapes are ours: two begin and end the link, one the target.
        let link = Markup.render("|lu" + escaped + "|lt" + escaped + "|le", as: .none, links: .osc8)
        try require(link.utf8.count { $0 == 0x1B } == 4, "a link that a player has broken")
    }

    private static func checkLayout(_ text: String, width: Int) throws {
        let whole = withoutSpace(Markup.strip(text))
        for indent in [0, 3] {
            _ = Markup.wrap(text, width: width, indent: indent, hanging: width / 4)
        }
        let lines = Markup.lines(text, width: width)
        try require(withoutSpace(lines.map(Markup.strip).joined()) == whole, "wrapping loses text")
        for line in lines {
            try require(Markup.width(line) <= max(2, width), "'\(line)' is wider than \(width)")
        }
        // A tab is as wide as the place where it stands makes it.
        if !Markup.strip(text).contains(where: \.isNewline), !Markup.strip(text).contains("\t") {
            try require(Markup.width(Markup.crop(text, to: width)) <= width, "cropped, and wider than \(width)")
        }
        var table = TextTable(headers: ["One", text], width: width, border: .cells)
        table.add(text, "x", text)
        _ = table.text
        _ = Markup.columns([text, "x", text], width: width)
    }

    private static func withoutSpace(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { !" \n\t".unicodeScalars.contains($0) }
    }
}
