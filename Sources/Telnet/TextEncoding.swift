import Foundation
import NIOCore

/// How text is written to a client. All of the game is UTF-8; a client that cannot read that gets the nearest that it
/// can.
public enum TextEncoding: String, Codable, Sendable, CaseIterable {
    case utf8
    /// ISO 8859-1, which old clients on old systems have.
    case latin1
    case ascii

    /// What a client has sent. One that says that it writes no UTF-8 may do so all the same.
    func read(_ bytes: UnsafeRawBufferPointer) -> String {
        if self == .utf8 { return String(decoding: bytes, as: UTF8.self) }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(bytes.map { byte in
            (0x80...0x9F).contains(byte) ? Self.windows[Int(byte - 0x80)] : Unicode.Scalar(byte)
        }))
    }

    fileprivate func write(_ scalar: Unicode.Scalar, into bytes: inout ByteBuffer) {
        if scalar.isASCII || self == .latin1 && (0xA0...0xFF).contains(scalar.value) {
            bytes.writeInteger(UInt8(truncatingIfNeeded: scalar.value))
        } else if let words = Self.replacements[scalar] {
            bytes.writeString(words)
        } else {
            writeBase(of: scalar, into: &bytes)
        }
    }

    /// A letter without what Latin-1, or ASCII, has not: `ő` is `o`.
    private func writeBase(of scalar: Unicode.Scalar, into bytes: inout ByteBuffer) {
        switch scalar.properties.generalCategory {
        // Marks on what came before, what only joins or directs, and what a terminal would obey.
        case .nonspacingMark, .enclosingMark, .format, .control: return
        case .spaceSeparator: bytes.writeStaticString(" ")
        default:
            switch scalar.value {
            case 0x2500...0x257F: bytes.writeString(Self.boxes(scalar.value))
            case 0x2580...0x259F: bytes.writeStaticString("#")
            default:
                let base = String(Character(scalar)).decomposedStringWithCanonicalMapping.unicodeScalars.first
                if let base, base != scalar { write(base, into: &bytes) } else { bytes.writeStaticString("?") }
            }
        }
    }

    private static func boxes(_ value: UInt32) -> String {
        switch value {
        case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254C, 0x254D, 0x2574, 0x2576, 0x2578, 0x257A: "-"
        case 0x2550: "="
        case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x254E, 0x254F, 0x2551, 0x2575, 0x2577: "|"
        default: "+"
        }
    }

    /// 0x80 to 0x9F, in which Latin-1 has control characters that nobody types: clients that call their text so write
    /// Windows-1252. The five that it leaves free are those characters (https://encoding.spec.whatwg.org/#windows-1252).
    private static let windows: [Unicode.Scalar] = [
        "€", "\u{81}", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "\u{8D}", "Ž", "\u{8F}",
        "\u{90}", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "\u{9D}", "ž", "Ÿ",
    ]

    private static let replacements: [Unicode.Scalar: String] = [
        "‘": "'", "’": "'", "‚": ",", "‛": "'", "“": "\"", "”": "\"", "„": "\"", "′": "'", "″": "\"",
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "…": "...", "•": "*", "·": ".",
        "‹": "<", "›": ">", "«": "<<", "»": ">>", "←": "<-", "→": "->", "↑": "^", "↓": "v", "↔": "<->",
        "€": "EUR", "£": "GBP", "™": "(TM)", "©": "(c)", "®": "(R)", "°": "o", "×": "x", "÷": "/", "¿": "?", "¡": "!",
        "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d",
        "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i",
    ]
}

extension ByteBuffer {
    /// UTF-8 text in another encoding. What has nothing to rewrite is returned as it is.
    func written(in encoding: TextEncoding) -> ByteBuffer {
        guard encoding != .utf8, readableBytesView.contains(where: { $0 >= 0x80 }) else { return self }
        var written = ByteBufferAllocator().buffer(capacity: readableBytes)
        for scalar in String(buffer: self).unicodeScalars { encoding.write(scalar, into: &written) }
        return written
    }
}
