import HearthKit

/// How often something happened of late, by words of one's choice. A value of the world: it outlives reload and crash.
struct RecentCounts {
    /// So that a flood of ever new words fills no memory; the oldest are forgotten first.
    static let most = 500

    private let key: String

    init(_ key: String) { self.key = key }

    private struct Entry: Codable, Storable {
        var count: Int
        /// When it began to count, or counted last.
        var since: Int
    }

    private var entries: [String: Entry] {
        get { World.current.value(key).flatMap { try? [String: Entry].restored(from: $0) } ?? [:] }
        nonmutating set { World.current.setValue(key, newValue.stored) }
    }

    /// - Parameters:
    ///   - span: seconds after which it is forgotten.
    ///   - now: seconds since 1970.
    func count(_ word: String, within span: Int, now: Int) -> Int {
        guard let entry = entries[word], entry.since + span > now else { return 0 }
        return entry.count
    }

    /// - Parameter slides: whether the span begins anew.
    func add(_ word: String, within span: Int, now: Int, slides: Bool) {
        var entries = entries.filter { $0.value.since + span > now }
        var entry = entries[word] ?? Entry(count: 0, since: now)
        entry.count += 1
        if slides { entry.since = now }
        entries[word] = entry
        if entries.count > Self.most, let oldest = entries.min(by: { $0.value.since < $1.value.since }) {
            entries[oldest.key] = nil
        }
        self.entries = entries
    }

    func forget(_ word: String) {
        guard entries[word] != nil else { return }
        entries[word] = nil
    }
}
