import NIOCore
import NIOWebSocket

/// How a WebSocket ends, told to the handlers behind ``WebSocketControlFrames`` before it does.
enum WebSocketEnd {
    /// The client closes it, with a code or without.
    case closed(WebSocketErrorCode?)
    /// The client breaks the rules: which, in words.
    case refused(String)
    /// It is not there any more, or an error came between: in words.
    case lost(String)
}

/// Sent by those handlers to end it with a code and words of their own.
struct WebSocketClose {
    var code: WebSocketErrorCode
    var words = ""
}

/// What goes on between the messages of a WebSocket (RFC 6455, 5.5): pings, and a close that both sides say. Passes the
/// messages on, and tells how it ends.
final class WebSocketControlFrames: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = WebSocketFrame
    typealias OutboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private let limits: WebLimits
    /// The kinds of message that are spoken.
    private let kinds: Set<WebSocketOpcode>
    private var wasHeard = true
    /// A close frame was sent: nothing may follow it.
    private var isClosing = false
    private var timer: Scheduled<Void>?

    init(limits: WebLimits, kinds: Set<WebSocketOpcode>) { (self.limits, self.kinds) = (limits, kinds) }

    func handlerAdded(context: ChannelHandlerContext) { schedulePing(context) }

    func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    /// A client that is silent for two of them is gone.
    private func schedulePing(_ context: ChannelHandlerContext) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: limits.ping) {
            guard self.wasHeard else { return self.lose("it answers no ping", context) }
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
        guard !frame.rsv1, !frame.rsv2, !frame.rsv3 else {
            return refuse(.protocolError, "no extension was agreed on", context)
        }
        switch frame.opcode {
        case let kind where kinds.contains(kind): context.fireChannelRead(data)
        case .text: refuse(.unacceptableData, "messages are binary", context)
        case .binary: refuse(.unacceptableData, "messages are text", context)
        // Who pings and never reads gets no more than fits.
        case .ping: if context.channel.isWritable { send(.pong, frame.unmaskedData, context) }
        case .pong: break
        default: refuse(.protocolError, "unknown kind of frame", context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength, NIOWebSocketFrameAggregator.Error.accumulatedFrameSizeIsTooLarge,
            NIOWebSocketFrameAggregator.Error.tooManyFragments:
            refuse(.messageTooLarge, "a message has at most \(limits.message) bytes", context)
        case is WebSocketMasks.Missing: refuse(.protocolError, "a client masks its frames", context)
        case is NIOWebSocketError, is NIOWebSocketFrameAggregator.Error: refuse(.protocolError, "\(error)", context)
        // The rest of what made the decoder give up. To end now could cost the client the words that tell why.
        case is ByteToMessageDecoderError where isClosing: break
        default: lose("\(error)", context)
        }
    }

    private func refuse(_ code: WebSocketErrorCode, _ words: String, _ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        close(WebSocketClose(code: code, words: words), context)
        context.fireUserInboundEventTriggered(WebSocketEnd.refused(words))
    }

    private func lose(_ words: String, _ context: ChannelHandlerContext) {
        if !isClosing { context.fireUserInboundEventTriggered(WebSocketEnd.lost(words)) }
        context.close(promise: nil)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isClosing else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        context.write(data, promise: promise)
    }

    /// The Portal closes. A client that reads nothing is told nothing.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard !isClosing, context.channel.isActive, context.channel.isWritable else {
            return context.close(mode: mode, promise: promise)
        }
        close(WebSocketClose(code: .normalClosure), context)
        if let promise { context.channel.closeFuture.cascade(to: promise) }
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard let event = event as? WebSocketClose else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        close(event, context)
        promise?.succeed()
    }

    private func close(_ how: WebSocketClose, _ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        isClosing = true
        var data = ByteBuffer()
        data.write(webSocketErrorCode: how.code)
        data.writeString(String(how.words.prefix(Self.mostWords)))
        send(.connectionClose, data, context)
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: limits.closeDeadline) {
            context.close(promise: nil)
        }
    }

    /// A control frame has at most 125 bytes (RFC 6455, 5.5).
    private static let mostWords = 100

    /// With the same code (RFC 6455, 5.5.1), unless it is itself the answer to ours.
    private func answerClose(_ data: ByteBuffer, _ context: ChannelHandlerContext) {
        guard !isClosing else { return context.close(promise: nil) }
        isClosing = true
        var words = data
        context.fireUserInboundEventTriggered(WebSocketEnd.closed(words.readWebSocketErrorCode()))
        let code = data.getSlice(at: data.readerIndex, length: 2) ?? ByteBuffer()
        context.writeAndFlush(frame(.connectionClose, code)).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
        }
    }

    private func send(_ opcode: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext) {
        context.writeAndFlush(frame(opcode, data), promise: nil)
    }

    private func frame(_ opcode: WebSocketOpcode, _ data: ByteBuffer) -> NIOAny {
        wrapOutboundOut(WebSocketFrame(fin: true, opcode: opcode, data: data))
    }
}
