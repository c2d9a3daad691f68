import NIOCore
import NIOEmbedded
import Testing

@testable import Telnet

/// MCCP2 and MCCP3, with zlib at the client's end too.
@Suite struct CompressionTests {
    private static let begin = beginOfCompression

    private func compressed(_ text: [UInt8], ends: Bool = false) -> [UInt8] {
        Array(Compressor().compress(ByteBuffer(bytes: text), flush: ends ? .finish : .sync).readableBytesView)
    }

    @Test func `what is sent behind the answer to DO is one stream, readable after each flush`() throws {
        let connection = try Connection()
        _ = try connection.receive(bytes(iac, `do`, 86))
        var all = try connection.sent()
        #expect(all.starts(with: Self.begin))
        let maze = "You are in a maze of twisty little passages, all alike, and so is what you are told of them."
        for number in 1...20 {
            all += try connection.send(.text(ByteBuffer(string: "\(maze)\n")))
            all += try connection.send(.prompt(ByteBuffer(string: "\(number)> ")))
            #expect(try inflated(all).suffix(4).elementsEqual(bytes("> ", iac, ga)))
        }
        let plain = try inflated(all)
        #expect(String(decoding: plain, as: UTF8.self).components(separatedBy: "\(maze)\r\n").count == 21)
        #expect(all.count * 4 < plain.count)
    }

    @Test func `DONT ends the stream in good order, and DO begins another`() throws {
        let connection = try Connection()
        var all: [UInt8] = []
        for _ in 1...3 {
            _ = try connection.receive(bytes(iac, `do`, 86))
            all += try connection.sent()
            all += try connection.send(.text(ByteBuffer(string: "in")))
            // What is asked in the same packet is answered behind the end.
            _ = try connection.receive(bytes(iac, dont, 86, iac, `do`, 102))
            all += try connection.sent()
            #expect(all.suffix(3).elementsEqual(bytes(iac, wont, 102)))
            all += try connection.send(.text(ByteBuffer(string: "out")))
        }
        let again = bytes(iac, will, 86, Self.begin, "in", iac, wont, 86, iac, wont, 102, "out")
        #expect(try inflated(all) == again.dropFirst(3) + again + again)
    }

    @Test func `answers to one packet stand before and behind the switch as they were asked for`() throws {
        let connection = try Connection()
        _ = try connection.receive(bytes(iac, `do`, 102, iac, `do`, 86, iac, `do`, 103))
        let sent = try connection.sent()
        #expect(sent.starts(with: bytes(iac, wont, 102, Self.begin, 0x48)))
        #expect(try inflated(sent) == bytes(iac, wont, 102, Self.begin, iac, wont, 103))
    }

    @Test func `what a client compresses is read, from where it says to where its stream ends, however cut`() throws {
        let inner = bytes("say é", 255, 255, "\r\n", iac, will, 31, iac, sb, 31, 0, 132, 0, 50, iac, se, "look\r\nhal")
        let stream = bytes(
            "a\r\n", iac, `do`, 87, iac, sb, 87, iac, se, compressed(inner, ends: true), "f\r\n",
            iac, sb, 87, iac, se, compressed(bytes("b\r\n")))
        for pieces in cuts(of: stream) {
            let connection = try Connection()
            let events = try pieces.flatMap { try connection.receive($0) }
            let lines = events.compactMap { if case .line(let line) = $0 { line } else { nil } }
            #expect(lines == ["a", "say Ã©ÿ", "look", "half", "b"])
            #expect(try connection.handler.state == nil, "the stream goes on")
        }
    }

    @Test func `compressing that was not agreed, or does not begin, is text`() throws {
        let connection = try Connection()
        #expect(try connection.receive(bytes(iac, sb, 87, iac, se, "a\r\n")) == [.line("a")])
        for start in ["look", "xyz", "hello"] {
            _ = try connection.receive(bytes(iac, `do`, 87))
            _ = try connection.sent()
            for (byte, isLast) in bytes(iac, sb, 87, iac, se, start, "\r").map({ ($0, $0 == 13) }) {
                #expect(try connection.receive([byte]) == (isLast ? [.line(start)] : []))
            }
            #expect(try connection.sent() == bytes(iac, wont, 87))
            _ = try connection.receive(bytes(iac, dont, 87))
        }
    }

    @Test func `damaged data ends the reading with a reason, once`() throws {
        let connection = try Connection()
        _ = try connection.receive(bytes(iac, `do`, 87))
        let stream = compressed(bytes("look\r\n")) + [UInt8](repeating: 0xFF, count: 50)
        #expect(
            try connection.receive(bytes(iac, sb, 87, iac, se, stream))
                == [.line("look"), .unreadable("its compressed data is damaged: invalid block type")])
        #expect(try connection.receive(bytes("look\r\n")) == [])
    }

    @Test func `a bomb is given up on, and no more of it is unpacked than is allowed`() throws {
        let bomb = compressed([UInt8](repeating: UInt8(ascii: "x"), count: 64 << 20))
        #expect(bomb.count < 100_000)
        var (input, unpacked) = (ByteBuffer(bytes: bomb), 0)
        let decompressor = Decompressor()
        #expect(throws: Decompressor.Failure.tooMuch) {
            while case .bytes(let bytes)? = try decompressor.next(from: &input) {
                #expect(bytes.readableBytes <= Decompressor.longestPiece)
                unpacked += bytes.readableBytes
            }
        }
        #expect(unpacked < 2 * Decompressor.mostCredit)

        let connection = try Connection()
        _ = try connection.receive(bytes(iac, `do`, 87, iac, sb, 87, iac, se))
        #expect(
            try connection.receive(bomb) == [.lineTooLong, .unreadable("its compressed data comes to too much")])
    }

    @Test func `a long letter and a thousand equal lines are no bomb`() throws {
        let connection = try Connection()
        _ = try connection.receive(bytes(iac, `do`, 87, iac, sb, 87, iac, se))
        let lines = String(repeating: "north\r\n", count: 1000)
        #expect(try connection.receive(compressed(bytes(lines))).count == 1000)
    }

    @Test func `without the setting nothing is offered and all is refused`() throws {
        let channel = EmbeddedChannel(handler: TelnetHandler(compresses: false))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        let offers = try #require(try channel.readOutbound(as: ByteBuffer.self))
        #expect(!offers.readableBytesView.contains(86) && !offers.readableBytesView.contains(87))
        try channel.writeInbound(ByteBuffer(bytes: bytes(iac, `do`, 86, iac, `do`, 87)))
        let answer = try channel.readOutbound(as: ByteBuffer.self)
        #expect(answer == ByteBuffer(bytes: bytes(iac, wont, 86, iac, wont, 87)))
    }

    @Test func `before another process goes on the stream is ended, and it offers it again`() throws {
        let connection = try Connection()
        _ = try connection.receive(bytes(iac, `do`, 86))
        var all = try connection.sent() + connection.send(.text(ByteBuffer(string: "one")))
        try connection.handler.endCompression()
        all += try connection.sent()
        #expect(try inflated(all) == bytes(Self.begin, "one", iac, wont, 86))

        let next = try connection.handedOver()
        #expect(try next.send(.text(ByteBuffer(string: "two"))) == bytes("two"))
        try next.handler.offerCompression()
        #expect(try next.sent() == bytes(iac, will, 86))
        // A client may confirm that it ended, or not.
        for confirmation in [[], bytes(iac, dont, 86)] {
            let copy = try next.handedOver()
            _ = try copy.receive(bytes(confirmation, iac, `do`, 86))
            #expect(try copy.sent().starts(with: Self.begin))
        }
        // One that had it off is not asked.
        let other = try Connection().handedOver()
        try other.handler.offerCompression()
        #expect(try other.sent() == [])
    }
}
