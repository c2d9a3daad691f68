/// What one player may take of the game, as the game's settings have it. 0 is no limit.
nonisolated public struct GameLimits: Sendable {
    /// Characters of one account; developers may have more.
    public var characters = 5
    /// Things, rooms and ways that a builder's account may make; those from Admin on may make more.
    public var objects = 200
    /// New accounts of one address in an hour.
    public var accountsPerHour = 5
    /// Whether connections from this machine itself count as any other address's.
    public var countsLoopback = false
    /// Until a connection must have an account.
    public var loginDeadline = Duration.seconds(300)
    /// Whether strangers may make accounts.
    public var takesNewAccounts = true
    /// The lowest rung of those who may come in; nil is everybody. Who is in already stays.
    public var lowestLevel: PermissionLevel?
    /// How long a player may type nothing; those whom the lock `noidle` of their account lets may for ever.
    public var idle = Duration.zero
    /// How long before that a player is told.
    public var idleWarning = Duration.seconds(60)
    /// Wrong passwords that end a connection.
    public var loginAttempts = 5
    /// The longest that a password waits to be looked at, after wrong ones.
    public var longestLoginDelay = Duration.seconds(30)
    /// Wrong passwords are forgotten when none has come for so long.
    public var loginMemory = Duration.seconds(900)

    public init() {}
}
