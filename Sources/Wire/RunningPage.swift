#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A page of memory shared by Server and Portal that names the line which runs now.
///
/// When the Server dies, the page is still there: only that line is given up, the others of its turn run again.
/// Layout: session (8 bytes), number (8), when it began in milliseconds of the steady clock (8), length (4), words.
public final class RunningPage {
    public struct Entry: Sendable, Equatable {
        public var session: UInt64
        public var number: UInt64
        /// Milliseconds of the machine's steady clock.
        public var since: UInt64
        /// The line, or what runs when it is none.
        public var what: String
    }

    private static let size = 4096
    private static let longestText = size - 28
    private let memory: UnsafeMutableRawPointer

    /// Maps the file at `path`, made when it is not there. Nil when the system refuses.
    public init?(path: String) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return nil }
        defer { close(file) }
        guard ftruncate(file, off_t(Self.size)) == 0,
            let memory = mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), memory != MAP_FAILED
        else { return nil }
        self.memory = memory
    }

    deinit { munmap(memory, Self.size) }

    /// Says what begins to run. The number is written last: a page that is half written names nothing.
    public func begin(session: UInt64, number: UInt64, _ what: String) {
        memory.storeBytes(of: 0, toByteOffset: 8, as: UInt64.self)
        memory.storeBytes(of: session, as: UInt64.self)
        memory.storeBytes(of: Self.now, toByteOffset: 16, as: UInt64.self)
        var what = what
        let length = what.withUTF8 { bytes in
            let length = min(bytes.count, Self.longestText)
            if let base = bytes.baseAddress { memcpy(memory + 28, base, length) }
            return length
        }
        memory.storeBytes(of: UInt32(length), toByteOffset: 24, as: UInt32.self)
        memory.storeBytes(of: number &+ 1, toByteOffset: 8, as: UInt64.self)
    }

    /// Says that nothing runs.
    public func end() { memory.storeBytes(of: 0, toByteOffset: 8, as: UInt64.self) }

    /// What runs, or ran when the Server died; nil when nothing did.
    public var entry: Entry? {
        let number = memory.load(fromByteOffset: 8, as: UInt64.self)
        guard number > 0 else { return nil }
        let length = min(Int(memory.load(fromByteOffset: 24, as: UInt32.self)), Self.longestText)
        return Entry(
            session: memory.load(as: UInt64.self), number: number - 1,
            since: memory.load(fromByteOffset: 16, as: UInt64.self),
            what: String(decoding: UnsafeRawBufferPointer(start: memory + 28, count: length), as: UTF8.self))
    }

    public static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
    }
}
