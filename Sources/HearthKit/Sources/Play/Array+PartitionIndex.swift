extension Array {
    /// The first index at which `isBefore` holds, in an array where it holds from some index on.
    nonisolated func partitionIndex(where isBefore: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
