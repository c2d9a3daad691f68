import NIOCore

/// Clients that are broken or hostile, each for a few seconds. They have an event loop of their own.
struct RudeClients: Sendable {
    let port: Int
    /// The numbers of two players who are nobody else's: one stands among the others, one elsewhere.
    let companion: Int
    let stranger: Int
    private let generator = LoadGenerator()

    init(port: Int, companion: Int, stranger: Int) {
        (self.port, self.companion, self.stranger) = (port, companion, stranger)
    }

    private static let patience = Duration.seconds(10)

    func noise(_ seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        var bytes = ByteBuffer()
        // The same bytes over and over: they cost the bench nothing, and fall differently each time.
        for _ in 0..<(64 << 10) / 8 { bytes.writeInteger(random.next()) }
        let block = bytes
        for _ in 1..<64 { bytes.writeImmutableBuffer(block) }
        try await generator.send(bytes, to: port)
        try await generator.leave(after: .seconds(2))
    }

    func halfOptions() async throws {
        let beginnings: [[UInt8]] = [[255], [255, 253], [255, 250, 31, 0], [255, 250, 24, 0, 65], [0xC3], [0xF0, 0x9F]]
        for bytes in beginnings { try await generator.send(ByteBuffer(bytes: bytes), to: port) }
        try await generator.leave(after: .milliseconds(200))
    }

    func hugeLine() async throws {
        var bytes = ByteBuffer(repeating: 65, count: 10 << 20)
        bytes.writeString("\r\n")
        try await generator.send(bytes, to: port)
        try await generator.read("too long", within: Self.patience)
        try await generator.leave(after: .zero)
    }

    func neverReads() async throws {
        try await generator.enter(stranger, port)
        try await generator.typeUnread("look\r\n", times: 5000)
        try await generator.leave(after: .seconds(3))
    }

    func halfLine() async throws {
        try await generator.enter(companion, port)
        try await generator.typeUnread("say \(Transcript.halfLine)", times: 1)
        try await generator.leave(after: .milliseconds(100))
    }
}

extension LoadGenerator {
    fileprivate func send(_ bytes: ByteBuffer, to port: Int) async throws {
        let number = try await open(port) { Conversation("") }
        players[number].type(bytes)
    }

    fileprivate func enter(_ player: Int, _ port: Int) async throws {
        let name = BenchWorld.player(player)
        _ = try await open(port) { Conversation("connect \(name) \(BenchWorld.password)") }
        try await read("Bench", within: .seconds(30))
    }

    fileprivate func read(_ text: String, within limit: Duration) async throws {
        try await wait(limit, for: "\"\(text)\"") {
            (players.last?.script as? Conversation)?.text.contains(text) ?? false
        }
    }

    fileprivate func typeUnread(_ line: String, times: Int) async throws {
        guard let player = players.last else { return }
        player.stopReading()
        for _ in 0..<times { player.type(ByteBuffer(string: line)) }
    }

    fileprivate func leave(after pause: Duration) async throws {
        try await Task.sleep(for: pause)
        closeAll()
    }
}
