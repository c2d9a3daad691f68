import NIOCore
import NIOHTTP1
import NIOWebSocket
import Settings
import Testing
import Wire

@testable import Portal

/// Clients of the players' own, over a WebSocket.
@Suite(.timeLimit(.minutes(5)))
struct WebSubprotocolTests {
    @Test func telnetGoesThroughWhole() async throws {
        try await WebGame.with { game in
            let opened = try await game.play(headers: Self.speaks("unknown, telnet.mudstandards.org")) { client in
                // WILL NAWS, the size of the window, and a line in two pieces.
                try await client.send(.binary, ByteBuffer(bytes: [255, 251, 31, 255, 250, 31, 0, 132, 0, 50, 255, 240]))
                try await client.send(.binary, ByteBuffer(string: "lo"))
                try await client.send(.binary, ByteBuffer(string: "ok\r\n"))
                let bytes = try await client.bytes { $0.contains(Array("asleep".utf8)) }
                // IAC WILL GMCP, among what it offers.
                #expect(bytes.contains([255, 251, 201]))
                try await client.untilHandled()
                #expect(await game.portal.happenings.last == "line look")
                #expect(await game.portal.clients.map(\.transport) == ["websocket"])
                #expect(await game.portal.clients.map(\.width) == [132])
            }
            #expect(opened != nil)
            _ = try await game.happenings { $0.last == "closed: connection closed" }
        }
    }

    @Test func structuredDataComesInMessagesOfText() async throws {
        try await WebGame.with { game in
            _ = try await game.play(headers: Self.speaks("gmcp.mudstandards.org, telnet.mudstandards.org")) { client in
                _ = try await client.bytes { $0.contains(Array("asleep".utf8)) }
                try await client.send(#"Core.Hello {"client": "Webber", "version": "2"}"#)
                try await client.send(#"Core.Supports.Set ["Char 1"]"#)
                try await client.send("Char.Skills.Get {}")
                try await client.send(.binary, ByteBuffer(string: "look"))
                try await client.send(.binary, ByteBuffer(string: "n\r\ne\r\n"))
                try await client.untilHandled()
                let happenings = await game.portal.happenings
                #expect(happenings.suffix(4) == ["message Char.Skills.Get {}", "line look", "line n", "line e"])
                let told = try #require(await game.portal.clients.first)
                #expect((told.name, told.version, told.packages) == ("Webber", "2", ["Char"]))
                #expect((told.colors, told.abilities) == (3, [.structured, .gmcp, .utf8]))

                await game.portal.tell("Char.Vitals", #"{"hp":5}"#)
                await game.portal.say(.text, "a\nå")
                let message = try await client.next()
                #expect(message?.opcode == .text)
                #expect(message.map { String(buffer: $0.data) } == #"Char.Vitals {"hp":5}"#)
                let text = try await client.next()
                #expect(text?.opcode == .binary)
                #expect(text.map { String(buffer: $0.data) } == "a\r\nå")
            }
        }
    }

    @Test func textInTelnetIsAMistakeOfTheClients() async throws {
        try await WebGame.with { game in
            _ = try await game.play(headers: Self.speaks("telnet.mudstandards.org")) { client in
                try await client.send("look\r\n")
                #expect(try await client.readClose().code == .unacceptableData)
            }
            _ = try await game.happenings { $0.last == "closed: connection closed" }
        }
    }

    @Test func aClientThatAnswersNoPingIsGone() async throws {
        var limits = WebLimits()
        limits.ping = .milliseconds(50)
        try await WebGame.with(limits: limits) { game in
            _ = try await game.play(headers: Self.speaks("terminal.mudstandards.org")) { client in
                while let frame = try await client.next() { #expect(frame.opcode != .text) }
            }
            _ = try await game.happenings { $0.last == "closed: connection closed" }
        }
    }

    @Test func pagesOfOtherSitesMayPlayWhenTheSettingsSaySo() async throws {
        var settings = Settings()
        settings.web.origins = ["https://client.example"]
        try await WebGame.with(settings: settings) { game in
            let speaks = Self.speaks("telnet.mudstandards.org")
            let named: Bool? = try await game.playIfLet(origin: "https://Client.example", headers: speaks) { _ in true }
            #expect(named == true)
            for other in ["https://client.example.org", "http://client.example", "null"] {
                let answer: Bool? = try await game.playIfLet(origin: other, headers: speaks) { _ in true }
                #expect(answer == nil, "\(other)")
            }
        }
    }

    private static func speaks(_ protocols: String) -> HTTPHeaders { ["Sec-WebSocket-Protocol": protocols] }
}

extension Portal {
    /// Structured data, as the Server tells it to all.
    fileprivate func tell(_ name: String, _ json: String) {
        var output = ByteBuffer()
        Output.write(message: name, json, to: Array(sessions.keys), into: &output)
        received(Turn(turn: 1, output: output, done: ByteBuffer(), unchanged: true))
    }
}

extension TestBrowser {
    /// Reads messages of bytes until those are there which are awaited.
    fileprivate func bytes(until isThere: ([UInt8]) -> Bool) async throws -> [UInt8] {
        var all: [UInt8] = []
        while !isThere(all), let frame = try await next() {
            if frame.opcode == .binary { all += frame.data.readableBytesView }
        }
        return all
    }
}
