// swift-tools-version: 6.2
import PackageDescription

/// The fuzzer looks at what is not public, in release too.
let testable: [SwiftSetting] = [.unsafeFlags(["-enable-testing"])]

/// Hearth's parsers under libFuzzer: see `run.sh`. A package of its own, so that the game's builds do not grow by it;
/// the modules that it needs are links to the game's sources, compiled here with the fuzzer's counters.
let package = Package(
    name: "hearth-fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [.package(url: "https://github.com/apple/swift-nio", from: "2.101.2")],
    targets: [
        .executableTarget(
            name: "fuzz",
            dependencies: ["Telnet", "Wire", "HearthKit", .product(name: "NIOEmbedded", package: "swift-nio")],
            path: ".", exclude: ["Corpus", "Modules", "Replay", "run.sh"], sources: ["Fuzzer", "Targets"],
            // libFuzzer brings `main`.
            swiftSettings: [.defaultIsolation(MainActor.self), .unsafeFlags(["-parse-as-library"])]),
        .target(
            name: "Telnet", dependencies: ["CZlib", .product(name: "NIOCore", package: "swift-nio")], path: "Modules/Telnet",
            swiftSettings: testable),
        .systemLibrary(name: "CZlib", path: "Modules/CZlib", pkgConfig: "zlib"),
        .target(
            name: "Wire", dependencies: [.product(name: "NIOCore", package: "swift-nio")], path: "Modules/Wire"),
        .systemLibrary(name: "CFFI", path: "Modules/CFFI", pkgConfig: "libffi", providers: [.apt(["libffi-dev"])]),
        .target(
            name: "HearthKit", dependencies: ["CFFI"], path: "Modules/HearthKit",
            swiftSettings: testable + [.defaultIsolation(MainActor.self)]),
    ],
    swiftLanguageModes: [.v6]
)
