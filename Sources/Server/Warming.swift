import HearthKit
import PluginHost
import Settings
import Wire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Loading plugins and world, and proving that every stored object decodes. Writes nothing, runs no hook.
@MainActor
struct Warming {
    let arguments: ServerArguments
    let paths: GamePaths
    let game: Game
    let store: SQLiteStore

    /// A follower that is fewer rows behind than this is ready.
    private static let closeEnough = 100

    func run() throws -> Warmed {
        let clock = ContinuousClock()
        var problems: [String] = []
        var warnings: [String] = []

        var classes = 0
        let pluginTime = clock.measure {
            let plugins = PluginSet.load(
                from: arguments.generation, names: arguments.plugins, kit: "HearthKit",
                willLoad: { ServerProgram.say("loading plugin \($0)") })
            problems += plugins.failures.map { "\($0)" }
            for image in plugins.images {
                let types = TypeDiscovery.types(in: image)
                classes += types.count
                game.world.classes.add(types) { symbol in
                    (try? image.function(named: symbol)).map { UnsafeRawPointer($0) }
                }
            }
            problems += game.world.natives.problems
        }

        var turn = 0
        let worldTime = try clock.measure {
            let snapshot = try store.changes(after: -1)
            let report = try game.load(snapshot)
            problems += arguments.setsAside ? [] : report.problemLines
            warnings += report.warningLines + (arguments.setsAside ? report.problemLines : [])
            turn = snapshot.turn
            // The live one goes on writing: follow until what is left is little.
            while true {
                let more = try store.changes(after: turn)
                turn = more.turn
                let report = try game.load(more)
                problems += arguments.setsAside ? [] : report.problemLines
                if more.count < Self.closeEnough { break }
            }
        }
        problems += game.jobProblems
        let texts = GameTexts(paths: paths)
        problems += texts.problems
        game.world.texts.own = texts.texts

        return Warmed(
            turn: turn, objects: game.world.count, classes: classes, pluginTime: pluginTime / .milliseconds(1),
            worldTime: worldTime / .milliseconds(1), problems: problems.joined(separator: "\n"),
            warnings: warnings.joined(separator: "\n"), greeting: texts.greeting)
    }
}
