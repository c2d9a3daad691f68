import HearthKit

/// The beach, where there is always driftwood for those who bend down.
final class Strand: Room {
    override class var commands: CommandSet { CommandSet(Gather.self) }
}

final class Driftwood: Object {}

final class Gather: Command {
    override class var key: String { "gather" }
    override class var aliases: [String] { ["search"] }
    override class var help: String { "Usage: gather\nLooks for driftwood along the tide line." }
    override class var availability: Availability { .given }

    override func run() async throws {
        guard caller.contents(of: Driftwood.self).count < 3 else { throw Refusal("Your arms are full of it.") }
        let strand = try here
        strand.announce("$You() $conj(go) along the tide line, bent double.", from: caller)
        try await wait(.seconds(3))
        guard caller.location == strand else { throw Refusal("You come away with nothing.") }
        let wood = Driftwood.create("a length of driftwood", in: caller) {
            $0.text = "Grey, light as a biscuit, and nailed once to something that is not there now."
        }
        strand.announce("$You() $conj(come) up with $obj(wood).", from: caller, ["wood": wood])
    }
}
