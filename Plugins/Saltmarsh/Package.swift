// swift-tools-version: 6.2
import PackageDescription

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
            swiftSettings: [.defaultIsolation(MainActor.self), .unsafeFlags(["-enable-testing"])]
        ),
        .testTarget(
            name: "SaltmarshTests",
            dependencies: ["Saltmarsh"],
            path: "Tests",
            swiftSettings: [.defaultIsolation(MainActor.self)]
        ),
    ],
    swiftLanguageModes: [.v6]
)
