#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The packages that a game is built from and whose sources lie on this machine, as their manifests name them.
///
/// The manifests are read as text, not run: asking SwiftPM takes a third of a second, this takes a millisecond and
/// happens on every save. It understands `.package(path: "…")`, constants (`let hearth = "../hearth"`) inside the
/// path, and a plugin named in a list of strings.
struct PackageGraph: Sendable {
    enum Role: Hashable, Sendable {
        /// The game folder's own package, or a checkout that it depends on.
        case programs
        case kit
        case plugin
    }

    struct Package: Sendable {
        let folder: String
        let role: Role
        let manifest: ManifestText
        /// Folders of the packages it names.
        let dependencies: [String]

        var name: String { folder.lastPathComponent }
        /// The dynamic library it makes.
        var library: String { manifest.dynamicLibraries.first ?? name }
    }

    /// The game's own package first.
    let packages: [Package]
    /// Plugins that the game hosts, each after those it imports.
    let plugins: [Package]
    /// Folders in `Plugins/` that are packages but that `Package.swift` does not name.
    let unnamedPlugins: [String]
    /// The dynamic library that depends on every plugin, so that one `--product` builds them all.
    var aggregate: String { packages[0].manifest.dynamicLibraries.first ?? "GamePlugins" }

    init(of game: GameFolder) throws(SourceError) {
        guard let root = ManifestText(inFolder: game.path) else { throw .noPackage(game.path) }
        let present = Self.pluginFolders(of: game)
        let paths = root.localPackages
        let listed = present.filter { root.mentions($0.lastPathComponent) }

        var found: [String: Package] = [:]
        var order: [String] = []
        var open = [game.path]
        while let folder = open.popLast() {
            guard found[folder] == nil, let manifest = ManifestText(inFolder: folder) else { continue }
            let isGame = folder == game.path
            let role: Role =
                isGame ? .programs
                : manifest.dynamicLibraries.contains("HearthKit") ? .kit
                : folder.deletingLastPathComponent.lastPathComponent == "Plugins" ? .plugin : .programs
            var dependencies = (isGame ? paths : manifest.localPackages).map { standardized(folder + "/" + $0) }
            if isGame {
                dependencies += listed.filter { !dependencies.contains($0) }
            } else if role == .programs {
                // A checkout names plugins of its own; this game hosts only those it names itself.
                dependencies.removeAll { $0.deletingLastPathComponent.lastPathComponent == "Plugins" }
            }
            found[folder] = Package(folder: folder, role: role, manifest: manifest, dependencies: dependencies)
            order.append(folder)
            open += dependencies.reversed()
        }

        packages = order.compactMap { found[$0] }
        plugins = Self.inDependencyOrder(packages.filter { $0.role == .plugin }, found)
        unnamedPlugins = present.filter { found[$0] == nil }.map(\.lastPathComponent)
    }

    private static func pluginFolders(of game: GameFolder) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: game.plugins)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted().map { game.plugins + "/" + $0 }
            .filter { FileStatus(of: $0 + "/Package.swift") != nil }
    }

    private static func inDependencyOrder(_ plugins: [Package], _ all: [String: Package]) -> [Package] {
        var done: Set<String> = []
        var ordered: [Package] = []
        func visit(_ package: Package) {
            guard done.insert(package.folder).inserted else { return }
            for dependency in package.dependencies.sorted() {
                if let next = all[dependency], next.role == .plugin { visit(next) }
            }
            ordered.append(package)
        }
        plugins.sorted { $0.folder < $1.folder }.forEach(visit)
        return ordered
    }
}

/// A `Package.swift`, read without running it.
struct ManifestText: Sendable {
    /// Without comments.
    private let text: String

    init?(inFolder folder: String) {
        guard let text = try? String(contentsOfFile: folder + "/Package.swift", encoding: .utf8) else { return nil }
        self.init(text)
    }

    init(_ source: String) {
        let withoutBlocks = source.replacing(/\/\*[\s\S]*?\*\//, with: "")
        // `//` after a colon is part of an address.
        var text = withoutBlocks.replacing(/(^|[^:"])\/\/[^\n]*/.anchorsMatchLineEndings()) { $0.1 }
        for constant in text.matches(of: /let\s+(\w+)(?:\s*:\s*String)?\s*=\s*"([^"]*)"/) {
            text = text.replacing("\\(\(constant.1))", with: constant.2)
        }
        self.text = text
    }

    /// Paths in `.package(path: "…")`, as written.
    var localPackages: [String] {
        text.matches(of: /\.package\(\s*(?:name:\s*"[^"]*"\s*,\s*)?path:\s*"([^"]*)"/).map { String($0.1) }
    }

    /// Names in `.library(name: "…", type: .dynamic`.
    var dynamicLibraries: [String] {
        text.matches(of: /\.library\(\s*name:\s*"([^"]*)"\s*,\s*type:\s*\.dynamic/).map { String($0.1) }
    }

    /// Whether a string in it is `name`.
    func mentions(_ name: String) -> Bool { text.contains("\"\(name)\"") }
}
