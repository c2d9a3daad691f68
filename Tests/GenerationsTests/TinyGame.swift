import Foundation
import Testing

@testable import Generations

/// A game in a temporary folder with the shape of a real one: a kit, plugin Beta that imports plugin Alpha, a server,
/// and the aggregate over the plugins.
struct TinyGame: Sendable {
    let folder: String
    var game: GameFolder { GameFolder(folder) }
    var scratch: String { game.path + "/.build" }

    static let alpha = "Plugins/Alpha/Sources/Alpha/A.swift"
    static let beta = "Plugins/Beta/Sources/Beta/B.swift"
    static let kit = "Sources/HearthKit/Sources/HearthKit/Thing.swift"
    static let server = "Sources/hearth-server/main.swift"

    init() throws {
        folder = NSTemporaryDirectory() + "hearth-tiny-\(UUID().uuidString.prefix(8))"
        try write("Package.swift", Self.manifest(plugins: ["Alpha", "Beta"]))
        try write("Sources/GamePlugins/GamePlugins.swift", "")
        try write("Sources/HearthKit/Package.swift", Self.package("HearthKit", imports: []))
        try write("Plugins/Alpha/Package.swift", Self.package("Alpha", imports: ["../../Sources/HearthKit"]))
        try write(
            "Plugins/Beta/Package.swift", Self.package("Beta", imports: ["../../Sources/HearthKit", "../Alpha"]))
        try write("GameData/settings.yaml", "name: Tiny\n")
        try restoreSources()
    }

    /// Puts every source back to what all tests start from.
    func restoreSources() throws {
        try write("Package.swift", Self.manifest(plugins: ["Alpha", "Beta"]))
        try write(Self.kit, "open class Thing { public init() {}\n    open func say() -> String { \"thing\" }\n}\n")
        try write(Self.server, "import HearthKit\nprint(Thing().say())\n")
        try write(Self.alpha, Self.alphaSource(marker: "alpha"))
        try write(Self.beta, "import Alpha\nimport HearthKit\n\nfinal class B: A {}\n")
    }

    static func alphaSource(marker: String, adding method: String = "nothing") -> String {
        """
        import HearthKit

        open class A: Thing {
            open override func say() -> String { "\(marker), and long enough to be no small string" }
            open func \(method)() {}
        }

        """
    }

    static func manifest(plugins: [String]) -> String {
        """
        // swift-tools-version: 6.2
        import PackageDescription

        let plugins = [
        \(plugins.map { "    \"\($0)\"," }.joined(separator: "\n"))
        ]

        let package = Package(
            name: "Tiny",
            products: [
                .executable(name: "hearth-server", targets: ["hearth-server"]),
                .library(name: "GamePlugins", type: .dynamic, targets: ["GamePlugins"]),
            ],
            dependencies: [.package(path: "Sources/HearthKit")] + plugins.map { .package(path: "Plugins/\\($0)") },
            targets: [
                .executableTarget(
                    name: "hearth-server", dependencies: [.product(name: "HearthKit", package: "HearthKit")]),
                .target(name: "GamePlugins", dependencies: plugins.map { .product(name: $0, package: $0) }),
            ]
        )

        """
    }

    static func package(_ name: String, imports: [String]) -> String {
        let names = imports.map { $0.lastPathComponent }
        return """
            // swift-tools-version: 6.2
            import PackageDescription

            let package = Package(
                name: "\(name)",
                products: [.library(name: "\(name)", type: .dynamic, targets: ["\(name)"])],
                dependencies: [\(imports.map { ".package(path: \"\($0)\")" }.joined(separator: ", "))],
                targets: [
                    .target(name: "\(name)", dependencies: [
                        \(names.map { ".product(name: \"\($0)\", package: \"\($0)\")" }.joined(separator: ", "))
                    ])
                ]
            )

            """
    }

    // MARK: - Files

    func path(_ relative: String) -> String { game.path + "/" + relative }

    /// Does nothing if the content is already there.
    func write(_ relative: String, _ text: String) throws {
        let file = folder + "/" + relative
        if let old = try? String(contentsOfFile: file, encoding: .utf8), old == text { return }
        try FileManager.default.createDirectory(
            atPath: file.deletingLastPathComponent, withIntermediateDirectories: true)
        try text.write(toFile: file, atomically: false, encoding: .utf8)
    }

    func remove(_ relative: String) throws {
        try FileManager.default.removeItem(atPath: path(relative))
    }

    /// Sets a file's last write, in seconds since 1970.
    func date(_ relative: String, to time: Double) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: time)], ofItemAtPath: path(relative))
    }

    func binary(_ product: String, contains text: String) throws -> Bool {
        try Data(contentsOf: URL(filePath: scratch + "/debug/" + product)).range(of: Data(text.utf8)) != nil
    }

    func builder(deadline: Duration = .seconds(600), searchPath: String? = nil, isIdle: Bool = false) -> Builder {
        Builder(
            game: game,
            settings: .init(scratchFolder: scratch, isIdle: isIdle, deadline: deadline, searchPath: searchPath))
    }
}

/// The game that all tests which really build share: the first build of one takes seconds.
enum SharedGame {
    static let game: TinyGame = {
        let game = try! TinyGame()  // without a temporary folder there is nothing to test
        atexit { try? FileManager.default.removeItem(atPath: SharedGame.game.folder) }
        return game
    }()
}

/// Builds share one scratch folder, so the suites that build are one serialized suite.
@Suite(.serialized) struct RealBuilds {}
