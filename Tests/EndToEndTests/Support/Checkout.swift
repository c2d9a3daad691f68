import Foundation

/// The checkout under test, and the place where the end-to-end tests build.
///
/// `swift test` holds the lock of its own scratch folder for as long as it runs, so a game that builds needs another:
/// `.build-e2e`, which stays from run to run. Absolute paths are part of what is built, so the game that is built there
/// stays at one place as well. `hearth` and `hearth-portal`, which no game builds, are the checkout's own.
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

    /// `hearth` or `hearth-portal`, built with these tests or, in release, before them: `swift build -c release`.
    static func program(_ name: String) -> String { "\(folder)/.build/\(configuration)/\(name)" }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
