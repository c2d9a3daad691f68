import HearthKit

/// Leaves the game.
open class Quit: AnyCommand {
    open override class var key: String { "quit" }
    open override class var category: String { "Account" }
    open override class var switches: [String] { ["all"] }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: quit
               quit/all
        Leaves the game. Your character sleeps where it is until you are back. With /all every connection of yours ends.
        """
    }

    open override func run() async throws {
        let all = has("all") ? call.account?.sessions ?? [] : []
        for other in all where other !== session { other.disconnect(other.text(.farewell)) }
        session?.disconnect(text(.farewell))
    }
}

/// Leaves the account, and stays connected.
open class LogOut: AccountCommand {
    open override class var key: String { "logout" }
    open override class var category: String { "Account" }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: logout
        Leaves the game as |wquit|n does, and asks who you are: to come back as somebody else.
        """
    }

    open override func run() async throws {
        guard let session else { throw Refusal(.nobodyToAsk) }
        tell(.farewell)
        try session.logOut()
    }
}
