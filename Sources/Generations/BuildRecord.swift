#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Which content each object and product in the scratch folder was made from, as far as it is proved. Kept beside
/// them as JSON, so that it goes when they go.
struct BuildRecord: Codable, Sendable {
    struct Source: Codable, Sendable {
        let file: SourceTree.File
        /// The object that was compiled from it; `nil` for what is no Swift source of a built target.
        let object: FileIdentity?
    }

    var compiler: FileIdentity?
    var compilerVersion = "unknown"
    var flags: [String] = []
    /// By path relative to the game folder.
    var sources: [String: Source] = [:]
    /// The `SourceTree.structure` that the package manager is known to have planned for.
    var structure: String?
    /// SwiftPM's plan (see `BuildManifest`), as it was when the last build by SwiftPM had ended.
    var plan: FileIdentity?
    /// By file name; without those that the last build was to make anew and failed to.
    var products: [String: FileIdentity] = [:]

    /// An object this much younger than its source is trusted although no record speaks of it: it comes from a
    /// `swift build` by hand. Nanoseconds; the driver's error is less than a second.
    private static let safeAge: Int64 = 10_000_000_000

    private static func file(in folder: String) -> URL { URL(filePath: folder + "/hearth-build.json") }

    /// A record that cannot be read counts as none: everything is then proved anew.
    static func load(from folder: String) -> BuildRecord? {
        (try? Data(contentsOf: file(in: folder))).flatMap { try? JSONDecoder().decode(BuildRecord.self, from: $0) }
    }

    func save(to folder: String) throws {
        try JSONEncoder().encode(self).write(to: Self.file(in: folder), options: .atomic)
    }

    /// When a header changed that is not the one on record: its time, when there is no record at all, as after a `swift
    /// build` by hand; else the end of time. `nil` for one that has not changed.
    func change(of path: String, _ file: SourceTree.File, in tree: SourceTree) -> Int64? {
        if sources.isEmpty { return FileIdentity(of: tree.game.absolute(path))?.modified }
        return sources[path]?.file.digest == file.digest ? nil : .max
    }

    /// Whether the object of `path`, if it has one, is known to come from the content that the source has now, and from
    /// headers that last changed at `header`.
    func proves(
        _ path: String, _ file: SourceTree.File, in tree: SourceTree, _ state: CompilerState, header: Int64? = nil
    ) -> Bool {
        let source = tree.game.absolute(path)
        guard let object = state.object(of: source).flatMap({ FileIdentity(of: $0) }) else { return true }
        if let header, header > object.modified - Self.safeAge { return false }
        if let known = sources[path] {
            return known.file.digest == file.digest && known.object == object
        }
        guard let identity = FileIdentity(of: source) else { return true }
        return object.modified - identity.modified >= Self.safeAge
    }

    /// Takes over what a run of the build has proved: sources that were the same before and after it.
    mutating func learn(from before: SourceTree, after: SourceTree, groups: Set<SourceGroup>, _ state: CompilerState) {
        sources = sources.filter { after.files[$0.key] != nil }
        for (path, file) in after.files where groups.contains(file.group) {
            if before.files[path] == file {
                let object = state.object(of: after.game.absolute(path)).flatMap { FileIdentity(of: $0) }
                sources[path] = Source(file: file, object: object)
            } else {
                sources[path] = nil
            }
        }
    }
}
