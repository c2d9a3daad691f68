import GRDB
import GRDBSQLite

/// Brings the write-ahead log into the database file, away from the world's thread.
///
/// SQLite would do it in the commit that fills the log, and make that turn's players wait for the disk. Here a second
/// connection does it on a thread of its own; only a log that keeps growing, because turns come faster than the disk
/// can take them, is worked off in a commit.
@MainActor
final class WALCheckpoints {
    /// Pages of the log (4 KB each) that are worth a checkpoint, as in SQLite itself.
    private static let worthwhile: Int32 = 1_000
    private static let tooMany: Int32 = 16_000

    private let file: DatabaseQueue
    private let background: DatabaseQueue
    /// The length of the log in pages, written by SQLite at each commit.
    private let pages = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    private var next = WALCheckpoints.worthwhile
    private var last: Int32 = 0

    init(_ path: String, of file: DatabaseQueue) throws {
        self.file = file
        var configuration = Configuration()
        configuration.qos = .utility
        configuration.label = "hearth.store.checkpoint"
        background = try DatabaseQueue(path: path, configuration: configuration)
        pages.initialize(to: 0)
        file.inDatabase { database in
            // Takes the place of SQLite's own hook, which would checkpoint in the commit.
            _ = sqlite3_wal_hook(database.sqliteConnection, { pages, _, _, count in
                pages?.assumingMemoryBound(to: Int32.self).pointee = count
                return SQLITE_OK
            }, pages)
        }
    }

    isolated deinit {
        file.inDatabase { _ = sqlite3_wal_hook($0.sqliteConnection, nil, nil) }
        pages.deallocate()
    }

    /// After each commit.
    func committed() {
        let count = pages.pointee
        if count < last { next = Self.worthwhile }  // the log began anew
        last = count
        guard count >= next else { return }
        next = count + Self.worthwhile
        if count >= Self.tooMany {
            file.inDatabase { _ = try? $0.checkpoint(.passive) }
        } else {
            background.asyncWriteWithoutTransaction { _ = try? $0.checkpoint(.passive) }
        }
    }
}
