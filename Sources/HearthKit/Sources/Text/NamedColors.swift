import Synchronization

nonisolated extension Markup {
    private static let named = Mutex<[String: MarkupColor]>([:])

    /// The colours that the game has names for, `colors:` in `GameData/settings.yaml`: by name the code without its
    /// bar, `["ember": "#ff6600"]`. A text has one as `|{ember}`, as background `|[{ember}`. What is no code of a colour
    /// is no name of one either.
    public static var colors: [String: String] {
        get { named.withLock { $0.mapValues(\.code) } }
        set {
            let colors = newValue.compactMapValues { code in
                code.withBytes { bytes -> MarkupColor? in
                    guard bytes.count > 0, bytes[0] != UInt8(ascii: "{"),
                        let (color, length) = MarkupColor.parse(bytes, at: 0), length == bytes.count
                    else { return nil }
                    return color
                }
            }
            named.withLock { $0 = colors }
        }
    }

    static func color(named name: String) -> MarkupColor? { named.withLock { $0[name] } }
}

nonisolated extension MarkupColor {
    private static let longestName = 32

    /// Reads `{ember}` at `start`; nil when it is no name that the game has.
    static func named(_ text: Span<UInt8>, at start: Int) -> (MarkupColor, length: Int)? {
        let limit = min(text.count, start + longestName + 2)
        var end = start + 1
        while end < limit, text[end] != UInt8(ascii: "}") { end += 1 }
        guard end < limit, let color = Markup.color(named: text.string(start + 1..<end)) else { return nil }
        return (color, end + 1 - start)
    }

    /// As markup has it, without the bar.
    var code: String {
        switch self {
        case .named(let base, let brightness):
            let letter = Array("xrgybmcw")[Int(base)]
            return brightness == .dark ? letter.uppercased() : String(letter)
        case .palette(let entry) where entry >= 232: return "=" + String(Array("bcdefghijklmnopqrstuvwxy")[Int(entry - 232)])
        case .palette(let entry):
            let corner = Int(entry) - 16
            return "\(corner / 36)\(corner / 6 % 6)\(corner % 6)"
        case .rgb(let red, let green, let blue):
            return "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }
}
