import HearthKit
import Wire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Loading the world, and proving that every stored object decodes. Writes nothing, runs no hook.
@MainActor
struct Warming {
    let arguments: ServerArguments
    let loaded: LoadedGame
    let game: Game
    let store: SQLiteStore

    /// A follower that is fewer rows behind than this is ready.
    private static let closeEnough = 100

    func run() throws -> (Warmed, GameData) {
        var problems = loaded.problems
        var warnings: [String] = []

        var turn = 0
        let worldTime = try ContinuousClock().measure {
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
        var data = loaded.data
        data.install(in: game.world)
        // The game that nobody plays any more is not to stay down for a word in a file, nor is the way back to be closed by
        // one of the newest code.
        if arguments.isCold || arguments.goesBack, game.world.count > 0 {
            warnings += data.problems.map(\.description)
        } else {
            problems += data.problems.map(\.description)
        }
        warnings += game.brokenCalls
        // One that steps in for a Server that was lost goes on as it was.
        let diff = arguments.standsBy ? nil : data.diff(to: game.world)

        let warmed = Warmed(
            turn: turn, objects: game.world.count, classes: loaded.classes,
            pluginTime: loaded.pluginTime / .milliseconds(1),
            worldTime: worldTime / .milliseconds(1), problems: problems.joined(separator: "\n"),
            warnings: warnings.joined(separator: "\n"), greeting: data.greeting,
            changes: diff.map(Self.words) ?? Self.words(ofFirst: data, in: game.world))
        return (warmed, data)
    }

    /// Of a world that is not made yet each entry would be a line.
    private static func words(ofFirst data: GameData, in world: World) -> String? {
        let count = data.world.entries.count
        return world.count == 0 && count > 0 ? "The world files: \(count) made." : nil
    }

    /// What the asking maker reads of the world files.
    private static func words(_ diff: WorldDiff) -> String {
        let lines = diff.lines
        let more = lines.count - mostLines
        let last = more > 0 ? ["  … and \(more) more"] : []
        return (["The world files: \(diff.summary)."] + lines.prefix(mostLines).map { "  \($0)" } + last)
            .joined(separator: "\n")
    }
    private static let mostLines = 20
}
