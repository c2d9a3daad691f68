/// How many colours a client can show. Greater is richer.
public nonisolated enum ColorDepth: UInt8, Sendable, Comparable, CaseIterable, Codable {
    /// No colour and no other escape sequence.
    case none
    /// The eight colours of ECMA-48, dark and bright.
    case ansi16
    /// xterm's palette of 256.
    case xterm256
    /// 24 bits a colour.
    case trueColor

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A colour as markup names it.
nonisolated enum MarkupColor: Equatable {
    /// One of the eight, 0 black to 7 white as ECMA-48 counts them.
    case named(UInt8, Brightness)
    /// An entry of xterm's palette, from the 6x6x6 cube or the greys.
    case palette(UInt8)
    case rgb(UInt8, UInt8, UInt8)

    enum Brightness: Equatable { case bright, dark, kept }

    /// Reads `r`, `500`, `=m`, `#ff0000` or the game's `{ember}` at `start`.
    static func parse(_ text: Span<UInt8>, at start: Int) -> (MarkupColor, length: Int)? {
        guard start < text.count else { return nil }
        let first = text[start]
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "5"):
            guard start + 2 < text.count, let red = level(first), let green = level(text[start + 1]),
                let blue = level(text[start + 2])
            else { return nil }
            return (.palette(16 + 36 * red + 6 * green + blue), 3)
        case UInt8(ascii: "="):
            guard start + 1 < text.count else { return nil }
            switch text[start + 1] {
            case UInt8(ascii: "a"): return (.palette(16), 2)
            case UInt8(ascii: "z"): return (.palette(231), 2)
            case let letter where letter > UInt8(ascii: "a") && letter < UInt8(ascii: "z"):
                return (.palette(232 + (letter - UInt8(ascii: "b"))), 2)
            default: return nil
            }
        case UInt8(ascii: "#"):
            var value: UInt32 = 0
            guard start + 6 < text.count else { return nil }
            for index in start + 1...start + 6 {
                guard let digit = hexadecimal(text[index]) else { return nil }
                value = value << 4 | UInt32(digit)
            }
            return (.rgb(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)), 7)
        case UInt8(ascii: "{"):
            return named(text, at: start)
        default:
            guard let (base, isBright) = baseColor(first) else { return nil }
            return (.named(base, isBright ? .bright : .dark), 1)
        }
    }

    /// A small letter is the bright colour, a capital the dark one.
    static func baseColor(_ letter: UInt8) -> (color: UInt8, isBright: Bool)? {
        let isBright = letter & 0x20 != 0
        switch letter | 0x20 {
        case UInt8(ascii: "x"): return (0, isBright)
        case UInt8(ascii: "r"): return (1, isBright)
        case UInt8(ascii: "g"): return (2, isBright)
        case UInt8(ascii: "y"): return (3, isBright)
        case UInt8(ascii: "b"): return (4, isBright)
        case UInt8(ascii: "m"): return (5, isBright)
        case UInt8(ascii: "c"): return (6, isBright)
        case UInt8(ascii: "w"): return (7, isBright)
        default: return nil
        }
    }

    private static func level(_ digit: UInt8) -> UInt8? {
        digit >= UInt8(ascii: "0") && digit <= UInt8(ascii: "5") ? digit - UInt8(ascii: "0") : nil
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

/// Richer colours told to poorer clients.
nonisolated extension MarkupColor {
    /// The nearest entry of xterm's 256: a corner of the cube, or a grey where that is nearer.
    static func nearestPalette(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
        let (r, g, b) = (cubeLevel(red), cubeLevel(green), cubeLevel(blue))
        let cube = UInt8(16 + 36 * r + 6 * g + b)
        let average = (Int(red) + Int(green) + Int(blue)) / 3
        let grey = UInt8(232 + min(23, max(0, (average - 3) / 10)))
        let wanted = (red, green, blue)
        return distance(components(ofPalette: grey), wanted) < distance(components(ofPalette: cube), wanted)
            ? grey : cube
    }

    /// The nearest of the sixteen by hue, so that a dark red stays red and does not drown in black.
    static func nearestNamed(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> (color: UInt8, isBright: Bool) {
        let strongest = max(red, green, blue)
        func bit(_ component: UInt8) -> UInt8 { component > strongest / 2 ? 1 : 0 }
        let color = bit(red) | bit(green) << 1 | bit(blue) << 2
        guard color == 7 || strongest == 0 else { return (color, strongest >= 192) }
        // The greys: black, bright black, dark white, bright white.
        switch strongest {
        case ..<48: return (0, false)
        case ..<144: return (0, true)
        case ..<232: return (7, false)
        default: return (7, true)
        }
    }

    /// The red, green and blue of an entry from 16 on.
    static func components(ofPalette entry: UInt8) -> (UInt8, UInt8, UInt8) {
        guard entry < 232 else {
            let grey = 8 + 10 * (entry - 232)
            return (grey, grey, grey)
        }
        let corner = max(entry, 16) - 16
        func intensity(_ level: UInt8) -> UInt8 { level == 0 ? 0 : 55 + 40 * level }
        return (intensity(corner / 36), intensity(corner / 6 % 6), intensity(corner % 6))
    }

    private static func cubeLevel(_ component: UInt8) -> Int {
        component < 48 ? 0 : component < 115 ? 1 : (Int(component) - 35) / 40
    }

    private static func distance(_ a: (UInt8, UInt8, UInt8), _ b: (UInt8, UInt8, UInt8)) -> Int {
        func square(_ x: UInt8, _ y: UInt8) -> Int { (Int(x) - Int(y)) * (Int(x) - Int(y)) }
        return square(a.0, b.0) + square(a.1, b.1) + square(a.2, b.2)
    }
}
