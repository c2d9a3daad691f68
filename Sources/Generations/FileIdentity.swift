#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What the file system says about a file without reading it. Two equal identities mean that nobody has written to
/// the file in between: a write changes the times, a replacement changes the inode.
public struct FileIdentity: Hashable, Codable, Sendable {
    public let inode: UInt64
    /// Bytes.
    public let size: Int64
    /// Last write, in nanoseconds since 1970.
    public let modified: Int64
    /// Last change of content or attributes, in nanoseconds since 1970. No program can set it back.
    public let changed: Int64

    /// The identity of the file at `path` (a symbolic link is followed), or `nil` if there is none.
    public init?(of path: String) {
        guard let status = FileStatus(of: path) else { return nil }
        self = status.identity
    }

    init(inode: UInt64, size: Int64, modified: Int64, changed: Int64) {
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
    }
}

/// One `stat` call.
struct FileStatus {
    /// Which file it is, whatever path leads there. (Device numbers may differ after a restart of the machine, so
    /// they are no part of a `FileIdentity` that is stored.)
    struct Key: Hashable {
        let device: UInt64
        let inode: UInt64
    }

    let identity: FileIdentity
    let key: Key
    let isFolder: Bool

    init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
        let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #else
        let (modified, changed) = (status.st_mtim, status.st_ctim)
        #endif
        identity = FileIdentity(
            inode: UInt64(status.st_ino), size: Int64(status.st_size),
            modified: Int64(modified.tv_sec) * 1_000_000_000 + Int64(modified.tv_nsec),
            changed: Int64(changed.tv_sec) * 1_000_000_000 + Int64(changed.tv_nsec)
        )
        key = Key(device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino))
        isFolder = status.st_mode & S_IFMT == S_IFDIR
    }

    /// The clock that file times come from, in nanoseconds since 1970.
    static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

/// Sets a file's last write to the present moment, as `touch` does.
func touch(_ path: String) {
    utimes(path, nil)
}
