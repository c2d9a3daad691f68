import Foundation
import NIOCore
import NIOEmbedded
import Testing

@testable import Telnet

/// A connection that another process goes on with, in the middle of whatever the client is saying.
@Suite struct TelnetStateTests {
    /// A client's stream with a bit of everything.
    private let stream = bytes(
        iac, will, 24, iac, will, 31, iac, `do`, 25, iac, `do`, 42, iac, sb, 24, 0, "MUDLET", iac, se, iac, sb, 31, 0,
        132, 0, 255, 255, iac, se, "lo", iac, 247, "ook é", 255, 255, "\t\u{1B}[A\u{1B}OBat\u{1B}x it\r\n", iac, sb, 24,
        0, "XTERM", iac, se, "say \u{15}go north\u{8}h\r", 0, "\nabc\r", iac, sb, 42, 2, ";UTF-8", iac, se, "d", iac,
        sb, 24, 0, "MTTS 137", iac, se, iac, 244, "end\n", iac, `do`, 201, iac, sb, 201,
        "Core.Supports.Set [\"Char 1\"]", iac, se, iac, will, 39, iac, `do`, 69, iac, `do`, 91, iac, sb, 69, 1, "LIST", 2,
        "COMMANDS", iac, se, iac, sb, 201, "Core.Ping", iac, se, iac, wont, 39, iac, will, 39, "half a li")

    /// What comes of a stream whose pieces are each read by a handler of its own.
    private func receive(_ pieces: [[UInt8]]) throws -> (events: [TelnetEvent], answers: [UInt8]) {
        var connection = try Connection()
        var (events, answers): ([TelnetEvent], [UInt8]) = ([], [])
        for piece in pieces {
            events += try connection.receive(piece)
            answers += try connection.sent()
            connection = try connection.handedOver()
        }
        return (events + (try connection.receive(bytes("\n"))), answers + (try connection.sent()))
    }

    @Test func `whatever has come by half goes on in the next handler`() throws {
        let whole = try receive([stream])
        #expect(whole.events.contains(.line("look Ã©ÿ atx it")), "\(whole.events)")
        #expect(whole.events.last == .line("half a li"))
        for pieces in cuts(of: stream) {
            let cut = try receive(pieces)
            #expect(cut.events.settled == whole.events.settled)
            #expect(cut.answers == whole.answers)
        }
    }

    @Test func `what is too long is refused once, before or after`() throws {
        let line = bytes(String(repeating: "x", count: LineAssembler.longestLine + 10))
        #expect(try receive([line, bytes("y\n1\n")]).events == [.lineTooLong, .line("1"), .line("")])
        let negotiation = bytes(iac, sb, 31) + [UInt8](repeating: 0, count: TelnetParser.longestSubnegotiation + 1)
        let rest = bytes(0, iac, se, "look\n")
        #expect(try receive([negotiation, rest]).events == [.line("look"), .line("")])
    }

    @Test func `a secret stays unseen, and nothing is offered twice`() throws {
        let first = try Connection()
        #expect(try first.send(.echo(false)) == bytes(iac, will, 1))
        let second = try first.handedOver()
        #expect(try second.sent() == [])
        #expect(try second.send(.echo(false)) == [])
        #expect(try second.send(.echo(true)) == bytes(iac, wont, 1))
    }

    @Test func `a browser is only refused where it begins`() throws {
        let first = try Connection()
        _ = try first.receive(bytes("look\n"))
        #expect(try first.handedOver().receive(bytes("GET / HTTP/1.0\n")) == [.line("GET / HTTP/1.0")])
        let browser = try Connection()
        _ = try browser.receive(bytes("GET / HTTP/1.0\r\n"))
        #expect(try browser.handler.state == nil)
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `any bytes, handed over anywhere, mean the same`(seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        let telling: [UInt8] = [255, 255, 253, 251, 250, 240, 24, 25, 31, 42, 8, 10, 13, 0x1B, 0x5B, 0x4F, 0x41, 0x9B]
        let stream = (0..<2000).map { _ in telling.randomElement(using: &random)! }
        let at = Int.random(in: 0...2000, using: &random)
        let whole = try receive([stream])
        let cut = try receive([Array(stream[..<at]), Array(stream[at...])])
        #expect(cut.events.settled == whole.events.settled)
        #expect(cut.answers == whole.answers)
    }
}

extension Connection {
    var handler: TelnetHandler {
        get throws { try channel.pipeline.syncOperations.handler(type: TelnetHandler.self) }
    }

    /// The same connection in another process, which knows of it what was written down.
    func handedOver() throws -> Connection {
        let state = try #require(try handler.state)
        let copy = try JSONDecoder().decode(TelnetState.self, from: try JSONEncoder().encode(state))
        #expect(copy == state)
        return try Connection(goingOnFrom: copy)
    }
}
