import HearthKit

/// How long the way to the game and back is: a client asks, and is answered.
class Ping: ClientMessage {
    override class var name: String { "Core.Ping" }
    override func run() throws { session.send(.gmcp("Core.Ping")) }
}

/// The player leaves by a button of the client, whatever the game is asking just then: the character goes to sleep, and
/// is not left standing there as when a connection breaks.
final class Goodbye: ClientMessage {
    override class var name: String { "Core.Goodbye" }
    override func run() throws { session.disconnect(session.text(.farewell)) }
}
