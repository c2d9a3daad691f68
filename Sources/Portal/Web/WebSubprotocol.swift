import NIOCore
import NIOHTTP1
import NIOWebSocket
import Telnet

/// How a client that is not the game's own page plays over a WebSocket (mudstandards.org/websocket). It names what it
/// speaks when it connects; the page names nothing.
enum WebSubprotocol: String {
    /// All of telnet, in binary messages.
    case telnet = "telnet.mudstandards.org"
    /// Text and its colours in binary messages, GMCP in those of text.
    case gmcp = "gmcp.mudstandards.org"
    /// Text and its colours alone, in binary messages.
    case terminal = "terminal.mudstandards.org"

    static let header = "Sec-WebSocket-Protocol"

    /// The first that is spoken here, of those that a client names in its own order.
    init?(_ headers: HTTPHeaders) {
        let known = headers[canonicalForm: Self.header].lazy.compactMap { WebSubprotocol(rawValue: String($0)) }
        guard let first = known.first else { return nil }
        self = first
    }

    /// Begins the session of a connection that has become a WebSocket, behind what puts its messages together.
    func begin(_ channel: any Channel, portal: Portal, limits: WebLimits) throws {
        let pipeline = channel.pipeline.syncOperations
        let session = TelnetSessionHandler(portal: portal, transport: .webSocket)
        let kinds: Set<WebSocketOpcode> = self == .telnet ? [.binary] : [.text, .binary]
        try pipeline.addHandler(WebSocketControlFrames(limits: limits, kinds: kinds))
        if self == .telnet {
            // No `UnsentBytes`, as for TLS: what is in frames is not handed to another Portal.
            let telnet = portal.telnetHandler()
            try pipeline.addHandlers([TelnetFrames(), telnet, session])
            session.open(channel)
        } else {
            let frames = TerminalFrames(structured: self == .gmcp)
            try pipeline.addHandlers([frames, session])
            session.open(channel)
            frames.tellClient()
        }
    }
}
