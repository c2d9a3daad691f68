/// The lines that an editor works on, and what was done to them, so that it can be undone.
nonisolated struct EditorBuffer: Codable {
    /// One step: so many lines from an index on were these, and became those.
    nonisolated struct Step: Codable, Equatable {
        var index: Int
        var old: [String]
        var new: [String]

        /// The least that leads from one text to the other: what both begin and end with is left out.
        init?(from old: [String], to new: [String]) {
            guard old != new else { return nil }
            let shorter = min(old.count, new.count)
            var start = 0
            while start < shorter, old[start] == new[start] { start += 1 }
            var end = 0
            while end < shorter - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
            index = start
            self.old = Array(old[start..<old.count - end])
            self.new = Array(new[start..<new.count - end])
        }

        var bytes: Int { (old + new).reduce(0) { $0 + $1.utf8.count + 1 } }
    }

    private(set) var lines: [String]
    private var done: [Step] = []
    private var undone: [Step] = []

    /// The history is stored with each line that is typed: it is bounded, and forgets the oldest first.
    static let mostSteps = 100
    static let mostBytes = 65_536

    init(_ text: String) { lines = Self.lines(of: text) }

    static func lines(of text: String) -> [String] {
        text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    var text: String { lines.joined(separator: "\n") }
    var steps: Int { done.count }

    /// Makes one step of all that `body` does; false when it changes nothing. When the text would be longer than
    /// `longest` bytes nothing is changed, and ``TooLong`` is thrown.
    @discardableResult
    mutating func change(longest: Int, _ body: (inout [String]) throws -> Void) throws -> Bool {
        var new = lines
        try body(&new)
        guard let step = Step(from: lines, to: new) else { return false }
        let size = new.reduce(0) { $0 + $1.utf8.count + 1 }
        // One that is too long already may get shorter.
        if size > longest, size > lines.reduce(0, { $0 + $1.utf8.count + 1 }) { throw TooLong() }
        lines = new
        undone.removeAll()
        done.append(step)
        var bytes = done.reduce(0) { $0 + $1.bytes }
        while done.count > Self.mostSteps || bytes > Self.mostBytes, !done.isEmpty { bytes -= done.removeFirst().bytes }
        return true
    }

    nonisolated struct TooLong: Error {}

    mutating func undo() -> Bool {
        guard let step = done.popLast() else { return false }
        lines.replaceSubrange(step.index..<step.index + step.new.count, with: step.old)
        undone.append(step)
        return true
    }

    mutating func redo() -> Bool {
        guard let step = undone.popLast() else { return false }
        lines.replaceSubrange(step.index..<step.index + step.old.count, with: step.new)
        done.append(step)
        return true
    }
}
