import Foundation
import GRDB
import Settings

/// Opening, recognising and copying the database file.
enum DatabaseFile {
    /// Throws ``StoreError`` or GRDB's `DatabaseError`.
    static func open(_ path: String, make: Bool, durability: Durability) throws -> DatabaseQueue {
        let files = FileManager.default
        let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        guard files.fileExists(atPath: folder) else { throw StoreError.noFolder(path: path) }
        if size(path) == 0 {
            // SQLite would take it for a new database and throw the log away, with all that is in it.
            guard size(path + "-wal") == 0 else {
                throw StoreError.damaged(path: path, reason: "its write-ahead log is there, but it is empty or gone")
            }
            guard make else { throw StoreError.missing(path: path) }
            // It holds password hashes: for its owner alone. SQLite gives its other files the same rights.
            if !files.fileExists(atPath: path) {
                _ = files.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
            }
        }
        var configuration = Configuration()
        configuration.busyMode = .timeout(SQLiteStore.patience)
        configuration.label = "hearth.store"
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.inDatabase { try $0.execute(sql: "PRAGMA synchronous = \(durability == .full ? "FULL" : "NORMAL")") }
        return queue
    }

    /// Whether the database is new. Throws ``StoreError`` when it is not Hearth's, or not for this Hearth.
    static func identify(_ database: Database, path: String, schema: SQLiteSchema) throws -> Bool {
        let mark = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
        if mark == 0, isEmpty { return true }
        guard mark == SQLiteSchema.applicationID else { throw StoreError.notOurs(path: path) }
        let level = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard level <= schema.level else { throw StoreError.newer(path: path, level: level, known: schema.level) }
        return false
    }

    /// Copies the database, as it is now, to `PATH.before-MIGRATION`.
    static func backUp(_ file: DatabaseQueue, path: String, before migration: String) throws {
        let copy = path + ".before-" + migration
        let unfinished = copy + ".unfinished"
        for old in [unfinished, unfinished + "-wal", unfinished + "-shm"] {
            try? FileManager.default.removeItem(atPath: old)
        }
        let target = try DatabaseQueue(path: unfinished)
        try file.backup(to: target)
        try target.close()
        // A backup with this name is from an attempt that failed: the file has gone on since.
        guard rename(unfinished, copy) == 0 else {
            throw StoreError.unwritable(path: copy, reason: String(cString: strerror(errno)))
        }
    }

    private static func size(_ path: String) -> Int {
        (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    }
}

extension SQLiteSchema {
    /// The migrations that a database still needs, in order.
    func pending(_ database: Database) throws -> [String] {
        let applied = try migrator.appliedIdentifiers(database)
        return migrator.migrations.filter { !applied.contains($0) }
    }

    /// Applies migrations, each whole or not at all. Throws ``StoreError``.
    func migrate(_ queue: DatabaseQueue, _ pending: [String], path: String) throws {
        for name in pending {
            do {
                try migrator.migrate(queue, upTo: name)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
                throw StoreError.migrationFailed(path: path, migration: name, reason: error.message ?? "")
            }
        }
    }
}
