import HearthKit

/// Has something to lose.
final class Lamp: Object {
    @Saved var oil = 100
    override func describe(to looker: Object) -> String { "It holds \(oil) of oil." }
}

/// `lamp 40`: makes one.
final class MakeLamp: Command {
    override class var key: String { "makelamp" }
    override func run() async throws {
        Lamp.create("a lamp", in: try here) { $0.oil = Int(args) ?? 0 }
        tell("A lamp stands here.")
    }
}
