import HearthKit

/// Picks something up, or takes it out of something.
open class Get: Command {
    open override class var key: String { "get" }
    open override class var aliases: [String] { ["take", "grab"] }
    open override class var category: String { "Things" }
    open override class var help: String {
        """
        Usage: get <thing>
               get all
               get <thing> from <container>
        Picks something up. |wget 2 coins|n and |wget all coins|n take several.
        """
    }

    open override func run() async throws {
        guard !args.isEmpty else { throw Refusal(.getWhat) }
        let parts = CommandArguments(args, separators: [" from ", " out of "])
        // "a letter from home" is a thing by itself, if there is one.
        if let rhs = parts.rhs, (try? caller.search(args, in: [here])) == nil {
            try take(parts.lhs, from: try caller.search(rhs))
        } else {
            try take(args)
        }
    }

    open func take(_ name: String) throws {
        let things = try carriable(try caller.searchAll(name, in: [here]), of: name)
        try move(things)
        try here.announce(.gets, ["things": listed(things)], from: caller)
    }

    open func take(_ name: String, from container: Object) throws {
        let isOpen = container.allows("get_from", by: caller)
        guard isOpen, container !== caller else {
            throw container.refusal(of: "get_from", to: caller)
                ?? Refusal(.cannotReachInto, ["thing": container.name(for: caller)])
        }
        let things = try carriable(try caller.searchAll(name, in: [container]), of: name)
        try move(things)
        try here.announce(
            .getsFrom, ["things": listed(things)], from: caller, ["container": container])
    }

    /// Those that may be taken; of several, and with `all`, the others are passed over in silence. All are things
    /// alone, even to those who may take people.
    private func carriable(_ found: [Object], of name: String) throws -> [Object] {
        var allowed = found.filter { $0 !== caller && $0.allows("get", by: caller) }
        let isAll = SearchPhrase(name).isAll
        if isAll { allowed.removeAll { $0 is Character } }
        if !isAll, found.count == 1, let thing = found.first, allowed.isEmpty {
            throw thing.refusal(of: "get", to: caller) ?? Refusal(.cannotGet, ["thing": thing.name(for: caller)])
        }
        allowed.removeAll { !$0.sessions.isEmpty }
        guard !allowed.isEmpty else { throw Refusal(.nothingToGet) }
        return allowed
    }

    private func move(_ things: [Object]) throws {
        for thing in things { try thing.move(to: caller, by: .get) }
    }
}

/// Puts down what one carries.
open class Drop: Command {
    open override class var key: String { "drop" }
    open override class var category: String { "Things" }
    open override class var help: String {
        """
        Usage: drop <thing>
               drop all
        Puts down something that you carry.
        """
    }

    open override func run() async throws {
        guard !args.isEmpty else { throw Refusal(.dropWhat) }
        let place = try here
        let things = try caller.carried(args, for: "drop")
        for thing in things { try thing.move(to: place, by: .drop) }
        place.announce(.drops, ["things": listed(things)], from: caller)
    }
}

/// Hands something to somebody.
open class Give: Command {
    open override class var key: String { "give" }
    open override class var category: String { "Things" }
    open override class var help: String {
        """
        Usage: give <thing> to <name>
               give <thing> = <name>
        Hands over something that you carry.
        """
    }

    open override func run() async throws {
        let parts = CommandArguments(args, separators: [" to ", "="])
        guard !parts.lhs.isEmpty, let name = parts.rhs, !name.isEmpty else { throw Refusal(.giveWhat) }
        let target = try receiver(name)
        let things = try caller.carried(parts.lhs, for: "give")
        guard target !== caller else { throw Refusal(.giveYourself) }
        for thing in things { try thing.move(to: target, by: .give) }
        try here.announce(.gives, ["things": listed(things)], from: caller, ["target": target])
    }

    /// Somebody who is here; the caller too, by a name that nobody else here has.
    private func receiver(_ name: String) throws -> Character {
        do { return try caller.search(name, for: Character.self) } catch {
            let match = NameMatch.score(name, name: caller.name, aliases: caller.aliases)
            guard match == .exact, let caller = caller as? Character else { throw error }
            return caller
        }
    }
}

/// Puts something into something.
open class Put: Command {
    open override class var key: String { "put" }
    open override class var category: String { "Things" }
    open override class var help: String {
        """
        Usage: put <thing> in <container>
        Puts something that you carry into a container.
        """
    }

    open override func run() async throws {
        let parts = CommandArguments(args, separators: [" into ", " in ", "="])
        guard !parts.lhs.isEmpty, let name = parts.rhs, !name.isEmpty else { throw usage }
        let container = try caller.search(name)
        guard container.allows("put_in", by: caller) else {
            throw container.refusal(of: "put_in", to: caller)
                ?? Refusal(.cannotPutInto, ["thing": container.name(for: caller)])
        }
        let things = try caller.carried(parts.lhs, for: "put").filter { $0 !== container }
        guard !things.isEmpty else { throw Refusal(.insideItself) }
        for thing in things { try thing.move(to: container, by: .put) }
        try here.announce(.putsInto, ["things": listed(things)], from: caller, ["container": container])
    }
}

/// A thing that other things can be put into: a chest, a bag.
open class Container: Object {
    /// How many things fit in.
    @Saved public var capacity = 20

    open override class var defaultLocks: Locks { "put_in: all(); get_from: all()" }

    open override func willReceive(_ thing: Object, from place: Object?, by reason: MoveReason) throws {
        guard contents.count < capacity else { throw Refusal(.containerFull, ["thing": name]) }
    }
}

/// What one carries.
open class Inventory: Command {
    open override class var key: String { "inventory" }
    open override class var aliases: [String] { ["i", "inv"] }
    open override class var category: String { "Things" }
    open override class var help: String {
        """
        Usage: inventory
        Shows what you carry.
        """
    }

    open override func run() async throws {
        let seen = caller.contents.filter { $0.isVisible(to: caller) }
        let names = Appearance.counted(seen.map { $0.shownName(to: caller) })
        guard !names.isEmpty else {
            tell(.carriesNothing)
            return
        }
        tell(text(.carries) + "\n" + names.map { "  " + $0 }.joined(separator: "\n"))
    }
}

extension MoveReason {
    public static let put = MoveReason(rawValue: "put")
}

extension Object {
    /// What it carries of that name and may part with. Throws the ``Refusal`` of what it may not.
    func carried(_ name: String, for access: String) throws -> [Object] {
        let found = try searchAll(name, in: [self], missing: .carriesNoSuch)
        let things = found.filter { $0.allows(access == "put" ? "drop" : access, by: self) }
        guard !things.isEmpty else {
            guard let thing = found.first else { throw Refusal(.carriesNothing) }
            throw thing.refusal(of: access, to: self) ?? Refusal(.cannotPartWith, ["thing": thing.name(for: self)])
        }
        return things
    }
}

extension Command {
    /// Things as a sentence names them, safe to stand in one that others read.
    final func listed(_ things: [Object]) -> String {
        ActorText.escape(English.list(Appearance.counted(things.map { $0.name(for: caller) })))
    }
}
