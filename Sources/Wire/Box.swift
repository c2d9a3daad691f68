import NIOCore

/// One AMP box: an ordered list of keys and values, the unit in which everything crosses between the programs.
///
/// On the wire a box is a sequence of pairs, each a 16-bit length and that many bytes for key and then value,
/// ended by an empty key (two zero bytes). Keys have 1 to 255 bytes, values at most 65,535; a longer value goes on
/// under `key.2`, `key.3`, … and is joined again when it is read.
///
/// Source: Twisted's `twisted.protocols.amp`.
public struct Box: Sendable, Equatable {
    public static let longestKey = 255
    public static let longestValue = 65_535

    public private(set) var pairs: [(key: String, value: ByteBuffer)] = []

    public init() {}

    public static func == (a: Box, b: Box) -> Bool {
        a.pairs.elementsEqual(b.pairs) { $0.key == $1.key && $0.value == $1.value }
    }

    public subscript(key: String) -> ByteBuffer? {
        get { pairs.first { $0.key == key }?.value }
        set {
            pairs.removeAll { $0.key == key }
            if let newValue { pairs.append((key, newValue)) }
        }
    }

    /// The value as text; bytes that are not UTF-8 are replaced.
    public func text(_ key: String) -> String? {
        self[key].map { String(buffer: $0) }
    }

    public mutating func set(_ key: String, _ text: some StringProtocol) {
        self[key] = ByteBuffer(string: String(text))
    }

    /// Writes the box, a value that is too long for one pair under several keys.
    public func write(into out: inout ByteBuffer) {
        for (key, value) in pairs {
            var rest = value
            var part = 1
            repeat {
                let name = part == 1 ? key : "\(key).\(part)"
                out.writeInteger(UInt16(name.utf8.count))
                out.writeString(name)
                let length = min(rest.readableBytes, Self.longestValue)
                out.writeInteger(UInt16(length))
                if var slice = rest.readSlice(length: length) { out.writeBuffer(&slice) }
                part += 1
            } while rest.readableBytes > 0
        }
        out.writeInteger(UInt16(0))
    }

    /// Adds a pair as it was read: `key.2` continues `key` when that is the pair before it and full.
    fileprivate mutating func append(_ key: String, _ value: ByteBuffer, part: inout Int) {
        if let last = pairs.last, key == "\(last.key).\(part + 1)",
            last.value.readableBytes == part * Self.longestValue
        {
            var value = value
            pairs[pairs.count - 1].value.writeBuffer(&value)
            part += 1
        } else {
            pairs.append((key, value))
            part = 1
        }
    }
}

/// What was wrong with bytes that should have been a box. The connection they came from is to be closed.
public enum BoxError: Error, Equatable, CustomStringConvertible {
    /// A key's length did not fit 1 to 255: the bytes are not AMP.
    case keyTooLong(Int)
    /// A box grew beyond what this connection may send.
    case boxTooLarge(limit: Int)
    case keyNotText

    public var description: String {
        switch self {
        case .keyTooLong(let length): "not AMP: a key of \(length) bytes, where 255 is the most"
        case .boxTooLarge(let limit): "a box of more than \(limit) bytes"
        case .keyNotText: "not AMP: a key that is not UTF-8"
        }
    }
}

/// Reads boxes out of a stream that may be split anywhere.
///
/// It looks at each pair once: a box that arrives in pieces is not parsed again from its start.
public struct BoxReader: Sendable {
    /// The most bytes that one box may have.
    public var limit: Int
    private var box = Box()
    private var boxLength = 0
    private var part = 1

    public init(limit: Int = 256 << 20) {
        self.limit = limit
    }

    /// What was read of a box that is not whole: bytes that bring a fresh reader to where this one is.
    public var unfinished: ByteBuffer {
        var bytes = box.bytes
        bytes.moveWriterIndex(to: bytes.writerIndex - 2)
        return bytes
    }

    /// Takes the next whole box out of `buffer`, or nil when more bytes are needed.
    public mutating func next(_ buffer: inout ByteBuffer) throws(BoxError) -> Box? {
        while true {
            let start = buffer.readerIndex
            guard let keyLength = buffer.readInteger(as: UInt16.self) else { return nil }
            if keyLength == 0 {
                defer { (box, boxLength, part) = (Box(), 0, 1) }
                return box
            }
            guard keyLength <= Box.longestKey else { throw .keyTooLong(Int(keyLength)) }
            guard var keyBytes = buffer.readSlice(length: Int(keyLength)),
                let valueLength = buffer.readInteger(as: UInt16.self),
                let value = buffer.readSlice(length: Int(valueLength))
            else {
                buffer.moveReaderIndex(to: start)
                return nil
            }
            boxLength += 4 + Int(keyLength) + Int(valueLength)
            guard boxLength <= limit else { throw .boxTooLarge(limit: limit) }
            guard let key = try? keyBytes.readUTF8ValidatedString(length: Int(keyLength)) else { throw .keyNotText }
            box.append(key, value, part: &part)
        }
    }
}
