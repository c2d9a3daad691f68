import NIOCore
import NIOPosix
import Wire

/// An AMP client of the private game's Portal.
actor PortalClient {
    private nonisolated let executor: any SerialExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private var channel: (any Channel)?
    private var nextAsk = 0
    private var asks: [String: CheckedContinuation<Box, any Error>] = [:]

    private init(_ eventLoop: any EventLoop) { executor = eventLoop.executor }

    /// Throws when nobody listens at the socket (yet).
    static func connect(to socket: String, on eventLoop: any EventLoop) async throws -> PortalClient {
        let client = PortalClient(eventLoop)
        let channel = try await ClientBootstrap(group: eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(BoxHandler(client))
                }
            }
            .connect(unixDomainSocketPath: socket).get()
        await client.use(channel)
        return client
    }

    private func use(_ channel: any Channel) { self.channel = channel }

    /// Throws ``RemoteError``, also when no answer has come within `deadline`.
    func ask<C: AMPCommand>(_ command: C, within deadline: Duration = .seconds(10)) async throws -> C.Answer {
        nextAsk += 1
        let tag = String(nextAsk, radix: 16)
        let box = try Box.command(command, ask: tag)
        let late = Task {
            guard (try? await Task.sleep(for: deadline)) != nil else { return }
            resolve(tag, .failure(RemoteError(.timedOut, "the Portal did not answer \(C.name) within \(deadline)")))
        }
        defer { late.cancel() }
        let answer: Box = try await withCheckedThrowingContinuation { continuation in
            guard let channel, channel.isActive else {
                return continuation.resume(throwing: RemoteError(.notRunning, "the Portal has gone"))
            }
            asks[tag] = continuation
            channel.writeAndFlush(box.bytes, promise: nil)
        }
        return try answer.decode(C.Answer.self)
    }

    private func resolve(_ tag: String, _ result: Result<Box, any Error>) {
        asks.removeValue(forKey: tag)?.resume(with: result)
    }

    fileprivate func received(_ box: Box) {
        switch Message(box) {
        case .answer(let tag, let box): resolve(tag, .success(box))
        case .error(let tag, let error): resolve(tag, .failure(error))
        case .command, nil: break
        }
    }

    fileprivate func ended() {
        for tag in Array(asks.keys) { resolve(tag, .failure(RemoteError(.notRunning, "the Portal has gone"))) }
    }
}

private final class BoxHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let client: PortalClient
    private var reader = BoxReader()
    private var bytes = ByteBuffer()

    init(_ client: PortalClient) { self.client = client }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var new = unwrapInboundIn(data)
        bytes.writeBuffer(&new)
        do {
            while let box = try reader.next(&bytes) { client.assumeIsolated { $0.received(box) } }
        } catch {
            context.close(promise: nil)
        }
        bytes.discardReadBytes()
    }

    func channelInactive(context: ChannelHandlerContext) { client.assumeIsolated { $0.ended() } }
}
