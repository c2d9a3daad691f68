import NIOCore
import Settings
import Telnet
import Testing

@testable import Portal

/// The PROXY protocol, as bytes and on real sockets.
@Suite struct ProxyTests {
    private static let signature: [UInt8] = [13, 10, 13, 10, 0, 13, 10, 0x51, 0x55, 0x49, 0x54, 10]

    private static func binary(_ command: UInt8, _ family: UInt8, _ addresses: [UInt8]) -> [UInt8] {
        signature + [command, family, UInt8(addresses.count >> 8), UInt8(addresses.count & 255)] + addresses
    }

    private static let ipv4 = binary(0x21, 0x11, [192, 0, 2, 7, 198, 51, 100, 1, 0xDC, 0x04, 0x0F, 0xA0])
    private static let ipv6 = binary(
        0x21, 0x21, [0x20, 1, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [9]
            + [UInt8](repeating: 0, count: 15) + [1] + [0xDC, 0x04, 0x0F, 0xA0, 3, 0, 1, 7])

    struct Header: CustomTestStringConvertible {
        var bytes: [UInt8]
        /// Nil: it is refused. Empty: the proxy speaks for itself.
        var address: String?
        var testDescription: String { String(decoding: bytes.prefix(40), as: UTF8.self) }
    }

    private static func line(_ text: String, _ address: String?) -> Header {
        Header(bytes: Array(text.utf8), address: address)
    }

    @Test(arguments: [
        line("PROXY TCP4 192.0.2.7 198.51.100.1 56324 4000\r\n", "192.0.2.7"),
        line("PROXY TCP6 2001:db8::9 ::1 56324 4000\r\n", "2001:db8::9"),
        line("PROXY UNKNOWN\r\n", ""), line("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", ""),
        Header(bytes: ipv4, address: "192.0.2.7"), Header(bytes: ipv6, address: "2001:db8::9"),
        Header(bytes: binary(0x20, 0, []), address: ""),
        Header(bytes: binary(0x21, 0x31, [UInt8](repeating: 0, count: 216)), address: ""),
        line("PROXY TCP4 192.0.2.7 198.51.100.1 56324\r\n", nil), line("PROXY TCP4 ::1 ::1 1 2\r\n", nil),
        line("PROXY TCP4 192.0.2.7 198.51.100.1 70000 4000\r\n", nil), line("PROXY TCP5 a b 1 2\r\n", nil),
        line("PROXY TCP4 192.0.2.7 198.51.100.1 1 2\n", nil), line("look\r\n", nil), line("PROXYlook\r\n", nil),
        line("PROXY " + String(repeating: "x", count: 200), nil),
        Header(bytes: binary(0x11, 0x11, [UInt8](repeating: 0, count: 12)), address: nil),
        Header(bytes: binary(0x22, 0x11, [UInt8](repeating: 0, count: 12)), address: nil),
        Header(bytes: binary(0x21, 0x11, [1, 2, 3, 4]), address: nil),
        Header(bytes: signature + [0x21, 0x11, 0xFF, 0xFF], address: nil),
    ])
    func aHeaderIsReadWhereverItIsCut(_ header: Header) throws {
        let rest = Array("rest".utf8)
        for cut in 0...header.bytes.count {
            var bytes = ByteBuffer(bytes: header.bytes[..<cut])
            let early = ProxyHeader.take(from: &bytes)
            if cut < header.bytes.count, header.address != nil {
                #expect(early == .unfinished && bytes.readableBytes == cut)
            }
            guard early == .unfinished else { continue }
            bytes.writeBytes(header.bytes[cut...] + rest)
            switch (ProxyHeader.take(from: &bytes), header.address) {
            case (.none, nil): break
            case (.told(let told), let address?):
                #expect(told?.ipAddress ?? "" == address)
                #expect(Array(bytes.readableBytesView) == rest)
            case (let other, _): Issue.record("\(other) for \(header.testDescription), cut at \(cut)")
            }
        }
    }

    private static func trusting(_ change: (inout Settings) -> Void = { _ in }) -> Settings {
        var settings = Settings()
        settings.proxies = ["127.0.0.1"]
        change(&settings)
        return settings
    }

    @Test func aTrustedProxySaysWhoseAConnectionIs() async throws {
        try await WebGame.with(settings: Self.trusting()) { game in
            let client = try await game.telnet()
            try await client.send("PROXY TCP4 192.0.2.7 198.51.100.1 56324 4000\r\nlook\r\n")
            let all = try await game.happenings { $0.count >= 2 }
            #expect(all == ["opened telnet from 192.0.2.7", "line look"])
            try await client.read(until: "asleep")
        }
    }

    @Test func limitsAreOfTheToldAddress() async throws {
        let settings = Self.trusting { $0.limits.sessionsPerAddress = 1 }
        try await WebGame.with(settings: settings) { game in
            let first = try await game.telnet()
            try await first.send("PROXY TCP4 192.0.2.7 198.51.100.1 1 2\r\n")
            try await first.read(until: "asleep")
            let second = try await game.telnet()
            try await second.send("PROXY TCP4 192.0.2.7 198.51.100.1 1 2\r\n")
            try await second.read(until: "1 connections from your address")
            try await second.readEnd()
            let other = try await game.telnet()
            try await other.send("PROXY TCP4 192.0.2.8 198.51.100.1 1 2\r\n")
            try await other.read(until: "asleep")
        }
    }

    @Test func withoutItsHeaderAProxyIsNotHeardAndAnotherIsNotBelieved() async throws {
        try await WebGame.with(settings: Self.trusting()) { game in
            let proxy = try await game.telnet()
            try await proxy.send("look\r\n")
            try await proxy.readEnd()
            let stranger = try await game.telnet(from: "127.0.0.2")
            try await stranger.send("PROXY TCP4 192.0.2.7 198.51.100.1 1 2\r\n")
            let all = try await game.happenings { $0.count >= 2 }
            #expect(all == ["opened telnet from 127.0.0.2", "line PROXY TCP4 192.0.2.7 198.51.100.1 1 2"])
        }
    }

    @Test func theHeaderStandsBeforeTLSAndBeforeHTTP() async throws {
        try await WebGame.with(files: ["index.html": "Hello"], settings: Self.trusting()) { game in
            let page = try await game.exchange(
                "PROXY TCP4 192.0.2.7 198.51.100.1 1 2\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(page.hasPrefix("HTTP/1.1 200 OK") && page.hasSuffix("Hello"))
            try await game.portal.listenToTLS(Endpoints(port: 0))
            let tls = try await game.client(port: try #require(await game.portal.tlsPort))
            try await tls.send(Self.ipv4 + Array("no TLS\r\n".utf8))
            try await tls.readEnd()
            #expect(await game.portal.handshakes == 0)
            let certificate = game.folder.appending(path: "run/certificate.pem").path(percentEncoded: false)
            let ann = try await game.tlsClient(trusting: certificate, behind: Self.ipv4)
            try await ann.read(until: "asleep")
            #expect(await game.portal.happenings == ["opened tls from 192.0.2.7"])
        }
    }

    private static func get(_ path: String = "/", for client: String?) -> String {
        "GET \(path) HTTP/1.1\r\nHost: x\r\n" + (client.map { "X-Forwarded-For: \($0)\r\n" } ?? "") + "\r\n"
    }

    private static func upgrade(for client: String) -> String {
        get("/socket", for: client).dropLast() + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    }

    /// The settings have one session an address, and so four connections to the web's port.
    private static let few = trusting { $0.limits.sessionsPerAddress = 1 }
    /// Nothing ends here because a machine is slow.
    private static let patient: WebLimits = {
        var limits = WebLimits()
        (limits.requestDeadline, limits.idle) = (.minutes(10), .minutes(10))
        return limits
    }()

    @Test func eachRequestOfAProxysConnectionMayBeAnothers() async throws {
        try await WebGame.with(files: ["index.html": "Hello"], limits: Self.patient, settings: Self.few) { game in
            let proxy = try await game.client(port: game.port)
            func named() async -> [String] { await game.portal.namedAddresses.values.map(\.text) }
            for client in ["192.0.2.7", "192.0.2.8", nil, "192.0.2.7"] {
                try await proxy.send(Self.get(for: client))
                try await proxy.take(until: "Hello")
                #expect(await named() == [client].compactMap(\.self))
            }
            try await proxy.close()
            try await game.eventually { await named().isEmpty }
            // None of them counts any more: all four places are free, and no more than that.
            let four = try await game.proxied(4, for: "192.0.2.7")
            #expect(try await game.exchange(Self.get(for: "192.0.2.7")).hasPrefix("HTTP/1.1 429 "))
            for proxy in four { try await proxy.close() }
        }
    }

    @Test func aConnectionThatHadPagesMayBecomeAWebSocket() async throws {
        try await WebGame.with(files: ["index.html": "Hello"], limits: Self.patient, settings: Self.trusting()) { game in
            let proxy = try await game.client(port: game.port)
            for client in ["192.0.2.7", "192.0.2.8"] {
                try await proxy.send(Self.get(for: client))
                try await proxy.take(until: "Hello")
            }
            // In one piece, as who does not wait for an answer sends it.
            try await proxy.send(Self.get(for: "192.0.2.9") + Self.upgrade(for: "192.0.2.9"))
            try await proxy.read(until: "HTTP/1.1 101 ")
            try await proxy.take(until: "asleep")
            #expect(await game.portal.happenings.first == "opened web from 192.0.2.9")
        }
    }

    @Test func whatAProxyPassesOnCountsForThePlayer() async throws {
        try await WebGame.with(files: ["index.html": "Hello"], limits: Self.patient, settings: Self.few) { game in
            let connections = try await game.proxied(4, for: "192.0.2.7")
            let refusal = try await game.exchange(Self.get(for: "192.0.2.7"))
            #expect(refusal.hasPrefix("HTTP/1.1 429 ") && refusal.contains("\r\nConnection: close\r\n"))
            #expect(refusal.hasSuffix("\r\n\r\nToo many connections from your address are open. Close some, and try again.\n"))
            // By an upgrade as well, and on a connection that was another's before.
            let upgrade = Self.upgrade(for: "192.0.2.7")
            #expect(try await game.exchange(upgrade).hasPrefix("HTTP/1.1 429 "))
            let other = try await game.proxied(1, for: "192.0.2.8")[0]
            try await other.send(Self.get(for: "192.0.2.7"))
            try await other.take(until: "HTTP/1.1 429 ")
            try await other.readEnd()
            // A connection that becomes another's is one less.
            try await connections[0].send(Self.get(for: "192.0.2.9"))
            try await connections[0].take(until: "Hello")
            _ = try await game.proxied(1, for: "192.0.2.7")
            #expect(await game.portal.happenings.isEmpty)
        }
    }

    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("10.0.0.1, 192.0.2.7", "192.0.2.7"), ("192.0.2.7, 127.0.0.1", "192.0.2.7"),
        ("2001:db8::9", "2001:db8::9"), ("nobody", "127.0.0.1"), ("", "127.0.0.1"),
    ])
    func aProxyThatSpeaksHTTPSaysItInAHeader(_ header: String, _ address: String) async throws {
        try await WebGame.with(settings: Self.trusting()) { game in
            _ = try await game.play(headers: ["X-Forwarded-For": header]) { try await $0.read(until: "asleep") }
            #expect(await game.portal.happenings.first == "opened web from \(address)")
        }
    }

    @Test func whatThePROXYProtocolHasToldNoHeaderChanges() async throws {
        try await WebGame.with(files: ["index.html": "Hello"], settings: Self.trusting()) { game in
            let proxy = try await game.client(port: game.port)
            try await proxy.send("PROXY TCP4 192.0.2.7 198.51.100.1 1 2\r\n" + Self.get(for: "192.0.2.9"))
            try await proxy.take(until: "Hello")
            #expect(await game.portal.toldAddresses.values.map(\.text) == ["192.0.2.7"])
            #expect(await game.portal.namedAddresses.isEmpty)
        }
    }

    @Test func aStrangersHeaderIsNotBelieved() async throws {
        try await WebGame.with { game in
            _ = try await game.play(headers: ["X-Forwarded-For": "192.0.2.7"]) { try await $0.read(until: "asleep") }
            #expect(await game.portal.happenings.first == "opened web from 127.0.0.1")
        }
    }
}

extension WebGame {
    /// Connections of a proxy, each of which has asked for a client and been given the page.
    fileprivate func proxied(_ count: Int, for client: String) async throws -> [TestTelnet] {
        var connections: [TestTelnet] = []
        for _ in 0..<count {
            let proxy = try await self.client(port: port)
            try await proxy.send("GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: \(client)\r\n\r\n")
            try await proxy.take(until: "Hello")
            connections.append(proxy)
        }
        return connections
    }
}
