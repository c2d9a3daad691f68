import NIOCore
import Testing

@testable import Telnet

@Suite struct TelnetTextTests {
    private func encoded(_ parts: any ByteSource...) -> [UInt8] {
        Array(ByteBuffer(bytes: parts.flatMap { $0.bytes }).telnetEncoded(spare: 2).readableBytesView)
    }

    @Test func `line feeds become CR LF`() {
        #expect(encoded("one\ntwo\n") == bytes("one\r\ntwo\r\n"))
        #expect(encoded("\n\n") == bytes("\r\n\r\n"))
    }

    @Test func `CR LF stays, a lone CR becomes CR NUL`() {
        #expect(encoded("a\r\nb\rc\r") == bytes("a\r\nb\r\0c\r\0"))
    }

    @Test func `IAC is doubled`() {
        #expect(encoded(255, "a", 255, 255) == bytes(255, 255, "a", 255, 255, 255, 255))
    }

    @Test func `all else passes`() {
        #expect(encoded("\u{1B}[1;31mréd\u{1B}[0m\t\u{7}🐉\0") == bytes("\u{1B}[1;31mréd\u{1B}[0m\t\u{7}🐉\0"))
        #expect(encoded() == [])
    }

    @Test func `a subnegotiation's IAC is doubled`() {
        var buffer = ByteBuffer()
        buffer.writeTelnetSubnegotiation(.windowSize, [0, 255, 0, 24])
        #expect(Array(buffer.readableBytesView) == bytes(iac, sb, 31, 0, 255, 255, 0, 24, iac, se))
    }
}
