#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Keeps other processes (a Launcher that builds while a Portal does) and other tasks out of a folder while it is
/// held. The system lets go of it when the process ends, however it ends.
struct FolderLock: ~Copyable {
    private let descriptor: Int32

    private init(opening path: String) throws(FolderLockError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FolderLockError(path: path, reason: String(cString: strerror(errno))) }
    }

    /// Waits until nobody else holds the lock.
    ///
    /// - Parameter onWait: called once if somebody does.
    /// - Throws: `FolderLockError` if the lock file cannot be made; `CancellationError`.
    static func hold(_ folder: String, named name: String, onWait: () -> Void = {}) async throws -> FolderLock {
        let lock = try FolderLock(opening: folder + "/" + name)
        var hasWaited = false
        while flock(lock.descriptor, LOCK_EX | LOCK_NB) != 0 {
            if !hasWaited { onWait() }
            hasWaited = true
            try await Task.sleep(for: .milliseconds(20))
        }
        return lock
    }

    deinit { close(descriptor) }
}

struct FolderLockError: Error, CustomStringConvertible {
    let path: String
    let reason: String

    var description: String { "\(path) cannot be written: \(reason)." }
}
