import Foundation
import GRDB
import GameDatabase
@testable import HearthKit
@testable import Server
import Testing

/// A later Hearth's migrations, on a database that this one made.
@MainActor
struct StoreMigrationTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func later(level: Int = 1, _ migration: @escaping @Sendable (Database) throws -> Void) -> SQLiteSchema {
        var schema = SQLiteSchema.current
        schema.migrator.registerMigration("v2", migrate: migration)
        schema.level = level
        return schema
    }

    private var weather: SQLiteSchema {
        later { try $0.execute(sql: "ALTER TABLE entity ADD COLUMN weather TEXT NOT NULL DEFAULT ''") }
    }

    private func makeOld() throws -> SQLiteStore {
        let store = try SQLiteStore.open(folder.database)
        try store.take(epoch: 1)
        try store.commit(.turn(1, epoch: 1) { $0.entities = [.lantern(1)] })
        return store
    }

    private func columns(_ path: String) throws -> [String] {
        try DatabaseQueue(path: path).inDatabase { try $0.columns(in: "entity").map(\.name) }
    }

    @Test func aNewDatabaseNeedsNoBackup() throws {
        let store = try SQLiteStore.open(folder.database)
        #expect(store.pendingMigrations.isEmpty)
        #expect(!folder.files.contains { $0.contains("before") })
    }

    @Test func anOldOneIsBackedUpThenMigrated() throws {
        do { _ = try makeOld() }
        let store = try SQLiteStore(folder.database, mode: .live, schema: weather)
        #expect(store.pendingMigrations.isEmpty)
        #expect(try store.changes(after: -1).entities == [.lantern(1)])
        #expect(try columns(folder.database).contains("weather"))
        let backup = folder.database + ".before-v2"
        #expect(try !columns(backup).contains("weather"))
        #expect(try SQLiteStore.open(backup).changes(after: -1).entities == [.lantern(1)])
        #expect(!folder.files.contains { $0.contains("unfinished") })
    }

    @Test func aWarmOneRehearsesAndMigratesOnlyWhenItTakesOver() throws {
        let live = try makeOld()
        let warm = try SQLiteStore(folder.database, mode: .warm, schema: weather)
        #expect(warm.pendingMigrations == ["v2"])
        #expect(try warm.changes(after: -1).entities == [.lantern(1)])
        #expect(try !columns(folder.database).contains("weather"))
        #expect(throws: StoreFenced.self) { try warm.commit(.turn(2, epoch: 1)) }

        try live.commit(.turn(2, epoch: 1) { $0.entities = [.lantern(2)] })
        try warm.take(epoch: 2)
        #expect(warm.pendingMigrations.isEmpty)
        #expect(try columns(folder.database).contains("weather"))
        #expect(folder.files.contains("game.db.before-v2"))
        #expect(try warm.changes(after: 1).entities == [.lantern(2)])
        try warm.commit(.turn(3, epoch: 2) { $0.entities = [.lantern(3)] })
        #expect(throws: StoreFenced.self) { try live.commit(.turn(3, epoch: 1)) }
    }

    @Test func aMigrationThatFailsTouchesNothingWhileWarm() throws {
        let live = try makeOld()
        let broken = later { try $0.execute(sql: "ALTER TABLE weather ADD COLUMN rain") }
        let error = #expect(throws: StoreError.self) { try SQLiteStore(folder.database, mode: .warm, schema: broken) }
        guard case .migrationFailed(_, "v2", _)? = error else {
            return #expect(error == nil, "it was told as \(String(describing: error))")
        }
        try live.commit(.turn(2, epoch: 1) { $0.entities = [.lantern(2)] })
        #expect(!folder.files.contains { $0.contains("before") })
    }

    @Test func theHearthBeforeRunsOnAfterARollback() throws {
        do {
            _ = try makeOld()
            _ = try SQLiteStore(folder.database, mode: .live, schema: weather)
        }
        let old = try SQLiteStore.open(folder.database)
        try old.take(epoch: 5)
        try old.commit(.turn(2, epoch: 5) { $0.entities = [.lantern(2)] })
        #expect(try old.changes(after: -1).entities == [.lantern(1), .lantern(2)])
    }

    @Test func aLevelThatIsNotKnownIsRefused() throws {
        do {
            _ = try makeOld()
            let second = later(level: 2) { try $0.execute(sql: "PRAGMA user_version = 2") }
            _ = try SQLiteStore(folder.database, mode: .live, schema: second)
        }
        #expect(throws: StoreError.newer(path: folder.database, level: 2, known: 1)) {
            try SQLiteStore.open(folder.database)
        }
    }
}
