/// The files of a new plugin.
struct PluginTemplate {
    let name: String
    /// The kit's package, and that of the plugin `Standard` if the game has it, seen from the plugin's folder.
    let kit: String
    let standard: String?
    let example: PluginExample

    /// By path from the plugin's folder.
    var files: [String: String] {
        [
            "Package.swift": manifest, "Sources/\(example.file)": example.text,
            "Tests/\(name)Tests.swift": example.tests(of: name),
        ]
    }

    private var manifest: String {
        let packages = ([kit] + [standard].compactMap(\.self)).map { ".package(path: \"\($0)\")" }
        let products = ["HearthKit"] + (standard == nil ? [] : ["Standard"])
        let dependencies = products.map { "\n                .product(name: \"\($0)\", package: \"\($0)\")," }
        return """
            // swift-tools-version: 6.2
            import PackageDescription

            let settings: [SwiftSetting] = [
                .defaultIsolation(MainActor.self),  // game code runs on one logical thread
                // Other plugins and the tests see what is internal.
                .unsafeFlags(["-enable-testing"]),
                // Optimised file by file: an edit is live in a second or two, where the whole module takes several.
                .unsafeFlags(
                    ["-no-whole-module-optimization", "-incremental", "-enable-batch-mode"], .when(configuration: .release)),
            ]

            let package = Package(
                name: "\(name)",
                platforms: [.macOS(.v15)],
                products: [.library(name: "\(name)", type: .dynamic, targets: ["\(name)"])],
                dependencies: [
                    \(packages.joined(separator: ",\n        ")),
                ],
                targets: [
                    .target(
                        name: "\(name)",
                        dependencies: [\(dependencies.joined())
                        ],
                        path: "Sources",
                        swiftSettings: settings
                    ),
                    .testTarget(
                        name: "\(name)Tests",
                        // All that is imported: what is not named here is not compiled again when that changes.
                        dependencies: [
                            "\(name)",\(dependencies.joined())
                        ],
                        path: "Tests",
                        swiftSettings: settings,
                        // Natives are found by name in the tests' own program.
                        linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic"], .when(platforms: [.linux]))]),
                ],
                swiftLanguageModes: [.v6]
            )

            """
    }
}
