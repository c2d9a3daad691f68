import HearthKit

/// Storm lanterns on a row of nails at the inn: one for everybody who asks.
final class LanternRack: Object {
    override class var defaultLocks: Locks { "get: none()" }
    override class var commands: CommandSet { CommandSet(Borrow.self) }
}

final class Borrow: Command {
    override class var key: String { "borrow" }
    override class var help: String { "Usage: borrow lantern" }
    override class var availability: Availability { .given }

    override func run() async throws {
        guard caller.first(Lantern.self) == nil else { throw Refusal("You have one already.") }
        let lantern = Lantern.create("a storm lantern", in: caller) {
            $0.text = "Four panes in a wire cage, so that it may be dropped by experts."
            $0.fuel = 5
        }
        try here.announce("$You() $conj(take) $obj(lantern) off its nail.", from: caller, ["lantern": lantern])
    }
}
