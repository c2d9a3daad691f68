// StoredValue as JSON (RFC 8259): what crosses to clients as structured data.

nonisolated extension StoredValue {
    /// Deeper JSON is refused: reading it would cost the stack.
    static let deepestJSON = 32

    /// As JSON, keys in order. An entity is its number; bytes, and numbers that JSON has not, are null.
    public var json: String {
        var output: [UInt8] = []
        output.reserveCapacity(64)
        writeJSON(into: &output)
        return String(decoding: output, as: UTF8.self)
    }

    private func writeJSON(into output: inout [UInt8]) {
        switch self {
        case .null, .bytes: output.append("null")
        case .bool(let value): output.append(value ? "true" : "false")
        case .int(let value): output.append(contentsOf: String(value).utf8)
        case .double(let value) where value.isFinite: output.append(contentsOf: String(value).utf8)
        case .double: output.append("null")
        case .reference(let id): output.append(contentsOf: String(id.rawValue).utf8)
        case .string(let value): Self.write(value, into: &output)
        case .list(let values):
            output.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                value.writeJSON(into: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .map(let fields):
            output.append(UInt8(ascii: "{"))
            for (index, (key, value)) in fields.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                Self.write(key, into: &output)
                output.append(UInt8(ascii: ":"))
                value.writeJSON(into: &output)
            }
            output.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, into output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): output.append("\\\"")
            case UInt8(ascii: "\\"): output.append("\\\\")
            case 0x0A: output.append("\\n")
            case ..<0x20:
                let digits = String(byte, radix: 16)
                output.append(contentsOf: "\\u00\(digits.utf8.count == 1 ? "0" : "")\(digits)".utf8)
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    /// Reads JSON; nil for what is none. White space alone is null: a message may come without a value.
    public init?(json: String) {
        var reader = JSONReader(Array(json.utf8))
        guard let value = reader.whole() else { return nil }
        self = value
    }
}

nonisolated private struct JSONReader {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func whole() -> StoredValue? {
        skipSpace()
        guard index < bytes.count else { return .null }
        guard let value = value(depth: 0) else { return nil }
        skipSpace()
        guard index == bytes.count else { return nil }
        return value
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index += 1
        return true
    }

    private mutating func take(_ word: StaticString, _ value: StoredValue) -> StoredValue? {
        guard bytes.span.has(word, at: index) else { return nil }
        index += word.utf8CodeUnitCount
        return value
    }

    private mutating func value(depth: Int) -> StoredValue? {
        guard depth < StoredValue.deepestJSON, let byte = next else { return nil }
        switch byte {
        case UInt8(ascii: "{"): return map(depth)
        case UInt8(ascii: "["): return list(depth)
        case UInt8(ascii: "\""): return string().map(StoredValue.string)
        case UInt8(ascii: "t"): return take("true", .bool(true))
        case UInt8(ascii: "f"): return take("false", .bool(false))
        case UInt8(ascii: "n"): return take("null", .null)
        default: return number()
        }
    }

    private mutating func list(_ depth: Int) -> StoredValue? {
        index += 1
        var values: [StoredValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .list([]) }
        while true {
            skipSpace()
            guard let value = value(depth: depth + 1) else { return nil }
            values.append(value)
            skipSpace()
            if take(UInt8(ascii: "]")) { return .list(values) }
            guard take(UInt8(ascii: ",")) else { return nil }
        }
    }

    private mutating func map(_ depth: Int) -> StoredValue? {
        index += 1
        var fields: [String: StoredValue] = [:]
        skipSpace()
        if take(UInt8(ascii: "}")) { return .map([:]) }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\""), let key = string() else { return nil }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { return nil }
            skipSpace()
            guard let value = value(depth: depth + 1) else { return nil }
            fields[key] = value
            skipSpace()
            if take(UInt8(ascii: "}")) { return .map(fields) }
            guard take(UInt8(ascii: ",")) else { return nil }
        }
    }

    private mutating func number() -> StoredValue? {
        let start = index
        func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } ?? false }
        _ = take(UInt8(ascii: "-"))
        guard isDigit(next) else { return nil }
        if !take(UInt8(ascii: "0")) { while isDigit(next) { index += 1 } }
        var isWhole = true
        if take(UInt8(ascii: ".")) {
            isWhole = false
            guard isDigit(next) else { return nil }
            while isDigit(next) { index += 1 }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            isWhole = false
            index += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
            guard isDigit(next) else { return nil }
            while isDigit(next) { index += 1 }
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if isWhole, let int = Int64(text) { return .int(int) }
        guard let double = Double(text), double.isFinite else { return nil }
        return .double(double)
    }

    private mutating func string() -> String? {
        index += 1
        var text: [UInt8] = []
        while let byte = next {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): guard escape(into: &text) else { return nil }
            case ..<0x20: return nil
            default: text.append(byte)
            }
        }
        return nil
    }

    private mutating func escape(into text: inout [UInt8]) -> Bool {
        guard let byte = next else { return false }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            guard var unit = hexadecimal() else { return false }
            // Two escapes make one character beyond the first plane. Half of such a pair alone is none.
            if (0xD800..<0xDC00).contains(unit), bytes.span.has("\\u", at: index) {
                let back = index
                index += 2
                if let low = hexadecimal(), (0xDC00..<0xE000).contains(low) {
                    unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
                } else {
                    index = back
                }
            }
            text.append(contentsOf: String(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8)
        default: return false
        }
        return true
    }

    private mutating func hexadecimal() -> UInt32? {
        guard index + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[index..<index + 4] {
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((byte & 0xDF) - 0x37)
            default: return nil
            }
        }
        index += 4
        return value
    }
}
