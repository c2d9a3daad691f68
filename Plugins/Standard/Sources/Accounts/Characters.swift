import HearthKit

/// Makes a further character.
open class CreateCharacter: AccountCommand {
    open override class var key: String { "charcreate" }
    open override class var aliases: [String] { ["character create"] }
    open override class var category: String { "Account" }
    open override class var locks: Locks { "cmd: pperm(Player)" }
    open override class var help: String {
        """
        Usage: charcreate <name>
               charcreate <name> = <description>
        Makes a new character of yours. |wic <name>|n steps into it.
        """
    }

    open override func run() async throws {
        guard !lhs.isEmpty else { throw usage }
        let most = StandardHooks.current.mostCharacters
        guard most == 0 || account.characters.count < most || account.isDeveloper else {
            throw Refusal(.charactersMany, ["count": "\(most)"])
        }
        let name = try AccountNames.check(lhs)
        guard !world.all(Character.self).contains(where: { $0.name.lowercased() == name.lowercased() }) else {
            throw Refusal(.nameTaken, ["name": name])
        }
        let character = NewPlayer.character(name, of: account)
        if let rhs { character.text = InlineCalls.escape(Markup.escape(rhs)) }
        tell(.characterMade, ["name": name])
    }
}

/// Ends a character.
open class DeleteCharacter: AccountCommand {
    open override class var key: String { "chardelete" }
    open override class var aliases: [String] { ["character delete"] }
    open override class var category: String { "Account" }
    open override class var locks: Locks { "cmd: pperm(Player)" }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: chardelete <name>
        Ends one of your characters for good. You are asked first.
        """
    }

    open override func run() async throws {
        let character = try account.character(named: try required(args))
        guard character.sessions.isEmpty else { throw Refusal(.characterInUse, ["name": character.name]) }
        guard try await confirm(text(.characterAsk, ["name": character.name])) else {
            return tell(.characterStays, ["name": character.name])
        }
        guard character.sessions.isEmpty else { throw Refusal(.characterInUse, ["name": character.name]) }
        try character.delete()
        tell(.characterGone, ["name": character.name])
    }
}

/// Steps into a character.
open class InCharacter: AccountCommand {
    open override class var key: String { "ic" }
    open override class var aliases: [String] { ["puppet", "character"] }
    open override class var category: String { "Account" }
    open override class var help: String {
        """
        Usage: ic
               ic <name>
        Steps into one of your characters; without a name into the one you were last.
        """
    }

    open override func run() async throws {
        guard let session else { throw Refusal(.nobodyToAsk) }
        let object = try target
        guard object !== session.puppet else { throw Refusal(.characterAlready, ["name": object.name]) }
        guard object.sessions.isEmpty else { throw Refusal(.characterPlayed, ["name": object.name]) }
        tell(.characterBecome, ["name": object.name])
        try account.play(object, session)
    }

    private var target: Object {
        get throws {
            if args.isEmpty {
                guard let last = account.lastCharacter ?? account.characters.first else { throw Refusal(.noCharacter) }
                return last
            }
            do {
                return try account.character(named: args)
            } catch {
                // Who builds may play what is around them.
                guard let caller, let thing = try? caller.search(args), !(thing is Room), !(thing is Exit),
                    thing.allows("puppet", by: account)
                else { throw error }
                return thing
            }
        }
    }
}

/// Steps out of the character.
open class OutOfCharacter: AccountCommand {
    open override class var key: String { "ooc" }
    open override class var aliases: [String] { ["unpuppet"] }
    open override class var category: String { "Account" }
    open override class var help: String {
        """
        Usage: ooc
        Steps out of your character. It sleeps until you step back with |wic|n.
        """
    }

    open override func run() async throws {
        guard let session, let puppet = session.puppet else { throw Refusal(.noCharacter) }
        try session.puppet(nil)
        tell(.characterLeft, ["name": puppet.name])
        if !account.characters.isEmpty {
            tell(.characterList, ["list": English.list(account.characters.map(\.name))])
        }
        tell(.noCharacter)
    }
}

extension Account {
    /// One of its own characters. Throws a ``Refusal`` when there is none of that name.
    func character(named name: String) throws -> Character {
        guard let best = NameQuery(name).best(of: characters, names: { ($0.name, $0.aliases) }).first else {
            throw Refusal(.characterNone, ["name": Markup.escape(name)])
        }
        return best
    }
}
