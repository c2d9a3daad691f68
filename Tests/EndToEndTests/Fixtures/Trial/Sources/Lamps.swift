import HearthKit

/// Has something to lose.
final class Lamp: Object {
    @Saved var oil = 100
    override func describe(to looker: Object) -> String { "It holds \(oil) of oil." }
}
