/// Commands that belong together, and how they meet those that are there already.
///
/// Sets come from the session (``GameHooks/commands(for:)``), the account, the character, the room and the things in it
/// and in one's hands. They are merged from low to high priority; at equal priority in that order, so that the nearer
/// has the last word.
/// ```swift
/// override class var commands: CommandSet { CommandSet(Ring.self) }                             // adds
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

    /// Nil for the set of nothing, which most things give each time that a line is typed near them.
    let content: Content?

    /// - Parameters:
    ///   - name: by what another set's `against` names it.
    ///   - against: how it meets a set of some name, where that is not by `merge`.
    ///   - hides: what is not to be had while it is there.
    ///   - shows: what is to be had again though a set of lower priority hides it.
    @_disfavoredOverload
    public init(
        _ commands: AnyCommand.Type..., name: String = "", merge: Merge = .union, priority: Int = 0,
        against: [String: Merge] = [:], hides: Around = [], shows: Around = []
    ) {
        self.init(commands, name: name, merge: merge, priority: priority, against: against, hides: hides, shows: shows)
    }

    /// Commands that are added: what nearly all sets are. A pack, as an array would be made for each thing that is asked.
    public init<each C: AnyCommand>(_ commands: repeat (each C).Type) {
        content = Content.same(as: repeat each commands)
    }

    init(
        _ commands: [AnyCommand.Type], name: String, merge: Merge = .union, priority: Int = 0,
        against: [String: Merge] = [:], hides: Around = [], shows: Around = []
    ) {
        let isNothing = commands.isEmpty && merge == .union && hides.isEmpty && shows.isEmpty
        content = isNothing ? nil : Content.same(as: commands, name, merge, priority, against, hides, shows)
    }

    init(content: Content?) { self.content = content }

    /// No commands: what most things give.
    public static var none: CommandSet { CommandSet(content: nil) }

    public var isEmpty: Bool { content == nil }
    public var commands: [AnyCommand.Type] { content?.commands ?? [] }
    public var name: String { content?.name ?? "" }
    public var merge: Merge { content?.merge ?? .union }
    public var priority: Int { content?.priority ?? 0 }
}

extension CommandSet {
    /// What a set says. There is one for all sets that say the same, so that sets are compared by it: a thing makes its
    /// set anew for each line that is typed near it.
    final class Content {
        let commands: [AnyCommand.Type]
        /// Those of ``commands``, to be compared without a look at anything else. Contents live as long as the process.
        private let addresses: UnsafePointer<Int>
        private let count: Int
        let name: String
        let merge: Merge
        let priority: Int
        let against: [String: Merge]
        let hides: Around
        let shows: Around

        private init(
            _ commands: [AnyCommand.Type], _ name: String, _ merge: Merge, _ priority: Int, _ against: [String: Merge],
            _ hides: Around, _ shows: Around
        ) {
            let addresses = UnsafeMutablePointer<Int>.allocate(capacity: max(1, commands.count))
            for (index, type) in commands.enumerated() { addresses[index] = Self.address(type) }
            (self.addresses, count) = (UnsafePointer(addresses), commands.count)
            (self.commands, self.name, self.merge, self.priority) = (commands, name, merge, priority)
            (self.against, self.hides, self.shows) = (against, hides, shows)
        }

        private static var known: [Int: [Content]] = [:]
        /// The sets of commands alone that were asked for last, by the addresses of their commands. Behind a pointer:
        /// each thing around asks with each line, and a look at a variable that others may change costs as much as all
        /// else here.
        private static let recent: UnsafeMutablePointer<Content?> = {
            let slots = UnsafeMutablePointer<Content?>.allocate(capacity: recentCount)
            slots.initialize(repeating: nil, count: recentCount)
            return slots
        }()
        private static let recentCount = 1024

        private static func address(_ type: AnyCommand.Type) -> Int { Int(bitPattern: ObjectIdentifier(type)) }

        /// Nil for no commands.
        static func same<each C: AnyCommand>(as commands: repeat (each C).Type) -> Content? {
            var count = 0
            var print: UInt = 0
            for type in repeat each commands {
                print = print &* 31 &+ UInt(bitPattern: address(type))
                count += 1
            }
            guard count > 0 else { return nil }
            let slot = Int(bitPattern: print >> 4 ^ print >> 14) & (recentCount - 1)
            if let content = recent[slot], content.count == count {
                var next = content.addresses
                var isSame = true
                for type in repeat each commands {
                    isSame = isSame && next.pointee == address(type)
                    next += 1
                }
                if isSame { return content }
            }
            var all: [AnyCommand.Type] = []
            for type in repeat each commands { all.append(type) }
            let content = same(as: all, "", .union, 0, [:], [], [])
            recent[slot] = content
            return content
        }

        static func same(
            as commands: [AnyCommand.Type], _ name: String, _ merge: Merge, _ priority: Int, _ against: [String: Merge],
            _ hides: Around, _ shows: Around
        ) -> Content {
            var print = priority
            for type in commands { print = (print &* 31) ^ Int(bitPattern: ObjectIdentifier(type)) }
            // Loops: a closure of the main actor's is checked for being there each time that it is called.
            for content in known[print] ?? [] {
                guard content.merge == merge, content.priority == priority, content.hides == hides,
                    content.shows == shows, content.name == name, content.against == against,
                    content.commands.count == commands.count
                else { continue }
                var index = 0
                while index < commands.count, content.commands[index] == commands[index] { index += 1 }
                if index == commands.count { return content }
            }
            let content = Content(commands, name, merge, priority, against, hides, shows)
            known[print, default: []].append(content)
            return content
        }
    }
}

/// A set that is put on something while the game runs, and stays on it through reload, crash and restart. On a thing
/// or a room it is for those who are there; on a ``Character`` it is that one's alone.
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
    /// Keys that no player types: the game runs such a command itself. A set that has one replaces what would happen; no
    /// set takes it away by replacing or intersecting what there is, unless it has one of the same key.
    nonisolated public enum SystemKey {
        static let mark = "__"
        /// A line that is no command: all of it is the command's `args`.
        public static let noMatch = "__no_match"
        /// An empty line.
        public static let noInput = "__no_input"
    }
}
