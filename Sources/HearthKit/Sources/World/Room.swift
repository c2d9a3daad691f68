/// A place.
open class Room: Object {
    open override class var defaultLocks: Locks { "get: none(); puppet: none(); teleport: none()" }
}

/// A way from one place to another, a command of its own: its name or an alias is what players type.
open class Exit: Object {
    @Saved public var destination: Object?

    open override class var defaultLocks: Locks { "get: none(); puppet: none(); traverse: all(); teleport: none()" }

    /// Before somebody goes through; refuse by throwing a ``Refusal``.
    open func willTraverse(_ traveller: Object) throws {
        guard allows("traverse", by: traveller) else {
            throw refusal(of: "traverse", to: traveller) ?? Refusal(.exitLocked)
        }
    }
    open func didTraverse(_ traveller: Object) {}
    /// Somebody could not go through, for that reason. They read it after this.
    open func didNotTraverse(_ traveller: Object, because reason: any Error) {}

    /// Takes `traveller` through, with the texts that both rooms read.
    open func traverse(_ traveller: Object) throws {
        guard let destination else { throw Refusal(.exitLeadsNowhere) }
        let start = traveller.location
        do {
            try mustWork("willTraverse")
            try willTraverse(traveller)
            try traveller.move(to: destination, by: .walk)
        } catch {
            if works("didNotTraverse") { didNotTraverse(traveller, because: error) }
            throw error
        }
        if let start, traveller.works("announceLeaving") { traveller.announceLeaving(start, by: self, to: destination) }
        if traveller.works("announceArriving") { traveller.announceArriving(from: start) }
        traveller.look()
        if works("didTraverse") { didTraverse(traveller) }
        Game.current?.tell("didTraverse") { $0.didTraverse(self, traveller) }
        fire(.traverse, by: traveller)
    }
}
