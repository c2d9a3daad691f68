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

    @Test func aStrangersHeaderIsNotBelieved() async throws {
        try await WebGame.with { game in
            _ = try await game.play(headers: ["X-Forwarded-For": "192.0.2.7"]) { try await $0.read(until: "asleep") }
            #expect(await game.portal.happenings.first == "opened web from 127.0.0.1")
        }
    }
}
