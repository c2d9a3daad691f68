import Foundation
import GRDB
import GRDBSQLite
import GameDatabase
import HearthKit
import Settings

/// The world in an SQLite database (write-ahead log): one file that any SQLite tool can read.
///
/// The world loop calls it between turns, on its own thread: a commit of one row takes some 20 µs, which is less
/// than a hop to another thread and back. GRDB opens, migrates and copies the file; rows go by ``PreparedStatement``.
@MainActor
public final class SQLiteStore: Store {
    public enum Mode: Sendable {
        /// Makes the file if there is none, and migrates it.
        case live
        /// Beside a live Server: writes nothing until ``SQLiteStore/take(epoch:)``. Migrations that the file still
        /// needs are rehearsed on a copy in memory, which is read until then.
        case warm
    }

    /// How long a write waits for another program that holds the file, in seconds.
    public var patience = SQLiteStore.usualPatience {
        didSet { file.inDatabase { _ = sqlite3_busy_timeout($0.sqliteConnection, Int32(patience * 1000)) } }
    }
    nonisolated public static let usualPatience = 1.0

    /// Migrations that the file still needs: in ``Mode/warm``, until the epoch is taken.
    public private(set) var pendingMigrations: [String]

    private let path: String
    private let mode: Mode
    private let schema: SQLiteSchema
    private let file: DatabaseQueue
    private var rehearsal: DatabaseQueue?
    private var reader: TurnReader
    private var writer: TurnWriter?
    private let checkpoints: WALCheckpoints

    /// Opens the database at `path`. Throws ``StoreError``, and leaves alone what it cannot use.
    public static func open(
        _ path: String, mode: Mode = .live, durability: Durability = .normal
    ) throws -> SQLiteStore {
        try SQLiteStore(path, mode: mode, durability: durability, schema: .current)
    }

    init(_ path: String, mode: Mode, durability: Durability = .normal, schema: SQLiteSchema) throws {
        let path = DatabaseFile.place(of: path)
        (self.path, self.mode, self.schema) = (path, mode, schema)
        let isThere = FileManager.default.fileExists(atPath: path)
        let opened = try StoreError.translating(path) {
            defer { if !isThere { DatabaseFile.removeIfEmpty(path) } }
            let file = try DatabaseFile.open(
                path, make: mode == .live, durability: durability, patience: Self.usualPatience)
            let isNew = try file.read { try DatabaseFile.identify($0, path: path, schema: schema) }
            if mode == .live {
                if !isNew { try file.read { try DatabaseFile.check($0, path: path, isThorough: false) } }
                try file.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
            }
            let pending = try file.read { try schema.pending($0) }
            guard !pending.isEmpty else { return (file: file, pending: pending, copy: DatabaseQueue?.none) }
            switch mode {
            case .live:
                if !isNew { try Backup.make(of: file, path: path, before: pending[0]) }
                try schema.migrate(file, pending, path: path)
                return (file, [], nil)
            case .warm:
                let copy = try DatabaseQueue()
                try file.backup(to: copy)
                try schema.migrate(copy, pending, path: path)
                return (file, pending, copy)
            }
        }
        (file, pendingMigrations, rehearsal) = (opened.file, opened.pending, opened.copy)
        (reader, writer) = try StoreError.translating(path) {
            if let copy = opened.copy { return (try copy.inDatabase { try TurnReader($0) }, nil) }
            return try opened.file.inDatabase { (try TurnReader($0), try TurnWriter($0)) }
        }
        checkpoints = try StoreError.translating(path) { try WALCheckpoints(path, of: opened.file) }
    }

    // MARK: Store

    /// All that changed in turns after `turn`; everything, for -1. Throws ``StoreError``.
    public func changes(after turn: Int) throws -> Snapshot {
        try StoreError.translating(path) {
            try (rehearsal ?? file).inDatabase { _ in try reader.changes(after: turn) }
        }
    }

    /// Takes the right to write; applies the migrations that are pending, after a backup. What the Server before
    /// wrote until now can be read afterwards, and nothing follows it: read the last rows then.
    /// Throws ``StoreFenced`` or ``StoreError``.
    public func take(epoch: Int) throws {
        try StoreError.translating(path) {
            if let next = pendingMigrations.first {
                try Backup.make(of: file, path: path, before: next)
                try schema.migrate(file, pendingMigrations, path: path)
                (reader, writer) = try file.inDatabase { (try TurnReader($0), try TurnWriter($0)) }
                (pendingMigrations, rehearsal) = ([], nil)
            }
            try file.inDatabase { _ in try writer?.take(epoch: epoch, coldStart: mode == .live) }
        }
    }

    /// Writes a turn, whole or not at all. Throws ``StoreFenced`` or ``StoreError``; it may then be called again.
    public func commit(_ changes: Changes) throws {
        guard let writer else { throw StoreFenced(epoch: changes.epoch, newest: changes.epoch + 1) }
        try StoreError.translating(path) {
            try file.inDatabase { _ in try writer.write(changes) }
        }
        checkpoints.committed()
    }

    /// Brings the write-ahead log into the file, which is whole by itself then: at an orderly end.
    public func settle() { file.inDatabase { _ = try? $0.checkpoint(.truncate) } }

    /// Makes the file full at that many pages: for tests of what a full disk does.
    func limitPages(to count: Int) {
        file.inDatabase { _ = try? Int.fetchOne($0, sql: "PRAGMA max_page_count = \(count)") }
    }
}
