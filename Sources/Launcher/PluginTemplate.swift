/// The files of a new plugin.
struct PluginTemplate {
    let name: String
    /// The kit's package, and that of the plugin `Standard` if the game has it, seen from the plugin's folder.
    let kit: String
    let standard: String?
    let example: PluginExample

    /// By path from the plugin's folder.
    var files: [String: String] {
        ["Package.swift": manifest, "Sources/\(example.file)": example.text]
    }

    private var manifest: String {
        let packages = ([kit] + [standard].compactMap(\.self)).map { ".package(path: \"\($0)\")" }
        let products = ["HearthKit"] + (standard == nil ? [] : ["Standard"])
        let dependencies = products.map { "\n                .product(name: \"\($0)\", package: \"\($0)\")," }
        return """
            // swift-tools-version: 6.2
            import PackageDescription

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
                        // Game code runs on one logical thread. `-enable-testing`: other plugins see what is internal.
                        swiftSettings: [.defaultIsolation(MainActor.self), .unsafeFlags(["-enable-testing"])]
                    ),
                ],
                swiftLanguageModes: [.v6]
            )

            """
    }
}
