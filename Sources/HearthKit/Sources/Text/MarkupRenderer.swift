/// Writes tokens as a client wants them: SGR sequences (ECMA-48; 38;5 and 38;2 as xterm's ctlseqs page
/// describes them) and links.
nonisolated struct MarkupRenderer {
    let depth: ColorDepth
    let links: LinkStyle
    /// Whether a look is on that the client must be told to end.
    private var isOpen = false
    private var isBold = false
    private var openLink: MarkupToken.LinkKind?

    init(depth: ColorDepth, links: LinkStyle) {
        self.depth = depth
        self.links = links
    }

    mutating func render(_ text: Span<UInt8>, into output: inout [UInt8]) {
        var scanner = MarkupScanner()
        while let token = scanner.next(in: text) {
            switch token {
            case .text(let range): write(text, range, into: &output)
            case .newline: output.append(UInt8(ascii: "\n"))
            case .tab: output.append(UInt8(ascii: "\t"))
            case .spaces(let count): for _ in 0..<count { output.append(UInt8(ascii: " ")) }
            case .reset: reset(into: &output)
            case .style(let style): apply(style, into: &output)
            case .color(let color, let isBackground): apply(color, isBackground, into: &output)
            case .linkStart(let kind, let target): open(kind, text, target, into: &output)
            case .linkEnd: closeLink(into: &output)
            }
        }
        reset(into: &output)
    }

    private mutating func reset(into output: inout [UInt8]) {
        guard isOpen else { return }
        output.append("\u{1B}[0m")
        isOpen = false
        isBold = false
    }

    private mutating func apply(_ style: TextStyle, into output: inout [UInt8]) {
        guard depth > .none else { return }
        if style == .bold { isBold = true }
        if style == .notBold { isBold = false }
        sequence(style.rawValue, into: &output)
    }

    private mutating func apply(_ color: MarkupColor, _ isBackground: Bool, into output: inout [UInt8]) {
        guard depth > .none else { return }
        let extended: UInt8 = isBackground ? 48 : 38
        switch color {
        case .named(let base, .bright) where isBackground && depth >= .xterm256:
            // The sixteen have no bright background that every client knows: the corner of the cube is it.
            let level: (UInt8) -> UInt8 = { base == 0 ? 2 : base >> $0 & 1 == 1 ? 5 : 0 }
            sequence(extended, 5, 16 + 36 * level(0) + 6 * level(1) + level(2), into: &output)
        case .named(let base, let brightness):
            named(base, brightness, isBackground, into: &output)
        case .palette(let entry) where depth >= .xterm256:
            sequence(extended, 5, entry, into: &output)
        case .palette(let entry):
            let (red, green, blue) = MarkupColor.components(ofPalette: entry)
            sixteen(red, green, blue, isBackground, into: &output)
        case .rgb(let red, let green, let blue) where depth == .trueColor:
            begin(into: &output)
            for number in [extended, 2, red, green] {
                decimal(number, into: &output)
                output.append(UInt8(ascii: ";"))
            }
            decimal(blue, into: &output)
            output.append(UInt8(ascii: "m"))
        case .rgb(let red, let green, let blue) where depth == .xterm256:
            sequence(extended, 5, MarkupColor.nearestPalette(red, green, blue), into: &output)
        case .rgb(let red, let green, let blue):
            sixteen(red, green, blue, isBackground, into: &output)
        }
    }

    private mutating func sixteen(
        _ red: UInt8, _ green: UInt8, _ blue: UInt8, _ isBackground: Bool, into output: inout [UInt8]
    ) {
        let (base, isBright) = MarkupColor.nearestNamed(red, green, blue)
        named(base, isBright ? .bright : .dark, isBackground, into: &output)
    }

    /// Bright is the bold of the dark colour, as every client of the last forty years takes it.
    private mutating func named(
        _ base: UInt8, _ brightness: MarkupColor.Brightness, _ isBackground: Bool, into output: inout [UInt8]
    ) {
        if isBackground {
            sequence(40 + base, into: &output)
        } else if brightness == .bright {
            isBold = true
            sequence(1, 30 + base, into: &output)
        } else if brightness == .dark, isBold {
            isBold = false
            sequence(22, 30 + base, into: &output)
        } else {
            sequence(30 + base, into: &output)
        }
    }

    private mutating func begin(into output: inout [UInt8]) {
        isOpen = true
        output.append(0x1B)
        output.append(UInt8(ascii: "["))
    }

    private mutating func sequence(_ a: UInt8, into output: inout [UInt8]) {
        begin(into: &output)
        decimal(a, into: &output)
        output.append(UInt8(ascii: "m"))
    }

    private mutating func sequence(_ a: UInt8, _ b: UInt8, into output: inout [UInt8]) {
        begin(into: &output)
        decimal(a, into: &output)
        output.append(UInt8(ascii: ";"))
        decimal(b, into: &output)
        output.append(UInt8(ascii: "m"))
    }

    private mutating func sequence(_ a: UInt8, _ b: UInt8, _ c: UInt8, into output: inout [UInt8]) {
        begin(into: &output)
        decimal(a, into: &output)
        output.append(UInt8(ascii: ";"))
        decimal(b, into: &output)
        output.append(UInt8(ascii: ";"))
        decimal(c, into: &output)
        output.append(UInt8(ascii: "m"))
    }

    private func decimal(_ number: UInt8, into output: inout [UInt8]) {
        if number >= 100 { output.append(UInt8(ascii: "0") + number / 100) }
        if number >= 10 { output.append(UInt8(ascii: "0") + number / 10 % 10) }
        output.append(UInt8(ascii: "0") + number % 10)
    }
}

/// How a client shows links.
public nonisolated enum LinkStyle: UInt8, Sendable, CaseIterable, Codable {
    /// Only the text of a link.
    case text
    /// MXP's SEND and A tags, each behind an escape sequence that makes one tag secure. Other text is written as it is,
    /// so the client must be in MXP's locked mode, in which it reads no other tags: who sets the style sees to that
    /// (MXP specification, zuggsoft.com/zmud/mxp.htm).
    case mxp
    /// OSC 8 hyperlinks for addresses; commands are plain text.
    case osc8
    /// The same as Hearth's own page takes it: commands are addresses `send:`, percent-encoded.
    case page
}

nonisolated extension MarkupRenderer {
    private func write(_ text: Span<UInt8>, _ range: Range<Int>, into output: inout [UInt8]) {
        output.append(text, range)
    }

    /// As RFC 3986, 2.1 has it.
    private func appendEncoded(_ byte: UInt8, into output: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            output.append(byte)
        default:
            let digits = String(byte, radix: 16)
            output.append("%")
            if byte < 0x10 { output.append("0") }
            output.append(contentsOf: digits.utf8)
        }
    }

    private func appendEntity(_ byte: UInt8, into output: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "<"): output.append("&lt;")
        case UInt8(ascii: ">"): output.append("&gt;")
        case UInt8(ascii: "&"): output.append("&amp;")
        case UInt8(ascii: "\""): output.append("&quot;")
        default: output.append(byte)
        }
    }

    private mutating func open(
        _ kind: MarkupToken.LinkKind, _ text: Span<UInt8>, _ target: Range<Int>, into output: inout [UInt8]
    ) {
        switch (links, kind) {
        case (.mxp, .command): output.append("\u{1B}[4z<SEND HREF=\"")
        case (.mxp, .url): output.append("\u{1B}[4z<A HREF=\"")
        case (.osc8, .url), (.page, .url): output.append("\u{1B}]8;;")
        case (.page, .command): output.append("\u{1B}]8;;send:")
        default: return
        }
        openLink = kind
        let trimmed = Self.trim(text, target)
        var index = trimmed.lowerBound
        while index < trimmed.upperBound {
            let byte = text[index]
            // A control byte would end the sequence that the target stands in.
            if byte >= 0x20, byte != 0x7F {
                switch (links, kind) {
                case (.mxp, _): appendEntity(byte, into: &output)
                case (.page, .command): appendEncoded(byte, into: &output)
                default: output.append(byte)
                }
            }
            index += byte == UInt8(ascii: "|") && text.has("||", at: index) ? 2 : 1
        }
        if links == .mxp { output.append("\">") } else { output.append("\u{1B}\\") }
    }

    private mutating func closeLink(into output: inout [UInt8]) {
        switch (links, openLink) {
        case (.mxp, .command): output.append("\u{1B}[4z</SEND>")
        case (.mxp, .url): output.append("\u{1B}[4z</A>")
        case (.osc8, .url), (.page, .url), (.page, .command): output.append("\u{1B}]8;;\u{1B}\\")
        default: break
        }
        openLink = nil
    }

    private static func trim(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, text[start] == UInt8(ascii: " ") { start += 1 }
        while end > start, text[end - 1] == UInt8(ascii: " ") { end -= 1 }
        return start..<end
    }
}
