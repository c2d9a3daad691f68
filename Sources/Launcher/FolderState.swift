#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The files below some folders as the file system tells of them, to see by comparison what was saved.
///
/// Polled: some hundred `stat`s take two milliseconds, work on every system, in containers and over network folders,
/// and miss nothing.
struct FolderState: Equatable {
    struct File: Equatable {
        var modified: Int64
        var size: Int64
        /// Editors save by putting a new file in the old one's place.
        var inode: UInt64
    }

    private(set) var files: [String: File] = [:]

    /// - Parameter paths: folders, which count with all that is in them, and files.
    init(of paths: [String]) {
        for path in paths { add(path, depth: 0) }
    }

    /// What differs, sorted.
    func changes(since older: FolderState) -> [String] {
        Set(files.keys).union(older.files.keys).filter { files[$0] != older.files[$0] }.sorted()
    }

    private static let deepest = 32  // ends the walk in a circle of symbolic links

    private mutating func add(_ path: String, depth: Int) {
        var status = stat()
        guard depth < Self.deepest, stat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            files[path] = File(
                modified: status.modifiedNanoseconds, size: Int64(status.st_size), inode: UInt64(status.st_ino))
            return
        }
        guard let folder = opendir(path) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !Self.isScratch(name) { add("\(path)/\(name)", depth: depth + 1) }
        }
    }

    /// Hidden files (`.build`, `.swp`), backups, and the file `4913` with which Vim tries whether it may write.
    private static func isScratch(_ name: String) -> Bool {
        name.hasPrefix(".") || name.hasSuffix("~") || name.hasPrefix("#") || name.hasSuffix(".tmp") || name == "4913"
    }
}
