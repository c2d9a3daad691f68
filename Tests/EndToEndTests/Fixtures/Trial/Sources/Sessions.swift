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

/// How wide one's window is.
final class ShowWidth: Command {
    override class var key: String { "width" }
    override func run() async throws { tell("Your window has \(session?.client.width ?? 0) columns.") }
}

/// `number 3 17`: told to nobody else, so that many can do it at the same time.
final class CountAloud: Command {
    override class var key: String { "number" }
    override func run() async throws { tell("Number \(args.replacing(" ", with: ": "))") }
}
