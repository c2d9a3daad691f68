/// What a lock asks for one type of access.
nonisolated indirect enum LockExpression: Sendable, Hashable {
    case call(LockCall)
    case not(LockExpression)
    case and(LockExpression, LockExpression)
    case or(LockExpression, LockExpression)

    /// The answer, asking from left to right and no more than needed. A call that cannot be answered (nil) counts for
    /// neither yes nor no, so that a broken function under NOT opens nothing.
    func evaluate(_ ask: (LockCall) -> Bool?) -> Bool? {
        switch self {
        case .call(let call): return ask(call)
        case .not(let operand): return operand.evaluate(ask).map { !$0 }
        case .and(let left, let right):
            let first = left.evaluate(ask)
            if first == false { return false }
            let second = right.evaluate(ask)
            return second == false ? false : first == nil ? nil : second
        case .or(let left, let right):
            let first = left.evaluate(ask)
            if first == true { return true }
            let second = right.evaluate(ask)
            return second == true ? true : first == nil ? nil : second
        }
    }

    /// The calls, in the order they are written.
    var calls: [LockCall] {
        switch self {
        case .call(let call): [call]
        case .not(let operand): operand.calls
        case .and(let left, let right), .or(let left, let right): left.calls + right.calls
        }
    }
}

nonisolated extension LockExpression: CustomStringConvertible {
    /// Written so that it reads back as the same expression.
    var description: String {
        switch self {
        case .call(let call): call.description
        case .not(let operand): "NOT " + operand.written(inside: 3)
        case .and(let left, let right): left.written(inside: 2) + " AND " + right.written(inside: 3)
        case .or(let left, let right): left.written(inside: 1) + " OR " + right.written(inside: 2)
        }
    }

    /// How strongly its parts hold together.
    private var strength: Int {
        switch self {
        case .or: 1
        case .and: 2
        case .not, .call: 3
        }
    }

    private func written(inside needed: Int) -> String {
        strength < needed ? "(\(description))" : description
    }
}

/// A lock function with its arguments, as a lock string names it.
public nonisolated struct LockCall: Sendable, Hashable, CustomStringConvertible {
    /// Lower-case.
    public let name: String
    public let arguments: [String]
    /// Arguments written as `compare=gt`.
    public let named: [String: String]
    /// The kit's own function of that name, found once when the lock was read.
    let builtIn: LockBuiltIn?
    /// The first argument as a rung of the ladder.
    let level: PermissionLevel?

    public init(_ name: String, _ arguments: [String] = [], named: [String: String] = [:]) {
        self.name = name.lowercased()
        self.arguments = arguments
        self.named = named
        builtIn = LockBuiltIn(rawValue: self.name)
        level = arguments.first.flatMap(PermissionLevel.init)
    }

    public var description: String {
        let parts = arguments.map(Self.quoted) + named.sorted { $0.key < $1.key }.map { "\($0)=" + Self.quoted($1) }
        return "\(name)(\(parts.joined(separator: ", ")))"
    }

    /// Quotes a value that would not be read back as it is.
    private static func quoted(_ value: String) -> String {
        // By scalars, as the parser reads it: an accent makes one `Character` with the quotation mark before it.
        let scalars = value.unicodeScalars
        let needsQuotes =
            value.isEmpty || scalars.first?.properties.isWhitespace == true || scalars.last == " "
            || value.utf8.contains { LockParser.endsBareValue($0) || $0 == UInt8(ascii: "=") }
        guard needsQuotes else { return value }
        var result = "\"".unicodeScalars
        for scalar in scalars {
            if scalar == "\"" || scalar == "\\" { result.append("\\") }
            result.append(scalar)
        }
        return String(result) + "\""
    }
}
