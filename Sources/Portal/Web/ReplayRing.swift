import NIOCore
import Settings

/// The messages that a page was sent last, numbered from 1, so that it can be sent again what it missed.
struct ReplayRing {
    /// What a message takes beside its bytes.
    private static let overhead = 64

    private var messages = CircularBuffer<ByteBuffer>()
    /// The number that the next message will have.
    private(set) var next: UInt64 = 1
    /// What all of it takes.
    private(set) var size = 0

    init() {}

    /// Goes on with what another Portal has kept.
    init(_ messages: some Sequence<ByteBuffer>, next: UInt64) {
        self.messages.append(contentsOf: messages)
        self.next = next
        size = self.messages.reduce(0) { $0 + Self.size(of: $1) }
    }

    private static func size(of message: ByteBuffer) -> Int { message.storageCapacity + overhead }

    /// The number of the oldest message that is still there.
    private var first: UInt64 { next - UInt64(messages.count) }

    mutating func append(_ message: ByteBuffer) {
        messages.append(message)
        next += 1
        size += Self.size(of: message)
    }

    /// Forgets the oldest messages until the rest takes no more than that.
    mutating func trim(to limit: Int) {
        while size > limit, let oldest = messages.popFirst() { size -= Self.size(of: oldest) }
    }

    /// What came after a message, and how much of that is forgotten.
    func after(_ number: UInt64) -> (missed: UInt64, messages: CircularBuffer<ByteBuffer>.SubSequence) {
        guard number < next - 1 else { return (0, messages[messages.endIndex...]) }
        let from = max(number + 1, first)
        let start = messages.index(messages.startIndex, offsetBy: Int(from - first))
        return (from - number - 1, messages[start...])
    }

    var all: CircularBuffer<ByteBuffer> { messages }
}

/// What the rings of all sessions may take together. Lives on the Portal's actor.
final class ReplayBudget {
    private(set) var session: Int
    private var all: Int
    private(set) var used = 0

    init(session: Int, all: Int) { (self.session, self.all) = (session, all) }

    convenience init(_ settings: Settings) {
        self.init(session: 0, all: 0)
        goBy(settings)
    }

    /// What is sent again must not be more than a client may leave unread.
    func goBy(_ settings: Settings) {
        session = min(settings.web.replayBytes, settings.limits.unsentBytes / 2)
        all = settings.web.replayBytesInAll
    }

    var isSpent: Bool { used > all }

    /// What each of so many rings may keep when all of it is spent: half, so that they are not cut at every message.
    func share(of rings: Int) -> Int { all / 2 / max(1, rings) }

    func changed(by bytes: Int) { used += bytes }
}
