import Foundation
import GRDB
import GameDatabase
@testable import HearthKit
@testable import Server
import Testing

/// Two processes at one database, its migrations, and files that are not as they should be.
@MainActor
struct StoreFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    // MARK: Two connections

    @Test func theOldOneCannotWriteOnceANewerHasTheEpoch() throws {
        let old = try SQLiteStore.open(folder.database)
        try old.take(epoch: 1)
        try old.commit(.turn(1, epoch: 1) { $0.entities = [.lantern(1, "old")] })
        let new = try SQLiteStore.open(folder.database, mode: .warm)
        try new.take(epoch: 2)
        let late = #expect(throws: StoreFenced.self) {
            try old.commit(.turn(2, epoch: 1) { $0.entities = [.lantern(1, "late")] })
        }
        #expect(late?.epoch == 1)
        #expect(late?.newest == 2)
        try new.commit(.turn(2, epoch: 2) { $0.entities = [.lantern(2, "new")] })
        #expect(try old.changes(after: 0).entities == [.lantern(1, "old"), .lantern(2, "new")])
    }

    @Test func aWarmOneFollowsWithoutWriting() throws {
        let live = try SQLiteStore.open(folder.database)
        try live.take(epoch: 1)
        try live.commit(.turn(1, epoch: 1) { $0.entities = [.lantern(1)] })
        let warm = try SQLiteStore.open(folder.database, mode: .warm)
        #expect(try warm.changes(after: -1).entities == [.lantern(1)])
        try live.commit(.turn(2, epoch: 1) { $0.deletedEntities = [1] })
        #expect(try warm.changes(after: 1).deletedEntities == [1])
        #expect(try warm.changes(after: 1).epoch == 1)
    }

    /// A turn is seen whole or not at all, and a writer that dies in its transaction leaves nothing of it.
    @Test func anotherProcessSeesOnlyWholeTurns() throws {
        let live = try SQLiteStore.open(folder.database)
        try live.take(epoch: 1)
        try live.commit(.turn(1, epoch: 1) { $0.entities = (1...50).map { .lantern($0, "1") } })
        let reader = try SQLiteStore.open(folder.database, mode: .warm)

        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let dying = try DatabaseQueue(path: folder.database, configuration: configuration)
        try dying.inDatabase { database in
            try database.execute(sql: """
                BEGIN IMMEDIATE; UPDATE meta SET turn = 2; UPDATE entity SET turn = 2, name = '2' WHERE id < 25;
                """)
            #expect(try reader.changes(after: 1).count == 0)
            #expect(try reader.changes(after: -1).entities.allSatisfy { $0.name == "1" })
            // Its rows are in the log by now, but not its commit.
            try database.execute(sql: "PRAGMA cache_spill = 1; ROLLBACK")
        }
        for turn in 2...20 {
            try live.commit(.turn(turn, epoch: 1) { $0.entities = (1...50).map { .lantern($0, "\(turn)") } })
            let seen = try reader.changes(after: -1)
            #expect(Set(seen.entities.map(\.name)) == ["\(seen.turn)"])
        }
    }

    @Test func aLockedDatabaseRefusesATurnAndTakesItLater() throws {
        let store = try SQLiteStore.open(folder.database)
        try store.take(epoch: 1)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: folder.database, configuration: configuration)
        try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let turn = Changes.turn(1, epoch: 1) { $0.entities = [.lantern(1)] }
        #expect(throws: StoreError.locked(path: folder.database)) { try store.commit(turn) }
        try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
        try store.commit(turn)
        #expect(try store.changes(after: 0).entities == [.lantern(1)])
    }

    @Test func aFullDiskRefusesATurnAndTakesItWhenThereIsRoom() throws {
        let store = try SQLiteStore.open(folder.database)
        try store.take(epoch: 1)
        let turn = Changes.turn(1, epoch: 1) {
            $0.values = ["tome": [UInt8](repeating: 7, count: 1 << 20)]
        }
        store.limitPages(to: 20)
        #expect(throws: StoreError.diskFull(path: folder.database)) { try store.commit(turn) }
        #expect(try store.changes(after: -1).turn == 0)
        store.limitPages(to: 1_000_000)
        try store.commit(turn)
        #expect(try store.changes(after: -1).values["tome"]?.count == 1 << 20)
    }

    /// The log begins anew, which it can only when all of it is in the database file.
    @Test func theLogIsWorkedOffWhileTheGameRuns() throws {
        let store = try SQLiteStore.open(folder.database)
        try store.take(epoch: 1)
        /// How often it has begun anew: a number in the log's header (SQLite's file format, section 4.1).
        func beginnings() throws -> [UInt8] {
            let log = try #require(FileHandle(forReadingAtPath: folder.database + "-wal"))
            defer { try? log.close() }
            return Array(try #require(try log.read(upToCount: 16)).suffix(4))
        }
        let first = try beginnings()
        var turn = 0
        let deadline = ContinuousClock.now + .seconds(120)
        while try beginnings() == first {
            turn += 1
            try #require(ContinuousClock.now < deadline, "the log only grows")
            try store.commit(.turn(turn, epoch: 1) {
                $0.values = ["blob": [UInt8](repeating: UInt8(turn % 250), count: 200_000)]
            })
        }
        #expect(try store.changes(after: -1).values["blob"]?.first == UInt8(turn % 250))
    }

    @Test func anOrderlyEndLeavesAllInOneFile() throws {
        let store = try SQLiteStore.open(folder.database)
        try store.take(epoch: 1)
        try store.commit(.turn(1, epoch: 1) { $0.entities = [.lantern(1)] })
        store.settle()
        let copy = folder.path + "/copy.db"
        try FileManager.default.copyItem(atPath: folder.database, toPath: copy)
        #expect(try SQLiteStore.open(copy).changes(after: -1).entities == [.lantern(1)])
    }

    // MARK: Files that are not as they should be

    @Test func theFileIsForItsOwnerAlone() throws {
        _ = try SQLiteStore.open(folder.database)
        let rights = try FileManager.default.attributesOfItem(atPath: folder.database)[.posixPermissions] as? Int
        #expect(rights == 0o600)
    }

    @Test(arguments: [SQLiteStore.Mode.live, .warm])
    func whatIsNoDatabaseIsLeftAlone(_ mode: SQLiteStore.Mode) throws {
        let text = Data("Once upon a time there was a file that was no database at all.".utf8)
        try text.write(to: URL(filePath: folder.database))
        #expect(throws: StoreError.notADatabase(path: folder.database)) {
            try SQLiteStore.open(folder.database, mode: mode)
        }
        #expect(try Data(contentsOf: URL(filePath: folder.database)) == text)
    }

    @Test func anotherProgramsDatabaseIsLeftAlone() throws {
        do {
            let other = try DatabaseQueue(path: folder.database)
            try other.inDatabase { try $0.execute(sql: "CREATE TABLE bookmark (url TEXT)") }
        }
        let before = try Data(contentsOf: URL(filePath: folder.database))
        #expect(throws: StoreError.notOurs(path: folder.database)) { try SQLiteStore.open(folder.database) }
        #expect(try Data(contentsOf: URL(filePath: folder.database)) == before)
    }

    @Test func aDamagedFileIsToldAndLeftAlone() throws {
        do {
            let store = try SQLiteStore.open(folder.database)
            try store.take(epoch: 1)
            try store.commit(.turn(1, epoch: 1) { $0.entities = (1...2000).map { .lantern($0) } })
        }
        var bytes = try Data(contentsOf: URL(filePath: folder.database))
        try #require(bytes.count > 65_536)
        for index in 40_000..<60_000 { bytes[index] = 0xA5 }
        try bytes.write(to: URL(filePath: folder.database))
        let error = #expect(throws: StoreError.self) {
            _ = try SQLiteStore.open(folder.database, mode: .warm).changes(after: -1)
        }
        #expect(error?.isDamaged == true, "\(String(describing: error))")
        #expect(try Data(contentsOf: URL(filePath: folder.database)) == bytes)
    }

    @Test func aLogWithoutItsDatabaseIsNotThrownAway() throws {
        let log = Data(repeating: 7, count: 5000)
        try log.write(to: URL(filePath: folder.database + "-wal"))
        let error = #expect(throws: StoreError.self) { try SQLiteStore.open(folder.database) }
        #expect(error?.isDamaged == true, "\(String(describing: error))")
        #expect(try Data(contentsOf: URL(filePath: folder.database + "-wal")) == log)
        #expect(folder.files == ["game.db-wal"])
    }

    @Test func aMissingFolderAndAMissingFileAreTold() throws {
        let nowhere = folder.path + "/run/game.db"
        #expect(throws: StoreError.noFolder(path: nowhere)) { try SQLiteStore.open(nowhere) }
        #expect(throws: StoreError.missing(path: folder.database)) {
            try SQLiteStore.open(folder.database, mode: .warm)
        }
        #expect(folder.files.isEmpty)
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser may write everywhere"))
    func aFolderThatMayNotBeWrittenIsTold() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path) }
        let error = #expect(throws: StoreError.self) { try SQLiteStore.open(folder.database) }
        #expect(error?.isUnwritable == true, "\(String(describing: error))")
    }
}

extension StoreError {
    fileprivate var isDamaged: Bool { if case .damaged = self { true } else { false } }
    fileprivate var isUnwritable: Bool { if case .unwritable = self { true } else { false } }
}
