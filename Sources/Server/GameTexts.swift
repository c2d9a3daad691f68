import HearthKit
import Settings
import Yams

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What GameData has of texts: the game's own words for the kit's, and the screen that a new connection reads.
@MainActor
struct GameTexts {
    var texts: [String: String] = [:]
    /// Rendered for a client of which nothing is known yet: sixteen colours.
    var greeting = ""
    var problems: [String] = []

    init(paths: GamePaths) {
        if let screen = try? String(contentsOfFile: paths.connectionScreen, encoding: .utf8) {
            greeting = Markup.render(screen, as: .ansi16)
            if !greeting.hasSuffix("\n") { greeting += "\n" }
        }
        guard let source = try? String(contentsOfFile: paths.texts, encoding: .utf8) else { return }
        do {
            for (key, value) in try Yams.load(yaml: source) as? [String: Any] ?? [:] { texts[key] = "\(value)" }
        } catch {
            problems.append("\(paths.shown(paths.texts)): \(error)")
        }
    }
}
