import CZlib
import NIOCore

/// Reads one zlib stream (RFC 1950) of a sender who may mean harm: a few bytes can stand for a thousand times as many.
///
/// What comes out comes in pieces, and all in all it is bounded by what went in.
public final class Decompressor {
    public enum Item: Equatable {
        case bytes(ByteBuffer)
        /// The stream has ended in good order; what is left of the input is not compressed.
        case end
        /// These are the first bytes, and no zlib stream begins like that.
        case neverBegan(ByteBuffer)
    }

    public enum Failure: Error, Equatable, CustomStringConvertible {
        /// In zlib's words.
        case damaged(String)
        case tooMuch

        public var description: String {
            switch self {
            case .damaged(let why): "its compressed data is damaged: \(why)"
            case .tooMuch: "its compressed data comes to too much"
            }
        }
    }

    static let longestPiece = 4096
    /// Lines that are typed, and letters that are pasted, come to less than ten.
    static let mostPerByte = 64
    /// What may come out beyond that at once: a script's thousand equal lines are a few bytes.
    static let mostCredit = 256 << 10

    /// zlib keeps a pointer back to it.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private var hasBegun = false
    /// The first byte, until there is a second.
    private var first: UInt8?
    private var credit = mostCredit
    /// There may be more to come out of what went in.
    private var isHolding = false
    private var hasEnded = false
    /// Told when what came out before it has been taken.
    private var failure: Failure?

    public init() {
        stream.initialize(to: z_stream())
        let code = inflateInit_(stream, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
        // As for the compressor.
        precondition(code == Z_OK, "zlib cannot decompress: \(code)")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Takes from `input` what makes the next item. Nil when all of it was taken and makes none.
    public func next(from input: inout ByteBuffer) throws(Failure) -> Item? {
        if let failure { throw failure }
        if hasEnded { return .end }
        if !hasBegun {
            if let plain = begin(&input) { return .neverBegan(plain) }
            guard hasBegun else { return nil }
        }
        while input.readableBytes > 0 || isHolding {
            let piece = inflate(&input)
            if let failure, piece.readableBytes == 0 { throw failure }
            if piece.readableBytes > 0 { return .bytes(piece) }
            if hasEnded { return .end }
        }
        return nil
    }

    /// Looks at the two bytes of the header: the method, and a sum that comes out even (RFC 1950, 2.2). Gives the bytes
    /// if they are none.
    private func begin(_ input: inout ByteBuffer) -> ByteBuffer? {
        if let first {
            var all = ByteBuffer(integer: first)
            all.writeBuffer(&input)
            (input, self.first) = (all, nil)
        }
        guard let method: UInt8 = input.getInteger(at: input.readerIndex) else { return nil }
        let isMethod = method & 0x0F == 8 && method >> 4 <= 7
        if isMethod, input.readableBytes == 1 {
            first = input.readInteger()
            return nil
        }
        let header: UInt16 = input.getInteger(at: input.readerIndex) ?? 0
        let hasDictionary = header & 0x20 != 0
        hasBegun = isMethod && header.isMultiple(of: 31) && !hasDictionary
        return hasBegun ? nil : input.readSlice(length: input.readableBytes)
    }

    private func inflate(_ input: inout ByteBuffer) -> ByteBuffer {
        var piece = ByteBuffer()
        var code = Z_OK
        let given = input.readableBytes
        input.withUnsafeReadableBytes { bytes in
            stream.pointee.give(bytes)
            piece.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.longestPiece) { space in
                let space = UnsafeMutableRawBufferPointer(rebasing: space.prefix(Self.longestPiece))
                stream.pointee.offer(space)
                code = CZlib.inflate(stream, Z_SYNC_FLUSH)
                return space.count - Int(stream.pointee.avail_out)
            }
        }
        isHolding = stream.pointee.avail_out == 0
        let taken = given - Int(stream.pointee.avail_in)
        input.moveReaderIndex(forwardBy: taken)
        switch code {
        case Z_OK, Z_BUF_ERROR: break  // the latter says that it needs more to go on
        case Z_STREAM_END: hasEnded = true
        default: failure = .damaged(stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(code)")
        }
        credit = min(Self.mostCredit, credit + taken * Self.mostPerByte) - piece.readableBytes
        if credit < 0 { failure = .tooMuch }
        return piece
    }
}
