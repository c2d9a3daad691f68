/// Which code has brought Servers down, and which has done so too often to be let run again.
struct Quarantine: Codable {
    private var crashes: [String: Int] = [:]
    /// Sorted.
    private(set) var outOfOrder: [String] = []

    /// Whom a crash is laid to, of the code that was under way, the innermost first. What is out of order already and
    /// crashes all the same is nothing that can be left out: then it is what had called it.
    func culprit(of codes: [String]) -> String { codes.first { !outOfOrder.contains($0) } ?? codes.first ?? "" }

    /// Counts a crash; true when the code is out of order from now on.
    mutating func blame(_ code: String, limit: Int) -> Bool {
        guard !code.isEmpty, !outOfOrder.contains(code) else { return false }
        crashes[code, default: 0] += 1
        guard crashes[code, default: 0] >= limit else { return false }
        outOfOrder = (outOfOrder + [code]).sorted()
        return true
    }

    /// New code is live: all is forgiven.
    mutating func clear() { self = Quarantine() }
}
