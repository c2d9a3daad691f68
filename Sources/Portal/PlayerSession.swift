import NIOCore
import Telnet
import Wire

/// A player's connection, and what they did that no Server has committed yet.
///
/// Lives on the Portal's actor. It outlives every Server: what is in `events` is given to the next one again.
final class PlayerSession {
    /// An event that is not done with, in the order in which all sessions' events came.
    struct Pending {
        let order: UInt64
        let event: SessionEvent
        let received: ContinuousClock.Instant
    }

    let id: UInt64
    let address: ClientAddress
    /// Nil when the connection has ended: before this Portal took the session over, or while a page is away.
    private(set) var channel: (any Channel)?
    /// A browser's.
    let web: WebConversation?
    var client: ClientState
    let openedAt = ContinuousClock.now
    /// The account of a maker, as the Server says; nil for everybody else.
    var maker: String?
    var isMaker: Bool { maker != nil }

    private(set) var events: [Pending] = []
    /// The first events of `events` are done with; they are dropped from the array in bunches.
    private var doneCount = 0
    private(set) var lastNumber: UInt64 = 0
    /// The connection has ended; the session stays until a Server knows.
    var isClosed = false
    /// That it has ended is among the events.
    var hasEnded = false
    /// Lines and messages that came faster than they may be played, and why the connection ended behind them.
    var delayed = CircularBuffer<SessionEvent.Kind>(initialCapacity: 0)
    var lineRate = TokenBucket()
    var closeReason: String?
    /// What the client tells of itself is told to the Server, but not as often as it likes.
    var changeRate = TokenBucket()
    var tellsChangeLater = false
    /// Something was written since the last flush.
    private(set) var needsFlush = false
    /// Text that waits for the flush.
    private var text = ByteBuffer()

    init(
        id: UInt64, address: ClientAddress, channel: (any Channel)?, client: ClientState, web: WebConversation? = nil
    ) {
        (self.id, self.address, self.channel, self.client, self.web) = (id, address, channel, client, web)
    }

    /// Goes on where another Portal has stopped.
    func goOn(from former: PortalState.Session) throws {
        (lastNumber, events, isClosed) = (former.lastNumber, try former.pending, former.isClosed)
        (hasEnded, closeReason, delayed) = (
            former.hasEnded, former.closeReason, CircularBuffer(try former.delayedEvents)
        )
    }

    /// Telnet's end of the connection; nil for a browser's. Called on the event loop.
    var telnet: TelnetHandler? { try? channel?.pipeline.syncOperations.handler(type: TelnetHandler.self) }

    var state: SessionState { SessionState(id: id, address: address.text, client: client) }
    var pending: ArraySlice<Pending> { events[doneCount...] }

    func add(_ kind: SessionEvent.Kind, order: UInt64) -> SessionEvent {
        lastNumber += 1
        let event = SessionEvent(session: id, number: lastNumber, kind: kind)
        events.append(Pending(order: order, event: event, received: .now))
        return event
    }

    /// A Server has committed everything up to `number`.
    func acknowledge(_ number: UInt64) {
        while doneCount < events.count, events[doneCount].event.number <= number {
            doneCount += 1
        }
        if doneCount == events.count {
            events.removeAll(keepingCapacity: true)
            doneCount = 0
        } else if doneCount > 64 {
            events.removeFirst(doneCount)
            doneCount = 0
        }
    }

    /// Writes without flushing. Texts are put together: what a turn says to a player is one write.
    func write(_ output: TelnetOutput) {
        guard !isClosed else { return }
        needsFlush = true
        if case .text(var more) = output {
            if text.readableBytes == 0 { text = more } else { text.writeBuffer(&more) }
            return
        }
        writeText()
        put(output)
    }

    func flush() {
        guard needsFlush else { return }
        needsFlush = false
        writeText()
        channel?.flush()
    }

    private func writeText() {
        guard text.readableBytes > 0 else { return }
        put(.text(text))
        text = ByteBuffer()
    }

    private func put(_ output: TelnetOutput) {
        guard let web else {
            channel?.write(output, promise: nil)
            return
        }
        if let message = web.keep(output) { channel?.write(message, promise: nil) }
    }

    /// A page's new connection; nil while it has none.
    func attach(_ channel: (any Channel)?) { self.channel = channel }
}
