nonisolated extension Markup {
    /// The columns that the text takes on a screen: codes take none, East Asian wide characters and emoji two,
    /// combining marks none. A tab goes to the next multiple of eight. Of several lines, the widest counts.
    public static func width(_ text: String) -> Int {
        text.withBytes { bytes in
            if bytes.isPrintableASCII, bytes.firstIndex(of: UInt8(ascii: "|")) == nil { return bytes.count }
            var scanner = MarkupScanner()
            var (widest, column) = (0, 0)
            func endLine() {
                widest = max(widest, column)
                column = 0
            }
            while let token = scanner.next(in: bytes) {
                switch token {
                case .text(let range):
                    var index = range.lowerBound
                    while index < range.upperBound {
                        if bytes[index] == UInt8(ascii: "\n") { endLine() }
                        let step = TextStep(bytes, at: index, end: range.upperBound, column: column)
                        column += step.columns
                        index += step.length
                    }
                case .newline: endLine()
                case .tab: column += TextStep.tabWidth - column % TextStep.tabWidth
                case .spaces(let count): column += count
                default: break
                }
            }
            endLine()
            return widest
        }
    }
}

/// One step along a line: a character with all that joins it, so that a line is never cut inside one.
nonisolated struct TextStep {
    let length: Int
    let columns: Int

    static let tabWidth = 8

    init(_ text: Span<UInt8>, at index: Int, end: Int, column: Int) {
        let byte = text[index]
        let next: UInt8 = index + 1 < end ? text[index + 1] : 0
        switch byte {
        case UInt8(ascii: " ")...UInt8(ascii: "~") where next < 0x80: (length, columns) = (1, 1)
        case UInt8(ascii: "\t"): (length, columns) = (1, Self.tabWidth - column % Self.tabWidth)
        case 0x1B where next == UInt8(ascii: "["):
            // A control sequence of ECMA-48 ends with a byte from @ to ~.
            var last = index + 2
            while last < end, !(0x40...0x7E).contains(text[last]) { last += 1 }
            (length, columns) = (min(last + 1, end) - index, 0)
        case ..<0x20, 0x7F: (length, columns) = (1, 0)
        default: (length, columns) = Self.cluster(text, at: index, end: end)
        }
    }

    private static func cluster(_ text: Span<UInt8>, at start: Int, end: Int) -> (length: Int, columns: Int) {
        let (base, baseLength) = text.scalar(at: start)
        var columns = base.columns
        var index = start + baseLength
        var isPair = false
        while index < end, text[index] >= 0x80 {
            let (scalar, length) = text.scalar(at: index)
            switch scalar.value {
            case 0xFE0F where base.properties.isEmoji:
                columns = 2  // "show it as emoji"
            case 0x200D where columns == 2 && index + length < end && text[index + length] >= 0x80:
                index += text.scalar(at: index + length).length  // joined emoji are one picture
            case 0x1F3FB...0x1F3FF where columns == 2: break  // skin tone
            case 0x1F1E6...0x1F1FF where base.isRegionalIndicator && !isPair:
                (isPair, columns) = (true, 2)  // two letters are a flag
            default:
                guard scalar.columns == 0, scalar.value >= 0x300 else { return (index - start, columns) }
            }
            index += length
        }
        return (index - start, columns)
    }
}

nonisolated extension Unicode.Scalar {
    fileprivate var isRegionalIndicator: Bool { (0x1F1E6...0x1F1FF).contains(value) }

    /// The columns of the scalar by itself: 0, 1 or 2.
    var columns: Int {
        switch value {
        case 0x20..<0x7F, 0xA0..<0x300, 0x370..<0x483: return 1  // Latin, Greek, Cyrillic letters
        case ..<0xA0: return 0
        case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0  // Hangul vowels and finals join the syllable before
        default: break
        }
        if Self.isWide(value) { return 2 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .lineSeparator, .paragraphSeparator: return 0
        default: return 1
        }
    }

    private static func isWide(_ value: UInt32) -> Bool {
        guard value >= wideRanges[0] else { return false }
        // The number of bounds at or below `value` is odd inside a range.
        var (low, high) = (0, wideRanges.count)
        while low < high {
            let middle = (low + high) / 2
            let bound = wideRanges[middle] + (middle.isMultiple(of: 2) ? 0 : 1)
            if bound <= value { low = middle + 1 } else { high = middle }
        }
        return !low.isMultiple(of: 2)
    }

    /// First and last of each range whose East_Asian_Width is Wide or Fullwidth and that is no combining mark.
    /// Source: Unicode 18.0, EastAsianWidth.txt (Unicode Standard Annex 11); neighbours that only unassigned code
    /// points part are one range.
    private static let wideRanges: [UInt32] = [
        0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x23F0, 0x23F0, 0x23F3, 0x23F3,
        0x25FD, 0x25FE, 0x2614, 0x2615, 0x2630, 0x2637, 0x2648, 0x2653, 0x267F, 0x267F, 0x268A, 0x268F,
        0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x26CE, 0x26CE,
        0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F5, 0x26FA, 0x26FA, 0x26FD, 0x26FD,
        0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755,
        0x2757, 0x2757, 0x2795, 0x2797, 0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50,
        0x2B55, 0x2B55, 0x2E80, 0x3029, 0x302E, 0x303E, 0x3041, 0x3096, 0x309B, 0x3247, 0x3250, 0xA4C6,
        0xA960, 0xA97C, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6B, 0xFF01, 0xFF60,
        0xFFE0, 0xFFE6, 0x16FE0, 0x16FE3, 0x16FF0, 0x1B2FB, 0x1D300, 0x1D376, 0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF,
        0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F1AE, 0x1F1AE, 0x1F200, 0x1F320, 0x1F32D, 0x1F335,
        0x1F337, 0x1F37C, 0x1F37E, 0x1F393, 0x1F3A0, 0x1F3CA, 0x1F3CF, 0x1F3D3, 0x1F3E0, 0x1F3F0,
        0x1F3F4, 0x1F3F4, 0x1F3F8, 0x1F43E, 0x1F440, 0x1F440, 0x1F442, 0x1F4FC, 0x1F4FF, 0x1F53D,
        0x1F54B, 0x1F54E, 0x1F550, 0x1F567, 0x1F57A, 0x1F57A, 0x1F595, 0x1F596, 0x1F5A4, 0x1F5A4,
        0x1F5FB, 0x1F64F, 0x1F680, 0x1F6C5, 0x1F6CC, 0x1F6CC, 0x1F6D0, 0x1F6D2, 0x1F6D5, 0x1F6DF,
        0x1F6EB, 0x1F6EC, 0x1F6F4, 0x1F6FC, 0x1F7DA, 0x1F7DA, 0x1F7E0, 0x1F7F0, 0x1F90C, 0x1F93A,
        0x1F93C, 0x1F945, 0x1F947, 0x1F9FF, 0x1FA70, 0x1FAFA, 0x20000, 0x3FFFD,
    ]
}
