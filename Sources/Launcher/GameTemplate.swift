/// The files of a new game, but for what is copied from Hearth's own `GameData/`.
struct GameTemplate {
    /// The name of the package: that of the folder.
    let package: String
    /// What players call it.
    let title: String
    /// Its first plugin.
    let plugin: String
    /// Hearth's checkout, seen from the game's folder, and the name that SwiftPM knows it by: that of its folder.
    let hearth: String

    /// By path from the game's folder.
    var files: [String: String] {
        var files = [
            "Package.swift": manifest,
            "Sources/AllPlugins/AllPlugins.swift": "// Nothing: the target builds every plugin in one go.\n",
            ".gitignore": ".build/\n.swiftpm/\nrun/\nGameData/settings.secret.yaml\n",
            "GameData/world/start.yaml": world,
        ]
        let template = PluginTemplate(
            name: plugin, kit: "../../\(hearth)/Sources/HearthKit", standard: "../../\(hearth)/Plugins/Standard",
            example: .campfire)
        for (path, text) in template.files { files["Plugins/\(plugin)/\(path)"] = text }
        return files
    }

    /// `my-game` is `My Game` to players.
    static func title(of folder: String) -> String {
        words(folder).map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }

    /// A module's name, and never the folder's: SwiftPM knows packages by their folders, and would mix them up.
    static func plugin(for folder: String) -> String {
        let name = words(folder).map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        let isName = name.first?.isLetter == true
        return (isName ? name : "Game\(name)") + (name.lowercased() == folder.lowercased() ? "World" : "")
    }

    private static func words(_ folder: String) -> [Substring] {
        folder.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    }

    private var manifest: String {
        """
        // swift-tools-version: 6.2
        import PackageDescription

        /// Where Hearth lies: its programs, its kit and its standard commands.
        let hearth = "\(hearth)"

        /// This game's own plugins, each a package in `Plugins/`. `hearth new plugin NAME` adds a line.
        let plugins = [
            "\(plugin)",
        ]

        let package = Package(
            name: "\(package)",
            platforms: [.macOS(.v15)],
            products: [.library(name: "AllPlugins", type: .dynamic, targets: ["AllPlugins"])],
            dependencies: [
                .package(path: "\\(hearth)"),
                .package(path: "\\(hearth)/Sources/HearthKit"),
                .package(path: "\\(hearth)/Plugins/Standard"),
            ] + plugins.map { .package(path: "Plugins/\\($0)") },
            targets: [
                // One build of everything that you edit.
                .target(
                    name: "AllPlugins",
                    dependencies: [
                        .product(name: "HearthKit", package: "HearthKit"),
                        .product(name: "Standard", package: "Standard"),
                    ] + plugins.map { .product(name: $0, package: $0) }
                ),
            ],
            swiftLanguageModes: [.v6]
        )

        """
    }

    private var world: String {
        """
        # Where things are, when the game begins; what they do is in Plugins/\(plugin).
        # What you change here a reload brings into the world: see GameData/README.md.

        start: clearing

        rooms:
          clearing:
            name: A Clearing
            text: >-
              Old trees stand back from a ring of stones, as if somebody had asked them to.
            exits:
              north: brook
            things:
              - class: \(plugin).Campfire
                name: a campfire
                aliases: [fire]
          brook:
            name: By the Brook
            text: >-
              Cold water talks to itself over the pebbles.
            exits:
              south: clearing

        """
    }
}
