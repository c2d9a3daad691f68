import NIOCore
import Testing

@testable import Telnet

/// What a player says of the connection goes before what was negotiated.
@Suite struct TelnetPreferencesTests {
    private func connection(_ preferences: TelnetPreferences) throws -> Connection {
        let connection = try Connection()
        try connection.handler.preferences = preferences
        return connection
    }

    private func text(_ text: String) -> TelnetOutput { .text(ByteBuffer(string: text)) }
    private func prompt(_ text: String) -> TelnetOutput { .prompt(ByteBuffer(string: text)) }

    @Test func `Latin-1 goes out byte by byte, and what it has not as near as can be`() throws {
        let connection = try connection(TelnetPreferences(encoding: .latin1))
        // ÿ is the byte of IAC: doubled.
        #expect(try connection.send(text("é ÿ ½\n")) == bytes(0xE9, " ", 255, 255, " ", 0xBD, "\r\n"))
        #expect(try connection.send(text("“so” – … 狐 e\u{301} │")) == bytes("\"so\" - ... ? e |"))
        // A control character that terminals obey.
        #expect(try connection.send(text("a\u{9B}31mb")) == bytes("a31mb"))
        #expect(try connection.send(prompt("Höhe? ")) == bytes("H", 0xF6, "he? ", iac, ga))
    }

    @Test func `ASCII goes out without accents`() throws {
        let connection = try connection(TelnetPreferences(encoding: .ascii))
        let sent = try connection.send(text("Ça, déjà: Übergröße, ñ\u{A0}æ «x» 10 €"))
        #expect(sent == bytes("Ca, deja: Ubergrosse, n ae <<x>> 10 EUR"))
        #expect(try connection.send(text("plain\u{1B}[31m")) == bytes("plain\u{1B}[31m"))
    }

    @Test func `Latin-1 comes in as what it means`() throws {
        let connection = try connection(TelnetPreferences(encoding: .latin1))
        #expect(try connection.receive(bytes("say h", 0xF6, "i ", 255, 255, "\n")) == [.line("say höi ÿ")])
        #expect(try connection.receive(bytes("a", 0x9B, "31mb", 0xE9, 8, "c\n")) == [.line("a›31mbc")])
        for cut in cuts(of: bytes("say ", 0xE9, 0xE8, "\n")) {
            #expect(try cut.flatMap { try connection.receive($0) } == [.line("say éè")])
        }
    }

    @Test func `without a word of the player's UTF-8 passes as it is`() throws {
        let connection = try Connection()
        #expect(try connection.send(text("é狐")) == bytes("é狐"))
        #expect(try connection.receive(bytes("é狐\n")) == [.line("é狐")])
    }

    @Test(arguments: TelnetPreferences.PromptMark.allCases)
    func `a prompt ends as the player says`(_ mark: TelnetPreferences.PromptMark) throws {
        let end: [UInt8] =
            switch mark {
            case .none: []
            case .goAhead: bytes(iac, ga)
            case .endOfRecord: bytes(iac, eor)
            }
        for knowsEOR in [false, true] {
            let connection = try connection(TelnetPreferences(promptMark: mark))
            if knowsEOR { _ = try connection.receive(bytes(iac, `do`, 25)) }
            #expect(try connection.send(prompt("> ")) == bytes("> ", end))
        }
    }

    @Test func `it holds in the next process too, and half a line with it`() throws {
        let noMark = TelnetPreferences.PromptMark.none
        let preferences = TelnetPreferences(encoding: .latin1, promptMark: noMark, keepsAlive: false)
        let first = try connection(preferences)
        #expect(try first.receive(bytes("say ", 0xE9)) == [])
        let second = try first.handedOver()
        #expect(try second.handler.preferences == preferences)
        #expect(try second.receive(bytes(0xE8, "\n")) == [.line("say éè")])
        #expect(try second.send(prompt("é")) == bytes(0xE9))
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `whatever is shown arrives in bytes that the client knows`(seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        let scalars = (0..<200).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0...0x2600, using: &random)) }
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        let shown = ByteBuffer(string: text)
        #expect(shown.written(in: .utf8) == shown)
        #expect(shown.written(in: .ascii).readableBytesView.allSatisfy { $0 < 0x80 })
        #expect(!shown.written(in: .latin1).readableBytesView.contains { (0x80..<0xA0).contains($0) })
    }

    @Test func `who wants no sign of life is sent none`() throws {
        #expect(try connection(TelnetPreferences()).send(.noOperation) == bytes(iac, 241))
        #expect(try connection(TelnetPreferences(keepsAlive: false)).send(.noOperation) == [])
    }

    @Test func `what the client agreed to comes after it`() throws {
        let connection = try Connection()
        _ = try connection.receive(bytes(iac, `do`, 42, iac, sb, 42, 2, "ISO-8859-1", iac, se))
        _ = try connection.sent()
        #expect(try connection.send(text("é")) == bytes(0xE9))
        try connection.handler.preferences.encoding = .utf8
        #expect(try connection.send(text("é")) == bytes("é"))
        try connection.handler.preferences.encoding = nil
        #expect(try connection.send(text("é")) == bytes(0xE9))
    }
}
