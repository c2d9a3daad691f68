import NIOCore
import Testing

@testable import Telnet

/// What real clients sent to our offers, cut anywhere: the events and answers must be the same.
@Suite struct ClientTranscriptTests {
    struct Transcript: CustomTestStringConvertible {
        var client: String
        var received: [UInt8]
        var sent: [UInt8]
        var events: [TelnetEvent]
        var testDescription: String { client }
    }

    static let ask = bytes(iac, sb, 24, 1, iac, se)
    static let askEnvironment = bytes(
        iac, sb, 39, 1, 0, "CLIENT_NAME", 0, "CLIENT_VERSION", 0, "CHARSET", 0, "MTTS", 0, "TERMINAL_TYPE",
        3, "CLIENT_NAME", 3, "CLIENT_VERSION", 3, "CHARSET", 3, "MTTS", 3, "TERMINAL_TYPE", iac, se)

    static func known(
        _ name: String, _ terminal: String, _ width: Int?, _ height: Int?, _ mtts: MTTS? = nil,
        _ charset: TelnetClient.Charset? = nil
    ) -> TelnetEvent {
        var client = TelnetClient()
        client.mtts = mtts
        client.charset = charset
        client.name = name
        client.terminal = terminal
        client.width = width
        client.height = height
        return .clientChanged(client)
    }

    static let transcripts = [
        Transcript(
            client: "TinTin++ 2.02.20",
            received: bytes(
                iac, will, 24, iac, will, 31, iac, sb, 31, 0, 97, 0, 33, iac, se, iac, `do`, 25, iac, `do`, 42,
                iac, sb, 24, 0, "TINTIN++", iac, se, iac, sb, 42, 2, "UTF-8", iac, se,
                iac, sb, 24, 0, "tmux-256color", iac, se, iac, sb, 24, 0, "MTTS 271", iac, se, "look\r\n"),
            sent: ask + bytes(iac, sb, 42, 1, ";UTF-8;ISO-8859-1;US-ASCII", iac, se) + ask + ask,
            events: [known("TINTIN++", "tmux-256color", 97, 33, MTTS(rawValue: 271), .utf8), .line("look")]),
        Transcript(
            client: "TinyFugue 5.0b8",
            received: bytes(
                iac, will, 31, iac, will, 24, iac, sb, 31, 0, 96, 0, 29, iac, se, iac, `do`, 25, iac, dont, 42,
                iac, sb, 24, 0, "TINYFUGUE", iac, se, iac, sb, 24, 0, "ANSI-ATTR", iac, se,
                iac, sb, 24, 0, "ANSI", iac, se, "look\r\n"),
            sent: ask + ask + ask,
            events: [known("TINYFUGUE", "ANSI-ATTR", 96, 29), .line("look")]),
        Transcript(
            client: "KBtin 2.1, without a screen",
            received: bytes(
                iac, will, 24, iac, will, 31, iac, sb, 31, 0, 0, 0, 255, 255, iac, se, iac, `do`, 25, iac, dont, 42,
                iac, sb, 24, 0, "KBtin", iac, se, iac, sb, 24, 0, "hardcopy", iac, se,
                iac, sb, 24, 0, "unknown", iac, se, "look\r\n"),
            sent: ask + ask + ask,
            events: [known("KBtin", "hardcopy", nil, 255), .line("look")]),
        Transcript(
            client: "inetutils telnet 2.4 on port 23, with a line typed key by key",
            received: bytes(
                iac, `do`, 38, iac, will, 38, iac, `do`, 3, iac, will, 24, iac, will, 31, iac, will, 32, iac, will, 33,
                iac, will, 34, iac, will, 39, iac, `do`, 5, iac, sb, 31, 0, 97, 0, 33, iac, se, iac, dont, 25,
                iac, dont, 42, iac, sb, 24, 0, "TMUX-256COLOR", iac, se, iac, sb, 24, 0, "TMUX-256COLOR", iac, se,
                "vis\u{7F}\u{7F}x\r\0look\r\0"),
            sent: bytes(
                iac, wont, 38, iac, dont, 38, iac, wont, 3, ask, iac, dont, 32, iac, dont, 33, iac, dont, 34,
                askEnvironment, iac, wont, 5, ask),
            events: [known("TMUX-256COLOR", "TMUX-256COLOR", 97, 33), .line("vx"), .line("look")]),
        Transcript(
            client: "KildClient 3.2, which refuses nothing and sends NULs",
            received: bytes(
                iac, will, 24, iac, will, 31, iac, sb, 31, 0, 43, 0, 7, iac, se,
                iac, sb, 24, 0, "KildClient", iac, se, 0, iac, sb, 24, 0, "KildClient", iac, se, 0, "look\r\n"),
            sent: ask + ask,
            events: [known("KildClient", "KildClient", 43, 7), .line("look")]),
    ]

    @Test(arguments: transcripts)
    func `a real client is understood, wherever its bytes are cut`(_ transcript: Transcript) throws {
        for pieces in cuts(of: transcript.received) {
            let connection = try Connection()
            let events = try pieces.flatMap { try connection.receive($0) }.settled
            #expect(events == transcript.events)
            #expect(try connection.sent() == transcript.sent)
        }
    }
}
