import Synchronization

/// Who may do what with a thing: a rule for each type of access.
///
///     "get: attr_ge(strength, 10) AND NOT tag(ghost); edit: perm(Builder) or id(12)"
///
/// A value is one reference: equal lock strings share what was read from them, so a hundred thousand things with the
/// same locks hold them once, and a literal in a computed property costs one look-up.
///
/// A literal that cannot be read does not stop the program: it refuses every access (but the superuser's, who must
/// be able to mend it) and says why in `problem`.
public nonisolated struct Locks: Sendable {
    private let rules: Rules

    /// No rule: what is asked of it gets the default.
    public init() { rules = Rules(source: "", entries: [], problem: nil) }

    /// - Throws: `LockError` that tells the place and what was expected there.
    public init(parsing source: String) throws(LockError) {
        let rules = Rules.reading(source)
        if let problem = rules.problem { throw problem }
        self.rules = rules
    }

    private init(_ entries: [Rules.Entry]) {
        let source = entries.map { "\($0.type): \($0.expression)" }.joined(separator: "; ")
        rules = Rules(source: source, entries: entries, problem: nil)
    }

    /// Why the locks cannot be read, for those that were made from a literal.
    public var problem: LockError? { rules.problem }

    public var isEmpty: Bool { rules.entries.isEmpty && rules.problem == nil }

    /// The types of access that have a rule, in the order written.
    public var accessTypes: [String] { rules.entries.map(\.type) }

    /// The rule for one type of access, as text.
    public subscript(_ access: String) -> String? { rules[access]?.expression.description }

    /// All names of functions in use that neither the kit nor the game has: a lock that asks them refuses.
    @MainActor
    public var unknownFunctions: [String] {
        let calls = rules.entries.flatMap(\.expression.calls).filter { $0.builtIn == nil }
        return Set(calls.map(\.name)).filter { LockFunctions.find($0) == nil }.sorted()
    }

    /// Whether `accessor` has this access to `accessed`.
    ///
    /// - Parameters:
    ///   - access: the type of access, lower-case.
    ///   - default: the answer where no rule is for that type.
    ///   - superuserPasses: whether the superuser is let through unasked.
    @MainActor
    public func check(
        _ access: String, accessor: any LockSubject, accessed: (any LockSubject)?, default: Bool = false,
        superuserPasses: Bool = true
    ) -> Bool {
        guard let entry = rules[access] else {
            if rules.problem == nil, `default` { return true }
            return superuserPasses && accessor.passesAllLocks
        }
        if entry.isOpenToAll || superuserPasses && accessor.passesAllLocks { return true }
        return entry.expression.evaluate { try? $0.answer(accessor, accessed) } ?? false
    }

    /// Whether they have the last word on a type of access: by a rule, or because they cannot be read and refuse.
    func decide(_ access: String) -> Bool { rules.problem != nil || rules[access] != nil }

    /// The compiled rule for one type of access.
    func rule(for access: String) -> LockExpression? { rules[access]?.expression }
}

nonisolated extension Locks {
    /// These locks with the other's rules; where both have one the other's counts.
    public func merging(_ other: Locks) -> Locks {
        let types = Set(other.accessTypes)
        return Locks(rules.entries.filter { !types.contains($0.type) } + other.rules.entries)
    }

    public mutating func add(_ other: Locks) { self = merging(other) }

    public mutating func remove(_ access: String) { self = Locks(rules.entries.filter { $0.type != access }) }

    public enum Joint: Sendable { case and, or }

    /// Widens (`or`) or narrows (`and`) the rule for one type of access by a further expression.
    /// - Throws: `LockError` when the expression cannot be read, or the rule grows beyond what can be.
    public mutating func append(_ expression: String, to access: String, _ joint: Joint) throws(LockError) {
        var parser = LockParser(expression)
        let further = try parser.parseExpression()
        var entries = rules.entries
        if let index = entries.firstIndex(where: { $0.type == access }) {
            let old = entries[index].expression
            entries[index].expression = joint == .and ? .and(old, further) : .or(old, further)
        } else {
            entries.append(.init(type: access, expression: further))
        }
        self = try Locks(parsing: Locks(entries).description)
    }
}

nonisolated extension Locks: ExpressibleByStringLiteral, CustomStringConvertible, Hashable, Codable {
    public init(stringLiteral source: String) { rules = Rules.reading(source) }

    /// The lock string.
    public var description: String { rules.source }

    public static func == (left: Self, right: Self) -> Bool {
        left.rules === right.rules || left.rules.source == right.rules.source
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(rules.source) }

    /// Stored locks that can no longer be read refuse, as a literal does: data is not lost for it.
    public init(from decoder: any Decoder) throws {
        self.init(stringLiteral: try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rules.source)
    }
}

/// What a lock string says, read.
private nonisolated final class Rules: Sendable {
    struct Entry: Sendable {
        var type: String
        var expression: LockExpression { didSet { isOpenToAll = Self.isOpenToAll(expression) } }
        /// Known beforehand: most locks are "all()".
        private(set) var isOpenToAll: Bool

        init(type: String, expression: LockExpression) {
            self.type = type
            self.expression = expression
            isOpenToAll = Self.isOpenToAll(expression)
        }

        private static func isOpenToAll(_ expression: LockExpression) -> Bool {
            guard case .call(let call) = expression else { return false }
            return call.builtIn == .all || call.builtIn == .true
        }
    }

    let source: String
    let entries: [Entry]
    let problem: LockError?

    init(source: String, entries: [Entry], problem: LockError?) {
        self.source = source
        self.entries = entries
        self.problem = problem
    }

    subscript(_ access: String) -> Entry? {
        for entry in entries where entry.type == access { return entry }
        return nil
    }

    /// The rules of a lock string: those that were read before, while they are remembered.
    static func reading(_ source: String) -> Rules {
        if let known = read.withLock({ $0[source] }) { return known }
        var parser = LockParser(source)
        let rules: Rules
        do throws(LockError) {
            let entries = try parser.parse().map { Entry(type: $0.type, expression: $0.expression) }
            rules = Rules(source: source, entries: entries, problem: nil)
        } catch {
            rules = Rules(source: source, entries: [], problem: error)
        }
        read.withLock { known in
            if known.count >= mostRemembered { known.removeAll() }
            known[source] = rules
        }
        return rules
    }

    private static let read = Mutex<[String: Rules]>([:])
    private static let mostRemembered = 4096
}
