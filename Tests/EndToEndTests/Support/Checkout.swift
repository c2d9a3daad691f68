import Foundation

/// The checkout under test, and the place where the end-to-end tests build.
///
/// `swift test` holds the lock of its own scratch folder for as long as it runs, so a game that builds needs another:
/// `.build-e2e`, which stays from run to run. Absolute paths are part of what is built, so the game that is built there
/// stays at one place as well. `hearth` and `hearth-portal` are the checkout's own, which were built with these tests; in
/// release, where there is no such build, the game's.
enum Checkout {
    static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .path(percentEncoded: false).trimmingSuffix("/")

    static let workshop = folder + "/.build-e2e"
    /// That of the game that is built there, where `hearth` looks for it.
    static let scratch = Workshop.game + "/.build"
    static let fixtures = folder + "/Tests/EndToEndTests/Fixtures"
    static let clients = folder + "/Tests/EndToEndTests/Clients"

    /// `debug` or `release`: what the games of the tests are built as.
    static let configuration = ProcessInfo.processInfo.environment["HEARTH_TEST_CONFIGURATION"] ?? "debug"

    /// Whether the game builds `hearth` and `hearth-portal` too.
    static let buildsAll = configuration != "debug"

    /// `hearth` or `hearth-portal`.
    static func program(_ name: String) -> String { "\(buildsAll ? scratch : folder + "/.build")/\(configuration)/\(name)" }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
