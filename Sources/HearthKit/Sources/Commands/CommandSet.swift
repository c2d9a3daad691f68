/// Commands that belong together, and how they meet those that are there already.
///
/// Sets come from the session (``GameHooks/commands(for:)``), the account, the character, the room and the things in it
/// and in one's hands. They are merged from low to high priority; at equal priority in that order, so that the nearer
/// has the last word.
/// ```swift
/// override var commands: CommandSet { CommandSet(Ring.self) }                                   // adds
/// CommandSet(Say.self, Whisper.self, merge: .remove, priority: 10)                              // gagged
/// CommandSet(Mumble.self, merge: .replace, priority: 50, hides: [.exits, .things])              // in a dream
/// ```
public struct CommandSet {
    nonisolated public enum Merge: Sendable {
        /// Adds these; over those of the same key.
        case union
        /// Leaves only what is in both, as here.
        case intersect
        /// These alone.
        case replace
        /// Takes these away.
        case remove
    }

    /// What else one could do where one is.
    nonisolated public struct Around: OptionSet, Sendable, Hashable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// The ways out, by their names.
        public static let exits = Around(rawValue: 1)
        /// What things in the room and in one's hands give.
        public static let things = Around(rawValue: 2)
    }

    /// By what another set's ``against`` names it.
    public var name = ""
    public var commands: [AnyCommand.Type]
    public var merge: Merge
    public var priority: Int
    /// How it meets a set of some name, where that is not by ``merge``.
    public var against: [String: Merge] = [:]
    /// What is not to be had while it is there.
    public var hides: Around
    /// What is to be had again though a set of lower priority hides it.
    public var shows: Around

    public init(
        _ commands: AnyCommand.Type..., merge: Merge = .union, priority: Int = 0, hides: Around = [], shows: Around = []
    ) {
        (self.commands, self.merge, self.priority) = (commands, merge, priority)
        (self.hides, self.shows) = (hides, shows)
    }

    /// No commands: what most things give.
    public static let none = CommandSet()

    public var isEmpty: Bool { commands.isEmpty && merge == .union && hides.isEmpty && shows.isEmpty }
}

/// A set that is put on something while the game runs, and stays on it through reload, crash and restart.
/// ```swift
/// enum Gagged: LastingCommandSet {
///     static var set: CommandSet { CommandSet(Say.self, Whisper.self, merge: .remove, priority: 10) }
/// }
/// prisoner.add(Gagged.self)
/// ```
nonisolated public protocol LastingCommandSet: KitBuild {
    @MainActor static var set: CommandSet { get }
}

extension Entity {
    /// Puts a set on it; once however often it is asked for.
    public final func add(_ set: any LastingCommandSet.Type) {
        let name = ClassRegistry.name(of: set)
        if !commandSets.contains(name) { commandSets.append(name) }
    }

    public final func remove(_ set: any LastingCommandSet.Type) {
        commandSets.removeAll { $0 == ClassRegistry.name(of: set) }
    }

    public final func has(_ set: any LastingCommandSet.Type) -> Bool {
        commandSets.contains(ClassRegistry.name(of: set))
    }
}

extension AnyCommand {
    /// Keys that no player types: the game runs such a command itself. A set that has one replaces what would happen.
    nonisolated public enum SystemKey {
        /// A line that is no command: all of it is the command's `args`.
        public static let noMatch = "__no_match"
        /// An empty line.
        public static let noInput = "__no_input"
    }
}
