import HearthKit

/// `makelamp 40`: one that holds so much. It names the class by a word, so that tests can do away with the class.
final class MakeLamp: Command {
    override class var key: String { "makelamp" }
    override func run() async throws {
        guard let type = world.classes.entityType(named: "Trial.Lamp") as? Object.Type else { throw Refusal("No.") }
        let lamp = type.create("a lamp", in: try here)
        try lamp.setStored("oil", .int(Int64(args) ?? 0))
        tell("A lamp stands here.")
    }
}
