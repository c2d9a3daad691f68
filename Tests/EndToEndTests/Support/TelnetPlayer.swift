import NIOCore
import NIOPosix

/// A player at a telnet client: a real TCP connection, and what came over it as text.
actor TelnetPlayer {
    nonisolated let name: String
    private let channel: any Channel
    private var decoder = TelnetText()
    /// All that was read, and what of it no expectation has taken.
    private(set) var transcript = ""
    /// Every byte that came.
    private(set) var raw: [UInt8] = []
    private var unread = ""
    private var lastHeard = ContinuousClock.now
    /// For how long nothing came, at most, since it was last asked to watch.
    private(set) var longestSilence = Duration.zero
    private(set) var isClosed = false
    private var changed: [Int: CheckedContinuation<Void, Never>] = [:]
    private var nextWaiter = 0

    private init(name: String, channel: any Channel) { (self.name, self.channel) = (name, channel) }

    /// Connects; the greeting is there to be expected.
    ///
    /// - Parameters:
    ///   - source: the address to come from; Linux has all of 127.0.0.0/8.
    ///   - reads: false for one that never reads what it is sent.
    static func connect(
        _ name: String = "a client", host: String = "127.0.0.1", port: Int, from source: String? = nil, reads: Bool = true
    ) async throws -> TelnetPlayer {
        let (stream, continuation) = AsyncStream<ByteBuffer>.makeStream()
        var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        if let source { bootstrap = bootstrap.bind(to: try SocketAddress(ipAddress: source, port: 0)) }
        let channel = try await bootstrap
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelOption(.autoRead, value: reads)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ByteStreamHandler(to: continuation))
                }
            }
            .connect(host: host, port: port).get()
        let player = TelnetPlayer(name: name, channel: channel)
        Task {
            for await bytes in stream { await player.received(bytes) }
            await player.ended()
        }
        return player
    }

    func watchSilence() { (lastHeard, longestSilence) = (.now, .zero) }

    private func received(_ bytes: ByteBuffer) {
        longestSilence = max(longestSilence, .now - lastHeard)
        lastHeard = .now
        raw += bytes.readableBytesView
        decoder.feed(bytes.readableBytesView)
        let text = decoder.take()
        transcript += text
        unread += text
        wake()
    }

    private func ended() {
        isClosed = true
        wake()
    }

    private func wake() {
        let waiting = changed.values
        changed.removeAll()
        for continuation in waiting { continuation.resume() }
    }

    // MARK: Typing

    /// Types a line.
    func type(_ line: String) { send(Array(line.utf8) + [13, 10]) }

    func send(_ bytes: [UInt8]) { channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil) }

    /// Types a line and waits for what it should bring; gives all that was read up to the end of that.
    @discardableResult
    func type(_ line: String, expecting text: String, within limit: Duration = patience) async throws -> String {
        type(line)
        return try await expect(text, within: limit)
    }

    /// Types a line, and gives what stands between `start` and `end` in what it brings.
    func type(_ line: String, expecting end: String, after start: String) async throws -> String {
        type(line)
        try await expect(start)
        return String(try await expect(end).dropLast(end.count))
    }

    func close() async { try? await channel.close().get() }

    // MARK: Reading

    /// Waits until `text` has been read, in what no earlier expectation has taken; gives that up to its end.
    @discardableResult
    func expect(_ text: String, within limit: Duration = patience) async throws -> String {
        try await expect("'\(text)'", within: limit) { unread in unread.range(of: text)?.upperBound }
    }

    /// Waits until one of `texts` has been read, and says which.
    func expect(oneOf texts: [String], within limit: Duration = patience) async throws -> String {
        let taken = try await expect("one of \(texts)", within: limit) { unread in
            texts.compactMap { unread.range(of: $0)?.upperBound }.min()
        }
        return texts.first { taken.hasSuffix($0) } ?? ""
    }

    /// Waits until the connection has been closed from the other side.
    func expectEnd(within limit: Duration = patience) async throws {
        try await wait(for: "the end of the connection", within: limit) { isClosed ? () : nil }
    }

    private func expect(
        _ what: String, within limit: Duration, _ end: (String) -> String.Index?
    ) async throws -> String {
        try await wait(for: what, within: limit) {
            guard let end = end(unread) else { return nil }
            let taken = String(unread[..<end])
            unread = String(unread[end...])
            return taken
        }
    }

    private func wait<T>(for what: String, within limit: Duration, _ look: () -> T?) async throws -> T {
        let end = ContinuousClock.now + limit
        while true {
            if let found = look() { return found }
            guard ContinuousClock.now < end, !isClosed else {
                throw TooLate(
                    awaited: "\(what) by \(name)\(isClosed ? ", whose connection has ended" : "")",
                    seen: String(transcript.suffix(1500)))
            }
            await change(until: end)
        }
    }

    /// Returns when something has come, or at `end`.
    private func change(until end: ContinuousClock.Instant) async {
        nextWaiter += 1
        let waiter = nextWaiter
        let alarm = Task {
            guard (try? await Task.sleep(until: end, clock: .continuous)) != nil else { return }
            changed.removeValue(forKey: waiter)?.resume()
        }
        await withCheckedContinuation { changed[waiter] = $0 }
        alarm.cancel()
    }

    /// What no expectation has taken yet.
    var rest: String { unread }

    /// All complete lines that were read so far.
    var lines: [Substring] { transcript.split(separator: "\n", omittingEmptySubsequences: true) }

    /// The numbers that follow `words`, a line each, in the order in which they were read.
    func numbers(after words: String) -> [Int] {
        lines.compactMap { line in
            guard let start = line.firstRange(of: words)?.upperBound else { return nil }
            return Int(line[start...].prefix { $0.isNumber })
        }
    }
}
