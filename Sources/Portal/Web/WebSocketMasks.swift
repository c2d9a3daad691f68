import NIOCore
import NIOWebSocket

/// Passes on what is masked: a client must mask each of its frames, and a server that gets another must close (RFC 6455,
/// 5.1). Before fragments are put together, for the whole tells no more what its parts were.
final class WebSocketMasks: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = WebSocketFrame

    /// ``WebSocketControlFrames`` answers it, as all mistakes.
    struct Missing: Error {}

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard unwrapInboundIn(data).maskKey != nil else { return context.fireErrorCaught(Missing()) }
        context.fireChannelRead(data)
    }
}
