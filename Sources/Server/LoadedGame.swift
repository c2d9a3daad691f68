import HearthKit
import PluginHost
import Settings

/// What a Server has before it looks at the game's state: its plugins' types, and what the files of GameData say.
@MainActor
struct LoadedGame {
    let world = World()
    let data: GameData
    /// Plugins that did not load, and why.
    let problems: [String]
    /// How many types the plugins have.
    let classes: Int
    let pluginTime: Duration

    init(_ arguments: ServerArguments, _ paths: GamePaths) {
        World.current = world
        let began = ContinuousClock.now
        (problems, classes) = Self.loadPlugins(arguments, into: world) { ServerProgram.say("loading plugin \($0)") }
        pluginTime = .now - began
        data = GameData(paths)
    }

    /// Loads the plugins of a generation and gives `world` their types.
    static func loadPlugins(
        _ arguments: ServerArguments, into world: World, willLoad: (String) -> Void = { _ in }
    ) -> (problems: [String], classes: Int) {
        let plugins = PluginSet.load(
            from: arguments.generation, names: arguments.plugins, kit: "HearthKit", isProved: arguments.isProved,
            willLoad: willLoad)
        var classes = 0
        for image in plugins.images {
            let types = TypeDiscovery.types(in: image)
            classes += types.count
            world.classes.add(types) { symbol in
                (try? image.function(named: symbol)).map { UnsafeRawPointer($0) }
            }
        }
        return (plugins.failures.map { "\($0)" } + world.natives.problems, classes)
    }
}
