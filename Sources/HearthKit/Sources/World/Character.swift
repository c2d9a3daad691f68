/// Somebody: an object that a player may see through, or that the game plays itself.
open class Character: Object {
    /// The account it belongs to; nil for those whom nobody plays.
    @Saved public var account: Account?
    /// Where it was when its player left; it comes back there.
    @Saved public var lastPlace: Object?
    /// he, she, it or they.
    @Saved public var pronounWord = "they"

    open override class var defaultLocks: Locks { "get: none(); puppet: id(owner) or perm(Developer)" }

    open override var pronouns: Pronouns { switch pronounWord {
        case "he": .he
        case "she": .she
        case "it": .it
        default: .they
        } }

    /// Whether someone plays it now.
    public var isPlayed: Bool { !sessions.isEmpty }

    /// What its player's client shows as bars and numbers, by the names that clients know: `hp`, `maxhp`, `mp`,
    /// `maxmp`, `mv`, `level`, `gold`.
    ///
    /// ```swift
    /// override var vitals: [String: any Storable] { ["hp": hp, "maxhp": 100] }
    /// ```
    open var vitals: [String: any Storable] { [:] }

    /// Its player comes: it steps back into the world.
    open override func didPuppet(by session: Session) {
        guard location == nil else { return }
        place(in: lastPlace ?? home ?? world.startRoom)
        location?.announce(.arrivesInGame, from: self, toSelf: false)
    }

    /// Its player goes: it leaves the world until they are back.
    open override func didUnpuppet(by session: Session) {
        guard sessions.isEmpty else { return }
        location?.announce(.leavesGame, from: self)
        lastPlace = location
        place(in: nil)
    }
}
