/// Spans of time as people read them.
enum Spans {
    private static let units = [
        ("year", 31_536_000), ("week", 604_800), ("day", 86_400), ("hour", 3600), ("minute", 60),
    ]

    /// "2 days and 3 hours": the two greatest units.
    static func text(seconds: Int) -> String {
        var rest = max(0, seconds)
        var parts: [String] = []
        for (name, size) in units + [("second", 1)] where parts.count < 2 {
            let count = rest / size
            rest %= size
            if count > 0 { parts.append("\(count) \(name)\(count == 1 ? "" : "s")") } else if !parts.isEmpty { break }
        }
        return parts.isEmpty ? "a moment" : parts.joined(separator: " and ")
    }

    /// "3h", for tables: the greatest unit.
    static func short(seconds: Int) -> String {
        for (name, size) in units where seconds >= size {
            return "\(seconds / size)\(name.prefix(1))"
        }
        return "\(max(0, seconds))s"
    }
}
