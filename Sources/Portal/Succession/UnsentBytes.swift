import NIOCore

/// Knows the bytes of a connection that were written and that the system has not taken yet, for the process that goes
/// on with the connection. The first handler of its pipeline: it sees what goes to the socket.
final class UnsentBytes: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What was written last: all that is unsent, and maybe some that was sent before it.
    private var recent: [ByteBuffer] = []
    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        recent.append(unwrapOutboundIn(data))
        context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        context.flush()
        forgetSent()
    }

    /// Written and not sent.
    var bytes: ByteBuffer {
        let length = unsentLength
        var all = ByteBuffer()
        for part in recent { all.writeImmutableBuffer(part) }
        all.moveReaderIndex(forwardBy: max(0, all.readableBytes - length))
        return all
    }

    /// Sends what another process could not, before anything else.
    func resend(_ bytes: ByteBuffer) {
        guard let context, bytes.readableBytes > 0 else { return }
        write(context: context, data: wrapOutboundOut(bytes), promise: nil)
        flush(context: context)
    }

    private var unsentLength: Int {
        (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    private func forgetSent() {
        let unsent = unsentLength
        guard unsent > 0 else { return recent.removeAll(keepingCapacity: true) }
        var extra = recent.reduce(-unsent) { $0 + $1.readableBytes }
        let sent = recent.prefix { part in
            extra -= part.readableBytes
            return extra >= 0
        }
        recent.removeFirst(sent.count)
    }
}
