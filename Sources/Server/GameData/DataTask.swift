import HearthKit
import Settings

/// What the Launcher has a Server do with the game's files, beside the game or without one. It writes nothing to the
/// database, and what it says goes to standard output.
@MainActor
struct DataTask {
    private let arguments: ServerArguments
    private let paths: GamePaths
    private let world = World()

    init(_ arguments: ServerArguments) {
        self.arguments = arguments
        paths = GamePaths(arguments.game)
    }

    /// Returns the exit code.
    func run(_ task: ServerArguments.Task) throws -> Int32 {
        World.current = world
        let failures = LoadedGame.loadPlugins(arguments, into: world).problems
        guard failures.isEmpty else {
            for failure in failures { print(failure) }
            return 1
        }
        if task != .check, paths.exists(paths.database) {
            let snapshot = try SQLiteStore.open(paths.database, mode: .warm).changes(after: -1)
            for problem in try world.read(snapshot).problemLines { print(problem) }
        }
        var data = GameData(paths)
        data.install(in: world)
        switch task {
        case .check: return report(data)
        case .diff:
            guard data.problems.isEmpty else { return report(data) }
            print(words(data))
            return 0
        case .export(let area):
            var export = try WorldExport(area, of: world)
            let yaml = try export.yaml
            for note in export.notes { ServerProgram.say("hearth export: \(note)") }
            print(yaml, terminator: "")
            return 0
        }
    }

    private func report(_ data: GameData) -> Int32 {
        for problem in data.problems { print(problem) }
        return data.problems.isEmpty ? 0 : 1
    }

    private func words(_ data: GameData) -> String {
        guard world.count > 0 else {
            return "There is no world yet: `hearth start` makes it of \(data.world.entries.count) entries."
        }
        guard let diff = data.diff(to: world) else { return "The world files would change nothing in the world." }
        return (["A reload would change the world: \(diff.summary)."] + diff.lines.map { "  \($0)" })
            .joined(separator: "\n")
    }
}
