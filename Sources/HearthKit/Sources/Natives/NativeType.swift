/// A type that crosses between game data and a native, as signatures spell it.
///
/// | signature | Swift | C | in data |
/// | --- | --- | --- | --- |
/// | `Int`, `Int64`, `UInt`, `UInt64` | the same | `int64_t`, `uint64_t` | `12`, `-3` |
/// | `Int32`, `Int16`, `Int8`, `UInt32`, … | the same | `int32_t` (C's `int`), … | `12`, within its range |
/// | `Double`, `Float` | the same | `double`, `float` | `0.5`, `12` |
/// | `Bool` | the same | `bool` | `true`, `false` |
/// | `String` | `UnsafePointer<CChar>`, `UnsafeMutablePointer<CChar>?` | `const char *` in, `char *` out | `"cold"` |
/// | `Object` | ``ObjectHandle`` | `int64_t` | `#12`, `me`, `none` |
/// | `[Int32]` | a pointer, then how many there are | `const int32_t *list, int64_t count` | `[1, 2]` |
///
/// A list that is the *result* needs a last parameter of its own, `int64_t *count`, where the native says how many.
/// It may be `NULL` when there are none. Text is UTF-8 and ends with a zero byte. Who owns what:
///
/// - What comes in is the kit's and there until the native returns: it copies what it keeps.
/// - Text and lists that a native returns are memory from `malloc` (`strdup`, …) and the kit's from then on: it calls
///   `free` when it has read them; of a list of texts, on each of them as well. From Swift: `return .copy("cold")`.
public nonisolated struct NativeType: Sendable, Hashable {
    public enum Element: String, Sendable, CaseIterable {
        case int8 = "Int8", int16 = "Int16", int32 = "Int32", int64 = "Int64"
        case uint8 = "UInt8", uint16 = "UInt16", uint32 = "UInt32", uint64 = "UInt64"
        case double = "Double", float = "Float", bool = "Bool", string = "String", object = "Object"

        init?(named name: String) {
            switch name {
            case "Int": self = .int64
            case "UInt": self = .uint64
            default: self.init(rawValue: name)
            }
        }
    }

    public var element: Element
    public var isList: Bool

    public init(_ element: Element, isList: Bool = false) { (self.element, self.isList) = (element, isList) }

    /// For the message of an error: what a writer of data should put there.
    var words: String {
        if isList { return "a list of \(element.rawValue)" }
        if let range = element.range { return "a whole number from \(range.lowerBound) to \(range.upperBound)" }
        return switch element {
        case .double, .float: "a number"
        case .bool: "true or false"
        case .string: "a text"
        default: "an object"
        }
    }
}

nonisolated extension NativeType.Element {
    /// The numbers that a whole number can be; nil for other types.
    var range: ClosedRange<Int128>? {
        switch self {
        case .int8: Int128(Int8.min)...Int128(Int8.max)
        case .int16: Int128(Int16.min)...Int128(Int16.max)
        case .int32: Int128(Int32.min)...Int128(Int32.max)
        case .int64: Int128(Int64.min)...Int128(Int64.max)
        case .uint8: 0...Int128(UInt8.max)
        case .uint16: 0...Int128(UInt16.max)
        case .uint32: 0...Int128(UInt32.max)
        case .uint64: 0...Int128(UInt64.max)
        default: nil
        }
    }

    /// Bytes that one takes in a list.
    var size: Int {
        switch self {
        case .int8, .uint8, .bool: 1
        case .int16, .uint16: 2
        case .int32, .uint32, .float: 4
        case .int64, .uint64, .double, .object: 8
        case .string: MemoryLayout<UnsafeRawPointer>.size
        }
    }

    /// Whether a value can be one of these, as far as that can be told without the world.
    func takes(_ value: NativeValue) -> Bool {
        switch (self, value) {
        case (.double, .integer): true
        case (.double, .number(let number)): number.isFinite
        case (.float, .integer(let number)): Float(number).isFinite
        case (.float, .number(let number)): Float(number).isFinite
        case (.bool, .flag), (.object, .object), (.object, .none): true
        // The zero byte would end it.
        case (.string, .text(let text)): !text.containsByte(0)
        case (_, .integer(let number)): range?.contains(number) ?? false
        default: false
        }
    }
}

nonisolated extension NativeType {
    func takes(_ value: NativeValue) -> Bool {
        guard isList else { return element.takes(value) }
        guard case .list(let values) = value else { return false }
        return values.allSatisfy(element.takes)
    }

    /// Whether a result of the type `other` may stand where one of this is wanted. Its range is seen when it is there.
    func mayTake(_ other: NativeType) -> Bool {
        guard isList == other.isList else { return false }
        if element.range != nil { return other.element.range != nil }
        switch element {
        case .double, .float: return other.element.range != nil || [.double, .float].contains(other.element)
        default: return element == other.element
        }
    }
}
