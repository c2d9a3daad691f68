import NIOCore

// Text for clients that read no UTF-8, and from them.

extension TelnetPreferences.Encoding {
    /// UTF-8 in this encoding. What it has not is written as near as it can be: a dash for a dash, `e` for `é`.
    func encode(_ text: ByteBuffer) -> ByteBuffer {
        guard self != .utf8, text.readableBytesView.contains(where: { $0 >= 0x80 }) else { return text }
        var bytes = ByteBufferAllocator().buffer(capacity: text.readableBytes)
        for scalar in String(buffer: text).unicodeScalars { write(scalar, into: &bytes) }
        return bytes
    }

    /// What a client sends in this encoding, as UTF-8.
    func decode(_ bytes: ByteBuffer) -> ByteBuffer {
        guard self == .latin1, bytes.readableBytesView.contains(where: { $0 >= 0x80 }) else { return bytes }
        var text = ByteBufferAllocator().buffer(capacity: bytes.readableBytes * 2)
        for byte in bytes.readableBytesView {
            if byte >= 0x80 { text.writeInteger(0xC0 | byte >> 6) }
            text.writeInteger(byte < 0x80 ? byte : 0x80 | byte & 0x3F)
        }
        return text
    }

    private func write(_ scalar: Unicode.Scalar, into bytes: inout ByteBuffer) {
        switch scalar.value {
        case ..<0x80: bytes.writeInteger(UInt8(scalar.value))
        // U+0080 to U+009F are control characters, which no terminal is to be sent.
        case 0x80..<0xA0: break
        case 0xA0...0xFF where self == .latin1: bytes.writeInteger(UInt8(scalar.value))
        case 0xC0...0xFF: bytes.writeInteger(Self.letters[Int(scalar.value) - 0xC0])
        // Accents by themselves, joiners, and what chooses between forms of the character before it.
        case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: break
        default: bytes.writeString(Self.likes[scalar] ?? "?")
        }
    }

    /// U+00C0 to U+00FF without their accents.
    private static let letters = Array("AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty".utf8)

    /// What texts are likely to have, and what comes next to it in ASCII.
    private static let likes: [Unicode.Scalar: String] = {
        let groups = [
            ("-", "‐‑‒–—―─━═−"), ("'", "‘’‚‛′´"), ("\"", "“”„‟″«»"), ("...", "…"), ("*", "•·●★☆◆"),
            (" ", "\u{A0}\u{2009}\u{202F}"), ("|", "│┃║¦"), ("+", "┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬"), ("#", "█▓▒░"),
            ("<-", "←"), ("->", "→"), ("^", "↑"), ("v", "↓"), ("EUR", "€"), ("OE", "Œ"), ("oe", "œ"),
            ("S", "Š"), ("s", "š"), ("Z", "Ž"), ("z", "ž"), ("L", "Ł"), ("l", "ł"), ("!", "¡"), ("?", "¿"),
            ("(c)", "©"), ("1/2", "½"), ("1/4", "¼"), ("3/4", "¾"), ("o", "°"),
        ]
        var likes: [Unicode.Scalar: String] = [:]
        for (ascii, scalars) in groups { for scalar in scalars.unicodeScalars { likes[scalar] = ascii } }
        return likes
    }()
}
