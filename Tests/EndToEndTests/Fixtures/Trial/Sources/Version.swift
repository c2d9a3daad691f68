import HearthKit

/// The one that tests edit.
final class Version: Command {
    override class var key: String { "version" }
    override func run() async throws { tell("This is version one.") }
}
