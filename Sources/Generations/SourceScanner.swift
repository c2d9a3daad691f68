import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads source trees, and remembers digests so that a second look costs one `stat` a file.
///
/// A remembered digest is used only if the file had been left alone for two seconds when it was read: within the
/// coarsest tick of a file system's clock a second write could leave the same times behind.
public final class SourceScanner: Sendable {
    private struct Known {
        let identity: FileIdentity
        let digest: String
    }

    public let game: GameFolder
    private let known = Mutex<[String: Known]>([:])

    private static let settlingTime: Int64 = 2_000_000_000
    private static let deepestFolder = 32  // ends the walk in a circle of symbolic links

    public init(game: GameFolder) {
        self.game = game
    }

    /// The sources as they are now.
    public func scan() throws(SourceError) -> SourceTree {
        let graph = try PackageGraph(of: game)
        var files: [String: SourceTree.File] = [:]
        var remembered = known.withLock { $0 }
        for package in graph.packages {
            for path in Self.inputs(of: package) {
                guard let digest = try digest(of: path, &remembered) else { continue }
                let isOwnManifest = package.folder == game.path && package.isManifest(path)
                let group: SourceGroup =
                    switch package.role {
                    case .plugin: .plugin(package.name)
                    case .kit: .kit
                    case .programs: isOwnManifest ? .package : .server
                    }
                files[game.relative(path)] = SourceTree.File(group: group, digest: digest)
            }
        }
        known.withLock { [remembered] in $0 = remembered }

        let names = Dictionary(uniqueKeysWithValues: graph.plugins.map { ($0.folder, $0.name) })
        return SourceTree(
            game: game, files: files,
            plugins: graph.plugins.map { plugin in
                SourceTree.Plugin(
                    name: plugin.name, library: Platform.libraryFile(plugin.library),
                    imports: plugin.dependencies.compactMap { names[$0] }.sorted())
            },
            unnamedPlugins: graph.unnamedPlugins, graph: graph)
    }

    /// `nil` if the file is gone (editors replace files while they save).
    private func digest(of path: String, _ remembered: inout [String: Known]) throws(SourceError) -> String? {
        guard let status = FileStatus(of: path) else { return nil }
        if let known = remembered[path], known.identity == status.identity { return known.digest }
        let now = FileStatus.now
        guard let digest = ContentDigest.ofFile(path) else {
            if FileStatus(of: path) == nil { return nil }
            throw .unreadable(path)
        }
        let lastTouched = max(status.identity.modified, status.identity.changed)
        remembered[path] =
            now - lastTouched > Self.settlingTime ? Known(identity: status.identity, digest: digest) : nil
        return digest
    }

    // MARK: - Which files are inputs

    /// A plugin or the kit counts with its whole folder (its targets may lie anywhere in it); the programs' packages
    /// count with their manifest and `Sources/`.
    private static func inputs(of package: PackageGraph.Package) -> [String] {
        var paths: [String] = []
        if package.role == .programs {
            for name in ["Package.swift", "Package.resolved"] where FileStatus(of: package.folder + "/" + name) != nil {
                paths.append(package.folder + "/" + name)
            }
            walk(package.folder + "/Sources", into: &paths)
        } else {
            walk(package.folder, into: &paths, skipping: ["Tests", "Package.resolved"])
        }
        return paths
    }

    private static func walk(
        _ folder: String, into paths: inout [String], skipping skipped: Set<String> = [], depth: Int = 0
    ) {
        guard depth < deepestFolder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            return
        }
        if depth > 0, names.contains("Package.swift") { return }  // a package of its own, counted if it is named
        for name in names where !isScratch(name) && !skipped.contains(name) {
            if depth == 0, name.hasSuffix(".md") { continue }  // a package's README
            let path = folder + "/" + name
            guard let status = FileStatus(of: path) else { continue }
            if status.isFolder {
                walk(path, into: &paths, depth: depth + 1)
            } else {
                paths.append(path)
            }
        }
    }

    /// Hidden files (`.build`, editors' swap files) and backups.
    private static func isScratch(_ name: String) -> Bool {
        name.hasPrefix(".") || name.hasSuffix("~") || name.hasPrefix("#")
    }
}

extension PackageGraph.Package {
    fileprivate func isManifest(_ path: String) -> Bool {
        path == folder + "/Package.swift" || path == folder + "/Package.resolved"
    }
}
