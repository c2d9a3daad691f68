import NIOCore
import Testing

@testable import Telnet

@Suite struct TelnetParserTests {
    /// The items of a stream that comes in pieces, with text that was only cut by the pieces made whole again.
    private func parse(_ pieces: [[UInt8]]) -> [TelnetParser.Item] {
        var parser = TelnetParser()
        var items: [TelnetParser.Item] = []
        for piece in pieces {
            var input = ByteBuffer(bytes: piece)
            while let item = parser.next(from: &input) {
                if case .text(let more) = item, case .text(var text)? = items.last {
                    text.writeImmutableBuffer(more)
                    items[items.count - 1] = .text(text)
                } else {
                    items.append(item)
                }
            }
            #expect(input.readableBytes == 0)
        }
        return items
    }

    private func text(_ parts: any ByteSource...) -> TelnetParser.Item {
        .text(ByteBuffer(bytes: parts.flatMap { $0.bytes }))
    }

    private func expect(_ stream: [UInt8], _ items: [TelnetParser.Item], _ at: SourceLocation = #_sourceLocation) {
        for pieces in cuts(of: stream) {
            #expect(parse(pieces) == items, "cut into \(pieces.map(\.count))", sourceLocation: at)
        }
    }

    @Test func `text, commands and negotiations come in order, wherever the stream is cut`() {
        expect(
            bytes("lo", iac, `do`, 1, "ok", iac, 241, iac, will, 31, iac, ga, "\r\n"),
            [
                text("lo"), .negotiation(.do, .echo), text("ok"), .command(.noOperation),
                .negotiation(.will, .windowSize), .command(.goAhead), text("\r\n"),
            ])
    }

    @Test func `a doubled IAC is one byte of text`() {
        expect(bytes("a", iac, iac, "b", iac, iac, iac, iac), [text("a", 255, "b", 255, 255)])
    }

    @Test func `a doubled IAC is told from a command after it`() {
        expect(bytes(iac, iac, iac, 241, "x"), [text(255), .command(.noOperation), text("x")])
    }

    @Test func `a subnegotiation is undoubled`() {
        expect(
            bytes(iac, sb, 31, 0, iac, iac, 0, 24, iac, se, "x"),
            [.subnegotiation(.windowSize, ByteBuffer(bytes: [0, 255, 0, 24])), text("x")])
        expect(bytes(iac, sb, 24, iac, iac, iac, iac, iac, se), [
            .subnegotiation(.terminalType, ByteBuffer(bytes: [255, 255]))
        ])
    }

    @Test func `an empty subnegotiation is one`() {
        expect(bytes(iac, sb, 39, iac, se), [.subnegotiation(.newEnvironment, ByteBuffer())])
    }

    @Test func `a subnegotiation broken off by another command is void, the command counts`() {
        expect(
            bytes(iac, sb, 24, 0, "XT", iac, will, 31, "x", iac, sb, 24, 0, iac, se),
            [.negotiation(.will, .windowSize), text("x"), .subnegotiation(.terminalType, ByteBuffer(bytes: [0]))])
    }

    @Test func `a subnegotiation of no option is skipped`() {
        expect(bytes(iac, sb, iac, se, "x"), [.command(.subnegotiationEnd), text("x")])
    }

    @Test func `the longest subnegotiation is kept, a longer one skipped`() {
        let longest = [UInt8](repeating: 7, count: TelnetParser.longestSubnegotiation)
        let stream = bytes(iac, sb, 201, longest, iac, se, iac, sb, 201, longest, 7, iac, se, iac, sb, 201, 1, iac, se)
        let items: [TelnetParser.Item] = [
            .subnegotiation(TelnetOption(rawValue: 201), ByteBuffer(bytes: longest)),
            .subnegotiation(TelnetOption(rawValue: 201), ByteBuffer(bytes: [1])),
        ]
        #expect(parse([stream]) == items)
        #expect(parse(stream.map { [$0] }) == items)
    }

    @Test func `a command that does not exist is a command, and text goes on after it`() {
        expect(bytes("a", iac, 5, "b"), [text("a"), .command(TelnetCommand(rawValue: 5)), text("b")])
    }

    @Test func `what follows an item stays in the input`() {
        var parser = TelnetParser()
        var input = ByteBuffer(bytes: bytes(iac, sb, 87, iac, se, 0x78, 0x9C))
        let item = parser.next(from: &input)
        #expect(item == .subnegotiation(TelnetOption(rawValue: 87), ByteBuffer()))
        #expect(input == ByteBuffer(bytes: [0x78, 0x9C]))
    }
}
