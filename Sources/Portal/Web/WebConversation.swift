import Crypto
import NIOCore
import Telnet

/// What a browser's session has beyond a single connection: what it was sent, which of its lines were taken, and the
/// secret by which its page comes back to it. Lives on the Portal's actor.
final class WebConversation {
    /// A secret that only the page has: here is only what it comes to, so that nobody who reads this process's files or
    /// logs can take a session over.
    struct Token: Hashable {
        let digest: [UInt8]

        init(_ text: String) { digest = Array(SHA256.hash(data: Array(text.utf8))) }
        init(digest: [UInt8]) { self.digest = digest }
    }

    let session: UInt64
    private(set) var ring: ReplayRing
    private let budget: ReplayBudget
    /// The number of the last line that was taken. The page numbers them from 1.
    var lastLine: UInt64
    /// By which the page comes back, and the one before it, until the page has said that it has the new one.
    var tokens: [Token] = []
    /// The page can come back: it has said that it has a token.
    var isKept = false
    /// Ends the session when the page does not come back.
    var expiry: Scheduled<Void>?
    /// What is typed is secret.
    private(set) var isSecret = false
    /// The Server has let the player go; what it said last is kept for a page that was away.
    private(set) var isOver = false

    init(session: UInt64, budget: ReplayBudget, ring: ReplayRing = ReplayRing(), lastLine: UInt64 = 0) {
        (self.session, self.budget, self.ring, self.lastLine) = (session, budget, ring, lastLine)
        budget.changed(by: ring.size)
    }

    deinit { budget.changed(by: -ring.size) }

    /// Keeps an output, and gives the message that it is; nil for what a page has no use for.
    func keep(_ output: TelnetOutput) -> ByteBuffer? {
        if case .echo(let isShown) = output { isSecret = !isShown }
        return WebOutput(output).map(keep)
    }

    /// The last message of all.
    func end() -> ByteBuffer {
        isOver = true
        return keep(.bye)
    }

    private func keep(_ output: WebOutput) -> ByteBuffer {
        let message = output.json(number: ring.next)
        change {
            $0.append(message)
            $0.trim(to: budget.session)
        }
        return message
    }

    func trim(to limit: Int) { change { $0.trim(to: limit) } }

    /// Goes on with what another Portal knew.
    func restore(isSecret: Bool, isKept: Bool, tokens: [Token]) {
        (self.isSecret, self.isKept, self.tokens) = (isSecret, isKept, tokens)
    }

    private func change(_ body: (inout ReplayRing) -> Void) {
        let before = ring.size
        body(&ring)
        budget.changed(by: ring.size - before)
    }
}
