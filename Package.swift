// swift-tools-version: 6.2
import PackageDescription

/// The plugins that this game hosts, each a package in `Plugins/`. `hearth new plugin NAME` adds a line.
let plugins = [
    "Standard",
    "Saltmarsh",
    "Dice",
    "Ferry",
]

let package = Package(
    name: "hearth",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "hearth-server", targets: ["hearth-server"]),
        .library(name: "GamePlugins", type: .dynamic, targets: ["GamePlugins"]),
    ],
    dependencies: [
        .package(path: "Sources/HearthKit"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ] + plugins.map { .package(path: "Plugins/\($0)") },
    targets: [
        // What is replaced at a reload: the Server and the game that it runs.
        .executableTarget(name: "hearth-server", dependencies: ["Server"]),
        .target(name: "Server", dependencies: [
            "Wire", "GameDatabase", "PluginHost", "Settings",
            .product(name: "HearthKit", package: "HearthKit"),
            .product(name: "GRDB", package: "GRDB.swift"),
            .product(name: "CryptoExtras", package: "swift-crypto"),
            .product(name: "Subprocess", package: "swift-subprocess"),
        ]),
        .target(name: "GameDatabase", dependencies: ["Settings", .product(name: "GRDB", package: "GRDB.swift")]),
        .target(name: "Wire", dependencies: [.product(name: "NIOCore", package: "swift-nio")]),
        .target(name: "PluginHost", dependencies: [.product(name: "HearthKit", package: "HearthKit")]),
        .target(name: "Settings", dependencies: [.product(name: "Yams", package: "Yams")]),

        // One build of everything a maker edits: `swift build --product GamePlugins`.
        .target(
            name: "GamePlugins",
            dependencies: [.product(name: "HearthKit", package: "HearthKit")]
                + plugins.map { .product(name: $0, package: $0) }
        ),
    ],
    swiftLanguageModes: [.v6]
)

// MARK: What stays

// The Portal, which keeps the players while the Server is replaced, and `hearth`, which asks it.
package.products += [
    .executable(name: "hearth", targets: ["hearth"]),
    .executable(name: "hearth-portal", targets: ["hearth-portal"]),
]
package.dependencies += [
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
]
package.targets += [
    .executableTarget(name: "hearth", dependencies: ["Launcher"]),
    .executableTarget(name: "hearth-portal", dependencies: ["Portal"]),
    .target(name: "Launcher", dependencies: [
        "Bench", "Wire", "GameDatabase", "Generations", "Settings",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ]),
    .target(name: "Bench", dependencies: [
        "Wire", "Settings", "Telnet",
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ]),
    .target(name: "Portal", dependencies: [
        "Wire", "Telnet", "Generations", "Settings",
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
        .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "X509", package: "swift-certificates"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Subprocess", package: "swift-subprocess"),
    ]),
    .target(name: "Telnet", dependencies: ["CZlib", .product(name: "NIOCore", package: "swift-nio")]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "Generations", dependencies: [
        "Wire",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Subprocess", package: "swift-subprocess"),
    ]),
]

// MARK: Tests

package.targets += [
    .testTarget(name: "BenchTests", dependencies: [
        "Bench", "Settings", .product(name: "NIOCore", package: "swift-nio"),
    ]),
    .testTarget(name: "GenerationsTests", dependencies: [
        "Generations", .product(name: "Subprocess", package: "swift-subprocess"),
    ]),
    // Compiled as game code is, on the main actor.
    .testTarget(
        name: "HearthKitTests", dependencies: [.product(name: "HearthKit", package: "HearthKit")],
        swiftSettings: [.defaultIsolation(MainActor.self)],
        // Natives of its own are found by name.
        linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic"], .when(platforms: [.linux]))]),
    .testTarget(name: "PluginHostTests", dependencies: ["PluginHost"]),
    .testTarget(name: "ServerTests", dependencies: [
        "GameDatabase", "Server",
        .product(name: "HearthKit", package: "HearthKit"), .product(name: "GRDB", package: "GRDB.swift"),
    ]),
    .testTarget(name: "SettingsTests", dependencies: ["Settings"]),
    .testTarget(name: "PortalTests", dependencies: [
        "Portal", "Settings", "Wire",
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOWebSocket", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "Logging", package: "swift-log"),
    ]),
    .testTarget(name: "LauncherTests", dependencies: [
        "Launcher", "Wire", "Settings", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ]),
    .testTarget(name: "WireTests", dependencies: ["Wire", .product(name: "NIOCore", package: "swift-nio")]),
    .testTarget(
        name: "TelnetTests",
        dependencies: [
            "Telnet",
            .product(name: "NIOEmbedded", package: "swift-nio"), .product(name: "NIOTestUtils", package: "swift-nio"),
        ],
        exclude: ["Golden"]),
    // What the fuzzer has found, replayed; `Tests/Fuzz` is a package of its own too, the fuzzer's.
    .testTarget(
        name: "FuzzTests",
        dependencies: [
            "Telnet", "Wire", .product(name: "HearthKit", package: "HearthKit"),
            .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOEmbedded", package: "swift-nio"),
        ],
        path: "Tests/Fuzz", exclude: ["Corpus", "Fuzzer", "Modules", "Package.swift", "run.sh"],
        sources: ["Replay", "Targets"], swiftSettings: [.defaultIsolation(MainActor.self)]),
    // Real processes and sockets. The Server and its fixtures are built in a game of their own, in `.build-e2e`.
    .testTarget(
        name: "EndToEndTests",
        dependencies: [
            "Wire",
            .product(name: "GRDB", package: "GRDB.swift"),
            .product(name: "NIOPosix", package: "swift-nio"),
            .product(name: "Subprocess", package: "swift-subprocess"),
        ],
        exclude: ["Fixtures", "Clients"]
    ),
]
