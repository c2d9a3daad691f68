import Foundation
import GRDB
@testable import GameDatabase
@testable import HearthKit
@testable import Server
import Synchronization
import Testing

/// Backups of a database that is written to, and what a restore does with good and bad ones.
@MainActor
struct BackupTests {
    let folder: TemporaryFolder
    private var file: String { folder.path + "/backup.db" }

    init() throws { folder = try TemporaryFolder() }

    private func play(_ turns: Int) throws -> SQLiteStore {
        let store = try SQLiteStore.open(folder.database)
        try store.take(epoch: 1)
        for turn in 1...turns {
            try store.commit(.turn(turn, epoch: 1) {
                $0.classes = [
                    ClassRow(id: 1, name: "Game.Lantern", bases: ["HearthKit.Object", "HearthKit.Entity"]),
                    ClassRow(id: 2, name: "Game.Player", bases: ["HearthKit.Account", "HearthKit.Entity"]),
                    ClassRow(id: 3, name: "HearthKit.Account", bases: ["HearthKit.Entity"]),
                ]
                var player = EntityRow.lantern(1000 + Int64(turn), "Ann")
                player.classID = turn % 2 == 0 ? 2 : 3
                $0.entities = [.lantern(Int64(turn)), player]
            })
        }
        return store
    }

    /// A database in one file, as after an orderly end, which nothing has open.
    private func settled() throws -> String {
        do { _ = try play(1500) }
        let settled = folder.path + "/settled.db"
        try Backup.make(of: folder.database, at: settled)
        return settled
    }

    // MARK: Backup

    @Test func aBackupIsOneFileWithAllThatWasCommitted() throws {
        let store = try play(20)
        let contents = try Backup.make(of: folder.database, at: file)
        #expect(contents.objects == 40)
        #expect(contents.accounts == 20)
        #expect(contents.turn == 20)
        #expect(folder.files.filter { $0.hasPrefix("backup") } == ["backup.db"])
        let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(rights == 0o600)
        // The game went on meanwhile, and goes on.
        try store.commit(.turn(21, epoch: 1) { $0.entities = [.lantern(21)] })
        #expect(try SQLiteStore.open(file).changes(after: -1).turn == 20)
    }

    /// Its last turns are in the write-ahead log alone, and nobody has it open.
    @Test func aBackupOfAGameThatWasKilledHasItsLastTurn() throws {
        let store = try play(5)
        let killed = folder.path + "/killed.db"
        for end in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: folder.database + end, toPath: killed + end)
        }
        #expect(try Backup.make(of: killed, at: file).turn == 5)
        #expect(try store.changes(after: .max).turn == 5)
    }

    /// Whole turns only: each turn writes its number to all rows.
    @Test func aBackupTakenWhileTurnsAreWrittenIsOfOneMoment() async throws {
        let store = try SQLiteStore.open(folder.database)
        try store.take(epoch: 1)
        try store.commit(.turn(1, epoch: 1) { $0.entities = (1...500).map { .lantern($0, "1") } })
        let (database, file) = (folder.database, file)
        let isDone = Mutex(false)
        let backups = Task.detached {
            defer { isDone.withLock { $0 = true } }
            return try (1...10).map { try Backup.make(of: database, at: "\(file)\($0)").turn }
        }
        var turn = 1
        while !isDone.withLock({ $0 }) {
            turn += 1
            try store.commit(.turn(turn, epoch: 1) { $0.entities = (1...500).map { .lantern($0, "\(turn)") } })
            await Task.yield()
        }
        let turns = try await backups.value
        for (number, turn) in turns.enumerated() {
            let copy = try SQLiteStore.open("\(file)\(number + 1)").changes(after: -1)
            #expect(Set(copy.entities.map(\.name)) == ["\(turn)"])
        }
    }

    @Test func aBackupReplacesNothingUnlessItIsToldTo() throws {
        let store = try play(1)
        try Backup.make(of: folder.database, at: file)
        #expect(throws: BackupError.exists(file)) { try Backup.make(of: folder.database, at: file) }
        try store.commit(.turn(2, epoch: 1) { $0.entities = [.lantern(2)] })
        #expect(try Backup.make(of: folder.database, at: file, replacing: true).turn == 2)
        for itself in [folder.database, folder.path + "/./game.db"] {
            #expect(throws: BackupError.itself(itself)) {
                try Backup.make(of: folder.database, at: itself, replacing: true)
            }
        }
        #expect(throws: BackupError.folder(folder.path)) { try Backup.make(of: folder.database, at: folder.path) }
        #expect(throws: StoreError.noFolder(path: "/nowhere/backup.db")) {
            try Backup.make(of: folder.database, at: "/nowhere/backup.db")
        }
    }

    /// The backup that is there is worth more than a copy of the damage.
    @Test func damageMakesNoBackup() throws {
        let database = try settled()
        try Backup.make(of: database, at: file)
        let good = try Data(contentsOf: URL(filePath: file))
        try folder.damage("settled.db", 40_960..<61_440)
        let error = #expect(throws: StoreError.self) { try Backup.make(of: database, at: file, replacing: true) }
        #expect("\(String(describing: error))".contains(database))
        #expect(try Data(contentsOf: URL(filePath: file)) == good)
        #expect(!folder.files.contains { $0.contains("unfinished") })
    }

    // MARK: Restore

    @Test func aRestorePutsTheBackupThereAndKeepsWhatWasThere() throws {
        let store = try play(3)
        try Backup.make(of: folder.database, at: file)
        // The rest is in the write-ahead log alone, as after a crash.
        try store.commit(.turn(4, epoch: 1) { $0.entities = [.lantern(4)] })
        let moment = Date(timeIntervalSince1970: 1_795_000_000)
        let outcome = try Restoring.restore(file, to: folder.database, date: moment)
        #expect(outcome.contents.turn == 3)
        #expect(try SQLiteStore.open(folder.database).changes(after: -1).turn == 3)
        let aside = try #require(outcome.aside)
        #expect(try SQLiteStore.open(aside, mode: .warm).changes(after: -1).turn == 4)
        // Once more, in the same second: nothing that was kept is replaced.
        let second = try Restoring.restore(file, to: folder.database, date: moment)
        #expect(second.aside == aside + "-2")
        #expect(!folder.files.contains { $0.contains("restoring") })
    }

    @Test func aRestoreIntoNothingMakesTheGame() throws {
        do { _ = try play(3) }
        try Backup.make(of: folder.database, at: file)
        for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: folder.database + end) }
        let outcome = try Restoring.restore(file, to: folder.database)
        #expect(outcome.aside == nil)
        #expect(try SQLiteStore.open(folder.database).changes(after: -1).turn == 3)
    }

    @Test(arguments: ["garbage", "damaged", "cut", "empty", "another's"])
    func aBadBackupTouchesNothing(_ fault: String) throws {
        let database = try settled()
        try Backup.make(of: database, at: file)
        switch fault {
        case "garbage": try Data(repeating: 7, count: 9000).write(to: URL(filePath: file))
        case "damaged": try folder.damage("backup.db", 40_960..<61_440)
        case "cut": try folder.cut("backup.db", to: 70_000)
        case "empty": try folder.cut("backup.db", to: 0)
        default:
            try FileManager.default.removeItem(atPath: file)
            try DatabaseQueue(path: file).inDatabase { try $0.execute(sql: "CREATE TABLE bookmark (url TEXT)") }
        }
        let before = try folder.contents("settled.db")
        let error = #expect(throws: StoreError.self) { try Restoring.restore(file, to: database) }
        #expect("\(String(describing: error))".contains(file), "it names the file")
        #expect(try folder.contents("settled.db") == before)
        #expect(!folder.files.contains { $0.contains("restor") })
    }

    @Test func aRestoreThatWasCutShortStartsNoNewGame() throws {
        do { _ = try play(3) }
        try Backup.make(of: folder.database, at: file)
        try FileManager.default.moveItem(atPath: folder.database, toPath: folder.path + "/aside")
        for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: folder.database + end) }
        try FileManager.default.copyItem(atPath: file, toPath: folder.database + Restoring.unfinished)
        #expect(throws: StoreError.halfRestored(path: folder.database)) { try SQLiteStore.open(folder.database) }
        _ = try Restoring.restore(file, to: folder.database)
        #expect(try SQLiteStore.open(folder.database).changes(after: -1).turn == 3)
    }

    // MARK: Starting from a damaged file

    /// Garbage anywhere is found before anybody plays, and the file stays as it is.
    @Test(arguments: ["header", "middle", "index", "cut", "empty"])
    func aColdStartRefusesADamagedFile(_ fault: String) throws {
        let database = try settled()
        switch fault {
        case "header": try folder.damage("settled.db", 0..<100)
        case "middle": try folder.damage("settled.db", 40_960..<61_440)
        case "index":
            let page = try DatabaseQueue(path: database).inDatabase {
                try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'entity_turn'") ?? 0
            }
            try folder.damage("settled.db", (page - 1) * 4096..<page * 4096)
        case "cut": try folder.cut("settled.db", to: 70_000)
        default: try folder.cut("settled.db", to: 0)
        }
        let before = try folder.contents("settled.db")
        let error = #expect(throws: StoreError.self) { try SQLiteStore.open(database) }
        let words = error.map { "\($0)" } ?? ""
        #expect(words.contains(database))
        #expect(words.contains("hearth restore FILE"))
        #expect(try folder.contents("settled.db") == before)
    }

    @Test func theFileMayLieElsewhere() throws {
        let elsewhere = folder.path + "/disk"
        try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: folder.database, withDestinationPath: "disk/game.db")
        do { _ = try play(2) }
        #expect(FileManager.default.fileExists(atPath: elsewhere + "/game.db"))
        try Backup.make(of: folder.database, at: file)
        let outcome = try Restoring.restore(file, to: folder.database)
        #expect(outcome.aside?.hasPrefix(elsewhere + "/") == true)
        #expect(try SQLiteStore.open(folder.database).changes(after: -1).turn == 2)
    }
}

extension TemporaryFolder {
    fileprivate func contents(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: "\(path)/\(name)")) }

    /// Writes garbage over bytes of a file.
    fileprivate func damage(_ name: String, _ range: Range<Int>) throws {
        var bytes = try contents(name)
        try #require(bytes.count >= range.upperBound)
        for index in range { bytes[index] = 0xA5 }
        try bytes.write(to: URL(filePath: "\(path)/\(name)"))
    }

    fileprivate func cut(_ name: String, to size: Int) throws {
        try contents(name).prefix(size).write(to: URL(filePath: "\(path)/\(name)"))
    }
}

extension Backup {
    @discardableResult
    fileprivate static func make(of source: String, at target: String) throws -> DatabaseContents {
        try make(of: source, at: target, replacing: false)
    }
}
