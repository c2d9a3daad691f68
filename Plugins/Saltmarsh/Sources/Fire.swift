import HearthKit

/// The fire at the inn. It is everybody's, and nobody's turn.
final class Fire: Flame {
    override class var defaultLocks: Locks { "get: none(); douse: none()" }
    override class var commands: CommandSet { CommandSet(Feed.self, Sit.self) }

    override func describe(to looker: Object) -> String {
        switch fuel {
        case ...1: "Embers, and one log that is thinking about it. You could |wfeed|n it."
        case 2...4: "It burns low and red and talks to itself. There is a chair to |wsit|n in."
        default: "It roars. |yThe whole room leans towards it.|n"
        }
    }

    /// It has not gone out since the inn was built: embers keep.
    override func goOut() {
        fuel = 1
    }
}

final class Feed: Command {
    override class var key: String { "feed" }
    override class var help: String { "Usage: feed fire\nPuts driftwood on it. There is plenty on the beach." }
    override class var availability: Availability { .given }

    override func run() async throws {
        let fire = try giver(Fire.self)
        guard let wood = caller.first(Driftwood.self) else {
            throw Refusal("You have nothing to burn that you would not miss. Driftwood would do.")
        }
        try wood.delete()
        fire.fuel = min(fire.fuel + 3, fire.mostFuel)
        try here.announce(
            "$You() $conj(lay) driftwood on the fire. The salt in it burns |bblue|n and |ggreen|n.", from: caller)
    }
}

final class Sit: Command {
    override class var key: String { "sit" }
    override class var help: String { "Usage: sit\nSits by the fire for a while." }
    override class var availability: Availability { .given }

    override func run() async throws {
        let fire = try giver(Fire.self)
        guard fire.fuel > 1 else { throw Refusal("You would only be somebody in a cold chair. Feed it first.") }
        try here.announce("$You() $conj(pull) a chair up to the fire.", from: caller)
        for warmth in [
            "Your coat begins to steam.", "Your hands come back to you, a finger at a time.",
            "You are warm. It is hard to think of a reason to be anywhere else.",
        ] {
            try await wait(.seconds(6))
            guard caller.location == fire.location else { return }
            tell(warmth)
        }
    }
}
