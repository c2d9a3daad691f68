import Foundation
import GRDB

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Copies of a database: whole, in one file, also of one that a game is writing to.
public enum Backup {
    /// Copies the database at `source` to `target`, and checks the copy before it gets that name.
    ///
    /// The copy is what was committed when it began: the game is not held up, as readers and the writer of an SQLite
    /// database with a write-ahead log do not wait for each other.
    ///
    /// - Parameter replacing: whether a file that is there already is replaced.
    /// - Throws: ``StoreError`` or ``BackupError``. No file of that name is left, or the one that was there.
    public static func make(of source: String, at target: String, replacing: Bool = false) throws -> DatabaseContents {
        let source = DatabaseFile.place(of: source)
        guard FileManager.default.fileExists(atPath: DatabaseFile.folder(of: target)) else {
            throw StoreError.noFolder(path: target)
        }
        guard !isFolder(target) else { throw BackupError.folder(target) }
        guard replacing || !FileManager.default.fileExists(atPath: target) else { throw BackupError.exists(target) }
        guard !isSame(source, target) else { throw BackupError.itself(target) }
        let unfinished = target + ".unfinished"
        return try removing(unfinished) {
            let contents = try copy(source, to: unfinished)
            try move(unfinished, to: target)
            return contents
        }
    }

    /// Copies an open database, as it is now, to `PATH.before-MIGRATION`.
    public static func make(of file: DatabaseQueue, path: String, before migration: String) throws {
        let target = path + ".before-" + migration
        let unfinished = target + ".unfinished"
        try removing(unfinished) {
            try write(file, to: unfinished).close()
            // A backup with this name is from an attempt that failed: the file has gone on since.
            try move(unfinished, to: target)
        }
    }

    // MARK: Steps

    /// Copies and checks. Throws ``StoreError`` that names `source` when it is not as it should be, and `target` when
    /// there is no room or right to write it.
    static func copy(_ source: String, to target: String) throws -> DatabaseContents {
        let original = try StoreError.translating(source) {
            let original = try DatabaseFile.openForReading(source)
            let isEmpty = try original.read { try DatabaseFile.identify($0, path: source, schema: .current) }
            guard !isEmpty else { throw StoreError.notOurs(path: source) }
            return original
        }
        let copy = try StoreError.translating(target) { try write(original, to: target) }
        return try StoreError.translating(source) {
            let contents = try copy.read { database in
                try DatabaseFile.check(database, path: source, isThorough: true)
                return try DatabaseContents(database, bytes: DatabaseFile.size(target))
            }
            try copy.close()
            return contents
        }
    }

    /// Writes a copy in one file: without a write-ahead log beside it, which somebody would forget to take along.
    private static func write(_ original: DatabaseQueue, to target: String) throws -> DatabaseQueue {
        remove(target)
        // It holds password hashes: for its owner alone.
        guard FileManager.default.createFile(
            atPath: target, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw StoreError.unwritable(path: target, reason: String(cString: strerror(errno))) }
        let copy = try DatabaseQueue(path: target)
        // All pages in one step: they are of one moment, whatever the game commits meanwhile.
        try original.backup(to: copy)
        try copy.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        return copy
    }

    /// Also when the power fails just afterwards.
    static func move(_ old: String, to new: String) throws {
        guard rename(old, new) == 0 else {
            throw StoreError.unwritable(path: new, reason: String(cString: strerror(errno)))
        }
        let folder = open(DatabaseFile.folder(of: new), O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    /// Runs `body`; leaves nothing half made when it throws.
    static func removing<T>(_ unfinished: String, _ body: () throws -> T) throws -> T {
        do { return try body() } catch {
            remove(unfinished)
            throw error
        }
    }

    private static func remove(_ path: String) {
        for end in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + end) }
    }

    static func isSame(_ one: String, _ other: String) -> Bool {
        func real(_ path: String) -> URL { URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL }
        return real(one) == real(other)
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}

/// Why no backup is made or put back, though nothing is wrong with the database.
public enum BackupError: Error, Sendable, Hashable, CustomStringConvertible {
    case exists(String)
    case folder(String)
    case itself(String)
    case noFile(String)

    public var description: String {
        switch self {
        case .exists(let path): "\(path) is there already: name another file, or replace it with --force."
        case .folder(let path): "\(path) is a folder: name a file in it."
        case .itself(let path): "\(path) is the game's database itself: name another file."
        case .noFile(let path): "There is no file \(path)."
        }
    }
}
