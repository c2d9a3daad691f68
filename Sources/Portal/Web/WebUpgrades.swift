import NIOCore
import NIOHTTP1
import NIOWebSocket

/// HTTP on a connection, and how a request makes a WebSocket of it.
///
/// SwiftNIO's handler of upgrades looks at one request and leaves. A proxy uses a connection for requests of many players, and
/// any of them may ask for the WebSocket: each has a handler of its own.
struct WebUpgrades {
    private let encoder = HTTPResponseEncoder()
    private let end = EndOfHTTP()
    private let decoding: [any RemovableChannelHandler]
    private let upgrader: NIOWebSocketServerUpgrader

    init(_ upgrader: NIOWebSocketServerUpgrader, headers: NIOHTTPDecoderLimitConfiguration) {
        self.upgrader = upgrader
        decoding = [
            ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: headers)),
            HTTPServerPipelineHandler(), NIOHTTPResponseHeadersValidator(), HTTPServerProtocolErrorHandler(),
        ]
    }

    /// The handlers of a new connection, ready for its first request; `pages` answers what is not upgraded.
    func begin(_ channel: any Channel, pages: WebPageHandler) throws {
        try channel.pipeline.syncOperations.addHandlers([encoder] + decoding + [end, pages])
        try awaitRequest(channel, pages: pages)
    }

    /// The next request may ask for an upgrade as the first one could.
    func awaitRequest(_ channel: any Channel, pages: WebPageHandler) throws {
        let handler = HTTPServerUpgradeHandler(
            upgraders: [upgrader], httpEncoder: encoder, extraHTTPHandlers: [end] + decoding,
            upgradeCompletionHandler: { context in
                let pipeline = context.pipeline.syncOperations
                guard let pages = try? pipeline.handler(type: WebPageHandler.self) else { return }
                pipeline.removeHandler(pages, promise: nil)
            })
        try channel.pipeline.syncOperations.addHandler(handler, position: .before(pages))
    }
}

/// Nothing of HTTP gets by it once the connection becomes a WebSocket: what reads frames would trap on it.
///
/// A client may send more requests behind the one that is upgraded, and what decodes them may have read some of them by then.
/// As the first that is asked to leave, it leaves in the next tick of the event loop, just before the decoder gives what it
/// has not read as the bytes that they are.
private final class EndOfHTTP: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart

    private var isOver = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isOver { context.close(promise: nil) } else { context.fireChannelRead(data) }
    }

    func removeHandler(context: ChannelHandlerContext, removalToken: ChannelHandlerContext.RemovalToken) {
        isOver = true
        context.eventLoop.assumeIsolated().execute { context.leavePipeline(removalToken: removalToken) }
    }
}
