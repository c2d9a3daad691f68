/// Thrown to refuse: the player reads the reason, nothing is logged. `throw Refusal("It is dry.")`
nonisolated public struct Refusal: Error, CustomStringConvertible {
    /// Markup allowed.
    public var description: String
    /// The text that it is, for those who read it in another language.
    var source: (text: TextKey, values: [String: String], worded: [String: TextValue])?
    public init(_ reason: String) { description = reason }
}

/// A value in a text that is worded in the language of who reads it.
nonisolated public enum TextValue: Sendable {
    /// "a, b and c".
    case all([String])
    /// "a, b or c".
    case any([String])
    /// "2 days and 3 hours".
    case span(Duration)
    case text(TextKey)
}

/// What `wait` and `ask` throw when the command cannot go on: the game is reloaded, the player aborted, the
/// character has gone. Let it pass; put things straight in a `defer` or in ``AnyCommand/interrupted()``.
nonisolated public struct Interrupted: Error, Sendable, CustomStringConvertible {
    nonisolated public enum Cause: String, Sendable { case reload, abort, gone, crash }
    public var cause: Cause
    public init(_ cause: Cause) { self.cause = cause }
    public var description: String { "interrupted (\(cause.rawValue))" }
}
