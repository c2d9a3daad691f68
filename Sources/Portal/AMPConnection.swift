import NIOCore
import Wire

/// A Launcher, a Server or any other AMP client at the Portal's socket. Lives on the Portal's actor.
final class AMPConnection {
    let id: Int
    let channel: any Channel
    /// What it called itself in its ``Hello``.
    var role = "client"
    /// Set when it proved to be a Server that the Portal started.
    weak var server: ServerProcess?
    /// Whether it is sent the steps of every reload.
    var watches = false

    private var nextAsk = 0
    private var asks: [String: Awaited<Box>] = [:]
    private(set) var isClosed = false
    /// All that came on it has been read.
    let end = Awaited<Void>()

    init(id: Int, channel: any Channel) { (self.id, self.channel) = (id, channel) }

    /// Sends a command that wants no answer.
    func send(_ command: some AMPCommand) {
        guard !isClosed, let box = try? Box.command(command) else { return }
        channel.writeAndFlush(box.bytes, promise: nil)
    }

    func send(_ box: Box) {
        guard !isClosed else { return }
        channel.writeAndFlush(box.bytes, promise: nil)
    }

    /// Sends a command and gives the answer. Throws ``RemoteError``, also when the connection ends first or the
    /// answer does not come within `deadline`.
    func ask<C: AMPCommand>(_ command: C, within deadline: Duration, on portal: isolated Portal) async throws -> C.Answer {
        guard !isClosed else { throw RemoteError(.notRunning, "the connection has ended") }
        nextAsk += 1
        let tag = String(nextAsk, radix: 16)
        let answer = Awaited<Box>()
        asks[tag] = answer
        channel.writeAndFlush(try Box.command(command, ask: tag).bytes, promise: nil)
        let late = RemoteError(.timedOut, "no answer to \(C.name) within \(deadline)")
        defer { asks[tag] = nil }
        return try await answer.value(within: deadline, late: late, on: portal).decode(C.Answer.self)
    }

    func received(answer box: Box, to tag: String) { asks[tag]?.resolve(.success(box)) }

    func received(error: RemoteError, to tag: String) { asks[tag]?.resolve(.failure(error)) }

    /// The connection has ended: whoever waits for an answer is told.
    func closed() {
        isClosed = true
        for answer in asks.values {
            answer.resolve(.failure(RemoteError(.notRunning, "the connection ended before the answer")))
        }
    }
}

/// Reads boxes from a connection. What is no AMP closes it, is logged, and harms nothing else.
final class AMPHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// What a client that is no Server may send in one box.
    static let clientLimit = 1 << 20
    static let serverLimit = 1 << 30

    private let portal: Portal
    private(set) var connection = 0
    private var reader: BoxReader
    private var bytes: ByteBuffer
    private var isServer: Bool

    /// - Parameter unread: half a box, of a connection that was there before this Portal.
    init(portal: Portal, limit: Int = clientLimit, unread: ByteBuffer = ByteBuffer()) {
        (self.portal, bytes, isServer) = (portal, unread, limit == Self.serverLimit)
        reader = BoxReader(limit: limit)
    }

    /// The beginning of a box whose end has not come.
    var unread: ByteBuffer {
        var all = reader.unfinished
        all.writeImmutableBuffer(bytes)
        return all
    }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        connection = portal.assumeIsolated { $0.connected(channel) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var new = unwrapInboundIn(data)
        if bytes.readableBytes == 0 { bytes = new } else { bytes.writeBuffer(&new) }
        let id = connection
        do {
            while let box = try reader.next(&bytes) {
                guard let message = Message(box) else {
                    throw RemoteError(.badArguments, "a box with no _command, _answer or _error")
                }
                let isServer = portal.assumeIsolated { $0.received(message, on: id) }
                if isServer != self.isServer {
                    self.isServer = isServer
                    reader.limit = isServer ? Self.serverLimit : Self.clientLimit
                }
            }
        } catch {
            let reason = "\(error)"
            portal.assumeIsolated { $0.dropped(id, because: reason) }
            context.close(promise: nil)
        }
        if bytes.readableBytes == 0 { bytes.clear() } else if bytes.readerIndex > 1 << 16 { bytes.discardReadBytes() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        let id = connection
        portal.assumeIsolated { $0.disconnected(id) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
