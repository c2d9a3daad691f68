// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Trial",
    platforms: [.macOS(.v15)],
    products: [.library(name: "Trial", type: .dynamic, targets: ["Trial"])],
    dependencies: [.package(path: "../../Sources/HearthKit"), .package(path: "../Standard")],
    targets: [
        .target(
            name: "Trial",
            dependencies: [
                .product(name: "HearthKit", package: "HearthKit"), .product(name: "Standard", package: "Standard"),
            ],
            path: "Sources",
            swiftSettings: [.defaultIsolation(MainActor.self), .unsafeFlags(["-enable-testing"])]
        )
    ],
    swiftLanguageModes: [.v6]
)
