import HearthKit

/// What game data may call here: in C, and in Swift.
final class TrialNatives: NativeFunctions {
    override class var functions: KeyValuePairs<String, String> {
        [
            "trial_mark() -> String": "Tells which C source this is.",
            "trip(step: Int) -> Int": "Runs past the end of an array from the third step on.",
        ]
    }
}

@c func trip(_ step: Int) -> Int {
    let steps = [1, 2, 3]
    return steps[step]
}
