/// A conversation that outlives reload and crash: its state is data, kept with each turn.
///
/// While a session has a dialogue, it takes the session's lines. The lasting sister of ``AnyCommand/ask(_:)``.
/// ```swift
/// struct Riddle: Dialogue {
///     var tries = 3
///     mutating func begin(_ session: Session) { session.prompt("What burns but is never consumed? ") }
///     mutating func receive(_ line: String, from session: Session) -> Next {
///         if line == "the hearth" { session.send("|yRight!|n"); return .end }
///         tries -= 1
///         return tries > 0 ? .go : .end
///     }
/// }
/// ```
///
/// The protocol itself is not isolated, its members are: so a conformance and the `Codable` in it are both taken to be
/// the main actor's, and a dialogue needs no annotation.
nonisolated public protocol Dialogue: Codable, KitBuild {
    /// When it starts.
    @MainActor mutating func begin(_ session: Session)
    /// A line that the player typed. What is thrown is shown as for a command; the dialogue goes on.
    @MainActor mutating func receive(_ line: String, from session: Session) async throws -> Next
    /// Whether the lines of this moment are secret: never logged, never named in a crash report.
    @MainActor var isSecret: Bool { get }
}

extension Dialogue {
    public mutating func begin(_ session: Session) {}
    public var isSecret: Bool { false }
}

/// What a dialogue does after a line.
nonisolated public enum Next: Sendable {
    /// Goes on.
    case go
    /// Ends: lines are commands again.
    case end
}
