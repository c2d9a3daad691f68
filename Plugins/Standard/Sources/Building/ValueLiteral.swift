import HearthKit

/// Reads values as Swift writes them: `12`, `-0.5`, `true`, `nil`, `"text"`, `[1, 2]`, `["a": 1]`; and `#12` for an
/// entity. Anything that begins with a letter and is none of these is text as it stands. A map may be written as files
/// have it, too: within `{ name: a rock, tags: [heavy] }` texts need no quotes.
nonisolated struct ValueLiteral {
    /// What cannot be read, and where.
    nonisolated struct Problem: Error {
        var reason: String
        var place: String
    }

    private var rest: Substring
    /// How many `{` are open.
    private var braces = 0

    private init(_ text: String) { rest = text.trimmingSpaces }

    static func read(_ text: String) throws(Problem) -> StoredValue {
        var reader = ValueLiteral(text)
        let whole = String(reader.rest)
        if let first = whole.first, first.isLetter, word(whole) == nil { return .string(whole) }
        let value = try reader.value()
        reader.skipSpaces()
        guard reader.rest.isEmpty else { throw reader.problem("it should end here") }
        return value
    }

    private static func word(_ text: String) -> StoredValue? {
        switch text {
        case "nil": .null
        case "true": .bool(true)
        case "false": .bool(false)
        default: nil
        }
    }

    private func problem(_ reason: String) -> Problem {
        Problem(reason: reason, place: rest.isEmpty ? "the end" : String(rest.prefix(20)))
    }

    private mutating func skipSpaces() { rest = rest.drop { $0 == " " } }

    private mutating func take(_ character: Swift.Character) -> Bool {
        skipSpaces()
        guard rest.first == character else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func value() throws(Problem) -> StoredValue {
        skipSpaces()
        switch rest.first {
        case "\"": return .string(try string())
        case "[": return try collection()
        case "{": return try map()
        case "#": return try reference()
        case let first? where first.isLetter:
            if braces > 0 { return bareText() }
            let name = rest.prefix { $0.isLetter }
            guard let value = Self.word(String(name)) else { throw problem("text stands in quotes") }
            rest = rest.dropFirst(name.count)
            return value
        default: return try number()
        }
    }

    private mutating func number() throws(Problem) -> StoredValue {
        let digits = rest.prefix { $0.isASCII && ($0.isNumber || "+-._eE".contains($0)) }
        let text = digits.filter { $0 != "_" }
        let value: StoredValue
        if let int = Int64(text) {
            value = .int(int)
        } else if let double = Double(text), double.isFinite {
            value = .double(double)
        } else {
            throw problem("a number, true, false, nil, \"text\", [list] or #number was expected")
        }
        rest = rest.dropFirst(digits.count)
        return value
    }

    private mutating func reference() throws(Problem) -> StoredValue {
        let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
        guard let id = EntityID(digits) else { throw problem("a number was expected after #") }
        rest = rest.dropFirst(digits.count + 1)
        return .reference(id)
    }

    private mutating func string() throws(Problem) -> String {
        let start = self
        rest = rest.dropFirst()
        var text = ""
        while let next = rest.popFirst() {
            if next == "\"" { return text }
            guard next == "\\" else {
                text.append(next)
                continue
            }
            switch rest.popFirst() {
            case "n": text.append("\n")
            case "t": text.append("\t")
            case let other? where other == "\"" || other == "\\": text.append(other)
            default: throw problem("after \\ comes n, t, \" or \\")
            }
        }
        throw start.problem("the text has no closing quote")
    }

    /// `{ a: 1, b: some words }`, `{}`.
    private mutating func map() throws(Problem) -> StoredValue {
        rest = rest.dropFirst()
        braces += 1
        defer { braces -= 1 }
        var map: [String: StoredValue] = [:]
        if take("}") { return .map(map) }
        repeat {
            skipSpaces()
            let key = rest.first == "\"" ? try string() : String(rest.prefix { !",:{}[]".contains($0) }.trimmingSpaces)
            if rest.first != ":" { rest = rest.drop { !",:{}[]".contains($0) } }
            guard !key.isEmpty, take(":") else { throw problem("a key and : were expected") }
            map[key] = try value()
        } while take(",")
        guard take("}") else { throw problem(", or } was expected") }
        return .map(map)
    }

    /// Words up to where the map or list goes on.
    private mutating func bareText() -> StoredValue {
        let text = rest.prefix { !",{}[]".contains($0) }
        rest = rest.dropFirst(text.count)
        let words = String(text.trimmingSpaces)
        return Self.word(words) ?? .string(words)
    }

    /// `[1, 2]`, `["a": 1]`, `[]`, `[:]`.
    private mutating func collection() throws(Problem) -> StoredValue {
        rest = rest.dropFirst()
        if take("]") { return .list([]) }
        if take(":") {
            guard take("]") else { throw problem("] was expected") }
            return .map([:])
        }
        var list: [StoredValue] = []
        var map: [String: StoredValue] = [:]
        repeat {
            let item = try value()
            if take(":") {
                guard case .string(let key) = item, list.isEmpty else { throw problem("a key is text in quotes") }
                map[key] = try value()
            } else {
                guard map.isEmpty else { throw problem("a key was expected") }
                list.append(item)
            }
        } while take(",")
        guard take("]") else { throw problem(", or ] was expected") }
        return map.isEmpty ? .list(list) : .map(map)
    }
}
