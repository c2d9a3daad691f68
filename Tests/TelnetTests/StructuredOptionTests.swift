import NIOCore
import Testing

@testable import Telnet

/// GMCP, MSDP, MSSP, MXP and NEW-ENVIRON.
@Suite struct StructuredOptionTests {
    private let connection: Connection

    init() throws { connection = try Connection() }

    private func client(after stream: [UInt8]) throws -> TelnetClient? {
        let events = try connection.receive(stream).settled
        guard case .clientChanged(let client)? = events.last else { return nil }
        return client
    }

    private func gmcp(_ text: String) -> [UInt8] { bytes(iac, sb, 201, text, iac, se) }

    private func message(_ name: String, _ json: String) -> TelnetOutput {
        .message(name: name, json: ByteBuffer(string: json))
    }

    // MARK: - GMCP

    @Test func `data goes to a client that agreed to it, and not before or after`() throws {
        let vitals = message("Char.Vitals", #"{"hp":10}"#)
        #expect(try connection.send(vitals) == [])
        #expect(try client(after: bytes(iac, `do`, 201))?.abilities == .gmcp)
        #expect(try connection.send(vitals) == gmcp(#"Char.Vitals {"hp":10}"#))
        #expect(try connection.send(message("Core.Ping", "")) == gmcp("Core.Ping"))
        #expect(try connection.send(message("X", "\"\u{FF}\"")) == bytes(iac, sb, 201, "X \"ÿ\"", iac, se))
        #expect(try client(after: bytes(iac, dont, 201))?.abilities == [])
        _ = try connection.sent()
        #expect(try connection.send(vitals) == [])
    }

    @Test func `what a client says goes to the game, in its place among the lines`() throws {
        _ = try connection.receive(bytes(iac, `do`, 201))
        let stream = bytes(
            "one\r\n", gmcp("Core.Ping"), gmcp(#"Char.Login.Credentials  {"account": "é"}"#), "two\r\n", gmcp("x\n[1]"))
        #expect(try connection.receive(stream) == [
            .line("one"), .message(name: "Core.Ping", json: ""),
            .message(name: "Char.Login.Credentials", json: #"{"account": "é"}"#), .line("two"),
            .message(name: "x", json: "[1]"),
        ])
    }

    @Test(arguments: ["", " {}", "a/b {}", "é 1", String(repeating: "x", count: 65)])
    func `what has no name is no message`(text: String) throws {
        _ = try connection.receive(bytes(iac, `do`, 201))
        #expect(try connection.receive(gmcp(text)) == [])
    }

    @Test func `what is too long is no message`() throws {
        _ = try connection.receive(bytes(iac, `do`, 201))
        let longest = "x \"" + String(repeating: "y", count: 8192 - 4) + "\""
        #expect(try connection.receive(gmcp(longest)).count == 1)
        #expect(try connection.receive(gmcp(longest + " ")) == [])
    }

    @Test func `before it is agreed it is not read`() throws {
        #expect(try connection.receive(gmcp("Core.Ping")) == [])
    }

    @Test func `hello names the client, and what it is as a terminal does not`() throws {
        let stream = bytes(iac, `do`, 201, gmcp(#"Core.Hello {"client":"Mudlet","version":"4.19.1"}"#))
        let client = try client(after: stream)
        #expect(client?.name == "Mudlet" && client?.version == "4.19.1")
        let later = try self.client(after: bytes(iac, will, 24, iac, sb, 24, 0, "MUDLET", iac, se))
        #expect(later?.name == "Mudlet" && later?.terminal == "MUDLET")
    }

    @Test func `hello is understood in other letters, and where its version is a number`() throws {
        let stream = bytes(iac, `do`, 201, gmcp(#"Core.Hello {"Client":"Blightmud","Version":2,"more":{"a":[]}}"#))
        let client = try client(after: stream)
        #expect(client?.name == "Blightmud" && client?.version == "2")
    }

    @Test func `packages are the same in whatever letters`() throws {
        _ = try connection.receive(bytes(iac, `do`, 201, gmcp(#"Core.Supports.Set ["Char 1", "Room 1"]"#)))
        let client = try client(after: gmcp(#"Core.Supports.Remove ["char"]"#) + gmcp(#"Core.Supports.Add ["room 1"]"#))
        #expect(client?.packages == ["Room"])
    }

    @Test(arguments: ["{", "[]", #"{"client": [5]}"#, #""x""#, "", #"{"client":"\u001b"}"#])
    func `a broken hello is none`(json: String) throws {
        let events = try connection.receive(bytes(iac, `do`, 201, gmcp("Core.Hello " + json)))
        guard case .clientChanged(let client)? = events.last else { throw CancellationError() }
        #expect(client.name == nil && events.count == 1)
    }

    @Test func `packages are set, added and removed`() throws {
        _ = try connection.receive(bytes(iac, `do`, 201))
        let set = try client(after: gmcp(#"Core.Supports.Set [ "Char 1", "Room 1", "bad/name 1" ]"#))
        #expect(set?.packages == ["Char", "Room"])
        let added = try client(after: gmcp(#"Core.Supports.Add ["Comm.Channel 1", "Char 1"]"#))
        #expect(added?.packages == ["Char", "Room", "Comm.Channel"])
        let removed = try client(after: gmcp(#"core.supports.remove ["Room"]"#))
        #expect(removed?.packages == ["Char", "Comm.Channel"])
        let none = try client(after: gmcp(#"Core.Supports.Remove ["Char", "Comm.Channel"]"#))
        #expect(none?.packages == [], "which is not to have said nothing")
        #expect(try client(after: gmcp("Core.Supports.Set nonsense")) == nil)
        let many = (0..<200).map { "\"P\($0) 1\"" }.joined(separator: ",")
        #expect(try client(after: gmcp("Core.Supports.Set [\(many)]"))?.packages?.count == 64)
    }

    // MARK: - MSDP

    @Test func `variables go out with arrays and tables`() throws {
        #expect(try connection.send(message("MSDP", #"{"HEALTH":10}"#)) == [])
        #expect(try client(after: bytes(iac, `do`, 69))?.abilities == .msdp)
        #expect(try connection.send(message("MSDP", #"{"HEALTH":10,"NAME":"Añ\u0001n"}"#))
            == bytes(iac, sb, 69, 1, "HEALTH", 2, "10", 1, "NAME", 2, "Añn", iac, se))
        #expect(try connection.send(message("MSDP", #"{"ROOM":{"VNUM":5,"EXITS":{"n":6}},"L":["a",true,null,1.5]}"#))
            == bytes(
                iac, sb, 69, 1, "L", 2, 5, 2, "a", 2, "1", 2, 2, "1.5", 6, 1, "ROOM", 2, 3, 1, "EXITS", 2, 3, 1, "n", 2,
                "6", 4, 1, "VNUM", 2, "5", 4, iac, se))
        #expect(try connection.send(message("MSDP", "[1]")) == [])
        #expect(try connection.send(message("Char.Vitals", "{}")) == [], "there is no GMCP to tell it by")
    }

    @Test func `a client asks`() throws {
        _ = try connection.receive(bytes(iac, `do`, 69))
        func asked(_ payload: [UInt8]) throws -> [TelnetEvent] {
            try connection.receive(bytes(iac, sb, 69, payload, iac, se))
        }
        #expect(try asked(bytes(1, "LIST", 2, "COMMANDS")) == [.message(name: "MSDP", json: #"{"LIST":"COMMANDS"}"#)])
        #expect(try asked(bytes(1, "REPORT", 2, "HEALTH", 2, "MANA"))
            == [.message(name: "MSDP", json: #"{"REPORT":["HEALTH","MANA"]}"#)])
        #expect(try asked(bytes(1, "REPORT", 2, "HEALTH", 1, "REPORT", 2, 5, 2, "MANA", 2, "GOLD", 6))
            == [.message(name: "MSDP", json: #"{"REPORT":["HEALTH","MANA","GOLD"]}"#)])
        #expect(try asked(bytes(1, "SEND", 2, 5, 2, "A", 2, "B", 6))
            == [.message(name: "MSDP", json: #"{"SEND":["A","B"]}"#)])
        #expect(try asked(bytes(1, "T", 2, 3, 1, "X", 2, "1", 4))
            == [.message(name: "MSDP", json: #"{"T":{"X":"1"}}"#)])
        for nothing in [[], bytes("HEALTH"), bytes(2, "x"), bytes(4, 6, 4), bytes(1, 1, 2)] {
            #expect(try asked(nothing) == [])
        }
        let deep = Array(repeating: bytes(1, "x", 2, 3), count: 2000).flatMap { $0 }
        #expect(try asked(Array(deep.prefix(8192))).count == 1)
    }

    // MARK: - MSSP

    private func listed() throws -> Connection {
        try Connection(status: {
            [StatusVariable("NAME", "Sea\u{1}\u{2}marsh"), StatusVariable("PORT", "4000", "23")]
        })
    }

    @Test func `lists of games are told once`() throws {
        let connection = try listed()
        _ = try connection.receive(bytes(iac, `do`, 70))
        #expect(try connection.sent()
            == bytes(iac, sb, 70, 1, "NAME", 2, "Seamarsh", 1, "PORT", 2, "4000", 2, "23", iac, se))
        _ = try connection.receive(bytes(iac, dont, 70, iac, `do`, 70))
        #expect(try connection.sent() == bytes(iac, wont, 70, iac, will, 70))
    }

    @Test func `a program that speaks no telnet asks by a line, its first`() throws {
        let connection = try listed()
        #expect(try connection.receive(bytes("MSSP-REQUEST\r\n")) == [])
        let reply = "\r\nMSSP-REPLY-START\r\nNAME\tSeamarsh\r\nPORT\t4000\t23\r\nMSSP-REPLY-END\r\n"
        #expect(try connection.sent() == bytes(reply))
        #expect(try connection.receive(bytes("MSSP-REQUEST\r\n")) == [.line("MSSP-REQUEST")])
    }

    // MARK: - MXP

    @Test func `MXP is locked as soon as it is agreed`() throws {
        #expect(try client(after: bytes(iac, `do`, 91))?.abilities == .mxp)
        #expect(try connection.sent() == bytes(iac, sb, 91, iac, se, "\u{1B}[7z"))
    }

    // MARK: - NEW-ENVIRON

    @Test func `MNES tells what the client is`() throws {
        _ = try connection.receive(bytes(iac, will, 39))
        #expect(try connection.sent() == ClientTranscriptTests.askEnvironment)
        let client = try client(after: bytes(
            iac, sb, 39, 0, 0, "CLIENT_NAME", 1, "Some", 2, 1, "Client", 0, "CLIENT_VERSION", 1, "2.0",
            3, "USER", 1, "me", 0, "MTTS", 1, "525", 0, "TERMINAL_TYPE", 1, "XTERM", 0, "CHARSET", 1, "ISO-8859-1", iac, se))
        #expect(client?.name == "SomeClient" && client?.version == "2.0" && client?.terminal == "XTERM")
        #expect(client?.mtts == MTTS(rawValue: 525) && client?.encoding == .latin1)
        let later = try self.client(after: bytes(iac, sb, 39, 2, 0, "CLIENT_VERSION", 1, "2.1", iac, se))
        #expect(later?.version == "2.1")
        _ = try connection.receive(bytes(iac, wont, 39, iac, will, 39))
        #expect(try connection.sent() == bytes(iac, dont, 39, iac, `do`, 39), "nothing is asked twice")
    }

    @Test func `a client that has them as users' variables tells them too`() throws {
        _ = try connection.receive(bytes(iac, will, 39))
        // What it does not have it names without a value, or with an empty one.
        let client = try client(after: bytes(
            iac, sb, 39, 0, 0, "CLIENT_NAME", 0, "CLIENT_VERSION", 1, 0, "MTTS", 3, "CLIENT_NAME", 1, "Mudlet",
            3, "CLIENT_VERSION", 1, "4.19.1", 3, "MTTS", 1, "2349", 3, "CHARSET", 1, "UTF-8", iac, se))
        #expect(client?.name == "Mudlet" && client?.version == "4.19.1")
        #expect(client?.mtts == MTTS(rawValue: 2349) && client?.charset == .utf8)
    }

    @Test func `what is told anew goes before what was settled`() throws {
        _ = try connection.receive(bytes(iac, will, 39, iac, `do`, 42, iac, sb, 42, 2, "UTF-8", iac, se))
        let first = try client(after: bytes(iac, sb, 39, 0, 3, "MTTS", 1, "2413", 3, "CHARSET", 1, "ISO 8859-1", iac, se))
        #expect(first?.charset == .utf8 && first?.mtts?.contains(.screenReader) == true)
        let later = try client(after: bytes(iac, sb, 39, 2, 3, "MTTS", 1, "2345", 3, "CHARSET", 1, "ISO 8859-1", iac, se))
        #expect(later?.encoding == .latin1 && later?.mtts == MTTS(rawValue: 2345))
    }

    @Test func `an empty answer tells nothing, and one that asks nothing either`() throws {
        _ = try connection.receive(bytes(iac, will, 39))
        let nothing = [bytes(0), bytes(0, 0, "CLIENT_NAME"), bytes(1, 0, "CLIENT_NAME", 1, "x"), bytes(0, 9, "x"), []]
        for payload in nothing {
            #expect(try connection.receive(bytes(iac, sb, 39, payload, iac, se)) == [])
        }
    }

    // MARK: - Text for clients without UTF-8

    @Test func `text is rewritten in what the client reads`() throws {
        _ = try connection.receive(bytes(iac, will, 42, iac, sb, 42, 1, ";ISO-8859-1", iac, se))
        _ = try connection.sent()
        let text = "“Café” — 5 €… ő ł ┌─│ 漢 🔥 e\u{301}\n"
        #expect(try connection.send(.text(ByteBuffer(string: text)))
            == bytes("\"Caf", 0xE9, "\" - 5 EUR... o l +-| ? ? e\r\n"))
        // Lines are read the same way, and UTF-8 too from who sends it all the same.
        #expect(try connection.receive(bytes("caf", 0xE9, "\r\n", "café\r\n")) == [.line("café"), .line("café")])
    }

    @Test func `who tells nothing is read as Latin-1 where it writes no UTF-8, until something is settled`() throws {
        let line = bytes("caf", 0xE9, "\r\n")
        #expect(try connection.receive(line + bytes("café\r\n")) == [.line("café"), .line("café")])
        let terminal = bytes(iac, will, 24, iac, sb, 24, 0, "ANSI", iac, se)
        #expect(try connection.receive(terminal + line).last == .line("café"), "a terminal's name settles nothing")
        let handler = try connection.channel.pipeline.syncOperations.handler(type: TelnetHandler.self)
        handler.preferences.encoding = .utf8
        #expect(try connection.receive(line) == [.line("caf\u{FFFD}")])
        handler.preferences.encoding = nil
        #expect(try connection.receive(line) == [.line("café")])
        _ = try connection.receive(bytes(iac, `do`, 42, iac, sb, 42, 2, "UTF-8", iac, se))
        #expect(try connection.receive(line) == [.line("caf\u{FFFD}")])
    }

    @Test func `ASCII has no accents`() throws {
        _ = try connection.receive(bytes(iac, will, 42, iac, sb, 42, 1, ";US-ASCII", iac, se))
        _ = try connection.sent()
        #expect(try connection.send(.prompt(ByteBuffer(string: "Größe Æ ñ> "))) == bytes("Grosse AE n> ", iac, ga))
    }

    @Test func `nothing is said to keep a connection`() throws {
        #expect(try connection.send(.noOperation) == bytes(iac, 241))
    }
}
