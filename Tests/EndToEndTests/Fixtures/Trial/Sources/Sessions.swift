import HearthKit

/// The number of one's own session.
final class ShowSession: Command {
    override class var key: String { "session" }
    override func run() async throws { tell("session \(session?.id ?? 0)") }
}

/// How many sessions the Server knows.
final class CountSessions: Command {
    override class var key: String { "sessions" }
    override func run() async throws { tell("\(Game.current?.sessions.count ?? 0) session(s).") }
}
