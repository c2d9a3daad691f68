import NIOCore

/// Lets so many through at once, and after that so many a second.
///
/// It is the generic cell rate algorithm: all that it keeps is the moment at which the bucket is full again.
struct TokenBucket {
    struct Limit {
        fileprivate let interval: TimeAmount
        fileprivate let depth: TimeAmount

        /// Nil for a rate of 0: no limit.
        init?(burst: Int, perSecond: Int) {
            guard perSecond > 0 else { return nil }
            interval = .nanoseconds(1_000_000_000 / Int64(perSecond))
            depth = interval * burst
        }
    }

    private var fullAt = NIODeadline.uptimeNanoseconds(0)

    init() {}

    /// Takes one. Otherwise says after how long there is one again.
    mutating func take(_ limit: Limit, at now: NIODeadline) -> TimeAmount? {
        let next = max(fullAt, now) + limit.interval
        guard next - now <= limit.depth else { return next - now - limit.depth }
        fullAt = next
        return nil
    }

    /// Nothing was taken of late: it is as a new one.
    func isFull(at now: NIODeadline) -> Bool { fullAt <= now }
}
