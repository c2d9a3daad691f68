import HearthKit

/// People without a name of their own: `connect guest`. Of them nothing stays when they leave, nor when they are gone
/// because the game was.
enum Guests {
    /// Somebody comes in as a guest. Throws a ``Refusal`` when the game has none, or no room for one more.
    static func enter(_ session: Session) throws -> Next {
        let settings = session.game.sessionSettings
        guard settings.guests > 0 else { throw Refusal(.guestsNone) }
        try LoginRules.check(.guest)
        let world = World.current
        guard world.accounts.count(where: \.isGuest) < settings.guests else { throw Refusal(.guestsFull) }
        let name = freeName(of: settings.guestNames)
        let account = StandardHooks.current.accountClass.create(name) {
            $0.permissions = ["Guest"]
            $0.isGuest = true
        }
        do { try account.mustBeLetIn(session) } catch {
            try account.delete()
            throw error
        }
        account.lastCharacter = NewPlayer.character(name, of: account)
        for channel in world.channels where channel.isForEveryone { try? channel.join(account) }
        session.endDialogue()
        session.send(.guestWelcome, ["name": name])
        account.enter(session)
        return .end
    }

    /// One of the names; with a number when each is somebody's.
    private static func freeName(of names: [String]) -> String {
        let names = names.isEmpty ? SessionSettings().guestNames : names
        for round in 1... {
            for name in names {
                let name = round == 1 ? name : "\(name)\(round)"
                if !AccountNames.isSomebodys(name) { return name }
            }
        }
        return ""
    }

    /// Ends a guest who has left, and all that was theirs. What they carried stays where they were.
    static func forget(_ account: Account) {
        guard account.isGuest, !account.isDeleted, account.sessions.isEmpty else { return }
        do {
            for character in account.characters {
                let place = character.location ?? character.lastPlace ?? NewPlayer.startRoom
                for thing in character.contents {
                    let home = thing.home === character ? nil : thing.home
                    thing.place(in: home ?? place)
                }
                try character.delete()
            }
            for channel in World.current.channels { channel.leave(account) }
            for message in account.messages(.page) + account.messages(.letter) { try message.delete() }
            try account.delete()
        } catch {
            Game.current?.log(.warning, "the guest \(account.name) could not be forgotten: \(error)")
        }
    }

    /// Ends those whose connections did not outlive the process before this one.
    static func sweep() {
        for account in World.current.accounts where account.isGuest { forget(account) }
    }
}
