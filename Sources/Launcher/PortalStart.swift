import Settings
import Wire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Brings a Portal up.
struct PortalStart {
    let game: GamePaths
    let settings: Settings
    let installation: Installation
    let options: [String]
    var terminal = Terminal.output

    /// From the call to a Portal that answers.
    private static let deadline = Duration.seconds(10)
    /// Lines of a Portal that could not start.
    private static let mostLastWords = 10

    init(_ game: GamePaths, options: [String] = [], terminal: Terminal = .output) throws {
        (self.game, self.options, self.terminal) = (game, options, terminal)
        settings = try Settings.read(game)
        installation = try Installation.current()
    }

    /// Starts a Portal as a daemon and connects to it.
    func daemon() throws -> PortalConnection {
        try installation.buildPortalIfMissing(terminal, within: settings.build.deadline)
        try Self.makeRunFolder(game)
        let child = try ChildProcess.start(
            installation.portal, arguments, .detached(output: output))
        return try connection(to: child) { lastWords }
    }

    /// Starts a Portal that prints its log to our terminal.
    func foreground() throws -> (ChildProcess, PortalConnection) {
        try installation.buildPortalIfMissing(terminal, within: settings.build.deadline)
        try Self.makeRunFolder(game)
        let child = try ChildProcess.start(
            installation.portal, arguments + ["--foreground"], .foreground)
        return (child, try connection(to: child) { "It said why above." })
    }

    private var arguments: [String] {
        ["--game", game.folder, "--scratch", installation.scratch(for: game)] + options
    }

    private var output: String { game.run + "/portal.out" }

    static func makeRunFolder(_ game: GamePaths) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: game.run, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure(.error, "the run folder \(game.run) cannot be made: \(error)")
        }
    }

    /// - Parameter why: where one that has ended told its reason.
    private func connection(to child: ChildProcess, why: () -> String) throws -> PortalConnection {
        let end = ContinuousClock.now + Self.deadline
        while ContinuousClock.now < end {
            let hasEnded = child.ended() != nil
            // Also when it has ended: somebody else may have started another in the same moment.
            if let portal = try PortalConnection.open(game) { return portal }
            if hasEnded { throw Failure(.error, "the Portal could not start. \(why())") }
            Platform.sleep(.milliseconds(10))
        }
        throw Failure(
            .timedOut, "the Portal (pid \(child.pid)) does not listen after \(Words.duration(Self.deadline)). "
                + "\(game.shown(game.portalLog)) may tell why.")
    }

    /// What it said before it ended.
    private var lastWords: String {
        let lines = (Platform.readText(output) ?? "").split(separator: "\n").suffix(Self.mostLastWords)
        let words = lines.joined(separator: "\n")
        let prefix = "hearth-portal: "
        guard !words.isEmpty else { return "It did not say why; see \(game.shown(game.portalLog))." }
        return words.hasPrefix(prefix) ? String(words.dropFirst(prefix.count)) : words
    }
}
