import HearthKit

/// Makes accounts and their characters.
enum NewPlayer {
    /// A new account, with a character of the same name unless the settings say otherwise.
    /// The first one of a game is its superuser.
    static func create(_ name: String, hash: String) throws -> Account {
        let name = try AccountNames.check(name)  // it may have been taken while the password was typed
        let world = World.current
        let isFirst = world.accounts.allSatisfy(\.isGuest)
        let account = StandardHooks.current.accountClass.create(name) {
            $0.permissions = ["Player"]
            $0.isSuperuserAccount = isFirst
            $0.setPassword(hash: hash)
        }
        if Game.current?.sessionSettings.makesCharacter ?? true || isFirst {
            account.lastCharacter = character(name, of: account)
        }
        AuditLog.note("new account: \(account)\(isFirst ? ", the superuser" : "")")
        for channel in world.channels where channel.isForEveryone { try? channel.join(account) }
        return account
    }

    /// A new character of `account`. It is in no place until it is played.
    @discardableResult
    static func character(_ name: String, of account: Account) -> Character {
        let character = StandardHooks.current.characterClass.create(name) {
            $0.account = account
            $0.home = startRoom
        }
        account.characters.append(character)
        return character
    }

    /// Where characters begin. In a world without a room there is one now.
    static var startRoom: Object {
        if let room = World.current.startRoom { return room }
        let room = Room.create("The Hearth") { $0.text = World.current.texts[.firstRoom] }
        World.current.setValue("start", .reference(room.id))
        return room
    }
}

extension TextKey {
    static let firstRoom = TextKey(
        "first room", "A fire burns here, and around it is nothing yet. (|whelp dig|n tells how to make more.)")
}
