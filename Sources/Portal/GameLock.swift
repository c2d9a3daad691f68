#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// What only one Portal of a game has: a lock on `run/portal.lock`, which the system lets go of when the process ends,
/// however it ends. In the file stands when its last holder began.
struct GameLock {
    /// The first session number that this Portal may give: milliseconds since 1970 times a million (2^20), and beyond what
    /// any earlier holder began with, also when the clock was set back. So no number is given twice.
    let firstSession: UInt64
    /// It is held as long as this is open.
    let descriptor: Int32

    /// A lock that this process has already.
    init(descriptor: Int32, firstSession: UInt64) {
        (self.descriptor, self.firstSession) = (descriptor, firstSession)
    }

    /// Nil when another Portal has the lock.
    init?(path: String) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return nil }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            return nil
        }
        // The descriptor stays open, and so the lock held, until the process ends.
        descriptor = file
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = max(0, pread(file, &bytes, bytes.count, 0))
        let last = UInt64(String(decoding: bytes[..<count], as: UTF8.self).prefix { $0.isNumber }) ?? 0
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let moment = max(UInt64(now.tv_sec) * 1000 + UInt64(now.tv_nsec) / 1_000_000, last + 1)
        firstSession = moment << 20
        var text = "\(moment)\n"
        _ = text.withUTF8 { pwrite(file, $0.baseAddress, $0.count, 0) }
    }
}
