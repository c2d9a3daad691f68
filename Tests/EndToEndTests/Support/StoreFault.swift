import Foundation
import GRDB

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Another program that holds a game's database, as an open `sqlite3` might.
final class DatabaseLock {
    private let database: DatabaseQueue

    /// Takes the lock, and holds it until ``release()``.
    init(_ path: String) throws {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(5)
        database = try DatabaseQueue(path: path, configuration: configuration)
        try database.inDatabase { try $0.execute(sql: "BEGIN EXCLUSIVE") }
    }

    func release() throws {
        try database.inDatabase { try $0.execute(sql: "ROLLBACK") }
        try database.close()
    }
}

/// A disk of 2 MB, in memory.
final class SmallDisk {
    let path: String
    private var filler: String { path + "/filler" }

    /// Only the superuser may mount one.
    static var isPossible: Bool {
        #if os(Linux)
            geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/bin/mount")
        #else
            false
        #endif
    }

    private init(path: String) { self.path = path }

    static func mounted(_ body: (SmallDisk) async throws -> Void) async throws {
        let path = Checkout.workshop + "/small-disk"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        _ = try await Shell.run("/bin/umount", [path])  // one that a run which was killed has left
        let mount = try await Shell.run("/bin/mount", ["-t", "tmpfs", "-o", "size=2m", "hearth-test", path])
        guard mount.status == 0 else { throw CannotMount(reason: mount.all) }
        do { try await body(SmallDisk(path: path)) } catch {
            _ = try await Shell.run("/bin/umount", ["-l", path])
            throw error
        }
        _ = try await Shell.run("/bin/umount", ["-l", path])
    }

    struct CannotMount: Error { var reason: String }

    /// Leaves no byte free.
    func fill() throws {
        let file = open(filler, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        guard file >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        defer { close(file) }
        for size in [1 << 16, 4096, 1] {
            let zeros = [UInt8](repeating: 0, count: size)
            while write(file, zeros, size) == size {}
        }
    }

    func makeRoom() throws { try FileManager.default.removeItem(atPath: filler) }
}

/// Files that nobody may write, the superuser included, not even who has them open: as on a disk that the system has
/// turned read-only after an error.
struct ImmutableFiles {
    private let paths: [String]

    init(_ paths: [String]) { self.paths = paths }

    /// Linux has it, on file systems like ext4, and only the superuser may.
    static func arePossible() async throws -> Bool {
        guard geteuid() == 0, FileManager.default.isExecutableFile(atPath: "/usr/bin/chattr") else { return false }
        try FileManager.default.createDirectory(atPath: Checkout.workshop, withIntermediateDirectories: true)
        let probe = ImmutableFiles([Checkout.workshop + "/probe"])
        try FolderCopy.write("", probe.paths[0])
        let outcome = try await probe.change("+i")
        _ = try await probe.change("-i")
        return outcome.status == 0
    }

    func locked(_ body: () async throws -> Void) async throws {
        let outcome = try await change("+i")
        guard outcome.status == 0 else { throw CannotChange(reason: outcome.all) }
        do { try await body() } catch {
            _ = try await change("-i")
            throw error
        }
        _ = try await change("-i")
    }

    private func change(_ flag: String) async throws -> Shell.Outcome {
        try await Shell.run("/usr/bin/chattr", [flag] + paths)
    }

    struct CannotChange: Error { var reason: String }
}

#if os(Linux)
    /// What a process may write into one file: a full disk of its own.
    enum FileSizeLimit {
        /// - Parameter bytes: nil for no limit.
        static func set(_ bytes: Int?, of pid: Int) async throws {
            let limit = bytes.map(String.init) ?? "unlimited"
            let outcome = try await Shell.run("/usr/bin/prlimit", ["--pid", "\(pid)", "--fsize=\(limit):unlimited"])
            guard outcome.status == 0 else { throw CannotSet(reason: outcome.all) }
        }

        struct CannotSet: Error { var reason: String }
    }
#endif
