import NIOCore
import NIOWebSocket

/// What goes on between the messages of a WebSocket (RFC 6455, 5.5): pings, and a close that both sides say. Passes the
/// messages on.
final class WebSocketControlFrames: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = WebSocketFrame
    typealias OutboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private let limits: WebLimits
    private let takesText: Bool
    private var wasHeard = true
    /// A close frame was sent: nothing may follow it.
    private var isClosing = false
    private var timer: Scheduled<Void>?

    init(limits: WebLimits, takesText: Bool) { (self.limits, self.takesText) = (limits, takesText) }

    func handlerAdded(context: ChannelHandlerContext) { schedulePing(context) }

    func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    /// A client that is silent for two of them is gone.
    private func schedulePing(_ context: ChannelHandlerContext) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: limits.ping) {
            guard self.wasHeard else { return context.close(promise: nil) }
            self.wasHeard = false
            self.send(.ping, ByteBuffer(), context)
            self.schedulePing(context)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        wasHeard = true
        if frame.opcode == .connectionClose { return answerClose(frame.unmaskedData, context) }
        guard !isClosing else { return }
        guard !frame.rsv1, !frame.rsv2, !frame.rsv3 else { return close(.protocolError, context) }
        switch frame.opcode {
        case .text where !takesText: close(.unacceptableData, context)
        case .text, .binary: context.fireChannelRead(data)
        // Who pings and never reads gets no more than fits.
        case .ping: if context.channel.isWritable { send(.pong, frame.unmaskedData, context) }
        case .pong: break
        default: close(.protocolError, context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength, NIOWebSocketFrameAggregator.Error.accumulatedFrameSizeIsTooLarge,
            NIOWebSocketFrameAggregator.Error.tooManyFragments:
            close(.messageTooLarge, context)
        case is NIOWebSocketError, is NIOWebSocketFrameAggregator.Error: close(.protocolError, context)
        // The rest of what made the decoder give up.
        case is ByteToMessageDecoderError where isClosing: break
        default: context.close(promise: nil)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isClosing else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        context.write(data, promise: promise)
    }

    /// The Portal closes.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard !isClosing, context.channel.isActive else { return context.close(mode: mode, promise: promise) }
        close(.normalClosure, context)
        if let promise { context.channel.closeFuture.cascade(to: promise) }
    }

    func close(_ code: WebSocketErrorCode, _ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        isClosing = true
        var data = ByteBuffer()
        data.write(webSocketErrorCode: code)
        send(.connectionClose, data, context)
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: limits.closeDeadline) {
            context.close(promise: nil)
        }
    }

    /// With the same code, unless it is itself the answer to ours.
    private func answerClose(_ data: ByteBuffer, _ context: ChannelHandlerContext) {
        guard !isClosing else { return context.close(promise: nil) }
        isClosing = true
        let code = data.getSlice(at: data.readerIndex, length: 2) ?? ByteBuffer()
        send(.connectionClose, code, context)
        context.close(promise: nil)
    }

    private func send(_ opcode: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(WebSocketFrame(fin: true, opcode: opcode, data: data)), promise: nil)
    }
}
