/// How often a turn has something for those who have not logged in: a burst of theirs is spread over time, so that
/// neither this process nor the Portal, nor the machine's processors, are busy with them when a player types.
struct StrangersPace {
    /// Milliseconds between two such turns.
    private static let interval: UInt64 = 2
    private var due: UInt64 = 0

    /// Whether it is time for one; then the next comes an interval later.
    mutating func isTime(_ now: UInt64) -> Bool {
        guard now >= due else { return false }
        due = now + Self.interval
        return true
    }

    func milliseconds(from now: UInt64) -> Int64 { Int64(due - min(due, now)) }
}
