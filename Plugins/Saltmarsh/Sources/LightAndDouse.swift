import HearthKit

final class Light: Command {
    override class var key: String { "light" }
    override class var aliases: [String] { ["kindle"] }
    override class var help: String { "Usage: light <lantern>" }

    override func run() async throws {
        let flame = try caller.search(args, for: Flame.self)
        guard !flame.isLit else { throw Refusal("It is burning already.") }
        guard flame.fuel > 0 else { throw Refusal("There is nothing left in it to burn.") }
        flame.isLit = true
        try here.announce("$You() $conj(strike) a match and $conj(light) $obj(flame).", from: caller, ["flame": flame])
        flame.didLight(by: caller)
    }
}

final class Douse: Command {
    override class var key: String { "douse" }
    override class var aliases: [String] { ["extinguish", "snuff"] }
    override class var help: String { "Usage: douse <lantern>" }

    override func run() async throws {
        let flame = try caller.search(args, for: Flame.self)
        guard flame.isLit else { throw Refusal("It is not burning.") }
        guard flame.allows("douse", by: caller, default: true) else { throw Refusal("Not this one.") }
        flame.isLit = false
        try here.announce("$You() $conj(put) out $obj(flame).", from: caller, ["flame": flame])
    }
}
