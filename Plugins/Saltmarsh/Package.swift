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
    name: "Saltmarsh",
    platforms: [.macOS(.v15)],
    products: [.library(name: "Saltmarsh", type: .dynamic, targets: ["Saltmarsh"])],
    dependencies: [.package(path: "../../Sources/HearthKit"), .package(path: "../Standard")],
    targets: [
        .target(
            name: "Saltmarsh",
            dependencies: [.product(name: "HearthKit", package: "HearthKit"), .product(name: "Standard", package: "Standard")],
            path: "Sources",
            swiftSettings: settings
        ),
        .testTarget(
            name: "SaltmarshTests",
            dependencies: [
                "Saltmarsh", .product(name: "HearthKit", package: "HearthKit"),
                .product(name: "Standard", package: "Standard"),
            ],
            path: "Tests",
            swiftSettings: [.defaultIsolation(MainActor.self)]
        ),
    ],
    swiftLanguageModes: [.v6]
)
