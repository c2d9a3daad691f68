import HearthKit

/// C code that writes where nothing is.
final class StrayNatives: NativeFunctions {
    override class var functions: KeyValuePairs<String, String> {
        ["trial_stray() -> Int": "Follows a wild pointer."]
    }
}
