import NIOCore
import NIOWebSocket
import Telnet

/// Lines and text in binary messages, GMCP in those of text.
final class TerminalFrames: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = TelnetEvent
    typealias OutboundIn = TelnetOutput
    typealias OutboundOut = WebSocketFrame

    private let structured: Bool
    private var client = TelnetClient()
    private var lines = LineAssembler(encoding: .utf8)
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
