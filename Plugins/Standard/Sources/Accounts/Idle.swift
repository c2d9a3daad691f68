import HearthKit

/// Does nothing: clients send it now and then, so that their player does not count as idle.
open class Idle: AnyCommand {
    open override class var key: String { "idle" }
    open override class var category: String { "Account" }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: idle
        Does nothing, and says nothing. A client may send it now and then for you.
        """
    }

    open override func run() async throws {}
}
