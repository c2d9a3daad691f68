import HearthKit
import Testing

@testable import Dice

/// Natives are called in a test as in the game: by what data says.
@Suite(.serialized) @MainActor struct DiceTests {
    let game = TestGame()

    private func call(_ source: String) throws -> NativeValue { try Natives.call(NativeCall(parsing: source)) }

    @Test func everyFunctionIsThere() {
        #expect(game.world.natives.problems == [])
        #expect(game.world.natives.all.map(\.name) == ["roll", "roll_each", "roll_text", "shake"])
    }

    @Test func diceFallWithinTheirSides() throws {
        for _ in 1...200 {
            guard case .list(let dice) = try call("roll_each(3, 4)") else { return #expect(Bool(false), "no list") }
            #expect(dice.count == 3 && dice.allSatisfy { (1...4).contains($0.number) })
            #expect((2...12).contains(try call("roll(2)").number))
        }
    }

    @Test func theSameSeedBringsTheSameDice() throws {
        _ = try call("shake(7)")
        let first = try call("roll_each(20, 100)")
        #expect(try call("roll_each(20, 100)") != first)
        _ = try call("shake(7)")
        #expect(try call("roll_each(20, 100)") == first)
    }

    @Test(arguments: [("0", "6"), ("-1", "6"), ("3", "0"), ("3", "-2")])
    func diceThatAreNoneShowNothing(_ count: String, _ sides: String) throws {
        #expect(try call("roll(\(count), \(sides))") == 0)
    }

    @Test func nobodyHasABillionDice() throws {
        #expect(try call("roll(2147483647, 1)") == 1000)
        #expect(throws: NativeError.self) { try call("roll(2147483648)") }
    }

    @Test func diceAsPlayersWriteThem() throws {
        #expect(try call("roll_text('3d1+2')") == "1 + 1 + 1 + 2 = 5")
        #expect(try call("roll_text('2d1-4')") == "1 + 1 - 4 = -2")
        #expect(try call("roll_text('fish')") == "no dice" && call("roll_text('0d6')") == " = 0")
        guard case .text(let most) = try call("roll_text('1000d2147483647-2147483647')") else {
            return #expect(Bool(false), "no text")
        }
        #expect(most.split(separator: " ").count == 2 * 1001 + 1)
    }

    @Test func inATextAndInALock() async throws {
        let hall = Room.create("the hall") { $0.text = "The wheel shows $roll(1, 1), the cup $roll_text('2d1')." }
        let ann = try await game.player("Ann", in: hall)
        let puppet = try #require(ann.puppet)
        #expect(hall.describe(to: puppet) == "The wheel shows 1, the cup 1 + 1 = 2.")
        hall.locks = "enter: roll(2, 1); leave: roll(0)"
        #expect(hall.allows("enter", by: puppet) && !hall.allows("leave", by: puppet))
    }
}

extension NativeValue {
    fileprivate var number: Int { if case .integer(let number) = self { Int(number) } else { -1 } }
}
