import NIOCore
import Testing

@testable import Telnet

@Suite struct LineAssemblerTests {
    private func assemble(_ pieces: [[UInt8]], _ encoding: TextEncoding? = nil) -> [LineAssembler.Item] {
        var assembler = LineAssembler(encoding: encoding)
        return pieces.flatMap { piece in
            var text = ByteBuffer(bytes: piece)
            var items: [LineAssembler.Item] = []
            while let item = assembler.next(from: &text) { items.append(item) }
            return items
        }
    }

    private func expect(
        _ stream: [UInt8], _ lines: String..., in encoding: TextEncoding? = nil, at: SourceLocation = #_sourceLocation
    ) {
        for pieces in cuts(of: stream) {
            #expect(assemble(pieces, encoding) == lines.map { .line($0) }, "cut into \(pieces.map(\.count))", sourceLocation: at)
        }
    }

    @Test func `each of the four line ends ends one line`() {
        expect(bytes("a\r\nb\r\0c\nd\re\r\n"), "a", "b", "c", "d", "e")
    }

    @Test func `empty lines are lines`() {
        expect(bytes("\r\n\r\n"), "", "")
        expect(bytes("\n\n"), "", "")
        expect(bytes("\r\r"), "", "")
        expect(bytes("\r\0\r\0"), "", "")
        expect(bytes("\n\r\n"), "", "")
    }

    @Test func `text without an end is no line yet`() {
        expect(bytes("a\nb"), "a")
    }

    @Test(arguments: [UInt8.backspace, .delete])
    func `backspace and DEL take back a character`(key: UInt8) {
        expect(bytes("lokk", key, key, "ok\r\n"), "look")
        expect(bytes(key, key, "a", key, key, "b\n"), "b")
        expect(bytes("aé", key, "b\n"), "ab")
        expect(bytes("a🐉", key, "b\n"), "ab")
    }

    @Test func `a character of Latin-1 is one byte, unless UTF-8 is sent all the same`() {
        var assembler = LineAssembler(encoding: .latin1)
        var text = ByteBuffer(bytes: bytes("a", 0xA3, 0xA7, UInt8.backspace, "b\n£é", UInt8.backspace, "c\n"))
        #expect(assembler.next(from: &text) == .line("a£b"))
        #expect(assembler.next(from: &text) == .line("£c"))
    }

    @Test func `what Windows-1252 has and Latin-1 has not is read, and no control character is`() {
        var assembler = LineAssembler(encoding: .latin1)
        var text = ByteBuffer(bytes: bytes(0x93, "Don", 0x92, "t", 0x94, " ", 0x97, " 5 ", 0x80, 0x81, 0x8D, 0x9D, "\n"))
        #expect(assembler.next(from: &text) == .line("“Don’t” — 5 €"))
    }

    @Test func `Ctrl-U takes back the line`() {
        expect(bytes("old\nsecret", 0x15, "new\n"), "old", "new")
    }

    @Test func `a tab is a space and other control characters are dropped`() {
        expect(bytes("a\tb", 0, 1, 7, 12, 14, 31, "c\n"), "a bc")
        expect(bytes(0, 0, 0, 0, "look\r\n"), "look")  // as KildClient begins
    }

    @Test func `the sequences of arrow and function keys are dropped`() {
        expect(bytes("a\u{1B}[Ab\u{1B}[15~c\u{1B}[1;5Dd\u{1B}OPe\r\n"), "abcde")
        expect(bytes("a\u{1B}\u{1B}[Ab\n"), "ab")
        expect(bytes("a\u{1B}xb\n"), "axb")  // Alt-X
    }

    @Test func `a line's end ends an unfinished key's sequence`() {
        expect(bytes("a\u{1B}[3\nb\u{1B}\nc\u{1B}O\nd\n"), "a", "b", "c", "d")
        expect(bytes("a\u{1B}[3\u{8}b\n"), "b")
    }

    @Test func `C1 control characters are dropped, other characters that begin like them stay`() {
        expect(bytes("a\u{9B}31mb\u{80}\u{9F}£\u{A0}é\n"), "a31mb£\u{A0}é")
    }

    @Test func `where UTF-8 is settled, broken bytes become U+FFFD`() {
        expect(bytes("héllo 🐉\r\n"), "héllo 🐉", in: .utf8)
        expect(bytes("a", 0xFF, 0xFE, "b\n"), "a\u{FFFD}\u{FFFD}b", in: .utf8)
        expect(bytes("a", 0xC3, "\nb", 0xA9, "\n"), "a\u{FFFD}", "b\u{FFFD}", in: .utf8)
        expect(bytes("gr", 0xFC, "n\n"), "gr\u{FFFD}n", in: .utf8)
        expect(bytes("a\u{9B}31mb\u{80}\u{9F}£\n"), "a31mb£", in: .utf8)
    }

    @Test func `where nothing is settled, a line that is no UTF-8 is Latin-1`() {
        expect(bytes("héllo 🐉\r\n"), "héllo 🐉")
        expect(bytes("gr", 0xFC, "n\nhé\n"), "grün", "hé")
        expect(bytes("a", 0xC3, "\nb", 0xA9, 0x9B, "31m\n"), "aÃ", "b©›31m")
        expect(bytes("gr", 0xFC, UInt8.backspace, "un\n"), "grun")
    }

    @Test func `the longest line is kept`() {
        let longest = String(repeating: "x", count: LineAssembler.longestLine)
        #expect(assemble([bytes(longest, "\r\nok\r\n")]) == [.line(longest), .line("ok")])
        #expect(assemble(bytes(longest, "\r\nok\r\n").map { [$0] }) == [.line(longest), .line("ok")])
    }

    @Test func `a longer line is refused once and as a whole`() {
        let longer = String(repeating: "x", count: LineAssembler.longestLine + 1)
        let stream = bytes("a\n", longer, "\u{15}\u{8}\tyy\r\nok\r\n")
        let items: [LineAssembler.Item] = [.line("a"), .lineTooLong, .line("ok")]
        #expect(assemble([stream]) == items)
        #expect(assemble(stream.map { [$0] }) == items)
        #expect(assemble([bytes(String(repeating: "\t", count: 8193), "\nok\n")]) == [.lineTooLong, .line("ok")])
    }

    @Test func `a line without end is refused before its end`() {
        let piece = [UInt8](repeating: 0x78, count: 4096)
        #expect(assemble(Array(repeating: piece, count: 2500)) == [.lineTooLong])
    }

    @Test func `what is taken back does not count`() {
        let typed = bytes(String(repeating: "x", count: 8000), 0x15, String(repeating: "y", count: 8000), "\n")
        #expect(assemble([typed]) == [.line(String(repeating: "y", count: 8000))])
    }
}
