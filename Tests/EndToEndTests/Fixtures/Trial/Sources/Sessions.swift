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

/// Says aloud what is known of one's client.
final class ShowClient: Command {
    override class var key: String { "client" }
    override func run() async throws {
        guard let client = session?.client else { return }
        let abilities: [(Client.Abilities, String)] = [
            (.gmcp, "gmcp"), (.msdp, "msdp"), (.mxp, "mxp"), (.utf8, "utf8"), (.compressed, "compressed"),
        ]
        let words = [client.name, client.version, "\(client.width)x\(client.height)", "\(client.colors)"]
            + abilities.map { client.abilities.contains($0.0) ? $0.1 : nil }
        try here.announce("\(caller.name) plays by \(words.compactMap(\.self).joined(separator: " ")).")
    }
}
