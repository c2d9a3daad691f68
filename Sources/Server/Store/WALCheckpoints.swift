import GRDB
import GRDBSQLite
import Synchronization

/// Brings the write-ahead log into the database file, away from the world's thread.
///
/// SQLite would do it in the commit that fills the log, and make that turn's players wait for the disk. Here a second
/// connection does it on a thread of its own. The log begins anew when a turn finds all of it brought in; where turns
/// come so fast that this does not happen, the little that is left is brought in by a commit.
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
    private let atWork = AtWork()

    private final class AtWork: Sendable {
        let flag = Atomic(false)
    }

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
        guard count >= next, !atWork.flag.load(ordering: .acquiring) else { return }
        next = count + Self.worthwhile
        if count >= Self.tooMany {
            file.inDatabase { _ = try? $0.checkpoint(.passive) }
        } else {
            atWork.flag.store(true, ordering: .releasing)
            background.asyncWriteWithoutTransaction { [atWork] in
                _ = try? $0.checkpoint(.passive)
                atWork.flag.store(false, ordering: .releasing)
            }
        }
    }
}
