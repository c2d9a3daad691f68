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
    name: "Ferry",
    platforms: [.macOS(.v15)],
    products: [.library(name: "Ferry", type: .dynamic, targets: ["Ferry"])],
    dependencies: [.package(path: "../../Sources/HearthKit")],
    targets: [
        .target(
            name: "Ferry",
            dependencies: [.product(name: "HearthKit", package: "HearthKit")],
            path: "Sources",
            swiftSettings: settings
        ),
        .testTarget(
            name: "FerryTests",
            dependencies: ["Ferry", .product(name: "HearthKit", package: "HearthKit")],
            path: "Tests",
            swiftSettings: [.defaultIsolation(MainActor.self)],
            // Natives are found by name in the tests' own program.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic"], .when(platforms: [.linux]))]
        ),
    ],
    swiftLanguageModes: [.v6]
)
