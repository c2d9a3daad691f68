import HearthKit

/// The bell on the quay. The whole village hears it.
final class Bell: Object {
    /// Not saved: a reload stills the bell.
    var isSwinging = false

    override class var defaultLocks: Locks { "get: none()" }
    override class var commands: CommandSet { CommandSet(Ring.self) }
}

final class Ring: Command {
    override class var key: String { "ring" }
    override class var help: String { "Usage: ring bell" }
    override class var availability: Availability { .given }

    override func run() async throws {
        let bell = try giver(Bell.self)
        guard !bell.isSwinging else { throw Refusal("It is swinging already; you would lose a tooth.") }
        bell.isSwinging = true
        defer { bell.isSwinging = false }

        try here.announce("$You() $conj(haul) on the bell rope.", from: caller)
        for stroke in ["|yDoom,|n says the bell on the quay.", "|yDoom.|n", "|yDoom,|n and the windows agree."] {
            try await wait(.seconds(2))
            tellVillage(stroke)
        }
    }

    override func interrupted() {
        tell("The rope slides out of your hands.")
    }
}
