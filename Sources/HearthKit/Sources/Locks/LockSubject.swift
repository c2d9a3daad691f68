/// What a lock can ask about: who wants access, or what is to be accessed.
///
/// Only `lockID` and `lockName` must be given; the rest is "nothing of the kind" unless said otherwise.
public protocol LockSubject: AnyObject {
    /// The number of the object, as in `#12`.
    var lockID: Int { get }
    /// The name, for explanations.
    var lockName: String { get }
    /// Whether locks do not hold it. Of a puppet its account is asked too.
    var isSuperuser: Bool { get }
    /// The permissions of its own, in any case.
    var lockPermissions: [String] { get }
    /// The account that plays it; for an account itself. Nil for what nobody plays.
    var lockAccount: (any LockSubject)? { get }
    /// Whether its player gave up the account's permissions for a while.
    var isQuelled: Bool { get }
    /// Whether it acts without a character: an account or session that plays none.
    var isOutOfCharacter: Bool { get }
    /// The account whose character it is; nil for what is nobody's.
    var lockOwner: (any LockSubject)? { get }
    var lockLocation: (any LockSubject)? { get }
    var lockContents: [any LockSubject] { get }
    /// An attribute or stored property by name, nil when there is none.
    func lockValue(of name: String) -> LockValue?
    func hasLockTag(_ key: String, category: String?) -> Bool
    /// Whether it answers to a name.
    func answers(toName name: String) -> Bool
}

extension LockSubject {
    public var isSuperuser: Bool { false }
    public var lockPermissions: [String] { [] }
    public var lockAccount: (any LockSubject)? { nil }
    public var isQuelled: Bool { false }
    public var isOutOfCharacter: Bool { false }
    public var lockOwner: (any LockSubject)? { nil }
    public var lockLocation: (any LockSubject)? { nil }
    public var lockContents: [any LockSubject] { [] }
    public func lockValue(of name: String) -> LockValue? { nil }
    public func hasLockTag(_ key: String, category: String?) -> Bool { false }
    public func answers(toName name: String) -> Bool { lockName.lowercased() == name.lowercased() }

    /// Whether locks do not hold it: its account is superuser and not quelled.
    var passesAllLocks: Bool {
        if isQuelled { return false }
        return isSuperuser || (lockAccount?.isSuperuser ?? false)
    }
}

/// A stored value in the shape that locks compare.
public nonisolated enum LockValue: Sendable, Hashable, CustomStringConvertible {
    case text(String)
    case integer(Int)
    case number(Double)
    case flag(Bool)

    /// Whether the value alone opens a lock: set, and neither false, zero nor empty.
    public var isTrue: Bool {
        switch self {
        case .text(let text): !text.isEmpty
        case .integer(let integer): integer != 0
        case .number(let number): number != 0
        case .flag(let flag): flag
        }
    }

    public var description: String {
        switch self {
        case .text(let text): text
        case .integer(let integer): String(integer)
        case .number(let number): String(number)
        case .flag(let flag): String(flag)
        }
    }

    /// How it compares with what a lock string says: as numbers where both are, else as text. Nil where no order is.
    enum Order { case less, equal, greater }

    func compared(to argument: String) -> Order? {
        switch self {
        case .integer(let integer):
            if let other = Int(argument) { return Self.order(integer, other) }
            return Double(argument).flatMap { Self.order(Double(integer), $0) }
        case .number(let number): return Double(argument).flatMap { Self.order(number, $0) }
        case .flag(let flag):
            switch argument.lowercased() {
            case "true", "yes", "on", "1": return flag ? .equal : .less
            case "false", "no", "off", "0": return flag ? .greater : .equal
            default: return nil
            }
        case .text(let text):
            if let number = Double(text), let other = Double(argument) { return Self.order(number, other) }
            return Self.order(text, argument)
        }
    }

    private static func order<Value: Comparable>(_ left: Value, _ right: Value) -> Order? {
        left < right ? .less : left == right ? .equal : left > right ? .greater : nil
    }
}
