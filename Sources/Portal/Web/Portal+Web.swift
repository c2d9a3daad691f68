import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Settings

extension Portal {
    /// A browser has come: for the page of `GameData/web`, and at `/socket` for the WebSocket by which it plays.
    nonisolated func beginWeb(on channel: any Channel) throws {
        let (isAdmitted, folder, limits) = assumeIsolated { ($0.admitBrowser(channel), $0.webFolder, $0.webLimits) }
        guard isAdmitted else { throw ChannelError.ioOnClosedChannel }
        try prepareForWeb(channel, folder, limits)
    }

    /// Whether a connection may ask for anything. One that may not is closed at once: there is nothing to answer yet.
    private func admitBrowser(_ channel: any Channel) -> Bool {
        guard !isUnnamed(channel) else {
            // Of a proxy's, only each request will tell whose it is.
            let key = ObjectIdentifier(channel)
            channel.closeFuture.assumeIsolated().whenComplete { _ in self.assumeIsolated { $0.forgetName(of: key) } }
            return true
        }
        let address = address(of: channel)
        guard addressLimits.browserCame(address) else { return false }
        channel.closeFuture.assumeIsolated().whenComplete { _ in
            self.assumeIsolated { $0.addressLimits.browserLeft(address) }
        }
        return true
    }

    /// HTTP first; a request for `/socket` makes a WebSocket of the connection, anything else is answered.
    private nonisolated func prepareForWeb(_ channel: any Channel, _ folder: WebFolder, _ limits: WebLimits) throws {
        let upgrader = NIOWebSocketServerUpgrader(
            maxFrameSize: limits.message,
            // `WebSocketControlFrames` answers mistakes, so that every close has one place.
            automaticErrorHandling: false,
            shouldUpgrade: { channel, request in
                // What is not upgraded is refused in words by `WebPageHandler`.
                let (isAdmitted, origins) = self.assumeIsolated { ($0.learn(request, of: channel), $0.settings.web.origins) }
                var answer: HTTPHeaders?
                if isAdmitted, WebPath.allowsUpgrade(request, from: origins) {
                    let chosen = WebSubprotocol(request.headers)
                    answer = chosen.map { [WebSubprotocol.header: $0.rawValue] } ?? [:]
                    // Whoever reads no answer gets no more in: what comes now has to be kept.
                    try? channel.syncOptions?.setOption(.autoRead, value: false)
                }
                return channel.eventLoop.makeSucceededFuture(answer)
            },
            upgradePipelineHandler: { channel, request in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandlers([
                        WebSocketMasks(),
                        NIOWebSocketFrameAggregator(
                            minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: limits.fragments,
                            maxAccumulatedFrameSize: limits.message),
                    ])
                    if let chosen = WebSubprotocol(request.headers) {
                        try chosen.begin(channel, portal: self, limits: limits)
                    } else {
                        try pipeline.addHandlers([
                            WebSocketControlFrames(limits: limits, kinds: [.text]),
                            WebSocketSessionHandler(portal: self, limits: limits, resumes: WebPath.resumes(request)),
                        ])
                    }
                    try channel.syncOptions?.setOption(.autoRead, value: true)
                }
            })
        var headers = NIOHTTPDecoderLimitConfiguration()
        headers.maxHeaderFieldSize = limits.header
        headers.maxHeaderListSize = limits.header
        headers.maxHeaderFieldCount = 64
        let upgrades = WebUpgrades(upgrader, headers: headers)
        try upgrades.begin(channel, pages: WebPageHandler(portal: self, folder: folder, limits: limits, upgrades: upgrades))
    }
}

/// What one browser may take. Sizes are bytes.
struct WebLimits: Sendable {
    /// The request line and all header fields.
    var header = 16 << 10
    /// A WebSocket message, in one frame or in fragments.
    var message = 8 << 10
    var fragments = 64
    /// Until a request is there, from the moment the connection opened.
    var requestDeadline = TimeAmount.seconds(10)
    /// Requests on one connection, and how long the next may take to come.
    var requests = 100
    var idle = TimeAmount.seconds(5)
    /// Until an answer has been read.
    var responseDeadline = TimeAmount.seconds(120)
    /// Between two pings. A client that is silent for two of them is gone.
    var ping = TimeAmount.seconds(30)
    /// For the other side to answer a close frame.
    var closeDeadline = TimeAmount.seconds(3)
    /// How often a client may tell its size.
    var sizes = TokenBucket.Limit(burst: 100, perSecond: 5)
}
