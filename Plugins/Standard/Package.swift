// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .defaultIsolation(MainActor.self),
    // Other plugins and the tests see what is internal.
    .unsafeFlags(["-enable-testing"]),
    // Optimised file by file: an edit is live in a second or two, where the whole module takes several.
    .unsafeFlags(
        ["-no-whole-module-optimization", "-incremental", "-enable-batch-mode"], .when(configuration: .release)),
]

let package = Package(
    name: "Standard",
    platforms: [.macOS(.v15)],
    products: [.library(name: "Standard", type: .dynamic, targets: ["Standard"])],
    dependencies: [.package(path: "../../Sources/HearthKit")],
    targets: [
        .target(
            name: "Standard",
            dependencies: [.product(name: "HearthKit", package: "HearthKit")],
            path: "Sources",
            swiftSettings: settings
        ),
        .testTarget(
            name: "StandardTests", dependencies: ["Standard", .product(name: "HearthKit", package: "HearthKit")],
            swiftSettings: settings,
            // Natives of its own are found by name.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic"], .when(platforms: [.linux]))]),
    ],
    swiftLanguageModes: [.v6]
)
