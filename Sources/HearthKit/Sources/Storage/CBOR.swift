// Stored values as bytes: CBOR (RFC 8949), so that any tool can read a database that Hearth wrote.
// An entity's number is an unsigned integer under tag 39, "identifier" in IANA's list of CBOR tags.

nonisolated public struct CBORError: Error, CustomStringConvertible {
    public let offset: Int
    public var description: String { "bytes that are no stored value at offset \(offset)" }
}

extension StoredValue {
    nonisolated private static let identifierTag: UInt64 = 39
    /// Deeper nesting is refused: it would be the stack that ends.
    nonisolated private static let deepest = 64

    nonisolated public var cbor: [UInt8] {
        var out: [UInt8] = []
        writeCBOR(into: &out)
        return out
    }

    nonisolated public func writeCBOR(into out: inout [UInt8]) {
        switch self {
        case .null: out.append(0xF6)
        case .bool(let value): out.append(value ? 0xF5 : 0xF4)
        case .int(let value):
            value < 0
                ? Self.head(1, UInt64(bitPattern: ~value), into: &out) : Self.head(0, UInt64(value), into: &out)
        case .double(let value):
            out.append(0xFB)
            withUnsafeBytes(of: value.bitPattern.bigEndian) { out.append(contentsOf: $0) }
        case .string(let value): Self.text(value, into: &out)
        case .bytes(let value):
            Self.head(2, UInt64(value.count), into: &out)
            out.append(contentsOf: value)
        case .list(let values):
            Self.head(4, UInt64(values.count), into: &out)
            for value in values { value.writeCBOR(into: &out) }
        case .map(let values):
            Self.head(5, UInt64(values.count), into: &out)
            for (key, value) in values {
                Self.text(key, into: &out)
                value.writeCBOR(into: &out)
            }
        case .reference(let id):
            Self.head(6, Self.identifierTag, into: &out)
            StoredValue.int(id.rawValue).writeCBOR(into: &out)
        }
    }

    nonisolated static func text(_ value: String, into out: inout [UInt8]) {
        head(3, UInt64(value.utf8.count), into: &out)
        out.append(contentsOf: value.utf8)
    }

    nonisolated static func head(_ major: UInt8, _ argument: UInt64, into out: inout [UInt8]) {
        let major = major << 5
        switch argument {
        case 0..<24: out.append(major | UInt8(argument))
        case 24...0xFF: out.append(contentsOf: [major | 24, UInt8(argument)])
        case 0x100...0xFFFF:
            out.append(contentsOf: [major | 25, UInt8(argument >> 8), UInt8(truncatingIfNeeded: argument)])
        case 0x10000...0xFFFF_FFFF:
            out.append(major | 26)
            withUnsafeBytes(of: UInt32(argument).bigEndian) { out.append(contentsOf: $0) }
        default:
            out.append(major | 27)
            withUnsafeBytes(of: argument.bigEndian) { out.append(contentsOf: $0) }
        }
    }

    /// Reads one value that fills `bytes`. Throws ``CBORError``.
    nonisolated public init(cbor bytes: [UInt8]) throws {
        self = try bytes.withUnsafeBufferPointer { pointer in
            var reader = CBORReader(bytes: pointer)
            let value = try reader.value()
            guard reader.offset == pointer.count else { throw CBORError(offset: reader.offset) }
            return value
        }
    }

    /// Reads CBOR, of which it knows what it writes; other tags are passed over.
    nonisolated struct CBORReader {
        let bytes: UnsafeBufferPointer<UInt8>
        var offset = 0

        mutating func head() throws -> (major: UInt8, info: UInt8, argument: UInt64) {
            guard offset < bytes.count else { throw CBORError(offset: offset) }
            let byte = bytes[offset]
            let (major, info) = (byte >> 5, byte & 31)
            offset += 1
            guard info >= 24 else { return (major, info, UInt64(info)) }
            guard info <= 27 else { throw CBORError(offset: offset - 1) }
            let length = 1 << Int(info - 24)
            guard bytes.count - offset >= length else { throw CBORError(offset: offset) }
            var argument: UInt64 = 0
            for index in offset..<offset + length { argument = argument << 8 | UInt64(bytes[index]) }
            offset += length
            return (major, info, argument)
        }

        mutating func take(_ count: UInt64) throws -> UnsafeBufferPointer<UInt8> {
            guard count <= UInt64(bytes.count - offset) else { throw CBORError(offset: offset) }
            defer { offset += Int(count) }
            return UnsafeBufferPointer(rebasing: bytes[offset..<offset + Int(count)])
        }

        mutating func key() throws -> String {
            let start = offset
            let (major, _, length) = try head()
            guard major == 3 else { throw CBORError(offset: start) }
            return String(decoding: try take(length), as: UTF8.self)
        }

        mutating func value(depth: Int = 0) throws -> StoredValue {
            let start = offset
            guard depth < StoredValue.deepest else { throw CBORError(offset: start) }
            let (major, info, argument) = try head()
            switch major {
            case 0:
                guard let int = Int64(exactly: argument) else { throw CBORError(offset: start) }
                return .int(int)
            case 1:
                guard let int = Int64(exactly: argument) else { throw CBORError(offset: start) }
                return .int(~int)
            case 2: return .bytes(Array(try take(argument)))
            case 3: return .string(String(decoding: try take(argument), as: UTF8.self))
            case 4:
                guard argument <= UInt64(bytes.count - offset) else { throw CBORError(offset: start) }
                var values: [StoredValue] = []
                values.reserveCapacity(Int(argument))
                for _ in 0..<argument { values.append(try value(depth: depth + 1)) }
                return .list(values)
            case 5:
                guard argument <= UInt64(bytes.count - offset) else { throw CBORError(offset: start) }
                var values: [String: StoredValue] = [:]
                values.reserveCapacity(Int(argument))
                for _ in 0..<argument {
                    let key = try key()
                    values[key] = try value(depth: depth + 1)
                }
                return .map(values)
            case 6:
                let inner = try value(depth: depth + 1)
                guard argument == StoredValue.identifierTag else { return inner }
                guard case .int(let number) = inner else { throw CBORError(offset: start) }
                return .reference(EntityID(rawValue: number))
            default:
                switch info {
                case 20: return .bool(false)
                case 21: return .bool(true)
                case 22, 23: return .null
                case 27: return .double(Double(bitPattern: argument))
                default: throw CBORError(offset: start)
                }
            }
        }
    }
}
