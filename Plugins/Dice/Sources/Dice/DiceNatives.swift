import HearthKit

/// The dice, for locks, texts and world files: `"The wheel stops at $roll(1, 36)."`, `get: roll(1, 20)`.
final class DiceNatives: NativeFunctions {
    override class var functions: KeyValuePairs<String, String> {
        [
            "roll(count: Int32 = 1, sides: Int32 = 6) -> Int64": "The sum of so many dice.",
            "roll_each(count: Int32, sides: Int32 = 6) -> [Int32]": "What each of so many dice shows.",
            "roll_text(dice: String) -> String": "Dice as players write them: \"2d6+1\" comes to \"4 + 2 + 1 = 7\".",
            "shake(seed: UInt64)": "Lets the dice fall in the same order each time after it: for tests.",
        ]
    }
}
