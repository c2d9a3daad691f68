/// Reads the one grammar of calls and signatures, front to back:
///
///     call     = name "(" [ argument *( "," argument ) ] ")"
///     argument = text | number | "#" digits | "true" | "false" | "none" | name | call | list
///     list     = "[" [ argument *( "," argument ) ] "]"
///     text     = '"' characters '"' | "'" characters "'"     with \" \' \\ \n
nonisolated struct NativeReader {
    let source: String
    let place: String?
    private let bytes: [UInt8]
    private(set) var index = 0
    /// Nesting is bounded: the stack is too.
    private var depth = 0
    private static let deepest = 32

    init(_ source: String, place: String? = nil) {
        (self.source, self.place) = (source, place)
        bytes = Array(source.utf8)
    }

    var isAtEnd: Bool { mutating get { skipSpace(); return index == bytes.count } }

    // MARK: Calls

    mutating func call() throws(NativeError) -> NativeCall {
        skipSpace()
        let start = index
        guard let name = name() else { throw error("the name of a native") }
        return try call(name, from: start)
    }

    private mutating func call(_ name: String, from start: Int) throws(NativeError) -> NativeCall {
        guard take("(") else { throw error("'(' after '\(name)'") }
        let arguments = try arguments(upTo: ")")
        let written = String(decoding: bytes[start..<index], as: UTF8.self)
        return NativeCall(name: name, arguments: arguments, source: written, place: place)
    }

    private mutating func arguments(upTo end: Unicode.Scalar) throws(NativeError) -> [NativeCall.Argument] {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw error("a call with fewer calls in it") }
        var arguments: [NativeCall.Argument] = []
        if take(end) { return arguments }
        repeat { arguments.append(try argument()) } while take(",")
        guard take(end) else { throw error("',' or '\(end)'") }
        return arguments
    }

    mutating func argument() throws(NativeError) -> NativeCall.Argument {
        skipSpace()
        let start = index
        if take("\"") { return .value(.text(try text(until: UInt8(ascii: "\"")))) }
        if take("'") { return .value(.text(try text(until: UInt8(ascii: "'")))) }
        if take("[") { return NativeCall.Argument(list: try arguments(upTo: "]")) }
        if take("#") { return .value(.object(try object())) }
        if let byte = next, byte == UInt8(ascii: "-") || Self.isDigit(byte) { return .value(try number()) }
        guard let name = name() else { throw error("a value: 12, 0.5, \"text\", true, #12, me, a list or a call") }
        if next == UInt8(ascii: "(") { return .call(try call(name, from: start)) }
        switch name {
        case "true": return .value(.flag(true))
        case "false": return .value(.flag(false))
        case "none": return .value(.none)
        default: return .name(name)
        }
    }

    private mutating func text(until quote: UInt8) throws(NativeError) -> String {
        var text: [UInt8] = []
        while let byte = next, byte != quote {
            index += 1
            guard byte == UInt8(ascii: "\\"), let escaped = next else {
                text.append(byte)
                continue
            }
            index += 1
            text.append(escaped == UInt8(ascii: "n") ? UInt8(ascii: "\n") : escaped)
        }
        guard next == quote else { throw error("a closing \(String(Unicode.Scalar(quote)))") }
        index += 1
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func number() throws(NativeError) -> NativeValue {
        let start = self
        while let byte = next, Self.belongsToNumber(byte, after: index > 0 ? bytes[index - 1] : 0) { index += 1 }
        let digits = String(decoding: bytes[start.index..<index], as: UTF8.self)
        if let integer = Int128(digits) { return .integer(integer) }
        guard let number = Double(digits), number.isFinite else { throw start.error("a number") }
        return .number(number)
    }

    private mutating func object() throws(NativeError) -> EntityID {
        let start = self
        while let byte = next, Self.isDigit(byte) { index += 1 }
        guard let id = EntityID(String(decoding: bytes[start.index..<index], as: UTF8.self)) else {
            throw start.error("the number of an object")
        }
        return id
    }

    // MARK: Words

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == UInt8(ascii: " ") || (9...13).contains(byte) { index += 1 }
    }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        skipSpace()
        guard let byte = next, byte == UInt8(ascii: mark) else { return false }
        index += 1
        return true
    }

    /// A name as C and Swift have them, or nil when none stands here.
    mutating func name() -> String? {
        skipSpace()
        let start = index
        guard let first = next, !Self.isDigit(first) else { return nil }
        while let byte = next, Self.isNameByte(byte) { index += 1 }
        return index > start ? String(decoding: bytes[start..<index], as: UTF8.self) : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    static func isNameByte(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "_") || byte.isWordByte && byte < 0x80 }

    /// Digits, one sign in front and one in an exponent, a point: what `Double` then reads or refuses.
    private static func belongsToNumber(_ byte: UInt8, after last: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): isDigit(last)
        case UInt8(ascii: "-"), UInt8(ascii: "+"): !isDigit(last) && last != UInt8(ascii: "-")
        default: isDigit(byte)
        }
    }

    func error(_ expected: String) -> NativeError {
        var rest = bytes[index...].drop { $0 == UInt8(ascii: " ") }
        let position = String(decoding: bytes[..<rest.startIndex], as: UTF8.self).count
        let word = rest.prefix { Self.isNameByte($0) }.prefix(20)
        rest = word.isEmpty ? rest.prefix(1) : word
        return NativeError(
            reading: source, place,
            .unreadable(expected: expected, position: position, found: String(decoding: rest, as: UTF8.self)))
    }
}
