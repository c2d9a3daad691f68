#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The numbered generations of a game, in `run/generations`.
///
/// Numbers grow for ever and are never used twice, not even those of failed or pruned generations. Every change
/// becomes visible by one rename, so that a crash leaves nothing half done; what it leaves aside (`N.tmp`, `N.old`)
/// is swept at the next change. One process at a time changes the folder, any may read it.
public struct GenerationStore: Sendable {
    /// Absolute.
    public let folder: String

    public init(folder: String) {
        self.folder = folder
    }

    /// All that is there.
    public struct Listing: Sendable {
        /// By number, oldest first.
        public let generations: [Generation]
        /// Generations that cannot be read, and why, oldest first.
        public let damaged: [(number: Int, error: StageError)]

        public var newestGood: Generation? { generations.last { $0.manifest.state == .good } }
    }

    // MARK: - Reading

    public func list() -> Listing {
        var generations: [Generation] = []
        var damaged: [(number: Int, error: StageError)] = []
        for number in numbers() {
            do throws(StageError) {
                generations.append(try generation(number))
            } catch .noSuchGeneration {
                continue  // pruned by another process since
            } catch {
                damaged.append((number, error))
            }
        }
        return Listing(generations: generations, damaged: damaged)
    }

    /// - Throws: `StageError.noSuchGeneration`, `.damagedManifest`.
    public func generation(_ number: Int) throws(StageError) -> Generation {
        try Generation(number: number, folder: path(number))
    }

    public func newestGood() -> Generation? { list().newestGood }

    // MARK: - Changing

    /// Notes how a generation has proved itself.
    @discardableResult
    public func mark(_ number: Int, _ state: GenerationManifest.State) async throws(StageError) -> Generation {
        let lock = try await locked()
        defer { _ = lock }
        var manifest = try generation(number).manifest
        manifest.state = state
        try write(manifest, in: path(number))
        return try generation(number)
    }

    /// Removes what is no longer needed. Kept are the live generation, the newest `count` good ones, and of those that
    /// came after the newest good one (just staged, or just failed) the newest `count`.
    ///
    /// - Returns: the numbers that were removed.
    @discardableResult
    public func prune(keeping count: Int = 5, live: Int? = nil) async throws(StageError) -> [Int] {
        let lock = try await locked()
        defer { _ = lock }
        sweep()
        let listing = list()
        let good = listing.generations.filter { $0.manifest.state == .good }.map(\.number)
        let later = numbers().filter { $0 > good.last ?? 0 }
        let kept = Set(good.suffix(count) + later.suffix(count) + [live].compactMap(\.self))
        let removed = numbers().filter { !kept.contains($0) }
        for number in removed {
            // A rename first: a folder that loses file after file would look like a damaged generation.
            let doomed = path(number) + ".old"
            try attempt { try FileManager.default.moveItem(atPath: path(number), toPath: doomed) }
            try? FileManager.default.removeItem(atPath: doomed)
        }
        return removed
    }

    // MARK: - Folder

    func path(_ number: Int) -> String { folder + "/\(number)" }

    /// Numbers of the generations that are there, ascending.
    func numbers() -> [Int] {
        entries().compactMap { name in Int(name).flatMap { String($0) == name && $0 > 0 ? $0 : nil } }.sorted()
    }

    private func entries() -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    func locked() async throws(StageError) -> FolderLock {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            return try await FolderLock.hold(folder, named: ".lock")
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw translated(error)
        }
    }

    /// Removes what an interrupted change has left. Only under the lock.
    func sweep() {
        for name in entries() where name.wholeMatch(of: /\d+\.(tmp|old)/) != nil {
            try? FileManager.default.removeItem(atPath: folder + "/" + name)
        }
    }

    /// Takes a number that no generation has had. Only under the lock.
    func takeNumber() throws(StageError) -> Int {
        let counter = URL(filePath: folder + "/last-number")
        let stored = (try? String(contentsOf: counter, encoding: .utf8)).flatMap {
            Int($0.prefix { $0.isNumber })
        }
        // Interrupted ones count too: their number may have been told.
        let seen = entries().compactMap { Int($0.prefix { $0.isNumber }) }
        let number = max(stored ?? 0, seen.max() ?? 0) + 1
        try attempt { try Data("\(number)\n".utf8).write(to: counter, options: .atomic) }
        return number
    }

    func write(_ manifest: GenerationManifest, in generation: String) throws(StageError) {
        try attempt { try manifest.json().write(to: Generation.manifestFile(in: generation), options: .atomic) }
    }

    /// Does something to files and says what went wrong in our own words.
    func attempt<Result>(_ action: () throws -> Result) throws(StageError) -> Result {
        do { return try action() } catch { throw translated(error) }
    }

    private func translated(_ error: any Error) -> StageError {
        if let known = error as? StageError { return known }
        if let known = error as? CocoaError, known.code == .fileWriteOutOfSpace { return .diskFull(folder: folder) }
        return .unwritable(folder: folder, reason: "\(error)")
    }
}
