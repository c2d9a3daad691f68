import NIOCore

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

// Counting and finding by the C library's functions, so that the load generator costs little in debug too.

extension ByteBuffer {
    var lineCount: Int {
        withUnsafeReadableBytes { bytes in
            guard var place = bytes.baseAddress else { return 0 }
            let end = place + bytes.count
            var count = 0
            while place < end, let found = memchr(place, 0x0A, end - place) {
                count += 1
                place = UnsafeRawPointer(found) + 1
            }
            return count
        }
    }

    var endsWithLineEnd: Bool { getInteger(at: writerIndex - 1, as: UInt8.self) == 0x0A }

    /// Where `pattern` begins, at or after the reader index.
    func index(of pattern: [UInt8], from start: Int? = nil) -> Int? {
        withUnsafeReadableBytes { bytes in
            guard let base = bytes.baseAddress, let first = pattern.first else { return nil }
            var place = (start ?? readerIndex) - readerIndex
            while bytes.count - place >= pattern.count,
                let found = memchr(base + place, Int32(first), bytes.count - place - pattern.count + 1)
            {
                if memcmp(found, pattern, pattern.count) == 0 { return readerIndex + (UnsafeRawPointer(found) - base) }
                place = UnsafeRawPointer(found) - base + 1
            }
            return nil
        }
    }

    /// The bytes after the last line end.
    var unfinishedLine: ByteBuffer {
        let finished = readableBytesView.lastIndex(of: 0x0A).map { $0 + 1 - readerIndex } ?? 0
        return getSlice(at: readerIndex + finished, length: readableBytes - finished) ?? ByteBuffer()
    }
}

/// Joins what comes to what was left of a line that had not ended.
struct LineJoiner {
    private var rest = ByteBuffer()

    /// The bytes with what was left in front; what follows their last line end is kept for the next time.
    mutating func join(_ bytes: ByteBuffer) -> ByteBuffer {
        var all = bytes
        if rest.readableBytes > 0 {
            all = rest
            all.writeImmutableBuffer(bytes)
        }
        rest = all.endsWithLineEnd ? ByteBuffer() : all.unfinishedLine
        return all
    }
}
