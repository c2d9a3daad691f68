/// A place.
open class Room: Object {
    open override class var defaultLocks: Locks { "get: none(); puppet: none()" }
}

/// A way from one place to another, a command of its own: its name or an alias is what players type.
open class Exit: Object {
    @Saved public var destination: Object?

    open override class var defaultLocks: Locks { "get: none(); puppet: none(); traverse: all()" }

    /// Before somebody goes through; refuse by throwing a ``Refusal``.
    open func willTraverse(_ traveller: Object) throws {
        guard allows("traverse", by: traveller, default: true) else { throw Refusal(world.texts[.exitLocked]) }
    }
    open func didTraverse(_ traveller: Object) {}

    /// Takes `traveller` through, with the texts that both rooms read.
    open func traverse(_ traveller: Object) throws {
        guard let destination else { throw Refusal(world.texts[.exitLeadsNowhere]) }
        try mustWork("willTraverse")
        try willTraverse(traveller)
        let start = traveller.location
        try traveller.move(to: destination, by: .walk)
        start?.announce(world.texts[.leavesBy], from: traveller, ["exit": self, "there": destination])
        destination.announce(world.texts[.arrivesFrom], from: traveller, ["there": start ?? destination], toSelf: false)
        traveller.look()
        if works("didTraverse") { didTraverse(traveller) }
    }
}
