import NIOCore
import NIOPosix

/// What crosses the Unix socket of the echo: length (4 bytes), client (4), bytes.
struct EchoFrame {
    var client: UInt32
    var bytes: ByteBuffer

    static func write(client: UInt32, _ bytes: ByteBuffer, into out: inout ByteBuffer) {
        out.writeMultipleIntegers(UInt32(bytes.readableBytes), client)
        out.writeImmutableBuffer(bytes)
    }

    static func read(from buffer: inout ByteBuffer) -> EchoFrame? {
        guard let length = buffer.getInteger(at: buffer.readerIndex, as: UInt32.self),
            buffer.readableBytes >= 8 + Int(length)
        else { return nil }
        buffer.moveReaderIndex(forwardBy: 4)
        guard let client = buffer.readInteger(as: UInt32.self), let bytes = buffer.readSlice(length: Int(length)) else {
            return nil
        }
        return EchoFrame(client: client, bytes: bytes)
    }
}

/// The bytes of a stream of frames that have come so far.
struct EchoFrames {
    private var buffer = ByteBuffer()

    mutating func append(_ bytes: ByteBuffer) {
        var bytes = bytes
        if buffer.readableBytes == 0 { buffer = bytes } else { buffer.writeBuffer(&bytes) }
    }

    mutating func next() -> EchoFrame? { EchoFrame.read(from: &buffer) }
}

/// The portal role: one event loop, all clients in frames over one connection. Lives on that loop.
final class EchoPortal {
    private var clients: [UInt32: ChannelHandlerContext] = [:]
    private var server: ChannelHandlerContext?
    private var outgoing = ByteBuffer()
    private var nextClient: UInt32 = 0
    private var isFlushScheduled = false

    /// Prints the port that it found, and serves until the process ends.
    static func serve(socket: String, on loop: any EventLoop) async throws {
        let portal = try await loop.submit { NIOLoopBound(EchoPortal(), eventLoop: loop) }.get()
        let inner = try await ServerBootstrap(group: loop)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ServerEnd(portal.value))
                }
            }
            .bind(unixDomainSocketPath: socket).get()
        let outer = try await ServerBootstrap(group: loop)
            .serverChannelOption(.backlog, value: 1024)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ClientEnd(portal.value))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        StandardOutput.line("\(outer.localAddress?.port ?? 0)")
        try await inner.closeFuture.get()
    }

    private func forward(_ bytes: ByteBuffer, of client: UInt32) {
        EchoFrame.write(client: client, bytes, into: &outgoing)
        scheduleFlush()
    }

    private func scheduleFlush() {
        // One write for all that came in this round of the event loop.
        guard !isFlushScheduled, let server else { return }
        isFlushScheduled = true
        server.eventLoop.assumeIsolated().execute { [self] in
            isFlushScheduled = false
            self.server?.writeAndFlush(NIOAny(outgoing), promise: nil)
            outgoing.clear()
        }
    }

    private final class ClientEnd: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let portal: EchoPortal
        private var id: UInt32 = 0

        init(_ portal: EchoPortal) { self.portal = portal }

        func channelActive(context: ChannelHandlerContext) {
            portal.nextClient += 1
            id = portal.nextClient
            portal.clients[id] = context
        }
        func channelRead(context: ChannelHandlerContext, data: NIOAny) { portal.forward(unwrapInboundIn(data), of: id) }
        func channelInactive(context: ChannelHandlerContext) { portal.clients[id] = nil }
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    private final class ServerEnd: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let portal: EchoPortal
        private var frames = EchoFrames()
        private var touched: [ChannelHandlerContext] = []

        init(_ portal: EchoPortal) { self.portal = portal }

        func channelActive(context: ChannelHandlerContext) {
            portal.server = context
            portal.scheduleFlush()
        }
        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            frames.append(unwrapInboundIn(data))
            while let frame = frames.next() {
                guard let client = portal.clients[frame.client] else { continue }
                client.write(NIOAny(frame.bytes), promise: nil)
                touched.append(client)
            }
        }
        func channelReadComplete(context: ChannelHandlerContext) {
            for client in touched { client.flush() }
            touched.removeAll(keepingCapacity: true)
        }
        func channelInactive(context: ChannelHandlerContext) { portal.server = nil }
    }
}

/// The server role: gives each frame back.
enum EchoServer {
    static func serve(socket: String, on loop: any EventLoop) async throws {
        let channel = try await ClientBootstrap(group: loop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(PortalEnd()) }
            }
            .connect(unixDomainSocketPath: socket).get()
        try await channel.closeFuture.get()
    }

    private final class PortalEnd: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private var frames = EchoFrames()
        private var outgoing = ByteBuffer()

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            frames.append(unwrapInboundIn(data))
            while let frame = frames.next() { EchoFrame.write(client: frame.client, frame.bytes, into: &outgoing) }
        }
        func channelReadComplete(context: ChannelHandlerContext) {
            guard outgoing.readableBytes > 0 else { return }
            context.writeAndFlush(NIOAny(outgoing), promise: nil)
            outgoing.clear()
        }
    }
}
