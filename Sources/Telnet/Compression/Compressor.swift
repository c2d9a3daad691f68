import CZlib
import NIOCore

/// Writes one zlib stream (RFC 1950).
final class Compressor {
    enum Flush {
        /// What zlib would rather collect stays with it.
        case none
        /// All that was given can be read at the other end.
        case sync
        /// The stream ends.
        case finish
    }

    /// These make 32 KiB for each client that has it on: 2^(window + 2) + 2^(memory + 9) bytes (zconf.h). Text of a MUD
    /// repeats itself within a few pages; zlib's own 256 KiB save a hundredth more.
    private static let windowBits: CInt = 12
    private static let memoryLevel: CInt = 5

    /// zlib keeps a pointer back to it.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    init() {
        stream.initialize(to: z_stream())
        let code = deflateInit2_(
            stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, Self.windowBits, Self.memoryLevel, Z_DEFAULT_STRATEGY,
            ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
        // No memory, as when any object cannot be made; or a library that is not the one of the header.
        precondition(code == Z_OK, "zlib cannot compress: \(code)")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Takes bytes in, and gives what is to be sent.
    func compress(_ bytes: ByteBuffer = ByteBuffer(), flush: Flush) -> ByteBuffer {
        let mode =
            switch flush {
            case .none: Z_NO_FLUSH
            case .sync: Z_SYNC_FLUSH
            case .finish: Z_FINISH
            }
        var output = ByteBuffer()
        bytes.withUnsafeReadableBytes { input in
            stream.pointee.give(input)
            repeat {
                output.writeWithUnsafeMutableBytes(minimumWritableBytes: 256) { space in
                    stream.pointee.offer(space)
                    _ = deflate(stream, mode)  // "no progress" is its only complaint, and no error
                    return space.count - Int(stream.pointee.avail_out)
                }
            } while stream.pointee.avail_out == 0
        }
        return output
    }
}

extension z_stream {
    mutating func give(_ input: UnsafeRawBufferPointer) {
        next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
        avail_in = CUnsignedInt(input.count)
    }

    mutating func offer(_ space: UnsafeMutableRawBufferPointer) {
        next_out = space.bindMemory(to: UInt8.self).baseAddress
        avail_out = CUnsignedInt(space.count)
    }
}
