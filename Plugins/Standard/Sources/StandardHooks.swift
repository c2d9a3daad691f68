import HearthKit

/// What happens in every game: whoever connects is asked who they are.
///
/// A game that wants other classes for its people subclasses it; the subclass stands in for this one.
open class StandardHooks: GameHooks {
    /// What a new account is.
    open var accountClass: Account.Type { Account.self }
    /// What a new player's character is.
    open var characterClass: Character.Type { Character.self }
    /// How many characters an account may have; 0 is no limit. The settings say it, unless the game does.
    open var mostCharacters: Int { Game.current?.limits.characters ?? 0 }

    open override func didStart() {
        if WorldTime.moment(WorldTime.born) == nil { WorldTime.mark(WorldTime.born) }
        WorldTime.mark(WorldTime.started)
    }

    open override func didConnect(_ session: Session) {
        if let ban = Bans.ban(ofAddress: session.address) {
            session.disconnect(ban.words)
        } else {
            session.begin(Login())
        }
    }

    /// Those of the game that runs.
    static var current: StandardHooks {
        Game.current?.hooks.lazy.compactMap { $0 as? StandardHooks }.first ?? StandardHooks()
    }
}
