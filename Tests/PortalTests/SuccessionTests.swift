import Foundation
import NIOCore
import NIOPosix
import Settings
import Telnet
import Testing
import Wire

@testable import Portal

/// What one Portal writes down for the next.
@Suite struct SuccessionTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: "hearth-\(UUID().uuidString)").path

    private func session() throws -> PortalState.Session {
        var bytes = ByteBuffer()
        SessionState(id: 7, address: "192.0.2.1", client: ClientState(transport: "telnet", width: 132))
            .write(into: &bytes)
        let events: [PlayerSession.Pending] = [
            .init(order: 12, event: SessionEvent(session: 7, number: 3, kind: .line("say é")), received: .now),
            .init(order: 15, event: SessionEvent(session: 7, number: 4, kind: .closed("gone")), received: .now),
        ]
        return PortalState.Session(
            state: Bytes(bytes), address: ClientAddress(text: "192.0.2.1"), lastNumber: 4,
            events: PortalState.Session.encoded(events), isClosed: false, hasEnded: false, closeReason: nil,
            delayed: PortalState.Session.encoded([.line("look"), .message(name: "Core.Ping", json: "")]),
            tellsChangeLater: true, descriptor: 9, unsent: Bytes(ByteBuffer(repeating: 7, count: 200_000)),
            telnet: TelnetHandler().state)
    }

    private func state() throws -> PortalState {
        let page = try #require(RunningPage(path: path + ".page"))
        defer { try? FileManager.default.removeItem(atPath: path + ".page") }
        page.begin(session: 7, number: 3, "look", who: "Ann")
        var quarantine = Quarantine()
        for code in ["Standard.Look", "Standard.Look", "Saltmarsh.Cat.didHear"] {
            _ = quarantine.blame(code, limit: 2)
        }
        return PortalState(
            began: 1 << 60, lock: 5,
            listeners: [.init(what: "telnet", descriptor: 6, endpoint: Endpoints(port: 4000).first)], nextSession: 1 << 61,
            nextOrder: 16, epoch: 4, reloadCount: 2, nextCheck: -1, greeting: Bytes(ByteBuffer(string: "Hello")),
            quarantine: quarantine,
            server: .init(
                phase: "running", failures: 0, probation: 1500.5, lastGood: 1,
                killedIn: page.entry, givenUp: [GivenUp(session: 7, number: 3)],
                notices: ["a notice"],
                live: .init(
                    pid: 99, generation: 2, token: "abc", age: 12.5, output: 8,
                    line: Bytes(ByteBuffer(string: "half")), lastWords: "one\ntwo")),
            turns: [Turn(turn: 3, output: ByteBuffer(string: "o"), done: ByteBuffer(string: "d"), unchanged: false)],
            connections: [
                .init(
                    descriptor: 10, role: "server", watches: false, token: "abc",
                    unread: Bytes(ByteBuffer(bytes: [0, 9])), unsent: Bytes(ByteBuffer()), ask: nil)
            ],
            sessions: [try session(), try session()])
    }

    @Test func `what is written is read again, by its owner alone, and is gone once it was inherited`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        var state = try state()
        try state.write(path)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        var copy = try PortalState.read(path)
        #expect(copy.quarantine.outOfOrder == ["Standard.Look"])
        let isSecondCrash = copy.quarantine.blame("Saltmarsh.Cat.didHear", limit: 2)
        #expect(isSecondCrash)
        // Its keys have no order.
        (copy.quarantine, state.quarantine) = (Quarantine(), Quarantine())
        #expect(try Box(copy) == Box(state))
        #expect(copy.descriptors == [5, 6, 8, 9, 10])
        #expect(copy.server.killedIn == state.server.killedIn)
        #expect(copy.server.killedIn?.who == "Ann")
        let pending = try copy.sessions[0].pending
        #expect(pending.map(\.order) == [12, 15])
        #expect(pending.map(\.event.kind) == [.line("say é"), .closed("gone")])
        #expect(try copy.sessions[0].decodedState.client.width == 132)
        #expect(try copy.sessions[0].delayedEvents == [.line("look"), .message(name: "Core.Ping", json: "")])
        #expect(copy.sessions[0].address == ClientAddress(text: "192.0.2.1"))
        #expect(copy.sessions[0].unsent.buffer.readableBytes == 200_000)
    }

    @Test func `what is cut short, of another version, or garbage is refused in words`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try state().write(path)
        let whole = try Data(contentsOf: URL(filePath: path))
        var other = try state()
        other.version = 99
        let broken: [Data] = [
            Data(), Data(whole.dropLast(3)), Data(whole.prefix(1000)), Data("garbage".utf8),
            Data(try Box(other).bytes.readableBytesView),
        ]
        for data in broken {
            try data.write(to: URL(filePath: path))
            #expect(throws: SuccessionError.self) { try PortalState.read(path) }
        }
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: SuccessionError.self) { try PortalState.read(path) }
    }

    @Test func `a successor's arguments are those of the Portal, with one file of state`() {
        let words = ["/x/hearth-portal", "--game", "/g", "--succeed", "/old", "--telnet-port", "0"]
        #expect(PortalArguments.forSuccessor(words, state: "/new")
            == ["--game", "/g", "--telnet-port", "0", "--succeed", "/new"])
        #expect(PortalArguments.forSuccessor(words, state: nil) == ["--game", "/g", "--telnet-port", "0"])
        #expect(PortalCheck.version(in: "a warning\n\(PortalCheck.words())\n") == wireVersion)
        #expect(PortalCheck.version(in: "wire x\n") == nil)
    }

    @Test func `half a box goes on in the next reader`() throws {
        var box = Box()
        box.set("_command", "Turn")
        box["output"] = ByteBuffer(repeating: 1, count: 150_000)
        box.set("turn", "12")
        let bytes = Array(box.bytes.readableBytesView)
        let cuts = Array(0...40) + [65_550, 65_560, 131_090, 131_120, 131_130, 150_020]
            + Array((bytes.count - 12)..<bytes.count)
        for cut in cuts {
            var (first, rest) = (BoxReader(), ByteBuffer(bytes: bytes[..<cut]))
            #expect(try first.next(&rest) == nil)
            var unread = first.unfinished
            unread.writeImmutableBuffer(rest)
            unread.writeBytes(bytes[cut...])
            var second = BoxReader()
            #expect(try second.next(&unread) == box, "cut at \(cut)")
        }
    }

    @Test func `what the system has not taken is known to the byte`() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let loop = group.next()
        let accepted = loop.makePromise(of: (any Channel).self)
        let server = try await ServerBootstrap(group: loop)
            .childChannelOption(.socketOption(.so_sndbuf), value: 4096)
            .childChannelInitializer { channel in
                accepted.succeed(channel)
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(UnsentBytes())
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let (stream, continuation) = AsyncStream<ByteBuffer>.makeStream()
        let client = try await ClientBootstrap(group: group.next())
            .channelOption(.autoRead, value: false)
            .channelOption(.socketOption(.so_rcvbuf), value: 4096)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Reading(continuation))
                }
            }
            .connect(to: try #require(server.localAddress)).get()
        let channel = try await accepted.futureResult.get()

        // More than both buffers hold, in parts of which one is taken by half.
        let parts = (0..<400).map { number in
            ByteBuffer(bytes: (0..<1009).map { UInt8(truncatingIfNeeded: $0) } + [UInt8(number % 251)])
        }
        let all = parts.flatMap { Array($0.readableBytesView) }
        let unsent = try await loop.submit {
            for part in parts { channel.writeAndFlush(part, promise: nil) }
            return try channel.pipeline.syncOperations.handler(type: UnsentBytes.self).bytes
        }.get()
        #expect(unsent.readableBytes > 0 && unsent.readableBytes < all.count)
        #expect(Array(unsent.readableBytesView) == Array(all.suffix(unsent.readableBytes)))

        try await client.setOption(.autoRead, value: true).get()
        var received = 0
        for await bytes in stream {
            received += bytes.readableBytes
            if received == all.count { break }
        }
        let left = try await loop.submit {
            channel.flush()
            return try channel.pipeline.syncOperations.handler(type: UnsentBytes.self).bytes.readableBytes
        }.get()
        #expect(left == 0)
        try await client.close()
        try await server.close()
    }

    private final class Reading: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        private let continuation: AsyncStream<ByteBuffer>.Continuation
        init(_ continuation: AsyncStream<ByteBuffer>.Continuation) { self.continuation = continuation }
        func channelRead(context: ChannelHandlerContext, data: NIOAny) { continuation.yield(unwrapInboundIn(data)) }
    }
}
