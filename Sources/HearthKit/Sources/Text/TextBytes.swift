/// Text is worked on as UTF-8 bytes: all that markup and layout look for is ASCII, and a byte costs a
/// tenth of a `Character`.
nonisolated extension String {
    /// Calls `body` with the UTF-8 bytes, without a copy for a native string. They are always valid UTF-8.
    @inline(__always)
    func withBytes<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
        if let result = try utf8.withContiguousStorageIfAvailable({ try body($0.span) }) {
            return result
        }
        var native = self
        return try native.withUTF8 { try body($0.span) }
    }

    /// Whether the text has this byte; the fast "nothing to do here" test.
    @inline(__always)
    func containsByte(_ byte: UInt8) -> Bool {
        withBytes { $0.firstIndex(of: byte) != nil }
    }
}

nonisolated extension Span<UInt8> {
    /// The place of the first `byte` at or after `start`, eight bytes at a time.
    func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
        let wanted = UInt64(byte) &* 0x0101_0101_0101_0101
        var index = start
        while index &+ 8 <= count {
            let word = bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            // A zero byte in `difference` is a hit; the subtraction sets its top bit.
            let difference = UInt64(littleEndian: word) ^ wanted
            let hits = (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
            if hits != 0 { return index &+ hits.trailingZeroBitCount >> 3 }
            index &+= 8
        }
        while index < count {
            if self[index] == byte { return index }
            index &+= 1
        }
        return nil
    }

    /// Whether all bytes are printable ASCII (one column each). The bound on a byte is checked eight at a time.
    var isPrintableASCII: Bool {
        var index = 0
        while index &+ 8 <= count {
            let word = bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            // Top bit set by: a byte over 0x7F itself, 0x7F plus one, or a byte under 0x20 less 0x20.
            let over = word | (word &+ 0x0101_0101_0101_0101)
            let under = (word &- 0x2020_2020_2020_2020) & ~word
            if (over | under) & 0x8080_8080_8080_8080 != 0 { return false }
            index &+= 8
        }
        while index < count {
            if self[index] < 0x20 || self[index] > 0x7E { return false }
            index &+= 1
        }
        return true
    }

    /// Whether `other` stands at `index`.
    func has(_ other: StaticString, at index: Int) -> Bool {
        guard index >= 0, index + other.utf8CodeUnitCount <= count else { return false }
        for offset in 0..<other.utf8CodeUnitCount where self[index + offset] != other.utf8Start[offset] {
            return false
        }
        return true
    }

    func string(_ range: Range<Int>) -> String {
        extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// The scalar that begins at `index`, and its length in bytes. The bytes must be valid UTF-8.
    func scalar(at index: Int) -> (scalar: Unicode.Scalar, length: Int) {
        let first = UInt32(self[index])
        func continuation(_ offset: Int) -> UInt32 { UInt32(self[index + offset] & 0x3F) }
        let value: UInt32
        let length: Int
        switch first {
        case ..<0x80: (value, length) = (first, 1)
        case ..<0xE0: (value, length) = ((first & 0x1F) << 6 | continuation(1), 2)
        case ..<0xF0: (value, length) = ((first & 0x0F) << 12 | continuation(1) << 6 | continuation(2), 3)
        default:
            value = (first & 0x07) << 18 | continuation(1) << 12 | continuation(2) << 6 | continuation(3)
            length = 4
        }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }
}

nonisolated extension [UInt8] {
    @inline(__always)
    mutating func append(_ span: Span<UInt8>, _ range: Range<Int>) {
        span.extracting(range).withUnsafeBufferPointer { append(contentsOf: $0) }
    }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
