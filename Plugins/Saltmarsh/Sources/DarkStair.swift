import HearthKit

/// A room that shows nothing to those who bring no light.
final class DarkStair: Room {
    override func describe(to looker: Object) -> String {
        hasLight ? text : "You cannot see your hand. Your foot finds one step, and then the idea of another."
    }
}

/// A way that nobody finds in the dark.
final class BlindStep: Exit {
    override func willTraverse(_ traveller: Object) throws {
        try super.willTraverse(traveller)
        guard traveller.location?.hasLight ?? false else {
            throw Refusal("Ninety steps, no rail, and the dark. You would be back sooner than you like.")
        }
    }
}
