import NIOCore
import Synchronization
import Telnet

/// How many bytes came over the wire, before anything was unpacked.
final class WireCount: Sendable {
    private let count = Atomic(0)
    var bytes: Int { count.load(ordering: .relaxed) }
    fileprivate func add(_ bytes: Int) { count.add(bytes, ordering: .relaxed) }
}

/// A client's end of MCCP2, below the player: agrees to it, or never answers, and counts what comes.
final class MCCP2Client: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let offer: [UInt8] = [255, 251, 86]
    private static let agreement: [UInt8] = [255, 253, 86]
    private static let beginning: [UInt8] = [255, 250, 86, 255, 240]

    private let count: WireCount
    private let agrees: Bool
    private var hasAgreed = false
    /// What came before the stream.
    private var head: [UInt8] = []
    private var decompressor: Decompressor?

    init(agrees: Bool, _ count: WireCount) { (self.agrees, self.count) = (agrees, count) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        count.add(bytes.readableBytes)
        guard agrees else { return context.fireChannelRead(data) }
        if decompressor == nil { begin(&bytes, context) }
        do {
            while case .bytes(let plain)? = try decompressor?.next(from: &bytes) {
                context.fireChannelRead(wrapInboundOut(plain))
            }
        } catch {
            context.close(promise: nil)
        }
    }

    private func begin(_ bytes: inout ByteBuffer, _ context: ChannelHandlerContext) {
        let known = head.count
        head += bytes.readableBytesView
        if !hasAgreed, head.firstRange(of: Self.offer) != nil {
            hasAgreed = true
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: Self.agreement)), promise: nil)
        }
        let end = head.firstRange(of: Self.beginning)?.upperBound
        if let plain = bytes.readSlice(length: (end ?? head.count) - known) {
            context.fireChannelRead(wrapInboundOut(plain))
        }
        if end != nil { decompressor = Decompressor() }
    }
}
