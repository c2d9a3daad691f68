import ArgumentParser
import Settings

struct NewCommandCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "command",
        abstract: "Make a command in a plugin.",
        discussion: """
            Makes Plugins/PLUGIN/Sources/NAME.swift. Nothing is registered: `hearth reload` brings it to life.

            EXAMPLES:
              hearth new command Whistle
              hearth new command Whistle --plugin Weather
            """)

    @OptionGroup var game: GameOptions
    @OptionGroup var place: PluginOption

    @Argument(help: "The command's class: Whistle. Players type it in small letters.")
    var name: String

    func run() throws {
        let game = try game.find()
        let plugin = try place.plugin(of: game)
        try SourceTemplate.write(.command(name), named: name, plugin: plugin, game: game)
        Terminal.output.say(
            "Plugins/\(plugin)/Sources/\(name).swift is there. `hearth reload`, then type `\(name.lowercased())` in the "
                + "game.")
    }
}

struct NewClassCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "class",
        abstract: "Make a class of things in a plugin.",
        discussion: """
            Makes Plugins/PLUGIN/Sources/NAME.swift with a class of things, rooms, characters, ways or scripts.

            EXAMPLES:
              hearth new class Kite
              hearth new class Cellar --kind Room --plugin Weather
            """)

    @OptionGroup var game: GameOptions
    @OptionGroup var place: PluginOption

    @Argument(help: "The class: Kite.")
    var name: String

    @Option(help: "What it is a kind of: \(SourceTemplate.kinds.joined(separator: ", ")).")
    var kind = "Object"

    func run() throws {
        let game = try game.find()
        guard SourceTemplate.kinds.contains(kind) else {
            throw Failure(
                .error, "--kind is \(kind), and must be one of \(SourceTemplate.kinds.joined(separator: ", ")).")
        }
        let plugin = try place.plugin(of: game)
        try SourceTemplate.write(.thing(name, of: kind), named: name, plugin: plugin, game: game)
        Terminal.output.say(
            "Plugins/\(plugin)/Sources/\(name).swift is there. `hearth reload`, then type "
                + "`\(SourceTemplate.first(name, of: kind))` in the game.")
    }
}

struct PluginOption: ParsableArguments {
    @Option(help: "In which plugin; it may be left out where only one is the game's own.")
    var plugin: String?

    func plugin(of game: GamePaths) throws -> String {
        let text = try? String(contentsOfFile: game.manifest, encoding: .utf8)
        let plugins = PackageManifest(text ?? "").plugins.filter { Platform.isFolder("\(game.plugins)/\($0)/Sources") }
        if let plugin {
            guard plugins.contains(plugin) else {
                throw Failure(
                    .error, "the game has no plugin \(plugin). It has \(plugins.joined(separator: ", ")); "
                        + "`hearth new plugin \(plugin)` makes one.")
            }
            return plugin
        }
        let own = plugins.filter { $0 != "Standard" }
        guard own.count == 1 else {
            throw Failure(
                .error, own.isEmpty
                    ? "the game has no plugin of its own: `hearth new plugin NAME` makes one."
                    : "the game has several plugins: say --plugin \(own.joined(separator: " or --plugin ")).")
        }
        return own[0]
    }
}

/// A file of game code to begin with.
struct SourceTemplate {
    let text: String

    static let kinds = ["Object", "Room", "Exit", "Character", "Script"]

    /// How the first of a class is made in the game.
    static func first(_ name: String, of kind: String) -> String {
        switch kind {
        case "Room": "dig a \(name.lowercased()):\(name)"
        case "Exit": "open way:\(name) = <room>"
        case "Script": "scripts here = \(name)"
        default: "create a \(name.lowercased()):\(name)"
        }
    }

    static func command(_ name: String) -> SourceTemplate {
        SourceTemplate(
            text: """
                import HearthKit

                final class \(name): Command {
                    override class var key: String { "\(name.lowercased())" }
                    override class var help: String { "Usage: \(name.lowercased()) <thing>" }

                    override func run() async throws {
                        let thing = try caller.search(args)  // throws what the player should read
                        try here.announce("$You() $conj(\(name.lowercased())) at $obj(thing).", from: caller, ["thing": thing])
                    }
                }

                """)
    }

    static func thing(_ name: String, of kind: String) -> SourceTemplate {
        let describe = kind == "Script"
            ? """

                    /// Once in its life.
                    override func created() {}

                """
            : """

                    override func describe(to looker: Object) -> String {
                        super.describe(to: looker) + (uses == 0 ? "" : " It is worn from use.")
                    }

                """
        return SourceTemplate(
            text: """
                import HearthKit

                final class \(name): \(kind) {
                    /// Outlives reload, crash and restart.
                    @Saved var uses = 0
                \(describe)}

                """)
    }

    /// Writes the file; one that is there stays as it is.
    static func write(_ template: SourceTemplate, named name: String, plugin: String, game: GamePaths) throws {
        guard name.wholeMatch(of: /[A-Z][A-Za-z0-9_]*/) != nil else {
            throw Failure(
                .error, "'\(name)' cannot be a class's name: it begins with a capital and has letters, digits and _.")
        }
        let path = "\(game.plugins)/\(plugin)/Sources/\(name).swift"
        guard Platform.modified(path) == nil else {
            throw Failure(.refused, "\(game.shown(path)) is there already, and was left as it is.")
        }
        try TextFile.write(template.text, to: path)
    }
}
