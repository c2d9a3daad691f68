import NIOCore
import NIOEmbedded
import NIOTestUtils
import Testing

@testable import Telnet

@Suite struct TelnetHandlerTests {
    @Test func `the offers and a greeting leave in one flush`() throws {
        let counter = EventCounterHandler()
        let channel = EmbeddedChannel(handlers: [counter, TelnetHandler(), Greeter()])
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        #expect(counter.writeCalls == 2)
        #expect(counter.flushCalls == 1)
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(bytes: Connection.offers))
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(string: "Hello\r\n"))
    }

    @Test func `a handler that joins a live connection makes its offers too, once`() throws {
        let channel = EmbeddedChannel()
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        try channel.pipeline.syncOperations.addHandler(TelnetHandler())
        channel.pipeline.fireChannelActive()
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(bytes: Connection.offers))
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
    }

    @Test func `several lines in one packet are several events, and answers to one packet one flush`() throws {
        let counter = EventCounterHandler()
        let channel = EmbeddedChannel(handlers: [counter, TelnetHandler()])
        try channel.writeInbound(ByteBuffer(bytes: bytes("n\r\ne\r\n", iac, `do`, 102, iac, `do`, 90, "s\r\nw")))
        var events: [TelnetEvent] = []
        while let event = try channel.readInbound(as: TelnetEvent.self) { events.append(event) }
        #expect(events == [.line("n"), .line("e"), .line("s")])
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(bytes: [iac, wont, 102, iac, wont, 90]))
        #expect(counter.flushCalls == 1)
        try channel.writeInbound(ByteBuffer(string: "est\r\n"))
        #expect(try channel.readInbound(as: TelnetEvent.self) == .line("west"))
        #expect(counter.flushCalls == 1, "with nothing to answer there is nothing to flush")
    }

    @Test func `text and commands leave in the order in which they were written`() throws {
        let connection = try Connection()
        _ = try connection.receive(bytes(iac, dont, 25))
        _ = try connection.send(.echo(false))
        _ = try connection.receive(bytes(iac, `do`, 1))
        // A packet with requests and a line, to which the game replies before the packet is read to its end.
        try connection.channel.pipeline.syncOperations.addHandler(PasswordAsker())
        try connection.channel.writeInbound(ByteBuffer(bytes: bytes(iac, `do`, 25, iac, dont, 1, "wrong\r\n")))
        #expect(
            try connection.sent()
                == bytes(iac, will, 25, iac, wont, 1, "Wrong.\r\n", iac, will, 1, "Password: ", iac, eor))
    }

    @Test func `what a client tells comes before the lines that follow it`() throws {
        let connection = try Connection()
        let size = bytes(iac, sb, 31, 0, 80, 0, 24, iac, se)
        let events = try connection.receive(bytes("one\r\n", iac, will, 31, size, "two\r\n"))
        var client = TelnetClient()
        client.width = 80
        client.height = 24
        #expect(events == [.line("one"), .clientChanged(client), .line("two")])
    }

    @Test func `a line comes though a command or negotiation lies in it`() throws {
        let connection = try Connection()
        let stream = bytes("lo", iac, 241, "o", iac, `do`, 6, "k\r", iac, ga, "\nn\r\n")
        #expect(try connection.receive(stream) == [.line("look"), .line("n")])
    }

    @Test func `EC and EL edit the line`() throws {
        let connection = try Connection()
        #expect(try connection.receive(bytes("lokk", iac, 247, iac, 247, "ok\r\n")) == [.line("look")])
        #expect(try connection.receive(bytes("secret", iac, 248, "n\r\n")) == [.line("n")])
    }

    @Test func `IP and BREAK interrupt`() throws {
        let connection = try Connection()
        let events = try connection.receive(bytes("a\r\n", iac, 244, iac, 243, "b\r\n"))
        #expect(events == [.line("a"), .interrupt, .interrupt, .line("b")])
    }

    @Test func `AYT is answered, once for a packet`() throws {
        let connection = try Connection()
        #expect(try connection.receive(bytes(iac, 246)) == [])
        #expect(try connection.sent() == bytes("\r\n[Yes]\r\n"))
        _ = try connection.receive(bytes(Array(repeating: [iac, 246], count: 1000).flatMap { $0 }))
        #expect(try connection.sent() == bytes("\r\n[Yes]\r\n"))
    }

    @Test func `an overlong line is reported once`() throws {
        let connection = try Connection()
        let piece = [UInt8](repeating: 0x78, count: 65_536)
        var events: [TelnetEvent] = []
        for _ in 0..<160 { events += try connection.receive(piece) }
        #expect(try events + connection.receive(bytes("\r\nlook\r\n")) == [.lineTooLong, .line("look")])
    }

    @Test(arguments: ["GET / HTTP/1.1", "POST /say HTTP/1.0", "OPTIONS * HTTP/1.1"])
    func `a browser is answered and closed, its request is not played`(request: String) throws {
        let connection = try Connection()
        let stream = bytes(request, "\r\nHost: localhost\r\n\r\nsay hello\r\n")
        #expect(try connection.receive(stream) == [.httpRefused])
        let sent = String(decoding: try connection.sent(), as: UTF8.self)
        #expect(sent.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
        #expect(sent.hasSuffix("\r\n\r\nThis port speaks telnet. Connect with a MUD client.\n"))
        connection.channel.embeddedEventLoop.run()
        #expect(!connection.channel.isActive)
    }

    @Test func `what was asked before the request is answered before it`() throws {
        let connection = try Connection()
        let stream = bytes(iac, `do`, 3, "GET / HTTP/1.1\r\n")
        #expect(try connection.receive(stream) == [.httpRefused])
        #expect(try connection.sent().starts(with: bytes(iac, wont, 3, "HTTP/1.1 400")))
    }

    @Test(arguments: ["get / HTTP/1.1", "GET sword", "say GET / HTTP/1.1", " / HTTP/1.1"])
    func `what only resembles a request is a line`(line: String) throws {
        #expect(try Connection().receive(bytes(line, "\r\n")) == [.line(line)])
    }

    @Test func `a request is a line when it is not the first`() throws {
        let connection = try Connection()
        let events = try connection.receive(bytes("hello\r\nGET / HTTP/1.1\r\n"))
        #expect(events == [.line("hello"), .line("GET / HTTP/1.1")])
        #expect(connection.channel.isActive)
    }
}

private final class Greeter: ChannelInboundHandler {
    typealias InboundIn = TelnetEvent
    typealias OutboundOut = TelnetOutput

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(.text(ByteBuffer(string: "Hello\n"))), promise: nil)
    }
}

private final class PasswordAsker: ChannelInboundHandler {
    typealias InboundIn = TelnetEvent
    typealias OutboundOut = TelnetOutput

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.write(wrapOutboundOut(.text(ByteBuffer(string: "Wrong.\n"))), promise: nil)
        context.write(wrapOutboundOut(.echo(false)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.prompt(ByteBuffer(string: "Password: "))), promise: nil)
    }
}
