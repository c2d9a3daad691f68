/// Colour markup in game text, as builders of Evennia's games know it.
///
/// | code | meaning |
/// | --- | --- |
/// | `\|r` `\|g` `\|y` `\|b` `\|m` `\|c` `\|w` `\|x` | bright red, green, yellow, blue, magenta, cyan, white, grey |
/// | `\|R` … `\|X` | the same, dark; `\|!R` keeps the brightness as it is |
/// | `\|500` | the 6x6x6 cube of xterm's 256 colours, 0 to 5 each of red, green, blue |
/// | `\|=a` … `\|=z` | greys from black to white |
/// | `\|#ff0000` | a 24-bit colour |
/// | `\|{ember}` | a colour that the game has named so; see ``colors`` |
/// | `\|[` before any of these | the same as background |
/// | `\|h` `\|u` `\|i` `\|s` | bold, underline, italic, strike; the capital ends it |
/// | `\|^` `\|*` | blink, inverse |
/// | `\|n` | back to normal |
/// | `\|/` `\|-` `\|_` `\|>` | newline, tab, space, four spaces |
/// | `\|\|` | one `\|` |
/// | `\|lc` command `\|lt` text `\|le` | a link that sends a command |
/// | `\|lu` address `\|lt` text `\|le` | a link to a page |
///
/// What is not a whole code is shown as it stands.
public nonisolated enum Markup {
    /// The text for a client: codes become escape sequences, richer colours the nearest that it can show, and what
    /// is still on at the end is reset. Text without codes comes back as it is, uncopied.
    public static func render(_ text: String, as depth: ColorDepth, links: LinkStyle = .text) -> String {
        text.withBytes { bytes -> String? in
            guard needsWork(bytes) else { return nil }
            return String(decoding: rendered(bytes, depth, links), as: UTF8.self)
        } ?? text
    }

    /// Appends the UTF-8 of `render(_:as:links:)` to `output`.
    public static func render(
        _ text: String, as depth: ColorDepth, links: LinkStyle = .text, into output: inout [UInt8]
    ) {
        text.withBytes { bytes in
            guard needsWork(bytes) else { return output.append(bytes, 0..<bytes.count) }
            var renderer = MarkupRenderer(depth: depth, links: links)
            renderer.render(bytes, into: &output)
        }
    }

    /// The text without codes: what a client without colour shows.
    public static func strip(_ text: String) -> String { render(text, as: .none) }

    /// Makes text that a player typed safe to put into marked-up text: it is shown as typed and can neither
    /// colour, link, move the cursor nor turn the direction of the line. Control characters are removed,
    /// tabs become spaces; line breaks stay only if `keepingNewlines`.
    public static func escape(_ playerText: String, keepingNewlines: Bool = false) -> String {
        playerText.withBytes { bytes -> String? in
            if bytes.isPrintableASCII, bytes.firstIndex(of: UInt8(ascii: "|")) == nil { return nil }
            return String(decoding: escaped(bytes, keepingNewlines: keepingNewlines), as: UTF8.self)
        } ?? playerText
    }

    /// A link that sends `command`; clients without links show `text` alone.
    ///
    /// - Parameters:
    ///   - command: what the click types, as a player would.
    ///   - text: markup, without a link of its own.
    public static func link(_ command: String, _ text: String) -> String { "|lc\(escape(command))|lt\(text)|le" }

    /// Whether the text has a `|` at all.
    public static func hasMarkup(_ text: String) -> Bool { text.containsByte(UInt8(ascii: "|")) }

    private static func needsWork(_ text: Span<UInt8>) -> Bool { text.firstIndex(of: UInt8(ascii: "|")) != nil }

    private static func rendered(_ text: Span<UInt8>, _ depth: ColorDepth, _ links: LinkStyle) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count + 64)
        var renderer = MarkupRenderer(depth: depth, links: links)
        renderer.render(text, into: &output)
        return output
    }

    private static func escaped(_ text: Span<UInt8>, keepingNewlines: Bool) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count + 8)
        var index = 0
        while index < text.count {
            let (scalar, length) = text.scalar(at: index)
            switch scalar.value {
            case 0x7C: output.append("||")
            case 0x09: output.append(UInt8(ascii: " "))
            case 0x0A where keepingNewlines: output.append(UInt8(ascii: "\n"))
            // C0, DEL, C1; line and paragraph separators; overrides and isolates of text direction.
            case ..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: break
            default: output.append(text, index..<index + length)
            }
            index += length
        }
        return output
    }
}
