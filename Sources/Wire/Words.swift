/// Numbers as people like to read them, in a shell and in the game.
public enum Words {
    /// `2.1 ms`, `0.61 s`, `12 s`, `3 min 5 s`.
    public static func duration(_ duration: Duration) -> String {
        let milliseconds = duration / .milliseconds(1)
        let tenths = Int((milliseconds * 10).rounded())
        if tenths < 1000 { return "\(tenths / 10).\(tenths % 10) ms" }
        let hundredths = Int((milliseconds / 10).rounded())
        if hundredths < 1000 {
            let fraction = hundredths % 100
            return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) s"
        }
        return span(seconds: milliseconds / 1000)
    }

    public static func duration(milliseconds: Double) -> String { duration(.microseconds(Int64(milliseconds * 1000))) }

    /// The two largest units: `42 s`, `3 min 5 s`, `2 h`, `12 d 4 h`.
    public static func span(seconds: Double) -> String {
        let total = Int(seconds.rounded())
        let units = [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")]
        guard let first = units.firstIndex(where: { total >= $0.0 }) else { return "0 s" }
        var rest = total
        var words: [String] = []
        for (size, name) in units[first...].prefix(2) {
            if rest / size > 0 { words.append("\(rest / size) \(name)") }
            rest %= size
        }
        return words.joined(separator: " ")
    }

    /// `312 KB`, `1.4 MB`: in thousands.
    public static func size(_ bytes: Int) -> String {
        guard bytes >= 1_000_000 else { return "\((bytes + 999) / 1000) KB" }
        let tenths = (bytes + 50_000) / 100_000
        return "\(tenths / 10).\(tenths % 10) MB"
    }

    /// `1 line`, `3 lines`.
    public static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
