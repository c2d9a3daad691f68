/// Reads lock strings:
///
///     lock   = [ entry *( ";" entry ) ]
///     entry  = type ":" or
///     or     = and *( "OR" and )
///     and    = not *( "AND" not )
///     not    = "NOT" not | "(" or ")" | name "(" [ value *( "," value ) ] ")"
///     value  = [ name "=" ] ( quoted | bare )
///
/// Words are read in any case. Of two entries for one type the later one counts.
nonisolated struct LockParser {
    private let source: String
    private let bytes: [UInt8]
    private var index = 0
    /// Nesting is bounded: the stack is too.
    private var depth = 0
    private static let deepest = 64
    /// A chain of AND is as deep a tree as it is long.
    private var calls = 0
    private static let mostCalls = 1000

    init(_ source: String) {
        self.source = source
        bytes = Array(source.utf8)
    }

    mutating func parse() throws(LockError) -> [(type: String, expression: LockExpression)] {
        var entries: [(type: String, expression: LockExpression)] = []
        while true {
            skipSpace()
            if take(UInt8(ascii: ";")) { continue }
            guard index < bytes.count else { return entries }
            guard let type = name() else { throw error("the type of access, such as 'get'") }
            guard take(UInt8(ascii: ":")) else { throw error("':' after '\(type)'") }
            let expression = try or()
            entries.removeAll { $0.type == type }
            entries.append((type, expression))
            skipSpace()
            guard index == bytes.count || bytes[index] == UInt8(ascii: ";") else {
                throw error("AND, OR, ';' or the end")
            }
        }
    }

    /// Reads one expression without a type of access.
    mutating func parseExpression() throws(LockError) -> LockExpression {
        let expression = try or()
        skipSpace()
        guard index == bytes.count else { throw error("AND, OR or the end") }
        return expression
    }

    private mutating func or() throws(LockError) -> LockExpression {
        var left = try and()
        while takeWord("or") { left = .or(left, try and()) }
        return left
    }

    private mutating func and() throws(LockError) -> LockExpression {
        var left = try not()
        while takeWord("and") { left = .and(left, try not()) }
        return left
    }

    private mutating func not() throws(LockError) -> LockExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw error("a lock with fewer levels of NOT and parentheses") }
        if takeWord("not") { return .not(try not()) }
        if take(UInt8(ascii: "(")) {
            let inner = try or()
            guard take(UInt8(ascii: ")")) else { throw error("')'") }
            return inner
        }
        return try call()
    }

    private mutating func call() throws(LockError) -> LockExpression {
        calls += 1
        guard calls <= Self.mostCalls else { throw error("a lock with fewer functions") }
        guard let name = name() else { throw error("a lock function such as 'perm(Builder)'") }
        guard take(UInt8(ascii: "(")) else { throw error("'(' after '\(name)'") }
        var arguments: [String] = []
        var named: [String: String] = [:]
        if !take(UInt8(ascii: ")")) {
            repeat {
                let (key, value) = try argument()
                if let key { named[key] = value } else { arguments.append(value) }
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: ")")) else { throw error("',' or ')'") }
        }
        return .call(LockCall(name, arguments, named: named))
    }

    private mutating func argument() throws(LockError) -> (key: String?, value: String) {
        let start = index
        if let key = name(), take(UInt8(ascii: "=")) { return (key, try value()) }
        index = start
        return (nil, try value())
    }

    private mutating func value() throws(LockError) -> String {
        skipSpace()
        if take(UInt8(ascii: "\"")) { return try quoted() }
        let start = index
        while index < bytes.count, !Self.endsBareValue(bytes[index]) { index += 1 }
        var end = index
        while end > start, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
        guard end > start else { throw error("a value") }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private mutating func quoted() throws(LockError) -> String {
        var value: [UInt8] = []
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count { index += 1 }
            value.append(bytes[index])
            index += 1
        }
        guard index < bytes.count else { throw error("a closing '\"'") }
        index += 1
        return String(decoding: value, as: UTF8.self)
    }

    static func endsBareValue(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ";"), UInt8(ascii: "\""): true
        default: false
        }
    }

    // MARK: Words

    private mutating func skipSpace() {
        while index < bytes.count, bytes[index] == UInt8(ascii: " ") || (9...13).contains(bytes[index]) { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func takeWord(_ word: String) -> Bool {
        let start = index
        if name() == word { return true }
        index = start
        return false
    }

    /// A name in lower case, or nil when none stands here.
    private mutating func name() -> String? {
        skipSpace()
        let start = index
        while index < bytes.count, Self.isNameByte(bytes[index]) { index += 1 }
        return index > start ? String(decoding: bytes[start..<index], as: UTF8.self).lowercased() : nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), 0x80...:
            true
        default: false
        }
    }

    private func error(_ expected: String) -> LockError {
        let position = String(decoding: bytes[..<index], as: UTF8.self).count
        let rest = source.dropFirst(position)
        let word = rest.prefix { $0 != " " && $0 != ";" }.prefix(20)
        return LockError(
            source: source, position: position, expected: expected, found: String(word.isEmpty ? rest.prefix(1) : word))
    }
}
