/// The memory of Portal and Server over a run.
struct MemoryCourse: Codable, Sendable {
    /// Bytes.
    struct Sample: Codable, Sendable {
        var portal: Int
        var server: Int
    }

    struct Thirds: Codable, Sendable {
        var first: Double
        var second: Double
        var last: Double

        /// By which share it grew from the second third to the last.
        var growth: Double { second > 0 ? last / second - 1 : 0 }
    }

    private(set) var samples: [Sample] = []

    /// How much it may grow.
    static let limit = 0.1

    mutating func add(_ sample: Sample) { samples.append(sample) }

    /// Nil when there are too few samples.
    func thirds(_ value: (Sample) -> Int) -> Thirds? {
        let size = samples.count / 3
        guard size > 0 else { return nil }
        func mean(_ part: ArraySlice<Sample>) -> Double {
            Double(part.reduce(0) { $0 + value($1) }) / Double(part.count)
        }
        return Thirds(
            first: mean(samples.prefix(size)), second: mean(samples.dropFirst(size).dropLast(size)),
            last: mean(samples.suffix(size)))
    }

    var portal: Thirds? { thirds(\.portal) }
    var server: Thirds? { thirds(\.server) }

    /// What grew too much, in words.
    var findings: [String] {
        [("Portal", portal), ("Server", server)].compactMap { name, thirds in
            guard let thirds, thirds.growth > Self.limit else { return nil }
            return "the \(name)'s memory grew by \((thirds.growth * 100).digits(0)) % from the second third to the last"
        }
    }
}
