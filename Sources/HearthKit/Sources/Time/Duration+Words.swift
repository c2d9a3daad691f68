extension Duration {
    nonisolated static let units: [(name: String, seconds: Int)] = [
        ("year", 31_536_000), ("week", 604_800), ("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1),
    ]

    /// As people read it, in its two greatest units: "2 days and 3 hours". A part of a second counts as one.
    nonisolated public var words: String {
        var rest = max(0, Int(components.seconds) + (components.attoseconds > 0 ? 1 : 0))
        var parts: [String] = []
        for (name, size) in Self.units where parts.count < 2 {
            let count = rest / size
            rest %= size
            if count > 0 { parts.append("\(count) \(name)\(count == 1 ? "" : "s")") } else if !parts.isEmpty { break }
        }
        return parts.isEmpty ? "a moment" : parts.joined(separator: " and ")
    }
}
