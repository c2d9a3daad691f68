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
    name: "Dice",
    platforms: [.macOS(.v15)],
    products: [.library(name: "Dice", type: .dynamic, targets: ["Dice"])],
    dependencies: [.package(path: "../../Sources/HearthKit")],
    targets: [
        // The functions, in C; what data may call of them is declared in Swift.
        .target(name: "CDice"),
        .target(
            name: "Dice",
            dependencies: ["CDice", .product(name: "HearthKit", package: "HearthKit")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "DiceTests", dependencies: ["Dice", .product(name: "HearthKit", package: "HearthKit")],
            swiftSettings: settings,
            // The natives are found by name in the tests' own program.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic"], .when(platforms: [.linux]))]),
    ],
    swiftLanguageModes: [.v6]
)
