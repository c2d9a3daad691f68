import Foundation
import GRDB
import Settings

/// Opening and recognising the database file.
public enum DatabaseFile {
    /// Where the file lies really: SQLite's other files lie beside it there, should `path` be a symbolic link.
    public static func place(of path: String) -> String {
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
        guard let link else { return path }
        return URL(filePath: link, relativeTo: URL(filePath: path)).standardizedFileURL.path(percentEncoded: false)
    }

    /// Throws ``StoreError`` or GRDB's `DatabaseError`.
    ///
    /// - Parameter patience: how long it waits for another program that holds the file, in seconds.
    public static func open(
        _ path: String, make: Bool, durability: Durability, patience: Double
    ) throws -> DatabaseQueue {
        let files = FileManager.default
        guard files.fileExists(atPath: folder(of: path)) else { throw StoreError.noFolder(path: path) }
        if size(path) == 0 {
            // SQLite would take it for a new database and throw the log away, with all that is in it.
            guard size(path + "-wal") == 0 else {
                throw StoreError.damaged(path: path, reason: "its write-ahead log is there, but it is empty or gone")
            }
            guard !files.fileExists(atPath: path + Restoring.unfinished) else {
                throw StoreError.halfRestored(path: path)
            }
            // A game that begins anew over one that was cut to nothing would be worse than none.
            guard !files.fileExists(atPath: path) else { throw StoreError.damaged(path: path, reason: "it is empty") }
            guard make else { throw StoreError.missing(path: path) }
            // It holds password hashes: for its owner alone. SQLite gives its other files the same rights.
            _ = files.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        configuration.label = "hearth.store"
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.inDatabase { try $0.execute(sql: "PRAGMA synchronous = \(durability == .full ? "FULL" : "NORMAL")") }
        return queue
    }

    /// Opens it to read alone, also while a game writes to it. Throws ``StoreError`` or GRDB's `DatabaseError`.
    static func openForReading(_ path: String) throws -> DatabaseQueue {
        guard FileManager.default.fileExists(atPath: path) else { throw StoreError.missing(path: path) }
        guard size(path) > 0 else { throw StoreError.notADatabase(path: path) }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Whether the database is new. Throws ``StoreError`` when it is not Hearth's, or not for this Hearth.
    public static func identify(_ database: Database, path: String, schema: SQLiteSchema) throws -> Bool {
        let mark = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
        if mark == 0, isEmpty { return true }
        guard mark == SQLiteSchema.applicationID else { throw StoreError.notOurs(path: path) }
        let level = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard level <= schema.level else { throw StoreError.newer(path: path, level: level, known: schema.level) }
        return false
    }

    /// Walks all of the file. Throws ``StoreError/damaged(path:reason:)``.
    ///
    /// - Parameter isThorough: also compares the indexes with their tables. Without it, 100,000 objects take some
    ///   20 ms of a processor, which is why a cold start can afford it.
    public static func check(_ database: Database, path: String, isThorough: Bool) throws {
        let problems = try String.fetchAll(database, sql: "PRAGMA \(isThorough ? "integrity" : "quick")_check(3)")
        guard problems == ["ok"] else {
            let lines = problems.flatMap { $0.split(separator: "\n") }
            throw StoreError.damaged(path: path, reason: lines.prefix(3).joined(separator: "; "))
        }
    }

    /// After an open that failed: not even a first page had room, and the next start is to find what this one found.
    public static func removeIfEmpty(_ path: String) {
        if size(path) == 0 { try? FileManager.default.removeItem(atPath: path) }
    }

    static func folder(of path: String) -> String {
        URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    }

    static func size(_ path: String) -> Int {
        (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    }
}

extension SQLiteSchema {
    /// The migrations that a database still needs, in order.
    public func pending(_ database: Database) throws -> [String] {
        let applied = try migrator.appliedIdentifiers(database)
        return migrator.migrations.filter { !applied.contains($0) }
    }

    /// Applies migrations, each whole or not at all. Throws ``StoreError``.
    public func migrate(_ queue: DatabaseQueue, _ pending: [String], path: String) throws {
        for name in pending {
            do {
                try migrator.migrate(queue, upTo: name)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
                throw StoreError.migrationFailed(path: path, migration: name, reason: error.message ?? "")
            }
        }
    }
}
