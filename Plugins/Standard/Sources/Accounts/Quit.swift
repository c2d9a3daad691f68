import HearthKit

/// Leaves the game.
open class Quit: AnyCommand {
    open override class var key: String { "quit" }
    open override class var aliases: [String] { ["logout"] }
    open override class var category: String { "Account" }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: quit
        Leaves the game. Your character sleeps where it is until you are back.
        """
    }

    open override func run() async throws { session?.disconnect(text(.farewell)) }
}
