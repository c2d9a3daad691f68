/// How accounts, connections and characters go together, as the game's settings have it.
nonisolated public struct SessionSettings: Sendable {
    /// What an account may do with several connections at the same time. The numbers are the field's.
    nonisolated public enum Mode: Int, Sendable, CaseIterable {
        /// One connection; a new login ends the old one.
        case one = 0
        /// Several, which play the same character and read the same.
        case together = 1
        /// Several, each with a character of its own.
        case apart = 2
        /// Several, of which more than one may play a character.
        case shared = 3
    }

    public var mode = Mode.one
    /// Whether a new account begins with a character of its name.
    public var makesCharacter = true
    /// Whether a login goes straight on to a character; else to the account's menu.
    public var entersCharacter = true
    /// Characters of one account that are played at the same time; 0 is no limit.
    public var puppets = 0
    /// How long a character whose connection broke stays where it is, for its player to come back.
    public var linkDeath = Duration.seconds(60)
    /// How many guests may be here at the same time.
    public var guests = 0
    /// What guests are called; when there are more of them, with a number.
    public var guestNames = ["Guest"]

    public init() {}
}
