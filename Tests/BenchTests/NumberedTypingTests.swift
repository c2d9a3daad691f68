import NIOCore
import Testing

@testable import Bench

/// The bench's word that nothing was lost is worth what it notices when something is.
@Suite struct NumberedTypingTests {
    private func typing(_ count: Int, reading chunks: [String]) -> NumberedTyping {
        let script = NumberedTyping(changes: ["drop stone7x"], changeMark: "stone7x")
        let player = Player(number: 7, script: script)
        for _ in 0..<count { script.typeNext(player) }
        for chunk in chunks { script.read(ByteBuffer(string: chunk), player) }
        return script
    }

    @Test func allAnswered() {
        let script = typing(2, reading: ["You say, \"no.0.\"\r\nAnn says, \"no.1.\"\r\nYou say, \"no.1.\"\r\n"])
        #expect((script.typed, script.answered, script.duplicated, script.reordered) == (2, 2, 0, 0))
        #expect(script.isDone)
    }

    @Test func linesInPieces() {
        let script = typing(2, reading: ["You sa", "y, \"no.", "0.\"\r\nYou say, \"no.1", ".\"\r", "\n"])
        #expect((script.answered, script.duplicated) == (2, 0))
    }

    @Test func oneIsLost() {
        let script = typing(3, reading: ["You say, \"no.0.\"\r\n", "You say, \"no.2.\"\r\n"])
        #expect((script.typed, script.answered, script.duplicated, script.reordered) == (3, 2, 0, 0))
        #expect(!script.isDone)
    }

    @Test func oneIsGivenUp() {
        let read = ["You say, \"no.0.\"\r\n", "Something went wrong; it was given up.\r\nYou say, \"no.2.\"\r\n"]
        let script = typing(3, reading: read)
        #expect((script.answered, script.givenUp) == (2, 1))
        #expect(script.isDone)
    }

    @Test func oneComesTwice() {
        let script = typing(2, reading: ["You say, \"no.0.\"\r\n", "You say, \"no.1.\"\r\nYou say, \"no.0.\"\r\n"])
        #expect((script.answered, script.duplicated, script.reordered) == (2, 1, 0))
    }

    @Test func oneOvertakes() {
        let script = typing(2, reading: ["You say, \"no.1.\"\r\nYou say, \"no.0.\"\r\n"])
        #expect((script.answered, script.duplicated, script.reordered) == (2, 0, 1))
    }

    @Test func changesAreCounted() {
        let numbers = (0..<4).map { "You say, \"no.\($0).\"\r\n" }.joined()
        let without = typing(4, reading: [numbers])
        #expect((without.changesTyped, without.changesAnswered, without.isDone) == (1, 0, false))
        let with = typing(4, reading: [numbers, "You put down stone7x.\r\nAnn puts down stone17x.\r\n"])
        #expect((with.changesAnswered, with.isDone) == (1, true))
    }
}
