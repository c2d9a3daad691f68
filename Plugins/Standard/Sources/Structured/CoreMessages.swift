import HearthKit

/// How long the way to the game and back is: a client asks, and is answered.
class Ping: ClientMessage {
    override class var name: String { "Core.Ping" }
    override func run() throws { session.send(.gmcp("Core.Ping")) }
}
