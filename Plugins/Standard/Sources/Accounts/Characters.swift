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
        try ask(
            text(.characterAsk, ["name": character.name]), default: false,
            then: CharacterDeletion(character: Ref(character)))
    }
}

/// What the answer to `chardelete` comes to, whenever it is given.
struct CharacterDeletion: FollowUp {
    var character: Ref<Character>

    func answered(_ isSure: Bool, by session: Session) throws {
        guard let character = character.target, let account = session.account, account.characters.contains(character)
        else { return session.send(.goneNow) }
        guard isSure else { return session.send(.characterStays, ["name": character.name]) }
        guard character.sessions.isEmpty else { return session.send(.characterInUse, ["name": character.name]) }
        do { try character.delete() } catch let refusal as Refusal { return session.send(refusal) }
        session.send(.characterGone, ["name": character.name])
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
        Steps into one of your characters; without a name into the one you were last. What else lets you see through it
        (its lock `puppet`) is named by what it is called where you are, or by its number: |wic #12|n.
        """
    }

    open override func run() async throws {
        guard let session else { throw Refusal(.nobodyToAsk) }
        let object = try target
        guard object !== session.puppet else { throw Refusal(.characterAlready, ["name": object.name]) }
        guard object.sessions.allSatisfy({ $0.account === account }) else {
            throw Refusal(.characterPlayed, ["name": object.name])
        }
        try account.play(object, session, telling: .characterBecome)
    }

    private var target: Object {
        get throws {
            if args.isEmpty {
                guard let last = account.last else { throw Refusal(.noCharacter) }
                return last
            }
            do {
                return try account.character(named: args)
            } catch {
                guard let thing = named, account.mayPlay(thing) else { throw error }
                return thing
            }
        }
    }

    /// What is around, or has that number.
    private var named: Object? {
        if args.hasPrefix("#"), let number = Int64(args.dropFirst()) {
            return world.entity(EntityID(rawValue: number)) as? Object
        }
        return try? caller?.search(args)
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
        guard let session, session.puppet != nil else { throw Refusal(.noCharacter) }
        try account.stopPlaying(session)
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
