import NIOCore

// Typed boxes: any `Codable` struct is a box, its properties the keys. Values are written as Twisted's argument
// types write them: Integer in decimal, Boolean `True`/`False`, Float in decimal, Unicode as UTF-8, String as bytes,
// AmpList as the boxes of its elements one after the other. A nil is a key left out.

/// A box that does not have what a command needs.
public struct BoxValueError: Error, CustomStringConvertible {
    public var key: String
    public var expected: String

    public var description: String { "key '\(key)': expected \(expected)" }
}

/// Bytes as they are (Twisted's `String`).
public struct Bytes: Sendable, Equatable, Codable {
    public var buffer: ByteBuffer

    public init(_ buffer: ByteBuffer) { self.buffer = buffer }

    // Only boxes carry bytes; the coders below take them before these are called.
    public init(from decoder: any Decoder) throws {
        guard let decoder = decoder as? BoxValueDecoder else { throw BoxValueError(key: "", expected: "a box") }
        buffer = decoder.value
    }
    public func encode(to encoder: any Encoder) throws {
        guard let encoder = encoder as? BoxValueEncoder else { throw BoxValueError(key: "", expected: "a box") }
        encoder.value = buffer
    }
}

extension Box {
    /// The box of `value`, a struct of scalars, strings, bytes, arrays of such structs, and optionals of these.
    public init(_ value: some Encodable) throws {
        let encoder = BoxValueEncoder()
        try value.encode(to: encoder)
        self = encoder.box
    }

    public func decode<T: Decodable>(_ type: T.Type) throws -> T {
        try T(from: BoxValueDecoder(key: "", value: ByteBuffer(), box: self))
    }
}

// MARK: - Encoding

private final class BoxValueEncoder: Encoder {
    var box = Box()
    var value: ByteBuffer?
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(Fields<Key>(encoder: self))
    }
    func unkeyedContainer() -> any UnkeyedEncodingContainer { List(encoder: self) }
    func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }

    static func bytes(of value: some Encodable) throws -> ByteBuffer {
        if let bytes = value as? Bytes { return bytes.buffer }
        if let text = value as? String { return ByteBuffer(string: text) }
        if let flag = value as? Bool { return ByteBuffer(string: flag ? "True" : "False") }
        if let number = value as? any BinaryInteger { return ByteBuffer(string: "\(number)") }
        if let number = value as? Double { return ByteBuffer(string: "\(number)") }
        let encoder = BoxValueEncoder()
        try value.encode(to: encoder)
        if let value = encoder.value { return value }
        var out = ByteBuffer()
        encoder.box.write(into: &out)
        return out
    }

    struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let encoder: BoxValueEncoder
        var codingPath: [any CodingKey] { [] }
        func encodeNil(forKey key: Key) {}
        func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
            encoder.box[key.stringValue] = try BoxValueEncoder.bytes(of: value)
        }
        func nestedContainer<N: CodingKey>(keyedBy: N.Type, forKey key: Key) -> KeyedEncodingContainer<N> {
            encoder.container(keyedBy: N.self)
        }
        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { encoder.unkeyedContainer() }
        func superEncoder() -> any Encoder { encoder }
        func superEncoder(forKey key: Key) -> any Encoder { encoder }
    }

    struct List: UnkeyedEncodingContainer {
        let encoder: BoxValueEncoder
        var codingPath: [any CodingKey] { [] }
        var count = 0
        init(encoder: BoxValueEncoder) {
            self.encoder = encoder
            encoder.value = ByteBuffer()
        }
        mutating func encodeNil() {}
        mutating func encode<T: Encodable>(_ value: T) throws {
            var bytes = try BoxValueEncoder.bytes(of: value)
            // Elements that are no structs travel as boxes of one key, so that a list is always an AmpList.
            let isStruct = !(value is Bytes || value is String || value is Bool || value is any BinaryInteger)
            if !isStruct {
                var box = Box()
                box["value"] = bytes
                bytes.clear()
                box.write(into: &bytes)
            }
            encoder.value?.writeBuffer(&bytes)
            count += 1
        }
        mutating func nestedContainer<N: CodingKey>(keyedBy: N.Type) -> KeyedEncodingContainer<N> {
            encoder.container(keyedBy: N.self)
        }
        mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { self }
        mutating func superEncoder() -> any Encoder { encoder }
    }

    struct Single: SingleValueEncodingContainer {
        let encoder: BoxValueEncoder
        var codingPath: [any CodingKey] { [] }
        mutating func encodeNil() {}
        mutating func encode<T: Encodable>(_ value: T) throws {
            encoder.value = try BoxValueEncoder.bytes(of: value)
        }
    }
}

// MARK: - Decoding

private struct BoxValueDecoder: Decoder {
    var key: String
    var value: ByteBuffer
    var box: Box
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(Fields<Key>(decoder: self))
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        var boxes: [Box] = []
        var reader = BoxReader()
        var rest = value
        while let next = try reader.next(&rest) { boxes.append(next) }
        return List(key: key, boxes: boxes)
    }
    func singleValueContainer() -> any SingleValueDecodingContainer { Single(decoder: self) }

    static func value<T: Decodable>(_ type: T.Type, key: String, _ bytes: ByteBuffer) throws -> T {
        func cast(_ value: Any?, _ expected: String) throws -> T {
            guard let value = value as? T else { throw BoxValueError(key: key, expected: expected) }
            return value
        }
        if type == Bytes.self { return try cast(Bytes(bytes), "bytes") }
        if type == String.self {
            var bytes = bytes
            return try cast(try? bytes.readUTF8ValidatedString(length: bytes.readableBytes), "UTF-8 text")
        }
        let text = String(buffer: bytes)
        if type == Bool.self { return try cast(["True": true, "False": false][text], "True or False") }
        if let integer = type as? any FixedWidthInteger.Type {
            return try cast(parse(integer, text), "a decimal number in range")
        }
        if type == Double.self { return try cast(Double(text), "a decimal number") }
        var rest = bytes
        var reader = BoxReader()
        let box = (try? reader.next(&rest)) ?? Box()
        return try T(from: BoxValueDecoder(key: key, value: bytes, box: box))
    }

    static func parse<I: FixedWidthInteger>(_ type: I.Type, _ text: String) -> Any? {
        I(text).map { $0 as Any }
    }

    struct Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let decoder: BoxValueDecoder
        var codingPath: [any CodingKey] { [] }
        var allKeys: [Key] { decoder.box.pairs.compactMap { Key(stringValue: $0.key) } }
        func contains(_ key: Key) -> Bool { decoder.box[key.stringValue] != nil }
        func decodeNil(forKey key: Key) -> Bool { !contains(key) }
        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
            guard let bytes = decoder.box[key.stringValue] else {
                throw BoxValueError(key: key.stringValue, expected: "this key to be there")
            }
            return try BoxValueDecoder.value(type, key: key.stringValue, bytes)
        }
        func nestedContainer<N: CodingKey>(keyedBy: N.Type, forKey key: Key) throws -> KeyedDecodingContainer<N> {
            throw BoxValueError(key: key.stringValue, expected: "no nested container")
        }
        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            throw BoxValueError(key: key.stringValue, expected: "no nested container")
        }
        func superDecoder() throws -> any Decoder { decoder }
        func superDecoder(forKey key: Key) throws -> any Decoder { decoder }
    }

    struct List: UnkeyedDecodingContainer {
        let key: String
        let boxes: [Box]
        var currentIndex = 0
        var count: Int? { boxes.count }
        var isAtEnd: Bool { currentIndex >= boxes.count }
        var codingPath: [any CodingKey] { [] }
        init(key: String, boxes: [Box]) {
            self.key = key
            self.boxes = boxes
        }
        mutating func decodeNil() -> Bool { false }
        mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
            guard !isAtEnd else { throw BoxValueError(key: key, expected: "one more element") }
            let box = boxes[currentIndex]
            currentIndex += 1
            if type == String.self || type == Bool.self || type == Bytes.self || type is any FixedWidthInteger.Type {
                return try BoxValueDecoder.value(type, key: key, box["value"] ?? ByteBuffer())
            }
            return try T(from: BoxValueDecoder(key: key, value: ByteBuffer(), box: box))
        }
        mutating func nestedContainer<N: CodingKey>(keyedBy: N.Type) throws -> KeyedDecodingContainer<N> {
            throw BoxValueError(key: key, expected: "no nested container")
        }
        mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
            throw BoxValueError(key: key, expected: "no nested container")
        }
        mutating func superDecoder() throws -> any Decoder { throw BoxValueError(key: key, expected: "no superclass") }
    }

    struct Single: SingleValueDecodingContainer {
        let decoder: BoxValueDecoder
        var codingPath: [any CodingKey] { [] }
        func decodeNil() -> Bool { false }
        func decode<T: Decodable>(_ type: T.Type) throws -> T {
            try BoxValueDecoder.value(type, key: decoder.key, decoder.value)
        }
    }
}
