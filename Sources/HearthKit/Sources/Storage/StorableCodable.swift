// A Codable type is storable by going through these coders, which speak StoredValue.

extension Storable where Self: Codable {
    public var stored: StoredValue { (try? StoredEncoder.encode(self)) ?? .null }
    public static func restored(from value: StoredValue) throws -> Self { try StoredDecoder.decode(Self.self, value) }
}

/// References cross the coders as themselves, not as structs with a number.
extension Ref: Codable {
    nonisolated public init(from decoder: any Decoder) throws {
        guard let decoder = decoder as? StoredDecoder, case .reference(let id) = decoder.value else {
            throw NotStored(expected: "an entity", found: (decoder as? StoredDecoder)?.value ?? .null)
        }
        self.init(id: id)
    }
    nonisolated public func encode(to encoder: any Encoder) throws {
        (encoder as? StoredEncoder)?.value = .reference(id)
    }
}

// MARK: - Encoding

nonisolated final class StoredEncoder: Encoder {
    var value: StoredValue = .null
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    static func encode(_ value: some Encodable) throws -> StoredValue {
        switch value {
        case let value as Bool: return .bool(value)
        case let value as String: return .string(value)
        case let value as Double: return .double(value)
        case let value as Float: return .double(Double(value))
        case let value as any BinaryInteger:
            guard let int = Int64(exactly: value) else { throw NotStored(expected: "an Int64", found: .null) }
            return .int(int)
        default:
            let encoder = StoredEncoder()
            try value.encode(to: encoder)
            return encoder.value
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .map = value {} else { value = .map([:]) }
        return KeyedEncodingContainer(Keyed<Key>(encoder: self))
    }
    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        value = .list([])
        return Unkeyed(encoder: self)
    }
    func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }

    func set(_ key: String, _ new: StoredValue) {
        guard case .map(var fields) = value else { return }
        value = .null  // so that `fields` is the only owner and is changed in place
        fields[key] = new
        value = .map(fields)
    }

    func append(_ new: StoredValue) {
        guard case .list(var values) = value else { return }
        value = .null
        values.append(new)
        value = .list(values)
    }

    struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let encoder: StoredEncoder
        var codingPath: [any CodingKey] { [] }
        func encodeNil(forKey key: Key) { encoder.set(key.stringValue, .null) }
        func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
            encoder.set(key.stringValue, try StoredEncoder.encode(value))
        }
        func nestedContainer<N: CodingKey>(keyedBy: N.Type, forKey key: Key) -> KeyedEncodingContainer<N> {
            let nested = NestedStoredEncoder { [encoder] in encoder.set(key.stringValue, $0) }
            return nested.container(keyedBy: N.self)
        }
        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            NestedStoredEncoder { [encoder] in encoder.set(key.stringValue, $0) }.unkeyedContainer()
        }
        func superEncoder() -> any Encoder { NestedStoredEncoder { [encoder] in encoder.set("super", $0) } }
        func superEncoder(forKey key: Key) -> any Encoder {
            NestedStoredEncoder { [encoder] in encoder.set(key.stringValue, $0) }
        }
    }

    struct Unkeyed: UnkeyedEncodingContainer {
        let encoder: StoredEncoder
        var codingPath: [any CodingKey] { [] }
        var count: Int { if case .list(let values) = encoder.value { values.count } else { 0 } }
        func encodeNil() { encoder.append(.null) }
        func encode<T: Encodable>(_ value: T) throws { encoder.append(try StoredEncoder.encode(value)) }
        func nestedContainer<N: CodingKey>(keyedBy: N.Type) -> KeyedEncodingContainer<N> {
            nested().container(keyedBy: N.self)
        }
        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }
        func superEncoder() -> any Encoder { nested() }
        private func nested() -> NestedStoredEncoder {
            let index = count
            encoder.append(.null)
            return NestedStoredEncoder { [encoder] new in
                guard case .list(var values) = encoder.value else { return }
                values[index] = new
                encoder.value = .list(values)
            }
        }
    }

    struct Single: SingleValueEncodingContainer {
        let encoder: StoredEncoder
        var codingPath: [any CodingKey] { [] }
        func encodeNil() { encoder.value = .null }
        func encode<T: Encodable>(_ value: T) throws { encoder.value = try StoredEncoder.encode(value) }
    }
}

/// An encoder inside another: hands each state of its value on to where it belongs.
nonisolated private final class NestedStoredEncoder: Encoder {
    let inner = StoredEncoder()
    let deliver: (StoredValue) -> Void
    init(deliver: @escaping (StoredValue) -> Void) { self.deliver = deliver }
    deinit { deliver(inner.value) }

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        _ = inner.container(keyedBy: Key.self)
        return KeyedEncodingContainer(Keyed<Key>(owner: self, fields: StoredEncoder.Keyed<Key>(encoder: inner)))
    }
    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        _ = inner.unkeyedContainer()
        return Unkeyed(owner: self, values: StoredEncoder.Unkeyed(encoder: inner))
    }
    func singleValueContainer() -> any SingleValueEncodingContainer { StoredEncoder.Single(encoder: inner) }

    // The containers keep their owner alive, so that it delivers when the last of them is done.
    struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let owner: NestedStoredEncoder
        let fields: StoredEncoder.Keyed<Key>
        var codingPath: [any CodingKey] { [] }
        func encodeNil(forKey key: Key) { fields.encodeNil(forKey: key) }
        func encode<T: Encodable>(_ value: T, forKey key: Key) throws { try fields.encode(value, forKey: key) }
        func nestedContainer<N: CodingKey>(keyedBy: N.Type, forKey key: Key) -> KeyedEncodingContainer<N> {
            fields.nestedContainer(keyedBy: N.self, forKey: key)
        }
        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            fields.nestedUnkeyedContainer(forKey: key)
        }
        func superEncoder() -> any Encoder { fields.superEncoder() }
        func superEncoder(forKey key: Key) -> any Encoder { fields.superEncoder(forKey: key) }
    }
    struct Unkeyed: UnkeyedEncodingContainer {
        let owner: NestedStoredEncoder
        var values: StoredEncoder.Unkeyed
        var codingPath: [any CodingKey] { [] }
        var count: Int { values.count }
        func encodeNil() { values.encodeNil() }
        func encode<T: Encodable>(_ value: T) throws { try values.encode(value) }
        func nestedContainer<N: CodingKey>(keyedBy: N.Type) -> KeyedEncodingContainer<N> {
            values.nestedContainer(keyedBy: N.self)
        }
        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { values.nestedUnkeyedContainer() }
        func superEncoder() -> any Encoder { values.superEncoder() }
    }
}

// MARK: - Decoding

nonisolated struct StoredDecoder: Decoder {
    var value: StoredValue
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    static func decode<T: Decodable>(_ type: T.Type, _ value: StoredValue) throws -> T {
        let scalar: Any? =
            switch (type, value) {
            case (is Bool.Type, .bool(let value)): value
            case (is String.Type, .string(let value)): value
            case (is Double.Type, .double(let value)): value
            case (is Double.Type, .int(let value)): Double(value)
            case (is Float.Type, .double(let value)): Float(value)
            case (let type as any FixedWidthInteger.Type, .int(let value)): exactly(type, value)
            default: nil
            }
        if let scalar = scalar as? T { return scalar }
        switch type {
        case is Bool.Type, is String.Type, is Double.Type, is Float.Type, is any FixedWidthInteger.Type:
            throw NotStored(expected: "a \(type)", found: value)
        default: return try T(from: StoredDecoder(value: value))
        }
    }

    private static func exactly<I: FixedWidthInteger>(_ type: I.Type, _ value: Int64) -> Any? {
        I(exactly: value).map { $0 as Any }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .map(let fields) = value else { throw NotStored(expected: "a map", found: value) }
        return KeyedDecodingContainer(Keyed<Key>(fields: fields))
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .list(let values) = value else { throw NotStored(expected: "a list", found: value) }
        return Unkeyed(values: values)
    }
    func singleValueContainer() -> any SingleValueDecodingContainer { Single(value: value) }

    struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let fields: [String: StoredValue]
        var codingPath: [any CodingKey] { [] }
        var allKeys: [Key] { fields.keys.compactMap(Key.init(stringValue:)) }
        func contains(_ key: Key) -> Bool { fields[key.stringValue] != nil }
        func field(_ key: Key) throws -> StoredValue {
            guard let value = fields[key.stringValue] else {
                throw NotStored(expected: "a field '\(key.stringValue)'", found: .map(fields))
            }
            return value
        }
        func decodeNil(forKey key: Key) -> Bool { fields[key.stringValue] ?? .null == .null }
        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
            try StoredDecoder.decode(type, try field(key))
        }
        func nestedContainer<N: CodingKey>(keyedBy: N.Type, forKey key: Key) throws -> KeyedDecodingContainer<N> {
            try StoredDecoder(value: try field(key)).container(keyedBy: N.self)
        }
        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            try StoredDecoder(value: try field(key)).unkeyedContainer()
        }
        func superDecoder() -> any Decoder { StoredDecoder(value: fields["super"] ?? .null) }
        func superDecoder(forKey key: Key) throws -> any Decoder { StoredDecoder(value: try field(key)) }
    }

    struct Unkeyed: UnkeyedDecodingContainer {
        let values: [StoredValue]
        var currentIndex = 0
        init(values: [StoredValue]) { self.values = values }
        var codingPath: [any CodingKey] { [] }
        var count: Int? { values.count }
        var isAtEnd: Bool { currentIndex >= values.count }
        mutating func next() throws -> StoredValue {
            guard !isAtEnd else { throw NotStored(expected: "one more element", found: .list(values)) }
            defer { currentIndex += 1 }
            return values[currentIndex]
        }
        mutating func decodeNil() -> Bool {
            guard !isAtEnd, values[currentIndex] == .null else { return false }
            currentIndex += 1
            return true
        }
        mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try StoredDecoder.decode(type, try next()) }
        mutating func nestedContainer<N: CodingKey>(keyedBy: N.Type) throws -> KeyedDecodingContainer<N> {
            try StoredDecoder(value: try next()).container(keyedBy: N.self)
        }
        mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
            try StoredDecoder(value: try next()).unkeyedContainer()
        }
        mutating func superDecoder() throws -> any Decoder { StoredDecoder(value: try next()) }
    }

    struct Single: SingleValueDecodingContainer {
        let value: StoredValue
        var codingPath: [any CodingKey] { [] }
        func decodeNil() -> Bool { value == .null }
        func decode<T: Decodable>(_ type: T.Type) throws -> T { try StoredDecoder.decode(type, value) }
    }
}
