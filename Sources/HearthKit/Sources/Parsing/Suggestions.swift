/// Words that were perhaps meant.
public nonisolated enum Suggestions {
    /// The candidates nearest to a word that was mistyped, best first; none when all are too far. One letter may be
    /// wrong, missing, too much or swapped with its neighbour in a word of up to three letters, two in one of up
    /// to six, three in longer ones. What begins with the word counts as one letter off.
    public static func `for`(_ word: String, in candidates: some Sequence<String>, limit: Int = 3) -> [String] {
        let wanted = TextFolding.fold(word)
        guard !wanted.isEmpty, wanted.count <= 64 else { return [] }
        let reach = wanted.count <= 3 ? 1 : wanted.count <= 6 ? 2 : 3
        var found: [(name: String, distance: Int)] = []
        for candidate in candidates where !found.contains(where: { $0.name == candidate }) {
            let other = TextFolding.fold(candidate)
            if wanted.count > 1, other.starts(with: wanted) {
                found.append((candidate, other.count == wanted.count ? 0 : 1))
            } else if let distance = distance(wanted, other, atMost: reach), distance < wanted.count {
                found.append((candidate, distance))
            }
        }
        found.sort { ($0.distance, $0.name.utf8.count, $0.name) < ($1.distance, $1.name.utf8.count, $1.name) }
        return found.prefix(limit).map(\.name)
    }

    /// How many letters must be changed, added, dropped or swapped with their neighbours to make `b` of `a` (optimal
    /// string alignment, the restricted form of Damerau and Levenshtein's distance); nil when more than `limit`.
    public static func distance(_ a: String, _ b: String, atMost limit: Int) -> Int? {
        distance(TextFolding.fold(a), TextFolding.fold(b), atMost: limit)
    }

    static func distance(_ a: [UInt8], _ b: [UInt8], atMost limit: Int) -> Int? {
        guard abs(a.count - b.count) <= limit else { return nil }
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for j in b.indices {
                var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
                row.append(best)
            }
            // A swap reaches back two rows, so both must be out of reach.
            if row.allSatisfy({ $0 > limit }), last.allSatisfy({ $0 > limit }) { return nil }
            (beforeLast, last) = (last, row)
        }
        return last[b.count] <= limit ? last[b.count] : nil
    }
}
