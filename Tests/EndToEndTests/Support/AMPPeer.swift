import NIOCore
import NIOPosix
import Wire

/// A program at the Portal's socket: asks, and keeps every ``Step`` that it is told.
actor AMPPeer {
    private let channel: any Channel
    private var reader = BoxReader()
    private var bytes = ByteBuffer()
    private var nextAsk = 0
    private var asks: [String: CheckedContinuation<Box, any Error>] = [:]
    private(set) var steps: [Step] = []
    private(set) var isClosed = false

    private init(channel: any Channel) { self.channel = channel }

    /// - Parameter path: of the socket, at most about 107 bytes long.
    static func connect(_ path: String) async throws -> AMPPeer {
        let (stream, continuation) = AsyncStream<ByteBuffer>.makeStream()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ByteStreamHandler(to: continuation))
                }
            }
            .connect(unixDomainSocketPath: path).get()
        let peer = AMPPeer(channel: channel)
        Task {
            for await bytes in stream { await peer.received(bytes) }
            await peer.ended()
        }
        return peer
    }

    // MARK: Asking

    /// Asks and gives the answer. Throws the ``RemoteError`` that is answered instead.
    func ask<C: AMPCommand>(_ command: C) async throws -> C.Answer {
        nextAsk += 1
        let tag = "\(nextAsk)"
        let box = try Box.command(command, ask: tag)
        guard !isClosed else { throw Ended() }
        let answer = try await withCheckedThrowingContinuation {
            asks[tag] = $0
            channel.writeAndFlush(box.bytes, promise: nil)
        }
        return try answer.decode(C.Answer.self)
    }

    /// The error that a command is answered with. Throws when it is done instead.
    func refusal(of command: some AMPCommand) async throws -> RemoteError {
        do {
            let answer = try await ask(command)
            throw NotRefused(answer: "\(answer)")
        } catch let error as RemoteError {
            return error
        }
    }

    struct NotRefused: Error { var answer: String }
    /// The Portal closed the connection.
    struct Ended: Error {}

    func send(_ bytes: [UInt8]) { channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil) }

    func close() async { try? await channel.close().get() }

    // MARK: Reading

    private func received(_ new: ByteBuffer) {
        var new = new
        bytes.writeBuffer(&new)
        do {
            while let box = try reader.next(&bytes) {
                switch Message(box) {
                case .answer(let tag, let box): asks.removeValue(forKey: tag)?.resume(returning: box)
                case .error(let tag, let error): asks.removeValue(forKey: tag)?.resume(throwing: error)
                case .command(Step.name, _, let box): steps.append(try box.decode(Step.self))
                default: break
                }
            }
        } catch {
            channel.close(promise: nil)
        }
    }

    private func ended() {
        isClosed = true
        for ask in asks.values { ask.resume(throwing: Ended()) }
        asks.removeAll()
    }

    // MARK: Waiting

    /// Waits for a step that is so, among those that were told and those to come.
    @discardableResult
    func expectStep(
        _ name: String, _ what: String, reload: Int? = nil, within limit: Duration = patience
    ) async throws -> Step {
        try await eventually("step \(name) \(what)", within: limit) {
            told.joined(separator: ", ")
        } _: {
            steps.first { $0.step == name && $0.what == what && (reload == nil || $0.reload == reload) }
        }
    }

    /// Waits until the Portal has closed the connection.
    func expectEnd(within limit: Duration = patience) async throws {
        try await eventually("the end of the connection", within: limit) { isClosed ? () : nil }
    }

    /// `build began`, `build done`, … in the order in which they were told, without progress and notes.
    var told: [String] {
        steps.filter { ["began", "done", "failed"].contains($0.what) }.map { "\($0.step) \($0.what)" }
    }
}
