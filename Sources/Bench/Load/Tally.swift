import NIOCore

/// What the players of one measurement count together. Lives on the load generator's event loop.
final class Tally {
    /// From a line typed to its answer, in nanoseconds.
    private(set) var waits: [Int64] = []
    /// Line ends read, of whomever's lines.
    private(set) var lines = 0
    /// False while players warm up: nothing is counted then.
    var isCounting = false
    /// False when players are to type nothing more.
    var isTyping = true
    /// Lines typed that have no answer yet.
    var outstanding = 0

    init() { waits.reserveCapacity(1 << 20) }

    func read(lines count: Int) { if isCounting { lines += count } }

    func answered(typedAt: NIODeadline, now: NIODeadline) {
        outstanding -= 1
        if isCounting { waits.append((now - typedAt).nanoseconds) }
    }

    var answers: Int { waits.count }
    var distribution: Distribution { Distribution(nanoseconds: waits) }
}

/// Milliseconds: the middle, the hundredth worst, the worst.
struct Distribution: Codable, Sendable {
    var p50: Double
    var p99: Double
    var max: Double

    init(nanoseconds: [Int64]) {
        let sorted = nanoseconds.sorted()
        func at(_ share: Double) -> Double {
            guard !sorted.isEmpty else { return 0 }
            return Double(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]) / 1_000_000
        }
        (p50, p99, max) = (at(0.5), at(0.99), at(1))
    }
}
