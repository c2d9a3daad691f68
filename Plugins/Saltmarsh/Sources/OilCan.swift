import HearthKit

/// Lamp oil from the chandlery. Whoever holds it can `fill` things with it.
final class OilCan: Object {
    @Saved var pints = 3

    override class var commands: CommandSet { CommandSet(Fill.self) }

    override func describe(to looker: Object) -> String {
        "\(text) It holds \(English.counted(pints, "pint"))."
    }
}

final class Fill: Command {
    override class var key: String { "fill" }
    override class var help: String { "Usage: fill <lantern>" }
    override class var availability: Availability { .given }

    override func run() async throws {
        let can = try giver(OilCan.self)
        let lantern = try caller.search(args, for: Lantern.self)
        guard lantern.fuel < lantern.mostFuel else { throw Refusal("Another drop and it would run over.") }
        guard can.pints >= lantern.pints else { throw Refusal("The can has not enough left for that.") }
        can.pints -= lantern.pints
        lantern.fuel = lantern.mostFuel
        try here.announce(
            "$You() $conj(fill) $obj(lantern) from $obj(can), and $conj(spill) hardly any.",
            from: caller, ["lantern": lantern, "can": can])
    }
}
