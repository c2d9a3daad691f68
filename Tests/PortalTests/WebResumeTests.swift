import Foundation
import NIOCore
import NIOWebSocket
import Settings
import Testing
import Wire

@testable import Portal

@Suite(.timeLimit(.minutes(5)))
struct WebResumeTests {
    @Test func aPageComesBackToItsSessionAndReadsWhatItMissed() async throws {
        try await WebGame.with { game in
            let token = try await game.leaveBehind(line: #"{"line":"look","n":1}"#)
            await game.portal.say(.text, "While you were away.\n")
            await game.portal.say(.echo, "\u{0}")
            await game.portal.say(.prompt, "Password: ")
            _ = try await game.play(at: "/socket?resume") { browser in
                try await browser.send(#"{"resume":"\#(token)","seen":2}"#)
                let read = try await browser.read(until: "session")
                #expect(
                    read == [
                        #"{"game":"Hearth"}"#, #"{"resumed":{"line":1,"missed":0}}"#,
                        #"{"n":3,"text":"While you were away.\n"}"#, #"{"n":4,"echo":false}"#,
                        #"{"n":5,"prompt":"Password: "}"#, #"{"echo":false}"#, read.last ?? "",
                    ])
                // What it is not sure about it sends again: that is not played twice.
                try await browser.send(#"{"line":"look","n":1}"#)
                try await browser.send(#"{"line":"north","n":2}"#)
                try await browser.read(until: #"{"got":2}"#)
            }
            #expect(
                await game.portal.happenings == [
                    "opened web from 127.0.0.1", "client 0x0 colors 3", "line look", "line north",
                ])
        }
    }

    @Test func aTokenIsGoodOnceAndForThatSessionAlone() async throws {
        try await WebGame.with { game in
            let token = try await game.leaveBehind()
            _ = try await game.play(at: "/socket?resume") { browser in
                try await browser.send(#"{"resume":"\#(token)"}"#)
                let next = try await browser.token()
                #expect(next != token)
                // Until the page says that it has the new one, the connection may be cut with it on its way.
                try await browser.send(#"{"kept":true}"#)
                try await browser.untilHandled()
            }
            for wrong in [token, "", "00000000000000000000000000000000"] {
                _ = try await game.play(at: "/socket?resume") { browser in
                    try await browser.send(#"{"resume":"\#(wrong)"}"#)
                    #expect(try await browser.read(until: "asleep").contains(#"{"fresh":true}"#))
                }
            }
            #expect(await game.portal.sessionCount == 4)
        }
    }

    @Test func aTokenThatWasLostOnItsWayIsNotNeeded() async throws {
        try await WebGame.with { game in
            let token = try await game.leaveBehind()
            for _ in 1...5 {
                _ = try await game.play(at: "/socket?resume") { browser in
                    try await browser.send(#"{"resume":"\#(token)"}"#)
                    try await browser.read(until: "resumed")
                    await game.portal.cutOff()
                }
            }
            #expect(await game.portal.hasOpenSession)
            #expect(await game.portal.tokens.count == 2)
        }
    }

    @Test func nothingOfATokenIsKeptOrLogged() async throws {
        try await WebGame.with { game in
            let token = try await game.leaveBehind()
            #expect(token.utf8.count == 32)
            var all = ""
            dump(await game.portal.tokens, to: &all)
            #expect(!all.contains(token))
        }
    }

    @Test func anotherTabTakesTheSessionOver() async throws {
        try await WebGame.with { game in
            _ = try await game.play { first in
                let token = try await first.token()
                try await first.send(#"{"kept":true}"#)
                try await first.untilHandled()
                _ = try await game.play(at: "/socket?resume") { second in
                    try await second.send(#"{"resume":"\#(token)"}"#)
                    try await second.read(until: "resumed")
                    await game.portal.say(.text, "Only here.\n")
                    try await second.read(until: "Only here.")
                }
                let end = try await first.readClose()
                #expect(end.code == .unknown(4001))
                #expect(!end.messages.contains { $0.contains("Only here.") })
            }
            #expect(await game.portal.happenings.filter { $0.hasPrefix("opened") }.count == 1)
        }
    }

    @Test func whoNeverSaysThatItKeepsATokenIsGoneAtOnce() async throws {
        try await WebGame.with { game in
            _ = try await game.play { browser in
                _ = try await browser.token()
                await game.portal.cutOff()
                while try await browser.next() != nil {}
            }
            #expect(await game.portal.happenings.last?.hasPrefix("closed") == true)
        }
    }

    @Test func whoLeavesIsGoneAtOnce() async throws {
        try await WebGame.with { game in
            _ = try await game.play { browser in
                _ = try await browser.token()
                try await browser.send(#"{"kept":true}"#)
                var code = ByteBuffer()
                code.write(webSocketErrorCode: .normalClosure)
                try await browser.send(.connectionClose, code)
                while try await browser.next() != nil {}
            }
            #expect(await game.portal.happenings.last == "closed: connection closed")
            #expect(await game.portal.tokens.isEmpty)
        }
    }

    @Test func whomTheGameSendsAwayIsGoneAtOnce() async throws {
        try await WebGame.with { game in
            _ = try await game.play { browser in
                _ = try await browser.token()
                try await browser.send(#"{"kept":true}"#)
                try await browser.untilHandled()
                await game.portal.say(.close, "Good night.")
                while let frame = try await browser.next() {
                    if frame.opcode == .connectionClose { try await browser.send(.connectionClose, frame.data) }
                }
            }
            #expect(await game.portal.happenings.last?.hasPrefix("closed") == true)
            #expect(await game.portal.tokens.isEmpty)
        }
    }

    @Test func whoGivesASilentConnectionUpComesBack() async throws {
        try await WebGame.with { game in
            let token = try await game.play { browser in
                let token = try await browser.token()
                try await browser.send(#"{"kept":true}"#)
                var code = ByteBuffer()
                code.write(webSocketErrorCode: .unknown(4002))
                try await browser.send(.connectionClose, code)
                while try await browser.next() != nil {}
                return token
            }
            #expect(await game.portal.hasOpenSession)
            _ = try await game.play(at: "/socket?resume") { browser in
                try await browser.send(#"{"resume":"\#(try #require(token))"}"#)
                #expect(try await browser.read(until: "resumed").last?.contains(#""line":0"#) == true)
            }
        }
    }

    @Test func aPageThatDoesNotComeBackIsGivenUp() async throws {
        var settings = Settings()
        settings.web.keep = .milliseconds(50)
        try await WebGame.with(settings: settings) { game in
            let token = try await game.leaveBehind()
            let all = try await game.happenings { $0.last?.hasPrefix("closed") == true }
            #expect(all.last?.hasPrefix("closed") == true)
            #expect(await game.portal.tokens.isEmpty)
            _ = try await game.play(at: "/socket?resume") { browser in
                try await browser.send(#"{"resume":"\#(token)"}"#)
                #expect(try await browser.read(until: "asleep").contains(#"{"fresh":true}"#))
            }
        }
    }

    @Test func whoIsLetGoWhileAwayReadsWhy() async throws {
        try await WebGame.with { game in
            let token = try await game.leaveBehind()
            await game.portal.say(.close, "You have idled too long.\n")
            _ = try await game.play(at: "/socket?resume") { browser in
                try await browser.send(#"{"resume":"\#(token)","seen":1}"#)
                let end = try await browser.readClose()
                #expect(end.messages.contains(#"{"n":2,"text":"You have idled too long.\n"}"#))
                #expect(end.messages.contains(#"{"n":3,"bye":""}"#))
                #expect(end.code == .normalClosure)
            }
            #expect(await game.portal.tokens.isEmpty)
        }
    }

    @Test func whatIsForgottenIsCountedAndTheRingHasItsBound() async throws {
        var settings = Settings()
        settings.web.replayBytes = 4096
        try await WebGame.with(settings: settings) { game in
            let token = try await game.leaveBehind()
            await game.portal.sayLines(100)
            #expect(await game.portal.replaySize <= 4096)
            _ = try await game.play(at: "/socket?resume") { browser in
                try await browser.send(#"{"resume":"\#(token)","seen":1}"#)
                let read = try await browser.read(until: "session")
                let shown = read.filter { $0.contains("xxx") }.count
                #expect(shown > 5)
                #expect(read.contains(#"{"resumed":{"line":0,"missed":\#(100 - shown)}}"#))
            }
        }
    }

    @Test func aConnectionThatNeverSaysWhereItBelongsIsClosed() async throws {
        var limits = WebLimits()
        limits.requestDeadline = .seconds(8)
        try await WebGame.with(limits: limits) { game in
            _ = try await game.play(at: "/socket?resume") { browser in
                let end = try await browser.readClose()
                #expect(end.code == .policyViolation)
            }
            #expect(await game.portal.happenings.isEmpty)
        }
        try await WebGame.with { game in
            _ = try await game.play(at: "/socket?resume") { browser in
                try await browser.send(#"{"line":"look"}"#)
                #expect(try await browser.readClose().code == .policyViolation)
            }
            #expect(await game.portal.happenings.isEmpty)
        }
    }

    @Test func anotherPortalKnowsThePagesThatWillComeBack() async throws {
        try await WebGame.with { game in
            let token = try await game.leaveBehind(line: #"{"line":"look","n":1}"#)
            await game.portal.say(.text, "Kept.\n")
            let (tokens, next, texts) = await game.portal.handedOverWeb()
            #expect(tokens == [WebConversation.Token(token)])
            #expect(next == 4)
            #expect(texts.last == #"{"n":3,"text":"Kept.\n"}"#)
        }
    }
}

struct ReplayRingTests {
    @Test func itGivesWhatCameAfterAMessage() {
        var ring = ReplayRing()
        for number in 1...5 { ring.append(ByteBuffer(string: "\(number)")) }
        func after(_ number: UInt64) -> (UInt64, [String]) {
            let found = ring.after(number)
            return (found.missed, found.messages.map { String(buffer: $0) })
        }
        #expect(after(3) == (0, ["4", "5"]))
        #expect(after(0) == (0, ["1", "2", "3", "4", "5"]))
        #expect(after(5) == (0, []))
        // A page that says more than there is.
        #expect(after(99) == (0, []))
        #expect(after(.max) == (0, []))
        ring.trim(to: ring.size - 1)
        #expect(after(0) == (1, ["2", "3", "4", "5"]))
        #expect(after(1) == (0, ["2", "3", "4", "5"]))
        ring.trim(to: 0)
        #expect(ring.size == 0)
        #expect(after(2) == (3, []))
    }

    @Test func allRingsTogetherHaveABound() {
        let budget = ReplayBudget(session: 100_000, all: 200_000)
        let conversations = (1...10).map { WebConversation(session: $0, budget: budget) }
        for conversation in conversations {
            for _ in 1...100 { _ = conversation.keep(.text(ByteBuffer(repeating: 0x61, count: 1000))) }
            if budget.isSpent {
                for other in conversations { other.trim(to: budget.share(of: conversations.count)) }
            }
            #expect(budget.used <= 200_000)
        }
        #expect(budget.used > 0)
    }
}

extension WebGame {
    /// A page that has its token is cut off; the token.
    func leaveBehind(line: String? = nil) async throws -> String {
        let token = try await play { browser in
            let token = try await browser.token()
            try await browser.read(until: "asleep")
            try await browser.send(#"{"kept":true}"#)
            if let line { try await browser.send(line) }
            try await browser.untilHandled()
            await portal.cutOff()
            while try await browser.next() != nil {}
            return token
        }
        return try #require(token)
    }
}

extension TestBrowser {
    /// The token that the page is sent.
    func token() async throws -> String {
        let message = try #require(try await read(until: #""session""#).last)
        return String(try #require(message.firstMatch(of: /"token":"([0-9a-f]+)"/)).1)
    }
}

extension Portal {
    /// Cuts all connections, as a network does, and returns when the Portal knows.
    func cutOff() async {
        for session in sessions.values {
            guard let channel = session.channel else { continue }
            channel.pipeline.fireErrorCaught(Cut())
            try? await channel.closeFuture.get()
        }
    }

    private struct Cut: Error {}

    var sessionCount: Int { sessions.count }
    var tokens: [[UInt8]] { conversations.keys.map(\.digest) }
    var replaySize: Int { replayBudget.used }

    /// What the next Portal would find of the only session.
    func handedOverWeb() -> (tokens: [WebConversation.Token], next: UInt64, messages: [String]) {
        guard let session = sessions.values.first,
            let web = PortalState.Web(session.web)?.conversation(session: session.id, budget: replayBudget)
        else { return ([], 0, []) }
        return (web.tokens, web.ring.next, web.ring.all.map { String(buffer: $0) })
    }
}
