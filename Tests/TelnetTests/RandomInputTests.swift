import NIOCore
import Testing

@testable import Telnet

@Suite struct RandomInputTests {
    /// Bytes at random, most of them such as mean something.
    private func stream(_ length: Int, _ random: inout SeededGenerator) -> [UInt8] {
        let telling: [UInt8] = [
            255, 255, 255, 254, 253, 252, 251, 250, 250, 240, 240, 247, 248, 246, 244, 0, 1, 2, 3, 24, 25, 31, 42, 34,
            8, 9, 10, 13, 0x15, 0x1B, 0x5B, 0x4F, 0x7F, 0xC2, 0x9B, 0xF0, 0x9F, 0x41, 0x62,
        ]
        return (0..<length).map { _ in
            Int.random(in: 0..<4, using: &random) == 0
                ? UInt8.random(in: 0...255, using: &random) : telling.randomElement(using: &random)!
        }
    }

    private func cutAtRandom(_ stream: [UInt8], _ random: inout SeededGenerator) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var rest = stream[...]
        while !rest.isEmpty {
            pieces.append(Array(rest.prefix(Int.random(in: 1...64, using: &random))))
            rest = rest.dropFirst(pieces.last!.count)
        }
        return pieces
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `any bytes cut anyhow mean the same as in one piece, and hold nothing harmful`(seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        // No AYT: it is answered by the packet.
        let stream = stream(4000, &random).filter { $0 != TelnetCommand.areYouThere.rawValue }
        let whole = try Connection()
        let events = try whole.receive(stream)
        let answers = try inflated(whole.sent())

        let cut = try Connection()
        let cutEvents = try cutAtRandom(stream, &random).flatMap { try cut.receive($0) }
        #expect(cutEvents.settled == events.settled)
        #expect(try inflated(cut.sent()) == answers)
        #expect(answers.count <= stream.count * 5)

        for case .line(let line) in events {
            #expect(line.utf8.count <= 3 * LineAssembler.longestLine)
            #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
        }
    }

    @Test func `a line of random length is whole or refused`() throws {
        var random = SeededGenerator(state: 1)
        let connection = try Connection()
        for _ in 0..<300 {
            let line = String(repeating: "x", count: Int.random(in: 0...12_000, using: &random))
            let events = try cutAtRandom(bytes(line, "\r\n"), &random).flatMap { try connection.receive($0) }
            #expect(events == (line.utf8.count > LineAssembler.longestLine ? [.lineTooLong] : [.line(line)]))
        }
    }
}
