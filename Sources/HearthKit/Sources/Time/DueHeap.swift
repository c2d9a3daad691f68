/// What is due when, the next one first: a binary heap. What is no longer true stays in it until it comes up, or until
/// there is more of that than of the rest.
nonisolated struct DueHeap {
    typealias Element = (due: Int64, id: Int64)
    private var elements: [Element] = []

    var first: Element? { elements.first }
    var count: Int { elements.count }

    mutating func insert(_ due: Int64, _ id: Int64) {
        elements.append((due, id))
        var child = elements.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard elements[child] < elements[parent] else { break }
            elements.swapAt(child, parent)
            child = parent
        }
    }

    mutating func removeFirst() {
        guard let last = elements.popLast(), !elements.isEmpty else { return }
        elements[0] = last
        sink(from: 0)
    }

    private mutating func sink(from start: Int) {
        var parent = start
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < elements.count {
                if elements[child] < elements[least] { least = child }
            }
            guard least != parent else { return }
            elements.swapAt(parent, least)
            parent = least
        }
    }

    /// Keeps what `isTrue`, when the rest has become most of it.
    mutating func compact(live: Int, _ isTrue: (Element) -> Bool) {
        guard elements.count > 2 * live + 64 else { return }
        elements.removeAll { !isTrue($0) }
        for index in stride(from: elements.count / 2 - 1, through: 0, by: -1) { sink(from: index) }
    }
}
