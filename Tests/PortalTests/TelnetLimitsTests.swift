import NIOCore
import NIOPosix
import Settings
import Testing
import Wire

@testable import Portal

/// Telnet clients on real sockets, and a Portal without a Server: what waits is seen as what a Server would be given.
@Suite(.timeLimit(.minutes(5))) struct TelnetLimitsTests {
    private static func limited(_ change: (inout Settings.Limits) -> Void) -> Settings {
        var settings = Settings()
        settings.limits.countsLoopback = true
        change(&settings.limits)
        return settings
    }

    @Test func fastLinesWaitAndComeInOrder() async throws {
        let settings = Self.limited { ($0.lineBurst, $0.linesPerSecond) = (5, 50) }
        try await WebGame.with(settings: settings) { game in
            let client = try await game.telnet()
            let typed = (1...20).map { "line \($0)" }
            let began = ContinuousClock.now
            try await client.send(typed.joined(separator: "\r\n") + "\r\n")
            let all = try await game.happenings { $0.count >= 21 }
            #expect(.now - began >= .milliseconds(290), "fifteen wait, 20 ms each")
            #expect(all.dropFirst() == typed.map { "line \($0)" }[...])
        }
    }

    @Test func whatWaitedIsPlayedBeforeTheEndOfAClientThatGoes() async throws {
        let settings = Self.limited { ($0.lineBurst, $0.linesPerSecond, $0.sessionsPerAddress) = (1, 20, 1) }
        try await WebGame.with(settings: settings) { game in
            let client = try await game.telnet()
            try await client.send("one\r\ntwo\r\nthree\r\n")
            _ = try await game.happenings { $0.contains("line one") }
            try await client.close()
            let all = try await game.happenings { $0.last?.hasPrefix("closed") ?? false }
            #expect(all.dropFirst().dropLast() == ["line one", "line two", "line three"])
            let next = try await game.telnet()
            _ = try await game.happenings { $0.count { $0.hasPrefix("opened") } == 2 }
            try await next.close()
        }
    }

    @Test func whatIsMoreThanTheQueueIsRefusedInWords() async throws {
        let settings = Self.limited { ($0.lineBurst, $0.linesPerSecond, $0.queuedLines) = (1, 1, 10) }
        try await WebGame.with(settings: settings) { game in
            let client = try await game.telnet()
            try await client.send(String(repeating: "look\r\n", count: 500))
            try await client.read(until: "that line was not taken")
            let waiting = await game.portal.waitingLines
            #expect((5...10).contains(waiting), "\(waiting)")
        }
    }

    @Test func oneAddressMayNotTakeAllConnections() async throws {
        let settings = Self.limited { ($0.sessionsPerAddress, $0.connectionBurst) = (3, 1000) }
        try await WebGame.with(settings: settings) { game in
            var clients: [TestTelnet] = []
            for _ in 1...10 { clients.append(try await game.telnet()) }
            for client in clients.dropFirst(3) {
                try await client.read(until: "3 connections from your address are open already")
                try await client.readEnd()
            }
            #expect(await game.portal.happenings.count == 3)
            try await clients[0].close()
            _ = try await game.happenings { $0.contains { $0.hasPrefix("closed") } }
            let next = try await game.telnet()
            try await next.read(until: "asleep")
            // Linux has all of 127.0.0.0/8: another address is another's.
            #if os(Linux)
                let other = try await game.telnet(from: "127.0.0.77")
                try await other.read(until: "asleep")
            #endif
        }
    }

    @Test func connectionsForPagesAreCountedToo() async throws {
        let settings = Self.limited { $0.sessionsPerAddress = 1 }
        try await WebGame.with(settings: settings) { game in
            var idle: [TestTelnet] = []
            for _ in 1...4 { idle.append(try await game.client(port: game.port)) }
            try await game.client(port: game.port).readEnd()
            for client in idle { try await client.close() }
            let deadline = ContinuousClock.now + .seconds(20)
            var answer = ""
            while answer.isEmpty, ContinuousClock.now < deadline { answer = (try? await game.get("/")) ?? "" }
            #expect(answer.hasPrefix("HTTP/1.1 404"), "as soon as the others have gone")
        }
    }

    @Test func aStormOfWindowSizesIsAFewEvents() async throws {
        try await WebGame.with { game in
            let client = try await game.telnet()
            var sizes: [UInt8] = [255, 251, 31]
            for size in 1...2000 {
                sizes += [255, 250, 31, 0, UInt8(20 + size % 100), 0, UInt8(size % 200 + 1), 255, 240]
            }
            try await client.send(sizes + [255, 250, 31, 0, 132, 0, 43, 255, 240])
            let all = try await game.happenings { $0.last == "client 132x43 colors 1" }
            #expect(all.count < 40, "\(all.count)")
            #expect(await game.portal.hasOpenSession)
        }
    }

    @Test func aClientThatNeverReadsIsDropped() async throws {
        let settings = Self.limited { $0.unsentBytes = 64 << 10 }
        try await WebGame.with(settings: settings) { game in
            let deaf = try await game.telnet(reads: false)
            _ = try await game.happenings { !$0.isEmpty }
            let text = String(repeating: "x", count: 1 << 20)
            var sent = 0
            while sent < 256, await game.portal.hasOpenSession {
                await game.portal.say(.text, text)
                sent += 1
            }
            #expect(sent < 256)
            #expect(await game.portal.happenings.last == "closed: it does not read what it is sent")
            try? await deaf.close()
        }
    }
}

extension WebGame {
    /// What the players did, as soon as it is as awaited.
    func happenings(_ isAwaited: ([String]) -> Bool) async throws -> [String] {
        let deadline = ContinuousClock.now + .seconds(20)
        while true {
            let isLate = ContinuousClock.now > deadline
            let all = await portal.happenings
            if isAwaited(all) { return all }
            guard !isLate else {
                Issue.record("seen: \(all)")
                return all
            }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    func telnet(from source: String? = nil, reads: Bool = true) async throws -> TestTelnet {
        if await portal.telnetPort == nil { try await portal.listenToTelnet(Endpoints(port: 0)) }
        return try await client(port: try #require(await portal.telnetPort), from: source, reads: reads)
    }

    func client(
        host: String = "127.0.0.1", port: Int, from source: String? = nil, reads: Bool = true,
        prepare: @escaping @Sendable (any Channel) throws -> Void = { _ in }
    ) async throws -> TestTelnet {
        var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        if !reads { bootstrap = bootstrap.channelOption(.autoRead, value: false) }
        if let source { bootstrap = bootstrap.bind(to: try SocketAddress(ipAddress: source, port: 0)) }
        let (stream, continuation) = AsyncStream<ByteBuffer>.makeStream()
        let channel = try await bootstrap
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try prepare(channel)
                    try channel.pipeline.syncOperations.addHandler(Reader(continuation))
                }
            }
            .connect(host: host, port: port).get()
        return TestTelnet(channel: channel, stream: stream)
    }
}

/// A client's socket.
final class TestTelnet {
    let channel: any Channel
    private var bytes: AsyncStream<ByteBuffer>.AsyncIterator
    private var text = ""

    init(channel: any Channel, stream: AsyncStream<ByteBuffer>) {
        (self.channel, bytes) = (channel, stream.makeAsyncIterator())
    }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }
    func send(_ bytes: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get() }
    func close() async throws { try await channel.close().get() }

    func read(until awaited: String) async throws {
        while !text.contains(awaited) {
            let more = try #require(await bytes.next(), "ended before '\(awaited)': \(text)")
            text += String(buffer: more)
        }
    }

    /// Reads it, and forgets all that was read so far.
    func take(until awaited: String) async throws {
        try await read(until: awaited)
        text = ""
    }

    func readEnd() async throws { while await bytes.next() != nil {} }
}

private final class Reader: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    private let continuation: AsyncStream<ByteBuffer>.Continuation

    init(_ continuation: AsyncStream<ByteBuffer>.Continuation) { self.continuation = continuation }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { continuation.yield(unwrapInboundIn(data)) }
    func channelInactive(context: ChannelHandlerContext) { continuation.finish() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

/// What clients say and are told beside text.
@Suite struct ClientDataTests {
    @Test func aClientsMessagesWaitTheirTurnAmongItsLines() async throws {
        var settings = Settings()
        (settings.limits.lineBurst, settings.limits.linesPerSecond) = (2, 10)
        try await WebGame.with(settings: settings) { game in
            let client = try await game.telnet()
            try await client.send([255, 253, 201])
            let start = ContinuousClock.now
            let ping: [UInt8] = [255, 250, 201] + Array("Core.Ping".utf8) + [255, 240]
            try await client.send(Array("one\r\n".utf8) + ping + Array("two\r\n".utf8) + ping + Array("three\r\n".utf8))
            let all = try await game.happenings { $0.contains("line three") }
            #expect(all.filter { $0.hasPrefix("line") || $0.hasPrefix("message") }
                == ["line one", "message Core.Ping ", "line two", "message Core.Ping ", "line three"])
            #expect(ContinuousClock.now - start >= .milliseconds(290), "three of the five have waited a tenth each")
        }
    }

    @Test func aBrowserSpeaksAndIsTold() async throws {
        try await WebGame.with { game in
            try await game.play { browser in
                try await browser.send(#"{"message": "Core.Ping", "data": {"b": [1, "é"]}}"#)
                try await browser.send(#"{"message": "Core.Ping"}"#)
                try await browser.untilHandled()
                let all = await game.portal.happenings
                #expect(all.contains(#"message Core.Ping {"b":[1,"é"]}"#) && all.contains("message Core.Ping "))
                await game.portal.tell("Char.Vitals", #"{"hp":10}"#)
                await game.portal.tell("Core.Goodbye", "")
                let read = try await browser.read(until: "Core.Goodbye")
                // Behind its number.
                let told = read.suffix(2).map { String($0[($0.firstIndex(of: ",") ?? $0.startIndex)...]) }
                #expect(told == [
                    #","message":"Char.Vitals","data":{"hp":10}}"#, #","message":"Core.Goodbye"}"#,
                ])
            }
        }
    }
}

extension Portal {
    fileprivate func tell(_ name: String, _ json: String) {
        var output = ByteBuffer()
        Output.write(message: name, json, to: Array(sessions.keys), into: &output)
        received(Turn(turn: 1, output: output, done: ByteBuffer(), unchanged: true))
    }
}
