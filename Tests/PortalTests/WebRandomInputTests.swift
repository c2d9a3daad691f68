import Testing

@testable import Portal

/// Requests one behind the other as no browser sends them: whatever that is, the Portal is there still.
@Suite struct WebRandomInputTests {
    private static let connection = [
        "", "", "keep-alive", "keep-alive", "Upgrade", "upgrade", "keep-alive, Upgrade", "close, upgrade", "Upgrade\t", "close",
    ]
    private static let upgrade = ["", "websocket", "websocket", "WebSocket", "h2c", "websocket, h2c"]
    private static let key = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    private static let other = [
        key, key, key, key, "Sec-WebSocket-Version: 13\r\n", "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n",
        "Expect: 100-continue\r\n", "",
    ]
    private static let bytes = [
        "", "", "", "", "", "abc", "3\r\nabc\r\n0\r\n\r\n", "\u{1}\u{2}\u{3}", "\r\n", "\u{0}", "\u{7F}", "GET",
        String(repeating: "x", count: 200),
    ]

    private static func request(_ random: inout Dice) -> String {
        let target = random.one(of: ["/", "/socket", "/socket", "/socket", "/nothing", "*"])
        let method = random.one(of: ["GET", "GET", "GET", "GET", "GET", "HEAD", "POST", "PRI"])
        var request = "\(method) \(target) HTTP/1.\(random.one(of: [1, 1, 1, 0]))\r\nHost: x\r\n"
        let fields = [("Connection", random.one(of: connection)), ("Upgrade", random.one(of: upgrade))]
        for (name, value) in fields where value != "" {
            request += "\(name): \(value)\r\n"
        }
        return request + random.one(of: other) + "\r\n" + random.one(of: bytes)
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func nothingThatIsSentEndsThePortal(seed: UInt64) async throws {
        try await WebGame.with(files: ["index.html": "Hello"]) { game in
            var random = Dice(state: seed)
            for _ in 0..<150 {
                let requests = (0..<random.one(of: [1, 2, 3, 6])).map { _ in Self.request(&random) }.joined()
                try await game.sendAll(requests, cutAt: random.one(of: [40, 4096, 4096]))
            }
        }
    }
}

private struct Dice: RandomNumberGenerator {
    var state: UInt64

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func one<T>(of choices: [T]) -> T { choices.randomElement(using: &self)! }
}

extension WebGame {
    /// Sends that in pieces, and ends the connection when the Portal has had time for it: it has answered another.
    fileprivate func sendAll(_ text: String, cutAt size: Int) async throws {
        let client = try await client(port: port)
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            // What was refused may be closed by then.
            try? await client.send(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        #expect(try await get("/").hasSuffix("Hello"))
        try? await client.close()
    }
}
