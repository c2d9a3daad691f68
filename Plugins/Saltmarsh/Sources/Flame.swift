import HearthKit

/// Something that burns while it has fuel: the fire at the inn, a lantern, the great lamp.
class Flame: Object, Awakening {
    @Saved var isLit = false
    /// How many minutes it will burn.
    @Saved var fuel = 0
    var mostFuel: Int { 8 }

    override func created() { heartbeat = .minutes(1) }

    /// Flames of a database from before they had one.
    func didAwake(_ why: Game.Beginning) { if heartbeat == nil { created() } }

    override func tick() {
        guard isLit else { return }
        fuel -= 1
        if fuel == 0 { goOut() }
    }

    func goOut() {
        isLit = false
        room?.announce("$You() $conj(gutter), $conj(blink) and $conj(go) out.", from: self)
    }

    /// After somebody has lit it.
    func didLight(by person: Object) {}
}

extension Object {
    /// Whether a flame burns in it, or in the hands of somebody in it.
    var hasLight: Bool {
        contents.contains { ($0 as? Flame)?.isLit ?? false || $0.hasLight }
    }
}
