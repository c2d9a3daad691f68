import NIOCore

/// Thousands of connections: a third sends nothing, a third types and never reads, a third sends random bytes.
/// They have an event loop of their own, so that those who are measured do not wait for them.
struct HostileCrowd: Sendable {
    let port: Int
    private let generator = LoadGenerator()

    init(port: Int) { self.port = port }

    /// Connects all of them; they begin at once.
    func connect(_ count: Int) async throws {
        try await generator.connectHostile(count, to: port)
    }

    /// Closes the connections. Answers how many the game had closed before.
    func end() async -> Int {
        let closed = await generator.dropped
        await generator.closeAll()
        return closed
    }
}

extension LoadGenerator {
    fileprivate func connectHostile(_ count: Int, to port: Int) async throws {
        for number in 0..<count {
            // One that is turned away has ended by itself.
            guard let player = try? await open(port, script: { Silence() }) else { continue }
            if number % 3 == 1 { players[player].stopReading() }
        }
        var random = SplitMix64(seed: UInt64(count))
        let bytes = ByteBuffer(bytes: (0..<4096).map { _ in UInt8(truncatingIfNeeded: random.next()) })
        let line = ByteBuffer(string: "look\r\n")
        // Each once a second, and no two hundredths of them at one moment: nothing binds them together.
        let parts = 200
        crowdTurn = 0
        crowdTimer = every(.milliseconds(1000 / Int64(parts))) { generator in
            let (part, all) = (generator.crowdTurn % parts, generator.players.count)
            generator.crowdTurn += 1
            for player in generator.players[part * all / parts..<(part + 1) * all / parts] {
                if player.number % 3 == 1 { player.type(line) }
                guard player.number % 3 == 2 else { continue }
                let offset = (player.number * 31 + generator.crowdTurn * 17) % 3996
                player.type(bytes.getSlice(at: offset, length: 100) ?? bytes)
            }
        }
    }
}
