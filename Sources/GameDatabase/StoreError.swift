import GRDB

/// Why the database cannot be used, in words for the one who runs the game. No case changes the file.
public enum StoreError: Error, Sendable, Hashable, CustomStringConvertible {
    case missing(path: String)
    case noFolder(path: String)
    case notADatabase(path: String)
    /// It is an SQLite database, of another program.
    case notOurs(path: String)
    case damaged(path: String, reason: String)
    case unwritable(path: String, reason: String)
    case diskFull(path: String)
    /// Another program held it for longer than a write waits.
    case locked(path: String)
    /// A later Hearth has changed it so that this one can no longer read it.
    case newer(path: String, level: Int, known: Int)
    case migrationFailed(path: String, migration: String, reason: String)
    /// A restore was cut short when the old database was moved away and the new one was not in its place yet.
    case halfRestored(path: String)
    case other(path: String, reason: String)

    public var description: String {
        switch self {
        case .missing(let path):
            "There is no database at \(path): start the game once, which makes one."
        case .noFolder(let path):
            "The folder for \(path) does not exist: make it, or name another."
        case .notADatabase(let path):
            "\(path) is no database, or its beginning is damaged. It has not been touched: put back a backup with "
                + "`hearth restore FILE`, which keeps it aside."
        case .notOurs(let path):
            "\(path) is a database of another program: move it away. It has not been touched."
        case .damaged(let path, let reason):
            "The database \(path) is damaged (\(reason)): stop the game and put back a backup with "
                + "`hearth restore FILE`, which keeps the damaged one aside (`sqlite3` and its .recover may read more "
                + "of it)."
        case .unwritable(let path, let reason):
            "The database \(path) cannot be written (\(reason)): check who owns it, its folder, and whether the disk "
                + "is read-only."
        case .diskFull(let path):
            "The disk that holds \(path) is full: make room on it."
        case .locked(let path):
            "Another program holds the database \(path): end it (an open `sqlite3`?)."
        case .newer(let path, let level, let known):
            "The database \(path) was written by a later Hearth (its level is \(level), this Hearth knows \(known)): "
                + "update Hearth, or put back the backup beside it."
        case .migrationFailed(let path, let migration, let reason):
            "The database \(path) could not be brought up to date by the step '\(migration)' (\(reason)). "
                + "It is as it was before that step."
        case .halfRestored(let path):
            "A restore of \(path) was cut short. Nothing is lost: run `hearth restore FILE` again. What was there "
                + "before lies beside it, as \(path).before-restore-DATE."
        case .other(let path, let reason):
            "The database \(path) failed: \(reason). Check the disk that holds it."
        }
    }

    /// What SQLite's result code means for the file at `path`.
    init(_ error: DatabaseError, path: String) {
        let reason = error.message ?? "\(error.resultCode)"
        // A disk that has turned read-only, a file that was made immutable: SQLite says "disk I/O error".
        if error.extendedResultCode == .SQLITE_IOERR_WRITE {
            self = .unwritable(path: path, reason: "the system refuses it")
            return
        }
        switch error.resultCode {
        case .SQLITE_NOTADB: self = .notADatabase(path: path)
        case .SQLITE_CORRUPT: self = .damaged(path: path, reason: reason)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            self = .unwritable(path: path, reason: reason)
        case .SQLITE_FULL: self = .diskFull(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
        default: self = .other(path: path, reason: reason)
        }
    }

    /// Runs `body`; what it throws of SQLite's becomes a `StoreError`.
    public static func translating<T>(_ path: String, _ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as DatabaseError { throw StoreError(error, path: path) }
    }
}
