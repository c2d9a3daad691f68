/// A lock that cannot be read, and where.
public nonisolated struct LockError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The whole lock string.
    public var source: String
    /// Where reading stopped, in characters from the start, the first being 0.
    public var position: Int
    /// What should stand there, in words.
    public var expected: String
    /// What stands there; empty at the end of the string.
    public var found: String

    public init(source: String, position: Int, expected: String, found: String) {
        self.source = source
        self.position = position
        self.expected = expected
        self.found = found
    }

    public var description: String {
        let place = found.isEmpty ? "at the end" : "at character \(position + 1), where '\(found)' stands"
        return "The lock '\(source)' cannot be read: \(expected) was expected \(place)."
    }

    /// The lock with a caret under the place, on two lines.
    public var marked: String { source + "\n" + String(repeating: " ", count: position) + "^" }
}
