import NIOCore

/// Players who type, alone and among thousands of connections that do nothing: pages in browsers, then by telnet.
struct IdleRun {
    let game: PrivateGame
    let generator: LoadGenerator
    let seconds: Double
    let telnet: Int
    let browsers: Int

    private static let players = 200
    /// What a person in a hurry does.
    private static let pause = TimeAmount.milliseconds(200)
    private static let patience = Duration.seconds(120)

    func measure() async throws -> [IdleFigures] {
        let lines = try await generator.answer(to: "look").utf8.count { $0 == 0x0A }
        func looks() async throws -> Throughput {
            try await generator.closedLoop(
                Self.players, seconds, lines: { _ in ["look"] }, answer: { _ in .lines(lines) }, pause: Self.pause)
        }
        say("\(Self.players) players typing, nobody else there")
        let quiet = try await looks()
        var figures: [IdleFigures] = []
        let (telnetPort, webPort) = (await game.port, try await game.status().webPort ?? 0)
        // The fewer first: what they leave behind makes little room for the many, and nothing is seen of that.
        for (name, count, port) in [("web", browsers, webPort), ("telnet", telnet, telnetPort)] {
            say("\(count) idle connections (\(name))")
            let status = try await game.status()
            let before = ProcessFigures.memory(of: status.portalPid) ?? 0
            let crowd = LoadGenerator()
            try await crowd.connectIdle(count, to: port, asBrowsers: name == "web")
            try await sessions(status.sessions + count)
            // What came with the connections themselves is over.
            try await Task.sleep(for: .seconds(1))
            let after = ProcessFigures.memory(of: status.portalPid) ?? 0
            say("\(Self.players) players typing among them")
            let among = try await looks()
            let closed = await crowd.dropped
            await crowd.closeAll()
            figures.append(
                IdleFigures(
                    transport: name, connections: count, closed: closed, memoryEach: (after - before) / count,
                    quiet: quiet, among: among))
        }
        return figures
    }

    private func sessions(_ count: Int) async throws {
        let deadline = ContinuousClock.now + Self.patience
        while try await game.status().sessions != count {
            guard ContinuousClock.now < deadline else {
                throw BenchError("\(try await game.status().sessions) sessions instead of \(count)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func say(_ text: String) { StandardOutput.progress("bench: \(text)") }
}

/// A page that was opened and is only looked at: it says that it keeps its token, and answers pings.
private final class IdlePage: Script {
    private static let request = "GET /socket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    private static let kept = frame(0x81, Array(#"{"kept":true}"#.utf8))
    private static let pong = frame(0x8A, [])
    private static let ping: [UInt8] = [0x89, 0x00]
    private static let session = Array("\"token\"".utf8)

    private var hasKept = false

    func begin(_ player: Player) { player.type(ByteBuffer(string: Self.request)) }

    func read(_ bytes: ByteBuffer, _ player: Player) {
        if !hasKept, bytes.index(of: Self.session, from: bytes.readerIndex) != nil {
            hasKept = true
            player.type(Self.kept)
        }
        if bytes.index(of: Self.ping, from: bytes.readerIndex) != nil { player.type(Self.pong) }
    }

    /// Masked by zeros (RFC 6455, 5.3), which leaves it as it is.
    private static func frame(_ head: UInt8, _ data: [UInt8]) -> ByteBuffer {
        ByteBuffer(bytes: [head, 0x80 | UInt8(data.count), 0, 0, 0, 0] + data)
    }
}

extension LoadGenerator {
    fileprivate func connectIdle(_ count: Int, to port: Int, asBrowsers: Bool) async throws {
        for _ in 0..<count {
            _ = try await open(port) { if asBrowsers { IdlePage() } else { Silence() } }
        }
    }
}
