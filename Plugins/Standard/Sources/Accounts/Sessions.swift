import HearthKit

/// One's own connections.
open class Sessions: AccountCommand {
    open override class var key: String { "sessions" }
    open override class var category: String { "Account" }
    open override class var switches: [String] { ["end"] }
    open override class var help: String {
        """
        Usage: sessions
               sessions/end <number>
        Shows from where you are connected, and whom you play there; the one that you type this on has a star. /end ends
        one of them.
        """
    }

    open override func run() async throws {
        guard has("end") else { return tell(account.connections(for: session)) }
        guard let number = Int(try required(args)) else { throw usage }
        guard let ended = account.sessions.first(where: { $0.number == number }) else {
            throw Refusal(.sessionNone, ["number": "\(number)"])
        }
        guard ended !== session else { throw Refusal(.sessionOwn) }
        ended.disconnect(ended.text(.sessionEndedHere))
        tell(.sessionEnded, ["number": "\(number)"])
    }
}

extension TextKey {
    static let sessionNone = TextKey("session none", "You have no connection {number}. (|wsessions|n lists them.)")
    static let sessionOwn = TextKey("session own", "That is the one you type on: |wquit|n ends it.")
    static let sessionEnded = TextKey("session ended", "Connection {number} is closed.")
    static let sessionEndedHere = TextKey("session ended here", "You have closed this connection from elsewhere.")
}
