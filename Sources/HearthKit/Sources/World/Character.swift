/// Somebody: an object that a player may see through, or that the game plays itself.
open class Character: Object {
    /// The account it belongs to; nil for those whom nobody plays.
    @Saved public var account: Account?
    /// Where it was when its player left; it comes back there.
    @Saved public var lastPlace: Object?
    /// he, she, it or they.
    @Saved public var pronounWord = "they"

    open override class var defaultLocks: Locks {
        "get: none(); puppet: owner() or perm(Developer); teleport: perm(Admin)"
    }

    /// What somebody carries is theirs.
    open override func isOpen(_ access: String, to accessor: any LockSubject) -> Bool {
        access != "get_from" && super.isOpen(access, to: accessor)
    }

    open override var pronouns: Pronouns { switch pronounWord {
        case "he": .he
        case "she": .she
        case "it": .it
        default: .they
        } }

    /// Whether someone plays it now.
    public var isPlayed: Bool { !sessions.isEmpty }

    /// Whether it is a player's: played now, or an account's that will play it again.
    final var isSomebodys: Bool { account != nil || isPlayed }

    /// What its player's client shows as bars and numbers, by the names that clients know: `hp`, `maxhp`, `mp`,
    /// `maxmp`, `mv`, `level`, `gold`.
    ///
    /// ```swift
    /// override var vitals: [String: any Storable] { ["hp": hp, "maxhp": 100] }
    /// ```
    open var vitals: [String: any Storable] { [:] }

    /// What else its player's client shows of it, by the names that players read: `["Level": level, "Guild": guild]`.
    open var status: [String: any Storable] { [:] }

    /// Its player comes: it steps back into the world.
    open override func didPuppet(by session: Session) {
        guard location == nil else { return }
        place(in: lastPlace ?? home ?? world.startRoom)
        location?.announce(.arrivesInGame, from: self, toSelf: false)
    }

    /// Its player goes: it leaves the world until they are back.
    open override func didUnpuppet(by session: Session) {
        guard sessions.isEmpty, !isLinkDead else { return }
        leaveGame()
    }

    // MARK: A connection that broke

    /// Its player's connection broke: it stands there and waits, see ``Object/isLinkDead``. After
    /// ``didUnpuppet(by:)``.
    open func didLoseLink() { location?.announce(.losesLink, from: self, toSelf: false) }

    /// Its player is back before it left. Before ``didPuppet(by:)``; what happened meanwhile they are shown after it.
    open func didRegainLink() { location?.announce(.regainsLink, from: self, toSelf: false) }

    /// It leaves the world until its player is back: they went, or did not come back in time after their connection
    /// broke.
    open func leaveGame() {
        location?.announce(.leavesGame, from: self)
        lastPlace = location
        place(in: nil)
    }
}
