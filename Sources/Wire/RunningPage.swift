#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A page of memory shared by Server and Portal that says what runs now, since when and for whom.
///
/// When the Server dies, the page is still there: only the line that it names is given up, the others of its turn run
/// again. While it lives, the Portal tells by it whether the Server is busy or stuck.
///
/// Layout: session (8 bytes), number (8), when it began in milliseconds of the steady clock (8), the lengths of three
/// texts (2 each), whether another thread has ended the process (1), and the texts in fields of their own: who, code,
/// what.
public final class RunningPage {
    public struct Entry: Codable, Sendable, Equatable {
        /// 0 for what no player typed: a job, a hook of the game.
        public var session: UInt64
        /// The number of the line; of a job when `session` is 0.
        public var number: UInt64
        /// Milliseconds of the machine's steady clock.
        public var since: UInt64
        /// The line, or what runs when it is none. Empty for a line that is secret.
        public var what: String
        /// The character, or the account that has none.
        public var who: String
        /// The class of the command or job: `Standard.Look`. Empty before it is known.
        public var code: String
        /// The C function that data had called, `native roll`: a trace names the command that read the data.
        public var native: String? { code.hasPrefix("native ") ? code : nil }

        /// For people: `Ann: look at cat (Standard.Look)`.
        public var summary: String {
            (who.isEmpty ? "" : "\(who): ") + what + (code.isEmpty ? "" : " (\(code))")
        }
    }

    private struct Field {
        let length: Int
        let start: Int
        let size: Int
    }

    private static let size = 4096
    private static let what = Field(length: 24, start: 256, size: size - 256)
    private static let who = Field(length: 26, start: 32, size: 64)
    private static let code = Field(length: 28, start: 96, size: 160)
    private static let elsewhere = 30
    private let memory: UnsafeMutableRawPointer

    /// Maps the file at `path`, made when it is not there. Nil when the system refuses.
    public init?(path: String) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return nil }
        defer { close(file) }
        guard Self.hasRoom(file),
            let memory = mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), memory != MAP_FAILED
        else { return nil }
        self.memory = memory
    }

    /// The page is written, not only promised: memory that stands for a hole in a file kills its process when the disk
    /// is full.
    private static func hasRoom(_ file: Int32) -> Bool {
        guard lseek(file, 0, SEEK_END) < off_t(size) else { return true }
        let zeros = [UInt8](repeating: 0, count: size)
        return pwrite(file, zeros, size, 0) == size
    }

    deinit { munmap(memory, Self.size) }

    /// Says what begins to run, at `now`. The number is written last: a page that is half written names nothing.
    public func begin(session: UInt64, number: UInt64, _ what: String, who: String = "", now: UInt64 = now) {
        memory.storeBytes(of: 0, toByteOffset: 8, as: UInt64.self)
        memory.storeBytes(of: session, as: UInt64.self)
        memory.storeBytes(of: now, toByteOffset: 16, as: UInt64.self)
        write(what, Self.what)
        write(who, Self.who)
        memory.storeBytes(of: 0, toByteOffset: Self.code.length, as: UInt16.self)
        memory.storeBytes(of: number &+ 1, toByteOffset: 8, as: UInt64.self)
    }

    /// Says which class's code it is.
    public func enter(_ code: String) { write(code, Self.code) }

    /// Which class's code it is, as last said.
    public var code: String { read(Self.code) }

    /// Says that nothing runs.
    public func end() { memory.storeBytes(of: 0, toByteOffset: 8, as: UInt64.self) }

    /// Whether the process died of what another thread did: then what runs here is not to blame.
    public var diedElsewhere: Bool { memory.load(fromByteOffset: Self.elsewhere, as: UInt8.self) != 0 }
    /// Where a signal handler, which can call nothing, says so: not 0.
    public var diedElsewhereFlag: UnsafeMutablePointer<UInt8> {
        memory.advanced(by: Self.elsewhere).assumingMemoryBound(to: UInt8.self)
    }

    /// Whether anything runs.
    public var isRunning: Bool { memory.load(fromByteOffset: 8, as: UInt64.self) > 0 }
    /// When it began, or what ran last did.
    public var since: UInt64 { memory.load(fromByteOffset: 16, as: UInt64.self) }

    /// What runs, or ran when the Server died; nil when nothing did.
    public var entry: Entry? {
        let number = memory.load(fromByteOffset: 8, as: UInt64.self)
        guard number > 0 else { return nil }
        return Entry(
            session: memory.load(as: UInt64.self), number: number - 1, since: since, what: read(Self.what),
            who: read(Self.who), code: read(Self.code))
    }

    private func write(_ text: String, _ field: Field) {
        var text = text
        let length = text.withUTF8 { bytes in
            let length = min(bytes.count, field.size)
            if let base = bytes.baseAddress { memcpy(memory + field.start, base, length) }
            return length
        }
        memory.storeBytes(of: UInt16(length), toByteOffset: field.length, as: UInt16.self)
    }

    private func read(_ field: Field) -> String {
        // Whatever a dying process has left there: never beyond the field.
        let length = min(Int(memory.load(fromByteOffset: field.length, as: UInt16.self)), field.size)
        return String(decoding: UnsafeRawBufferPointer(start: memory + field.start, count: length), as: UTF8.self)
    }

    public static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
    }
}
