/// One piece of marked-up text. Ranges are byte offsets in the text that was scanned.
nonisolated enum MarkupToken: Equatable {
    case text(Range<Int>)
    case newline
    case tab
    case spaces(Int)
    case reset
    case style(TextStyle)
    case color(MarkupColor, isBackground: Bool)
    case linkStart(LinkKind, target: Range<Int>)
    case linkEnd

    enum LinkKind: Equatable { case command, url }

    /// Whether it changes how the text after it looks, until the next reset.
    var changesLook: Bool {
        switch self {
        case .style, .color: true
        default: false
        }
    }
}

/// What SGR (ECMA-48, 8.3.117) can do to text beside colour; the raw value is its parameter.
nonisolated enum TextStyle: UInt8 {
    case bold = 1, notBold = 22
    case italic = 3, notItalic = 23
    case underline = 4, notUnderline = 24
    case blink = 5
    case inverse = 7
    case strike = 9, notStrike = 29
}

nonisolated extension Markup {
    /// The text with every `|` that begins no code written `||`. It shows the same, and parts of it can be put before
    /// other codes: without this `|` and `|n` would join to `||n`.
    static func mended(_ text: String) -> String {
        guard hasMarkup(text) else { return text }
        return text.withBytes { bytes in
            var scanner = MarkupScanner()
            var output: [UInt8] = []
            var start = 0
            while let token = scanner.next(in: bytes) {
                if case .text(let range) = token, range.lowerBound == start, bytes[start] == UInt8(ascii: "|") {
                    output.append("||")
                } else {
                    output.append(bytes, start..<scanner.position)
                }
                start = scanner.position
            }
            return output.count == bytes.count ? text : String(decoding: output, as: UTF8.self)
        }
    }
}

/// Splits text into plain runs and codes. What is not a whole code is text: `|` at the end, `|5`, `|#12`.
nonisolated struct MarkupScanner {
    private(set) var position = 0
    private(set) var isInLink = false
    /// Set by the first search that found no whole link: later searches would not either. It keeps
    /// scanning linear however many `|lc` a text has.
    private var hasNoMoreLinks = false

    mutating func next(in text: Span<UInt8>) -> MarkupToken? {
        guard position < text.count else { return nil }
        let start = position
        guard text[start] == UInt8(ascii: "|") else {
            position = text.firstIndex(of: UInt8(ascii: "|"), from: start) ?? text.count
            return .text(start..<position)
        }
        if let (token, length) = code(in: text, at: start) {
            position = start + length
            return token
        }
        position = start + 1
        return .text(start..<position)
    }

    private mutating func code(in text: Span<UInt8>, at start: Int) -> (MarkupToken, length: Int)? {
        guard start + 1 < text.count else { return nil }
        switch text[start + 1] {
        case UInt8(ascii: "n"): return (.reset, 2)
        case UInt8(ascii: "|"): return (.text(start + 1..<start + 2), 2)
        case UInt8(ascii: "/"): return (.newline, 2)
        case UInt8(ascii: "-"): return (.tab, 2)
        case UInt8(ascii: "_"): return (.spaces(1), 2)
        case UInt8(ascii: ">"): return (.spaces(4), 2)
        case UInt8(ascii: "h"): return (.style(.bold), 2)
        case UInt8(ascii: "H"): return (.style(.notBold), 2)
        case UInt8(ascii: "i"): return (.style(.italic), 2)
        case UInt8(ascii: "I"): return (.style(.notItalic), 2)
        case UInt8(ascii: "u"): return (.style(.underline), 2)
        case UInt8(ascii: "U"): return (.style(.notUnderline), 2)
        case UInt8(ascii: "s"): return (.style(.strike), 2)
        case UInt8(ascii: "S"): return (.style(.notStrike), 2)
        case UInt8(ascii: "^"): return (.style(.blink), 2)
        case UInt8(ascii: "*"): return (.style(.inverse), 2)
        case UInt8(ascii: "l"): return link(in: text, at: start)
        case UInt8(ascii: "["):
            guard let (color, length) = MarkupColor.parse(text, at: start + 2) else { return nil }
            return (.color(color, isBackground: true), 2 + length)
        case UInt8(ascii: "!"):
            guard start + 2 < text.count, let (base, _) = MarkupColor.baseColor(text[start + 2]) else { return nil }
            return (.color(.named(base, .kept), isBackground: false), 3)
        default:
            guard let (color, length) = MarkupColor.parse(text, at: start + 1) else { return nil }
            return (.color(color, isBackground: false), 1 + length)
        }
    }

    /// `|lc command |lt text |le` and `|lu url |lt text |le`. A link holds no other link.
    private mutating func link(in text: Span<UInt8>, at start: Int) -> (MarkupToken, length: Int)? {
        if isInLink {
            guard text.has("|le", at: start) else { return nil }
            isInLink = false
            return (.linkEnd, 3)
        }
        let kind: MarkupToken.LinkKind
        if text.has("|lc", at: start) {
            kind = .command
        } else if text.has("|lu", at: start) {
            kind = .url
        } else {
            return nil
        }
        guard !hasNoMoreLinks,
            let middle = Self.find("|lt", in: text, from: start + 3),
            Self.find("|le", in: text, from: middle + 3) != nil
        else {
            hasNoMoreLinks = true
            return nil
        }
        isInLink = true
        return (.linkStart(kind, target: start + 3..<middle), middle + 3 - start)
    }

    private static func find(_ code: StaticString, in text: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        while let pipe = text.firstIndex(of: UInt8(ascii: "|"), from: index) {
            if text.has(code, at: pipe) { return pipe }
            index = pipe + (text.has("||", at: pipe) ? 2 : 1)
        }
        return nil
    }
}
