import HearthKit

/// Tells a word in each kind of colour.
final class Paint: Command {
    override class var key: String { "paint" }
    override func run() async throws { tell("|rbright|n |530cube|n |#123456deep|n") }
}
