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
        try pipeline.addHandler(WebSocketControlFrames(limits: limits, takesText: self != .telnet))
        if self == .telnet {
            // No `UnsentBytes`, as for TLS: what is in frames is not handed to another Portal.
            let telnet = TelnetHandler(compresses: portal.settings.telnet.compression, status: portal.listing)
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

/// Telnet's bytes in binary messages.
final class TelnetFrames: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = WebSocketFrame

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.fireChannelRead(wrapInboundOut(unwrapInboundIn(data).unmaskedData))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let frame = WebSocketFrame(fin: true, opcode: .binary, data: unwrapOutboundIn(data))
        context.write(wrapOutboundOut(frame), promise: promise)
    }
}

/// Lines and text in binary messages, GMCP in those of text.
final class TerminalFrames: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = TelnetEvent
    typealias OutboundIn = TelnetOutput
    typealias OutboundOut = WebSocketFrame

    private let structured: Bool
    private var client = TelnetClient()
    private var lines = LineAssembler()
    private var context: ChannelHandlerContext?

    init(structured: Bool) {
        self.structured = structured
        client.mtts = [.ansi, .utf8, .colours256, .truecolour]
        if structured { client.abilities.insert(.gmcp) }
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    /// What is known of every such client.
    func tellClient() {
        context?.fireChannelRead(wrapInboundOut(.clientChanged(client)))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        var bytes = frame.unmaskedData
        guard frame.opcode == .text, structured else { return read(&bytes, context) }
        let known = client
        let message = GMCPMessage.read(bytes, &client)
        if client != known { tellClient() }
        if let message { context.fireChannelRead(wrapInboundOut(.message(name: message.name, json: message.json))) }
    }

    /// A message is a line, whether it ends as one or not; some clients send several at once.
    private func read(_ bytes: inout ByteBuffer, _ context: ChannelHandlerContext) {
        bytes.writeInteger(UInt8(ascii: "\n"))
        var isFirst = true
        while let item = lines.next(from: &bytes) {
            let event: TelnetEvent =
                switch item {
                case .line(let line): .line(line)
                case .lineTooLong: .lineTooLong
                }
            let isEnd = bytes.readableBytes == 0 && event == .line("") && !isFirst
            if !isEnd { context.fireChannelRead(wrapInboundOut(event)) }
            isFirst = false
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .text(let text), .prompt(let text):
            send(.binary, text.telnetEncoded(), context, promise)
        case .message(let name, let json):
            send(.text, GMCPMessage.bytes(name, json), context, promise)
        // That a password is typed has no word here, and pings keep the connection.
        case .echo, .noOperation:
            promise?.succeed()
        }
    }

    private func send(
        _ opcode: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext,
        _ promise: EventLoopPromise<Void>?
    ) {
        context.write(wrapOutboundOut(WebSocketFrame(fin: true, opcode: opcode, data: data)), promise: promise)
    }
}
