import NIOCore
import NIOHTTP1
import NIOWebSocket

/// HTTP on a connection, and how a request makes a WebSocket of it.
///
/// SwiftNIO's handler of upgrades looks at one request and leaves. A proxy uses a connection for requests of many players, and
/// any of them may ask for the WebSocket: each has a handler of its own.
struct WebUpgrades {
    private let encoder = HTTPResponseEncoder()
    private let others: [any RemovableChannelHandler]
    private let upgrader: NIOWebSocketServerUpgrader

    init(_ upgrader: NIOWebSocketServerUpgrader, headers: NIOHTTPDecoderLimitConfiguration) {
        self.upgrader = upgrader
        others = [
            ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: headers)),
            HTTPServerPipelineHandler(), NIOHTTPResponseHeadersValidator(), HTTPServerProtocolErrorHandler(),
        ]
    }

    /// The handlers of a new connection, ready for its first request; `pages` answers what is not upgraded.
    func begin(_ channel: any Channel, pages: WebPageHandler) throws {
        try channel.pipeline.syncOperations.addHandlers([encoder] + others + [pages])
        try awaitRequest(channel, pages: pages)
    }

    /// The next request may ask for an upgrade as the first one could.
    func awaitRequest(_ channel: any Channel, pages: WebPageHandler) throws {
        let handler = HTTPServerUpgradeHandler(
            upgraders: [upgrader], httpEncoder: encoder, extraHTTPHandlers: others,
            upgradeCompletionHandler: { context in
                let pipeline = context.pipeline.syncOperations
                guard let pages = try? pipeline.handler(type: WebPageHandler.self) else { return }
                pipeline.removeHandler(pages, promise: nil)
            })
        try channel.pipeline.syncOperations.addHandler(handler, position: .before(pages))
    }
}
