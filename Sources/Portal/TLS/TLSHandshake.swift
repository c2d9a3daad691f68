import NIOCore
import NIOSSL
import NIOTLS
import Telnet

/// A connection to the TLS port until its handshake is done; then telnet begins. Until then it is no session, and who
/// sends no TLS, or nothing, is gone soon.
final class TLSHandshake: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let portal: Portal
    private let address: ClientAddress
    private let deadline: TimeAmount
    private var alarm: Scheduled<Void>?
    private var isDone = false

    init(portal: Portal, address: ClientAddress, deadline: TimeAmount) {
        (self.portal, self.address, self.deadline) = (portal, address, deadline)
    }

    func channelActive(context: ChannelHandlerContext) {
        alarm = context.eventLoop.assumeIsolated().scheduleTask(in: deadline) { context.close(promise: nil) }
        context.fireChannelActive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .handshakeCompleted? = event as? TLSUserEvent, !isDone else {
            return context.fireUserInboundEventTriggered(event)
        }
        finish()
        let pipeline = context.pipeline.syncOperations
        do {
            // No `UnsentBytes`: no other process can go on with what is encrypted.
            let telnet = portal.telnetHandler()
            let session = TelnetSessionHandler(portal: portal, transport: .tls)
            try pipeline.addHandlers([telnet, session], position: .after(self))
            pipeline.removeHandler(self, promise: nil)
            session.open(context.channel)
        } catch {
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if !isDone {
            finish()
            let address = address
            portal.assumeIsolated { $0.addressLimits.left(address) }
        }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let words = "no TLS with \(address.text): \(error)"
        portal.assumeIsolated { $0.log.debug("\(words)") }
        context.close(promise: nil)
    }

    private func finish() {
        isDone = true
        alarm?.cancel()
        portal.assumeIsolated { $0.handshakes -= 1 }
    }
}
