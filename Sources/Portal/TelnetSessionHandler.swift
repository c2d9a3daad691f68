import NIOCore
import Telnet
import Wire

/// The end of a telnet client's pipeline: hands what the client does to the Portal, which runs on the same event loop.
final class TelnetSessionHandler: ChannelInboundHandler {
    typealias InboundIn = TelnetEvent

    enum Transport: String {
        case telnet
        /// Admitted before its handshake.
        case tls
        /// Telnet or text over a WebSocket, by a client of the player's own.
        case webSocket = "websocket"
    }

    private let portal: Portal
    private let transport: Transport
    private var session: UInt64?

    /// - Parameter session: that of a connection which was there before this Portal.
    init(portal: Portal, transport: Transport = .telnet, session: UInt64? = nil) {
        (self.portal, self.transport, self.session) = (portal, transport, session)
    }

    func channelActive(context: ChannelHandlerContext) {
        open(context.channel)
        context.fireChannelActive()
    }

    /// Begins the session, unless it is there already.
    func open(_ channel: any Channel) {
        let transport = transport
        session = session ?? portal.assumeIsolated {
            $0.opened(channel, transport: transport.rawValue, isAdmitted: transport == .tls)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard let session else { return }
        let (event, transport) = (unwrapInboundIn(data), transport)
        portal.assumeIsolated { portal in
            switch event {
            case .line(let line): portal.received(line: line, from: session)
            case .message(let name, let json): portal.received(message: name, json, from: session)
            case .lineTooLong: portal.refuseLongLine(to: session)
            case .clientChanged(let client):
                portal.clientChanged(ClientState(client, transport: transport.rawValue), of: session)
            case .httpRefused: break
            case .unreadable(let reason): portal.giveUp(on: session, because: reason)
            case .interrupt: portal.received(line: "@abort", from: session)
            }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        guard let session else { return }
        portal.assumeIsolated { $0.closed(session, because: "connection closed") }
        context.fireChannelInactive()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard !context.channel.isWritable, let session else { return }
        portal.assumeIsolated {
            $0.doesNotRead(session)
            $0.closed(session, because: "it does not read what it is sent")
        }
        context.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
