/// The moments in the life of a game. Subclass it in a plugin and override what you need.
open class GameHooks {
    public required init() {}
    /// Ties plugins to this build of the kit; see ``KitBuild``.
    open func builtFor(_: any KitBuild) {}

    /// Once in the life of a database: nothing is there yet but what the world files made.
    open func firstStart() {}
    /// The game begins after a stop; `reload` and crash are no such moments.
    open func didStart() {}
    /// New code has taken over, by reload, rollback or after a crash. Its first turn.
    open func didReload() {}
    /// This process's last turn before a successor takes over.
    open func willReload() {}
    /// The last turn before the game stops.
    open func willStop() {}

    /// Commands that a connection gives, whoever sits at it.
    open func commands(for session: Session) -> CommandSet { .none }

    /// How the game counts its days; nil is as the settings have it. See ``GameTime``.
    open var calendar: GameCalendar? { nil }

    /// A client has connected and was shown the connection screen.
    open func didConnect(_ session: Session) {}
    /// A connection has ended.
    open func didDisconnect(_ session: Session) {}

    // MARK: What any code may listen to; the entity that it befalls has a hook of its own

    /// Somebody has logged in.
    open func didLogin(_ session: Session) {}
    /// A wrong name or password was given.
    open func didFailLogin(_ name: String, _ session: Session) {}
    /// The last session of an account has ended.
    open func didLogout(_ account: Account) {}
    open func didPuppet(_ object: Object, by session: Session) {}
    open func didUnpuppet(_ object: Object, by session: Session) {}
    /// A character's connection broke: it waits where it is, see ``Object/isLinkDead``.
    open func didLoseLink(_ character: Character) {}
    /// Its player is back before it left.
    open func didRegainLink(_ character: Character, by session: Session) {}
    /// Its player did not come back in time, so it left.
    open func didEndLinkDeath(_ character: Character) {}
    /// Anything was made, after its own ``Entity/created()``.
    open func didCreate(_ entity: Entity) {}
    /// Before it is gone for good, after ``Entity/willDelete()``.
    open func willDelete(_ entity: Entity) {}
    open func didTraverse(_ exit: Exit, _ traveller: Object) {}
}
