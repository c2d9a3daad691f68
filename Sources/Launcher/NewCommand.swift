import ArgumentParser
import Settings

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make something new in the game: a plugin, a command, a class.",
        discussion: """
            EXAMPLES:
              hearth new plugin Weather
              hearth new command Whistle --plugin Weather
              hearth new class Kite --plugin Weather
            """,
        subcommands: [NewPluginCommand.self, NewCommandCommand.self, NewClassCommand.self])
}

struct NewPluginCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin",
        abstract: "Make a plugin and name it in Package.swift.",
        discussion: """
            Makes Plugins/NAME with its manifest and a small example, and adds NAME to the list of plugins in \
            Package.swift. `hearth reload` brings it to life.

            EXAMPLES:
              hearth new plugin Weather
            """)

    @OptionGroup var game: GameOptions

    @Argument(help: "The plugin's name, as Swift names a module: Weather.")
    var name: String

    func run() throws {
        let game = try game.find()
        try NewPlugin(name: name, game: game).write()
        Terminal.output.say(
            "Plugins/\(name) is there and named in Package.swift. `hearth reload` brings it to life; then type "
                + "`\(name.lowercased())` in the game.")
    }
}

/// Makes a plugin's folder and names it in the game's Package.swift.
struct NewPlugin {
    let name: String
    let game: GamePaths

    func write() throws {
        guard name.wholeMatch(of: /[A-Za-z][A-Za-z0-9_]*/) != nil else {
            throw Failure(
                .refused, "'\(name)' cannot be a plugin's name: it begins with a letter and has letters, digits and _.")
        }
        var manifest = PackageManifest(try read(game.manifest))
        // SwiftPM knows packages by their folders' names, small and large letters alike.
        let hearth = manifest.hearth
        let checkout = hearth.map { "\(game.folder)/\($0)" } ?? game.folder
        let taken = manifest.plugins + names(game.plugins) + names(checkout + "/Plugins") + names(checkout + "/Sources")
            + [game.folder.lastComponent, "AllPlugins"]
        if let other = taken.first(where: { $0.lowercased() == name.lowercased() }) {
            throw Failure(.refused, "the name \(other) is taken: choose another.")
        }
        try manifest.add(plugin: name)
        let up = hearth.map { "../../\($0)" } ?? "../.."
        let hasStandard = Platform.isFolder(checkout + "/Plugins/Standard")
        let template = PluginTemplate(
            name: name, kit: "\(up)/Sources/HearthKit", standard: hasStandard ? standardFolder(hearth) : nil,
            example: .stone(of: name))
        for (path, text) in template.files { try TextFile.write(text, to: "\(game.plugins)/\(name)/\(path)") }
        try TextFile.write(manifest.text, to: game.manifest)
    }

    private func standardFolder(_ hearth: String?) -> String {
        hearth.map { "../../\($0)/Plugins/Standard" } ?? "../Standard"
    }

    private func read(_ path: String) throws -> String {
        do { return try String(contentsOfFile: path, encoding: .utf8) } catch {
            throw Failure(.error, "\(game.shown(path)) cannot be read: \(error)")
        }
    }

    private func names(_ folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }
}
