extension Duration {
    nonisolated private static let marks: [(mark: String, seconds: Int64)] = [
        ("y", 31_536_000), ("w", 604_800), ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1),
    ]

    /// For tables and prompts, in its greatest units: `2d 3h`, `5m`, `0s`. Parts of a second are left out.
    nonisolated public func brief(_ mostUnits: Int = 2) -> String {
        var rest = max(0, components.seconds)
        var parts: [String] = []
        for (mark, size) in Self.marks where parts.count < mostUnits {
            let count = rest / size
            rest %= size
            if count > 0 { parts.append("\(count)\(mark)") } else if !parts.isEmpty { break }
        }
        return parts.isEmpty ? "0s" : parts.joined(separator: " ")
    }
}
