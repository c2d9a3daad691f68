import HearthKit

/// What happens in every game: whoever connects is asked who they are.
///
/// A game that wants other classes for its people subclasses it; the subclass stands in for this one.
open class StandardHooks: GameHooks {
    /// What a new account is.
    open var accountClass: Account.Type { Account.self }
    /// What a new player's character is.
    open var characterClass: Character.Type { Character.self }
    /// How many characters an account may have.
    open var mostCharacters: Int { 5 }

    open override func didStart() {
        if WorldTime.moment(WorldTime.born) == nil { WorldTime.mark(WorldTime.born) }
        WorldTime.mark(WorldTime.started)
    }

    open override func didConnect(_ session: Session) {
        if Bans.hold(address: session.address) {
            session.disconnect(session.game.world.texts[.keptOut])
        } else {
            session.begin(Login())
        }
    }

    /// Those of the game that runs.
    static var current: StandardHooks {
        Game.current?.hooks.lazy.compactMap { $0 as? StandardHooks }.first ?? StandardHooks()
    }
}
