import HearthKit

/// What happens in every game: whoever connects is asked who they are.
///
/// A game that wants other classes for its people subclasses it; the subclass stands in for this one.
open class StandardHooks: GameHooks {
    /// What a new account is.
    open var accountClass: Account.Type { Account.self }
    /// What a new player's character is.
    open var characterClass: Character.Type { Character.self }
    /// What a channel is: those of ``channels``, and those that `channel/create` makes.
    open var channelClass: Channel.Type { Channel.self }
    /// How many characters an account may have; 0 is no limit. The settings say it, unless the game does.
    open var mostCharacters: Int { Game.current?.limits.characters ?? 0 }

    /// Channels that there are from the start; what becomes of them then is the game's.
    open var channels: [(name: String, aliases: [String], about: String, isForEveryone: Bool, locks: Locks)] {
        [
            ("Public", ["pub"], "For everybody", true, ""),
            ("Staff", [], "Who comes and goes, and what those who help should know", false,
             "listen: perm(Helper); send: perm(Helper)"),
        ]
    }

    private func makeChannels() {
        let made = World.current.value(Self.madeChannels)
        var names: [String] = []
        if case .list(let stored)? = made { names = stored.compactMap { try? String.restored(from: $0) } }
        for plan in channels where !names.contains(plan.name) {
            channelClass.create(plan.name) {
                ($0.aliases, $0.about, $0.isForEveryone) = (plan.aliases, plan.about, plan.isForEveryone)
                $0.locks = plan.locks
            }
            names.append(plan.name)
            World.current.setValue(Self.madeChannels, names.stored)
        }
    }

    /// Those that were made once: an administrator may have ended them since.
    private static let madeChannels = "made channels"

    open override func didReload() {
        makeChannels()
        Guests.sweep()
    }

    open override func didStart() {
        makeChannels()
        Guests.sweep()
        if WorldTime.moment(WorldTime.born) == nil { WorldTime.mark(WorldTime.born) }
        WorldTime.mark(WorldTime.started)
    }

    /// Who plays nobody looks at their account.
    open override func commands(for session: Session) -> CommandSet {
        session.account != nil && session.puppet == nil ? CommandSet(AccountLook.self, priority: 1) : .none
    }

    /// The channel on which those who help read who comes and goes, by name; nil for none.
    open var staffChannel: String? { "Staff" }

    /// Tells those who help what they should know: on the ``staffChannel``, if there is one.
    open func tellStaff(_ text: TextKey, _ values: [String: String]) {
        guard let name = staffChannel, let channel = World.current.channel(name) else { return }
        channel.post(channel.prefix() + World.current.texts[text, values])
    }

    open override func didFailLogin(_ name: String, _ session: Session) { StaffNews.failed(name, session) }

    open override func didLogout(_ account: Account) {
        StaffNews.left(account)
        Guests.forget(account)
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
