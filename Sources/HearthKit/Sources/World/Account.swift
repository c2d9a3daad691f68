/// A person who plays: name, password, characters.
open class Account: Entity {
    /// scrypt's result with its parameters, never the password.
    @Saved public internal(set) var passwordHash = ""
    @Saved public var characters: [Character] = []
    @Saved public var lastCharacter: Character?
    /// What it saw through last, a character or not.
    @Saved public var lastPuppet: Object?
    /// Locks do not hold a superuser, unless quelled.
    @Saved public var isSuperuserAccount = false { didSet { rightsChanged() } }
    @Saved public var isQuelledNow = false
    /// Somebody without a name of their own, of whom nothing stays.
    @Saved public var isGuest = false
    /// What its player says of what they are doing, for `who`.
    @Saved public var doing = ""
    /// Those of whom its player wants to hear nothing; see ``ignores(_:)``.
    @Saved public var ignored: [Account] = []
    /// What it has made while it had no right to make more than so much.
    @Saved public var built: [Object] = []
    /// What its player said of their client, for each connection to come.
    @Saved public var clientOptions = ClientOptions()
    /// Seconds since 1970.
    @Saved public var lastLogin = 0
    /// When its last connection ended, in seconds since 1970.
    @Saved public internal(set) var lastLeft = 0

    /// `noidle`: whether it may type nothing for as long as it likes.
    open override class var defaultLocks: Locks { "noidle: perm(noidle)" }

    /// Accounts hold permissions: who may change one gives those.
    private static let developers: Locks = "do: perm(Developer)"

    open override func isOpen(_ access: String, to accessor: any LockSubject) -> Bool {
        guard ["edit", "delete", "examine"].contains(access) else { return super.isOpen(access, to: accessor) }
        return Self.developers.check("do", accessor: accessor, accessed: self)
    }

    /// Whether it may look after the game's code: told of errors, may reload.
    public final var isDeveloper: Bool {
        isSuperuserAccount || PermissionLevel.highest(of: permissions) == .developer
    }

    public final internal(set) var sessions: [Session] = []

    /// Commands that it gives its player, in a character and out of one.
    open var commands: CommandSet { layout.commands }

    /// What its player sets by `option`, beside how the game is shown.
    open class var options: [AccountOption] { [] }

    /// Before somebody who has shown that it is theirs comes in; ``lastLogin`` is still that of the last time, 0 at the
    /// first. Throw a ``Refusal`` to keep them out.
    open func willLogin(_ session: Session) throws {}
    /// After the first login of all, before ``didLogin(_:)``.
    open func didFirstLogin(_ session: Session) {}
    /// After a login.
    open func didLogin(_ session: Session) {}
    /// It has another password than it had.
    open func didChangePassword() {}
    /// After its last session ended.
    open func didLogout() {}

    /// Before a line of a channel is shown to its player: what they read instead, nil for nothing of it. `channel` is
    /// whatever the game's channels are.
    open func willHear(_ line: String, on channel: Script) -> String? { line }

    /// A line of a channel as its player reads it, for those who make channels; nil when nothing of it is for them.
    public final func heard(_ line: String, on channel: Script) -> String? {
        works("willHear") ? willHear(line, on: channel) : line
    }

    /// Checks a password, away from the world loop. A reload meanwhile starts the line that asked over.
    ///
    /// - Parameter delay: how long it waits before it looks.
    public final func accepts(
        password: String, for session: Session, after delay: Duration = .zero
    ) async throws -> Bool {
        guard !passwordHash.isEmpty, let game = Game.current, let hasher = game.passwords else { return false }
        let (hash, sleep) = (passwordHash, game.clock.sleep)
        return try await session.restartable {
            if delay > .zero { await sleep(delay) }
            return await hasher.verify(password, hash)
        }
    }

    public final func setPassword(_ password: String, for session: Session) async throws {
        guard let hasher = Game.current?.passwords else { return }
        setPassword(hash: try await session.restartable { await hasher.hash(password) })
    }

    /// Sets a hash that was made elsewhere.
    public final func setPassword(hash: String) {
        let isFirst = passwordHash.isEmpty
        passwordHash = hash
        if !isFirst, works("didChangePassword") { didChangePassword() }
    }

    /// Throws the ``Refusal`` of ``willLogin(_:)``: for whatever lets people in, when it knows who they are.
    public final func mustBeLetIn(_ session: Session) throws {
        try mustWork("willLogin")
        try willLogin(session)
    }
}

/// Makes and checks password hashes. The Server's is scrypt; it works on threads of its own.
public struct PasswordHasher: Sendable {
    public var hash: @Sendable (String) async -> String
    public var verify: @Sendable (_ password: String, _ hash: String) async -> Bool

    public init(
        hash: @escaping @Sendable (String) async -> String,
        verify: @escaping @Sendable (_ password: String, _ hash: String) async -> Bool
    ) {
        self.hash = hash
        self.verify = verify
    }
}
