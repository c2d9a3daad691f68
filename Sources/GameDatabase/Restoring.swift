import Foundation

/// Putting a backup in the place of a game's database. Nothing else may have the database open.
public enum Restoring {
    /// What came of it.
    public struct Outcome: Codable, Sendable, Equatable {
        public var contents: DatabaseContents
        /// Where the database is now that was there before; nil when there was none.
        public var aside: String?
    }

    /// What the new one is called until it is in its place.
    static let unfinished = ".restoring"

    /// Checks `file` by a copy, moves the database at `path` aside, whatever is wrong with it, and puts the copy there.
    ///
    /// - Parameter date: stands in the name under which the old one is kept.
    /// - Throws: ``StoreError`` or ``BackupError``. Until `file` has proved good, nothing is touched.
    public static func restore(_ file: String, to path: String, date: Date = .now) throws -> Outcome {
        let path = DatabaseFile.place(of: path)
        guard FileManager.default.fileExists(atPath: file) else { throw BackupError.noFile(file) }
        guard !Backup.isSame(file, path) else { throw BackupError.itself(file) }
        let copy = path + unfinished
        let contents = try Backup.removing(copy) { try Backup.copy(file, to: copy) }
        // From here on a copy that waits for its place is what a start finds: see ``StoreError/halfRestored(path:)``.
        let aside = try moveAside(path, date)
        try Backup.move(copy, to: path)
        return Outcome(contents: contents, aside: aside)
    }

    /// The write-ahead log belongs to its database: it holds the last turns. So it moves along, and last, because a
    /// database without it would be taken for whole.
    private static func moveAside(_ path: String, _ date: Date) throws -> String? {
        let files = FileManager.default
        let parts = ["", "-wal", "-shm"].filter { files.fileExists(atPath: path + $0) }
        guard !parts.isEmpty else { return nil }
        let name = path + ".before-restore-" + Self.stamp(date)
        var aside = name
        var number = 1
        while parts.contains(where: { files.fileExists(atPath: aside + $0) }) {
            number += 1
            aside = "\(name)-\(number)"
        }
        for part in parts { try Backup.move(path + part, to: aside + part) }
        return aside
    }

    /// `2026-11-23-221530`, in local time.
    private static func stamp(_ date: Date) -> String {
        let parts = Calendar(identifier: .gregorian).dateComponents(
            [.year, .month, .day, .hour, .minute, .second], from: date)
        func two(_ value: Int?) -> String { (value ?? 0) < 10 ? "0\(value ?? 0)" : "\(value ?? 0)" }
        return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))-"
            + two(parts.hour) + two(parts.minute) + two(parts.second)
    }
}
