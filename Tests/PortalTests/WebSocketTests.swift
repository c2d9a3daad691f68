import NIOCore
import NIOWebSocket
import Settings
import Testing
import Wire

@testable import Portal

@Suite(.timeLimit(.minutes(5)))
struct WebSocketTests {
    @Test func aBrowserIsASessionLikeAnyOther() async throws {
        var settings = Settings()
        settings.name = "Ember \"Vale\""
        try await WebGame.with(settings: settings) { game in
            _ = try await game.play(origin: "http://127.0.0.1:\(game.port)") { browser in
                let greeting = try await browser.read(until: "asleep")
                #expect(greeting.first == #"{"game":"Ember \"Vale\""}"#)
                #expect(greeting.contains { $0.hasPrefix(#"{"n":1,"text":"\nEmber \"Vale\"\n\n"#) })
                try await browser.send(#"{"size":[80,24]}"#)
                try await browser.send(#"{"line":"look"}"#)
                try await browser.untilHandled()
                #expect(
                    await game.portal.happenings == [
                        "opened web from 127.0.0.1", "client 0x0 colors 3", "client 80x24 colors 3", "line look",
                    ])
            }
        }
    }

    @Test func whatTheServerSaysComesAsJSON() async throws {
        try await WebGame.with { game in
            _ = try await game.play { browser in
                try await browser.read(until: "asleep")
                await game.portal.say(.text, "\u{1B}[31m\"Å\"\\\n</script>\u{2028}")
                await game.portal.say(.echo, "\u{0}")
                await game.portal.say(.prompt, "Password: ")
                await game.portal.say(.echo, "\u{1}")
                await game.portal.say(.close, "Farewell.\n")
                let end = try await browser.readClose()
                #expect(
                    end.messages == [
                        #"{"n":2,"text":"\u001b[31m\"Å\"\\\n</script>"# + "\u{2028}\"}", #"{"n":3,"echo":false}"#,
                        #"{"n":4,"prompt":"Password: "}"#, #"{"n":5,"echo":true}"#,
                        #"{"n":6,"text":"Farewell.\n"}"#, #"{"bye":""}"#,
                    ])
                #expect(end.code == .normalClosure)
                #expect(try await browser.next() == nil)
            }
            #expect(await game.portal.happenings.last == "closed: connection closed")
        }
    }

    @Test func aStoppingPortalAsksToComeBack() async throws {
        try await WebGame.with { game in
            _ = try await game.play { browser in
                try await browser.read(until: "asleep")
                await game.portal.shutDown("The game restarts.")
                let end = try await browser.readClose()
                #expect(end.messages == [#"{"n":2,"text":"The game restarts.\n"}"#])
                #expect(end.code == .goingAway)
            }
        }
    }

    @Test func aLineCannotReachOthersTerminals() async throws {
        try await WebGame.with { game in
            _ = try await game.play { browser in
                try await browser.send(#"{"line":"say \u001b[2Jboo\u0007\u009b"}"#)
                try await browser.send(#"{"line":"two\nlines"}"#)
                try await browser.send(#"{"line":""}"#)
                try await browser.untilHandled()
                let lines = await game.portal.happenings.dropFirst(2)
                #expect(lines == ["line say boo", "line two", "line lines", "line "])
            }
        }
    }

    @Test func fragmentsAreOneMessageAndUnknownKeysPassBy() async throws {
        try await WebGame.with { game in
            _ = try await game.play { browser in
                try await browser.send(.text, ByteBuffer(string: #"{"gmcp":1,"li"#), isLast: false)
                try await browser.send(.ping, ByteBuffer())
                try await browser.send(.continuation, ByteBuffer(string: #"ne":"#), isLast: false)
                try await browser.send(.continuation, ByteBuffer(string: #""look"}"#))
                try await browser.untilHandled()
                try await browser.untilHandled()
                #expect(await game.portal.happenings.last == "line look")
            }
        }
    }

    @Test func aSizeThatIsNoneIsPassedOver() async throws {
        try await WebGame.with { game in
            _ = try await game.play { browser in
                try await browser.send(#"{"size":[80,24]}"#)
                for size in ["[80]", "[-1,24]", "[null,24]", "[1e300,24]", "\"wide\"", "{}"] {
                    try await browser.send(#"{"size":\#(size)}"#)
                }
                try await browser.send(#"{"line":"look"}"#)
                try await browser.untilHandled()
                let happenings = await game.portal.happenings
                #expect(happenings.last == "line look")
                #expect(Set(happenings.dropFirst(2).dropLast()) == ["client 80x24 colors 3"])
            }
        }
    }

    @Test func aPageNamesItsBrowser() async throws {
        try await WebGame.with { game in
            _ = try await game.play { browser in
                try await browser.send(
                    #"{"client":{"name":"Fire\u001bfox\u00e9","version":"128","screenReader":true}}"#)
                try await browser.untilHandled()
                let client = try #require(await game.portal.clients.first)
                #expect(client.name == "Firefox" && client.version == "128" && client.screenReader)
            }
        }
    }

    struct Mistake: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let opcode: WebSocketOpcode
        let bytes: [UInt8]
        let code: WebSocketErrorCode

        init(_ name: String, _ opcode: WebSocketOpcode, _ bytes: some Sequence<UInt8>, _ code: WebSocketErrorCode) {
            (testDescription, self.opcode, self.bytes, self.code) = (name, opcode, Array(bytes), code)
        }
    }

    @Test(arguments: [
        Mistake("binary", .binary, [1], .unacceptableData),
        Mistake("no UTF-8", .text, [0x22, 0xFF, 0x22], .dataInconsistentWithMessage),
        Mistake("no JSON", .text, "look".utf8, .policyViolation),
        Mistake("deep JSON", .text, repeatElement(UInt8(ascii: "["), count: 8000), .policyViolation),
        Mistake("a line that is none", .text, #"{"line":3}"#.utf8, .policyViolation),
        Mistake("too large", .text, repeatElement(UInt8(ascii: " "), count: 8193), .messageTooLarge),
        Mistake("a continuation of nothing", .continuation, [], .protocolError),
        Mistake("a long ping", .ping, repeatElement(0, count: 126), .protocolError),
    ])
    func mistakesEndTheSessionInWords(mistake: Mistake) async throws {
        try await WebGame.with { game in
            _ = try await game.play { browser in
                try await browser.send(mistake.opcode, ByteBuffer(bytes: mistake.bytes))
                let end = try await browser.readClose()
                #expect(end.code == mistake.code)
                #expect(!end.reason.isEmpty)
                #expect(await game.portal.happenings.last == "closed: \(end.reason)")
                #expect(try await browser.next() == nil)
            }
        }
    }

    @Test(arguments: [true, false])
    func aFrameWithoutAMaskEndsTheSession(isWhole: Bool) async throws {
        try await WebGame.with { game in
            _ = try await game.play { browser in
                try await browser.send(.text, ByteBuffer(string: #"{"line":"#), isLast: false)
                if isWhole { try await browser.send(.continuation, ByteBuffer(string: #""one"}"#)) }
                let (opcode, rest): (WebSocketOpcode, String) =
                    isWhole ? (.text, #"{"line":"two"}"#) : (.continuation, #""two"}"#)
                try await browser.send(opcode, ByteBuffer(string: rest), isMasked: false)
                let end = try await browser.readClose()
                #expect(end.code == .protocolError && end.reason == "a client masks its frames")
                #expect(try await browser.next() == nil)
                #expect(await game.portal.happenings.filter { $0.hasPrefix("line") } == (isWhole ? ["line one"] : []))
                #expect(await game.portal.happenings.last == "closed: a client masks its frames")
            }
        }
    }

    @Test func fragmentsHaveTheSameBound() async throws {
        try await WebGame.with { game in
            _ = try await game.play { browser in
                try await browser.send(.text, ByteBuffer(repeating: 0x20, count: 5000), isLast: false)
                try await browser.send(.continuation, ByteBuffer(repeating: 0x20, count: 5000), isLast: false)
                #expect(try await browser.readClose().code == .messageTooLarge)
            }
        }
    }

    @Test func sizesThatFloodEndTheSession() async throws {
        var limits = WebLimits()
        limits.sizes = TokenBucket.Limit(burst: 3, perSecond: 1)
        try await WebGame.with(limits: limits) { game in
            _ = try await game.play { browser in
                try await browser.send(all: (80..<84).map { #"{"size":[\#($0),24]}"# })
                #expect(try await browser.readClose().code == .policyViolation)
            }
            #expect(await game.portal.happenings.contains("client 82x24 colors 3"))
            #expect(await !game.portal.happenings.contains("client 83x24 colors 3"))
        }
    }

    @Test func anotherSitesPageMayNotPlay() async throws {
        try await WebGame.with { game in
            let answer: Void? = try await game.playIfLet(origin: "http://evil.example") { _ in }
            #expect(answer == nil)
            let upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: http://evil.example\r\n"
            #expect(try await game.get("/socket", headers: upgrade).hasPrefix("HTTP/1.1 403 "))
            #expect(try await game.get("/socket").hasPrefix("HTTP/1.1 426 "))
            #expect(await game.portal.happenings.isEmpty)
        }
    }

    private static let asking = "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    private static let another = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

    /// What parses HTTP reads on behind a request that is no upgrade to it.
    @Test(arguments: ["", "Connection: keep-alive\r\n", "Connection: upgrade\t\r\n", "Connection: upgrade, \tclose\r\n"])
    func anUpgradeThatItsConnectionDoesNotMeanIsNone(_ header: String) async throws {
        try await WebGame.with(files: ["index.html": "Hello"]) { game in
            let request = "GET /socket HTTP/1.1\r\nHost: x\r\n\(Self.asking)\(header)\r\n"
            let answer = try await game.exchange(request + Self.another)
            #expect(answer.hasPrefix("HTTP/1.1 426 ") && !answer.contains("Hello"))
            #expect(await game.portal.happenings.isEmpty)
        }
    }

    @Test func whatFollowsAnUpgradeIsReadAsFrames() async throws {
        try await WebGame.with(files: ["index.html": "Hello"]) { game in
            let request = "GET /socket HTTP/1.1\r\nHost: x\r\n\(Self.asking)Connection: keep-alive, Upgrade\r\n\r\n"
            let answer = try await game.exchange(Self.another + request + String(repeating: Self.another, count: 9))
            #expect(answer.contains("Hello") && answer.contains("HTTP/1.1 101 "))
            #expect(answer.components(separatedBy: "HTTP/1.1 200 ").count == 2, "what follows is no request")
        }
    }

    @Test func whoAsksForAnotherProtocolHasOneAnswer() async throws {
        try await WebGame.with(files: ["index.html": "Hello"]) { game in
            let request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n"
            let answer = try await game.exchange(request + String(repeating: Self.another, count: 1000))
            #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.contains("Connection: close\r\n"))
            #expect(answer.components(separatedBy: "Hello").count == 2)
        }
    }

    @Test func aClosingBrowserIsAnsweredWithItsOwnCode() async throws {
        try await WebGame.with { game in
            _ = try await game.play { browser in
                var code = ByteBuffer()
                code.write(webSocketErrorCode: .goingAway)
                try await browser.send(.connectionClose, code)
                var answer = try await browser.next()
                while let frame = answer, frame.opcode != .connectionClose { answer = try await browser.next() }
                #expect(answer?.data == code)
                #expect(try await browser.next() == nil)
            }
        }
    }

    @Test func aSilentBrowserIsPingedAndThenGivenUp() async throws {
        var limits = WebLimits()
        // Long enough for a client that is kept waiting by its neighbours to be there when it is pinged.
        limits.ping = .seconds(3)
        try await WebGame.with(limits: limits) { game in
            _ = try await game.play { browser in
                var kinds: [WebSocketOpcode] = []
                while let frame = try await browser.next() { kinds.append(frame.opcode) }
                #expect(kinds.filter { $0 == .ping }.count == 1)
            }
            #expect(await game.portal.happenings.last == "closed: it answers no ping")
        }
    }

    @Test func anAnsweringBrowserStays() async throws {
        var limits = WebLimits()
        // Long enough for a test that is kept waiting by its neighbours.
        limits.ping = .seconds(8)
        try await WebGame.with(limits: limits) { game in
            _ = try await game.play { browser in
                var pings = 0
                while pings < 2, let frame = try await browser.next() {
                    guard frame.opcode == .ping else { continue }
                    pings += 1
                    try await browser.send(.pong, frame.data)
                }
                #expect(pings == 2)
            }
        }
    }

    @Test func aFullGameSaysSo() async throws {
        var settings = Settings()
        settings.limits.sessions = 0
        try await WebGame.with(settings: settings) { game in
            _ = try await game.play { browser in
                let end = try await browser.readClose()
                #expect(end.messages.contains { $0.contains("The game is full") })
                #expect(end.code == .normalClosure)
            }
        }
    }

    @Test func aBrowserThatNeverReadsIsDropped() async throws {
        var settings = Settings()
        settings.limits.unsentBytes = 64 << 10
        try await WebGame.with(settings: settings) { game in
            _ = try await game.play { browser in
                try await browser.read(until: "asleep")
                // More than all buffers on the way can hold.
                let text = String(repeating: "x", count: 1 << 20)
                var sent = 0
                while sent < 256, await game.portal.hasOpenSession {
                    await game.portal.say(.text, text)
                    sent += 1
                }
                #expect(sent < 256)
            }
            #expect(await game.portal.happenings.last == "closed: it does not read what it is sent")
        }
    }
}
