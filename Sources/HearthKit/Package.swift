// swift-tools-version: 6.2
import PackageDescription

// The kit is one dynamic library that the server and every plugin share: linked statically, its
// classes would exist once in each of them. It depends on the toolchain's own libraries alone, for the same reason.
let package = Package(
    name: "HearthKit",
    platforms: [.macOS(.v15)],
    products: [.library(name: "HearthKit", type: .dynamic, targets: ["HearthKit"])],
    targets: [
        // A shared library of the system's: there is one of it, whoever links it.
        .systemLibrary(
            name: "CFFI", path: "CFFI", pkgConfig: "libffi", providers: [.apt(["libffi-dev"]), .brew(["libffi"])]),
        .target(
            name: "HearthKit",
            dependencies: ["CFFI"],
            path: "Sources",
            swiftSettings: [.defaultIsolation(MainActor.self), .unsafeFlags(["-enable-testing"])]
        ),
    ],
    swiftLanguageModes: [.v6]
)
