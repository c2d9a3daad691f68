/// A page that was loaded anew, or has missed something, asks for all that is published. (What a GMCP client says by that
/// name the Portal keeps to itself: see ``Client/packages``.)
final class Supports: ClientMessage {
    override class var name: String { "Core.Supports.Set" }
    override func run() throws { session.game.publisher.forget(session) }
}
