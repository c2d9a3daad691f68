import NIOCore
import Testing

@testable import Telnet

@Suite struct TelnetOptionTests {
    private let connection: Connection

    init() throws {
        connection = try Connection()
    }

    /// What the client has told, after all that it sends; nothing else may come of that.
    private func client(after stream: [UInt8]) throws -> TelnetClient? {
        let events = try connection.receive(stream).settled
        guard case .clientChanged(let client)? = events.last, events.count == 1 else {
            #expect(events == [])
            return nil
        }
        return client
    }

    private func terminalType(_ name: String) -> [UInt8] {
        bytes(iac, sb, 24, 0, name, iac, se)
    }

    private let askTerminalType = bytes(iac, sb, 24, 1, iac, se)

    // MARK: - Any option

    @Test(arguments: [5, 6, 32, 34, 35, 36, 46, 85, 90, 93, 102, 200, 255])
    func `an unknown option is refused on both sides`(option: Int) throws {
        #expect(try connection.receive(bytes(iac, will, option, iac, `do`, option)) == [])
        #expect(try connection.sent() == bytes(iac, dont, option, iac, wont, option))
        #expect(try connection.receive(bytes(iac, wont, option, iac, dont, option)) == [])
        #expect(try connection.sent() == [])
    }

    @Test func `LINEMODE is refused, its data ignored`() throws {
        #expect(try connection.receive(bytes(iac, will, 34, iac, sb, 34, 3, 1, 0, 0, iac, se)) == [])
        #expect(try connection.sent() == bytes(iac, dont, 34))
    }

    @Test func `the client's answers to the offers are not answered`() throws {
        _ = try connection.receive(bytes(iac, wont, 24, iac, will, 31, iac, `do`, 25, iac, dont, 42))
        #expect(try connection.sent() == [])
    }

    @Test func `a client that answers answers is let go silent`() throws {
        var sent = 0
        for _ in 0..<10_000 {
            _ = try connection.receive(bytes(iac, `do`, 102, iac, will, 102))
            sent += try connection.sent().count
        }
        #expect(sent == TelnetExchange.mostAnswers * 3)
    }

    @Test func `one that turns an option on and off is too, also with the asking that follows`() throws {
        _ = try connection.receive(bytes(iac, will, 24))
        var sent = 0
        for _ in 0..<10_000 {
            _ = try connection.receive(bytes(iac, wont, 24, iac, will, 24))
            sent += try connection.sent().count
        }
        #expect(sent <= TelnetExchange.mostAnswers * 6)
    }

    @Test func `a line restores the right to an answer`() throws {
        for _ in 0..<1000 { _ = try connection.receive(bytes(iac, `do`, 6)) }
        _ = try connection.sent()
        _ = try connection.receive(bytes(iac, `do`, 6))
        #expect(try connection.sent() == [])
        _ = try connection.receive(bytes("look\r\n", iac, `do`, 6))
        #expect(try connection.sent() == bytes(iac, wont, 6))
    }

    // MARK: - ECHO, SGA, BINARY, EOR

    @Test func `a password is asked with WILL ECHO, and WONT ECHO ends that`() throws {
        #expect(try connection.send(.echo(false)) == bytes(iac, will, 1))
        #expect(try connection.receive(bytes(iac, `do`, 1, "secret\r\n")) == [.line("secret")])
        // What is hidden has an end that is seen.
        #expect(try connection.sent() == bytes("\r\n"))
        #expect(try connection.send(.echo(true)) == bytes(iac, wont, 1))
        #expect(try connection.receive(bytes(iac, dont, 1)) == [])
        #expect(try connection.sent() == [])
    }

    @Test func `a client that never answers gets its echo back`() throws {
        for _ in 0..<3 {
            #expect(try connection.send(.echo(false)) == bytes(iac, will, 1))
            #expect(try connection.send(.echo(true)) == bytes(iac, wont, 1))
        }
    }

    @Test func `echo is said only when it changes, and the write is done all the same`() throws {
        let promise = connection.channel.eventLoop.makePromise(of: Void.self)
        connection.channel.writeAndFlush(TelnetOutput.echo(true), promise: promise)
        try promise.futureResult.wait()
        #expect(try connection.sent() == [])
        #expect(try connection.send(.echo(false)) == bytes(iac, will, 1))
        #expect(try connection.send(.echo(false)) == [])
    }

    @Test func `nobody makes us echo`() throws {
        _ = try connection.receive(bytes(iac, `do`, 1))
        #expect(try connection.sent() == bytes(iac, wont, 1))
    }

    @Test func `WILL SGA is never said: it makes telnet clients send each key`() throws {
        _ = try connection.receive(bytes(iac, `do`, 3, iac, will, 3))
        #expect(try connection.sent() == bytes(iac, wont, 3, iac, `do`, 3))
    }

    @Test func `BINARY is granted, and a bare CR then ends a line`() throws {
        #expect(try connection.receive(bytes(iac, `do`, 0, iac, will, 0, "one\rtwo\r")) == [.line("one"), .line("two")])
        #expect(try connection.sent() == bytes(iac, will, 0, iac, `do`, 0))
    }

    @Test func `a prompt ends with GA, and with EOR once that is agreed`() throws {
        let prompt = TelnetOutput.prompt(ByteBuffer(string: "Hp\n> "))
        #expect(try connection.send(prompt) == bytes("Hp\r\n> ", iac, ga))
        _ = try connection.receive(bytes(iac, `do`, 25))
        #expect(try connection.send(prompt) == bytes("Hp\r\n> ", iac, eor))
        _ = try connection.receive(bytes(iac, dont, 25))
        #expect(try connection.sent() == bytes(iac, wont, 25))
        #expect(try connection.send(prompt) == bytes("Hp\r\n> ", iac, ga))
    }

    // MARK: - NAWS

    @Test func `the window's size is read at each change`() throws {
        let first = try client(after: bytes(iac, will, 31, iac, sb, 31, 0, 97, 0, 33, iac, se))
        #expect(first?.width == 97)
        #expect(first?.height == 33)
        let second = try client(after: bytes(iac, sb, 31, 1, 44, 0, 24, iac, se))
        #expect(second?.width == 300)
        #expect(try client(after: bytes(iac, sb, 31, 1, 44, 0, 24, iac, se)) == nil, "nothing has changed")
        #expect(try connection.sent() == [])
    }

    @Test func `a width of 255 comes doubled`() throws {
        let client = try client(after: bytes(iac, will, 31, iac, sb, 31, 0, 255, 255, 0, 24, iac, se))
        #expect(client?.width == 255)
        #expect(client?.height == 24)
    }

    @Test func `a size of zero is unknown`() throws {
        let stream = bytes(iac, will, 31, iac, sb, 31, 0, 0, 0, 255, 255, iac, se)  // as KBtin in pipe mode
        let client = try client(after: stream)
        #expect(client?.width == nil)
        #expect(client?.height == 255)
    }

    @Test func `a size of the wrong length is none, and so is one before WILL`() throws {
        #expect(try client(after: bytes(iac, sb, 31, 0, 97, 0, 33, iac, se)) == nil)
        #expect(try client(after: bytes(iac, will, 31, iac, sb, 31, 0, 97, 0, iac, se)) == nil)
        #expect(try client(after: bytes(iac, sb, 31, 0, 97, 0, 33, 1, iac, se, iac, sb, 31, iac, se)) == nil)
    }

    // MARK: - TTYPE and MTTS

    /// The names that a client gives one after the other, and how often it is to be asked.
    struct Naming: CustomTestStringConvertible {
        var names: [String]
        var asks: Int
        var name: String
        var terminal: String
        var mtts: MTTS?
        var testDescription: String { name }
    }

    @Test(arguments: [
        Naming(names: ["TINTIN++", "tmux-256color", "MTTS 271", "MTTS 271"], asks: 3,
               name: "TINTIN++", terminal: "tmux-256color", mtts: [.ansi, .vt100, .utf8, .colours256, .truecolour]),
        Naming(names: ["TINYFUGUE", "ANSI-ATTR", "ANSI", "UNKNOWN"], asks: 3, name: "TINYFUGUE", terminal: "ANSI-ATTR"),
        Naming(names: ["KBtin", "hardcopy", "unknown", "KBtin-2.1"], asks: 3, name: "KBtin", terminal: "hardcopy"),
        Naming(names: ["KildClient", "KildClient", "KildClient"], asks: 2, name: "KildClient", terminal: "KildClient"),
        Naming(names: ["TMUX-256COLOR", "TMUX-256COLOR"], asks: 2, name: "TMUX-256COLOR", terminal: "TMUX-256COLOR"),
    ])
    func `three asks tell a client's name, terminal and abilities`(_ naming: Naming) throws {
        #expect(try client(after: bytes(iac, will, 24)) == nil)
        var asks = 0
        var last: TelnetClient?
        for name in naming.names {
            let sent = try connection.sent()
            guard !sent.isEmpty else { break }
            #expect(sent == askTerminalType)
            asks += 1
            last = try client(after: terminalType(name)) ?? last
        }
        #expect(asks == naming.asks)
        #expect(last?.name == naming.name)
        #expect(last?.terminal == naming.terminal)
        #expect(last?.mtts == naming.mtts)
        #expect(try connection.sent() == [])
    }

    @Test func `names that were not asked for are ignored`() throws {
        #expect(try client(after: terminalType("EARLY")) == nil)
        _ = try client(after: bytes(iac, will, 24))
        _ = try client(after: terminalType("A") + terminalType("B") + terminalType("C"))
        #expect(try client(after: terminalType("D")) == nil)
        #expect(try connection.sent() == askTerminalType + askTerminalType + askTerminalType)
    }

    @Test func `a name holds nothing that a terminal obeys, and is not long`() throws {
        let name = "\u{1B}[2Jevil" + String(repeating: "x", count: 1000)
        let client = try client(after: bytes(iac, will, 24) + terminalType(name))
        #expect(client?.name == "[2Jevil" + String(repeating: "x", count: 57))
    }

    // MARK: - CHARSET

    private let askCharset = bytes(iac, sb, 42, 1, ";UTF-8;ISO-8859-1;US-ASCII", iac, se)

    @Test func `UTF-8 is asked for and accepted`() throws {
        _ = try client(after: bytes(iac, `do`, 42))
        #expect(try connection.sent() == askCharset)
        let client = try client(after: bytes(iac, sb, 42, 2, "utf-8", iac, se))
        #expect(client?.charset == .utf8)
        #expect(client?.encoding == .utf8)
    }

    @Test func `an answer with our separator before it is understood`() throws {
        _ = try client(after: bytes(iac, `do`, 42))
        #expect(try client(after: bytes(iac, sb, 42, 2, ";UTF-8", iac, se))?.charset == .utf8)
    }

    @Test func `a rejected UTF-8 outweighs the MTTS bit, which counts where nothing was agreed`() throws {
        _ = try client(after: bytes(iac, will, 24, iac, `do`, 42))
        let told = try client(after: terminalType("A") + terminalType("B") + terminalType("MTTS 5"))
        #expect(told?.charset == nil)
        #expect(told?.encoding == .utf8)
        let rejected = try client(after: bytes(iac, sb, 42, 3, iac, se))
        #expect(rejected?.encoding == .ascii)
    }

    @Test func `a client's own request is answered from its list`() throws {
        _ = try client(after: bytes(iac, will, 42))
        #expect(try connection.sent() == bytes(iac, `do`, 42))
        let told = try client(after: bytes(iac, sb, 42, 1, " LATIN1 utf-8", iac, se))
        #expect(try connection.sent() == bytes(iac, sb, 42, 2, "utf-8", iac, se))
        #expect(told?.charset == .utf8)
        _ = try client(after: bytes(iac, sb, 42, 1, "[TTABLE]", 1, ";UTF-8", iac, se))
        #expect(try connection.sent() == bytes(iac, sb, 42, 2, "UTF-8", iac, se))
        let latin = try client(after: bytes(iac, sb, 42, 1, ";KOI8-R;LATIN1", iac, se))
        #expect(try connection.sent() == bytes(iac, sb, 42, 2, "LATIN1", iac, se))
        #expect(latin?.encoding == .latin1)
        for list in [";KOI8-R", ";", "", "[TTABLE]"] {
            _ = try client(after: bytes(iac, sb, 42, 1, list, iac, se))
            #expect(try connection.sent() == bytes(iac, sb, 42, 3, iac, se))
        }
    }

    @Test func `a client's request that crosses ours is rejected`() throws {
        _ = try client(after: bytes(iac, `do`, 42, iac, will, 42))
        #expect(try connection.sent() == askCharset + bytes(iac, `do`, 42))
        _ = try client(after: bytes(iac, sb, 42, 1, ";UTF-8", iac, se))
        #expect(try connection.sent() == bytes(iac, sb, 42, 3, iac, se))
        #expect(try client(after: bytes(iac, sb, 42, 2, "UTF-8", iac, se))?.charset == .utf8)
    }
}
