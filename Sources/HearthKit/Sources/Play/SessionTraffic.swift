/// One thing that happened in a session, as the Portal tells it: numbered from 1 in each session.
nonisolated public struct SessionInput: Sendable {
    nonisolated public enum Kind: Sendable {
        case opened(address: String, Client)
        case line(String)
        case clientChanged(Client)
        case closed(reason: String)
        /// What the client says by itself: a name and JSON, which may be empty or no JSON at all.
        case message(name: String, json: String)
    }

    public var session: UInt64
    public var number: UInt64
    public var kind: Kind

    public init(session: UInt64, number: UInt64, _ kind: Kind) {
        (self.session, self.number, self.kind) = (session, number, kind)
    }
}

/// Something to show to one or many sessions: text is rendered, as their clients want it.
nonisolated public struct SessionOutput: Sendable {
    nonisolated public enum Kind: Sendable {
        case text(String)
        case prompt(String)
        case echo(Bool)
        /// How the Portal treats the connection from now on.
        case connection(ConnectionOptions)
        /// The last text; then the connection is closed.
        case close(String)
        /// The session is from now on one of a developer's account, of that name; empty: it is not.
        case rights(String)
        /// Structured data: its name, and JSON.
        case message(name: String, json: String)
    }

    public var kind: Kind
    public var sessions: [UInt64]

    public init(_ kind: Kind, to sessions: [UInt64]) { (self.kind, self.sessions) = (kind, sessions) }
}

/// What came of a turn.
nonisolated public struct TurnOutcome: Sendable {
    public var turn: Int
    public var outputs: [SessionOutput]
    /// Up to which event each session is done, where that changed.
    public var done: [(session: UInt64, number: UInt64)]
    /// What must be committed before the outputs may be shown; nil when nothing changed.
    public var changes: Changes?
    /// How many sessions have an account, when that is another number than the last outcome's.
    public var players: Int?
}
