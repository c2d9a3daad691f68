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
/// Most dialogues are of a kind that the kit has: a question (``FollowUp``), a ``Menu``, a ``Form``, an editor
/// (``Document``), a pager (``Session/send(paged:)``).
///
/// A dialogue may begin another: they are a stack, of which the top one takes the lines. When that ends, the one
/// beneath is told by ``resumed(_:with:)``. A line that begins with `@` is a command for those who are logged in, and
/// `@abort` ends all dialogues at once: no code of theirs is asked, so it works whatever they do.
///
/// The protocol itself is not isolated, its members are: so a conformance and the `Codable` in it are both taken to be
/// the main actor's, and a dialogue needs no annotation.
nonisolated public protocol Dialogue: Codable, KitBuild {
    /// Shows itself: when it starts, after ``Next/again``, and when what lay over it has ended.
    @MainActor mutating func begin(_ session: Session)
    /// A line that the player typed. What is thrown is shown as for a command; the dialogue goes on, with what it
    /// changed before.
    @MainActor mutating func receive(_ line: String, from session: Session) async throws -> Next
    /// A dialogue that began over this one has ended. Unless it is overridden, it shows itself again.
    ///
    /// - Parameter result: what ``Next/end(returning:)`` gave; `.null` when that was nothing.
    @MainActor mutating func resumed(_ session: Session, with result: StoredValue)
    /// Whether the lines of this moment are secret: never logged, never named in a crash report.
    @MainActor var isSecret: Bool { get }
}

extension Dialogue {
    public mutating func begin(_ session: Session) {}
    public mutating func resumed(_ session: Session, with result: StoredValue) { begin(session) }
    public var isSecret: Bool { false }
}

/// What a dialogue does after a line.
nonisolated public enum Next: Sendable {
    /// Goes on.
    case go
    /// Goes on, and shows itself again by ``Dialogue/begin(_:)`` unless another dialogue has begun over it.
    case again
    /// Ends: lines are for the dialogue beneath, or commands again.
    case end
    /// Ends, with something for the dialogue beneath.
    case endWith(StoredValue)
    /// Ends, and the line is for the dialogue beneath, or a command.
    case pass
    /// Goes on, and the line is a command.
    case command

    /// Ends, with something for the dialogue beneath: see ``Dialogue/resumed(_:with:)``.
    @MainActor public static func end(returning result: some Storable) -> Next { .endWith(result.stored) }
}
