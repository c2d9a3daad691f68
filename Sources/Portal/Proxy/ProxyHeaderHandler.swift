import NIOCore
import Telnet

/// A connection of a trusted proxy until it has said whose it is. Only then the rest of its pipeline is there, and what
/// the client sends is read.
final class ProxyHeaderHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let deadline: TimeAmount
    /// One that speaks HTTP may say it there instead.
    private let isOptional: Bool
    /// Nil: the proxy speaks for itself.
    private let told: (SocketAddress?) throws -> Void
    private let refused: (String) -> Void
    private var bytes = ByteBuffer()
    private var alarm: Scheduled<Void>?
    private var isDone = false

    init(
        deadline: TimeAmount = .seconds(10), isOptional: Bool = false,
        told: @escaping (SocketAddress?) throws -> Void, refused: @escaping (String) -> Void
    ) {
        (self.deadline, self.isOptional, self.told, self.refused) = (deadline, isOptional, told, refused)
    }

    func channelActive(context: ChannelHandlerContext) {
        alarm = context.eventLoop.assumeIsolated().scheduleTask(in: deadline) {
            self.refuse("it does not say whose connection it is", context)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDone else { return context.fireChannelRead(data) }
        var more = unwrapInboundIn(data)
        bytes.writeBuffer(&more)
        let count = bytes.readableBytes
        switch ProxyHeader.take(from: &bytes) {
        case .unfinished: break
        case .none where isOptional && bytes.readableBytes == count: goOn(nil, context)
        case .none: refuse("it sends no header of the PROXY protocol", context)
        case .told(let address): goOn(address, context)
        }
    }

    private func goOn(_ address: SocketAddress?, _ context: ChannelHandlerContext) {
        isDone = true
        alarm?.cancel()
        do { try told(address) } catch { return context.close(promise: nil) }
        context.fireChannelActive()
        if bytes.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(bytes)) }
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    private func refuse(_ reason: String, _ context: ChannelHandlerContext) {
        guard !isDone else { return }
        isDone = true
        alarm?.cancel()
        refused(reason)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        alarm?.cancel()
        isDone = true
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
