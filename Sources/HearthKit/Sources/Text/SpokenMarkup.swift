nonisolated extension Markup {
    /// The text for those who hear it: lines that are only drawn (`-----`, `+---+`) are left out, and so are the
    /// characters of boxes and blocks; what a screen reader would read of them is noise.
    public static func spoken(_ text: String) -> String {
        guard text.utf8.contains(where: { isDrawn($0) || $0 == 0xE2 }) else { return text }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !isRule($0) }
        return lines.map(withoutBoxes).joined(separator: "\n")
    }

    /// Box drawing, block elements and geometric shapes.
    private static let boxes: ClosedRange<UInt32> = 0x2500...0x25FF

    private static func isDrawn(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "~"), UInt8(ascii: "_"), UInt8(ascii: "*"),
            UInt8(ascii: "+"), UInt8(ascii: "#"), UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: "\\"):
            true
        default: false
        }
    }

    private static func isRule(_ line: Substring) -> Bool {
        var drawn = 0
        for scalar in strip(String(line)).unicodeScalars where scalar != " " {
            guard boxes.contains(scalar.value) || scalar.isASCII && isDrawn(UInt8(scalar.value)) else { return false }
            drawn += 1
        }
        return drawn > 2
    }

    private static func withoutBoxes(_ line: Substring) -> String {
        guard line.unicodeScalars.contains(where: { boxes.contains($0.value) }) else { return String(line) }
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: line.unicodeScalars.lazy.filter { !boxes.contains($0.value) })
        return String(String(kept).trimmingSpaces)
    }
}
