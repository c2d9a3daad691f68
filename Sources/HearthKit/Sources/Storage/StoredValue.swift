/// The number of an entity, written `#12`. Never used again, also when the entity is gone.
nonisolated public struct EntityID: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: Int64

    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// Reads `#12` or `12`.
    public init?(_ text: some StringProtocol) {
        guard let number = Int64(text.hasPrefix("#") ? text.dropFirst() : text[...]), number > 0 else { return nil }
        rawValue = number
    }

    public static func < (a: EntityID, b: EntityID) -> Bool { a.rawValue < b.rawValue }
    public var description: String { "#\(rawValue)" }
}

/// A value as the store keeps it: what every ``Storable`` type becomes, and what a dynamic attribute is.
nonisolated public enum StoredValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list([StoredValue])
    case map([String: StoredValue])
    /// An entity, by its number.
    case reference(EntityID)

    /// The word for its kind, as reports name it.
    public var kind: String {
        switch self {
        case .null: "nothing"
        case .bool: "a Bool"
        case .int: "an Int"
        case .double: "a Double"
        case .string: "a String"
        case .bytes: "bytes"
        case .list: "a list"
        case .map: "a map"
        case .reference: "an entity"
        }
    }
}

extension StoredValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .int(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(nilLiteral: ()) { self = .null }
    public init(arrayLiteral elements: StoredValue...) { self = .list(elements) }
    public init(dictionaryLiteral elements: (String, StoredValue)...) {
        self = .map(Dictionary(elements) { $1 })
    }
}

nonisolated extension StoredValue: CustomStringConvertible {
    /// As `examine` shows it.
    public var description: String {
        switch self {
        case .null: "nil"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .double(let value): "\(value)"
        case .string(let value): "\"\(value)\""
        case .bytes(let value): "\(value.count) bytes"
        case .list(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
        case .map(let values):
            "[" + values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "]"
        case .reference(let id): id.description
        }
    }
}
