import ArgumentParser
import Generations
import Settings

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a folder for a game of your own.",
        discussion: """
            The folder is a Swift package that depends on this checkout of Hearth by its path: Package.swift, one \
            plugin with a small example, GameData/ with settings and texts. Its first start builds all of Hearth \
            there, which takes minutes; later builds take about a second.

            EXAMPLES:
              hearth init ~/emberfall
              cd ~/emberfall && hearth start
            """)

    @Argument(help: "The folder; it must not be there yet, or be empty.", completion: .directory)
    var dir: String

    @Option(
        help: ArgumentHelp("Hearth's checkout. Without it: the one that this hearth was built in.", valueName: "dir"),
        completion: .directory)
    var hearth: String?

    func run() throws {
        let game = try NewGame(at: dir, checkout: try Self.checkout(named: hearth))
        try game.write()
        let terminal = Terminal.output
        terminal.say("\(game.template.title) is in \(game.folder):")
        for (name, what) in [
            ("Plugins/\(game.template.plugin)", "your game's code; drop files in, then `hearth reload`"),
            ("GameData", "settings, texts, the connection screen"),
            ("Package.swift", "names the plugins, and where Hearth lies (\(game.template.hearth))"),
        ] { terminal.say("  \(name.padded(to: 24)) \(what)") }
        terminal.say("Start it there with `hearth start`: the first time builds everything and takes minutes.")
    }

    /// The folder of Hearth's own package.
    static func checkout(named folder: String?) throws -> String {
        if let folder {
            guard let path = Platform.realPath(folder), isCheckout(path) else {
                throw Failure(.error, "\(folder) is no checkout of Hearth: it has no Sources/HearthKit.")
            }
            return path
        }
        // The package that this was built in may be a game's; where its source lies always is Hearth.
        let source = Platform.realPath(#filePath.parentFolder)?.parentFolder.parentFolder
        let candidates = [try Installation.current().package?.folder, source].compactMap(\.self)
        guard let checkout = candidates.first(where: isCheckout) else {
            throw Failure(.error, "Hearth's checkout is not where this hearth was built: name it with --hearth.")
        }
        return checkout
    }

    private static func isCheckout(_ path: String) -> Bool {
        Platform.isFolder(path + "/Sources/HearthKit") && Platform.isFolder(path + "/GameData")
    }
}

/// Makes a game's folder.
struct NewGame {
    let folder: String
    let checkout: String
    let template: GameTemplate

    /// Of Hearth's own `GameData/`, what belongs to the game that it shows rather than to every game.
    private static let notCopied = ["world", "prototypes", "help", "batch"]

    /// Checks that it can be made. Throws a ``Failure``.
    init(at path: String, checkout: String) throws {
        self.checkout = checkout
        let absolute = GamePaths(path).folder
        let name = absolute.lastComponent
        if Platform.isFolder(absolute), try !Self.names(in: absolute).isEmpty {
            throw Failure(.refused, "\(absolute) is there already and not empty: choose another folder.")
        }
        // SwiftPM knows packages by the names of their folders.
        let taken = [checkout.lastComponent, "HearthKit"] + ((try? Self.names(in: checkout + "/Plugins")) ?? [])
        guard name.contains(where: { $0.isASCII && $0.isLetter }),
            !taken.contains(where: { $0.lowercased() == name.lowercased() })
        else {
            throw Failure(
                .refused, "a game's folder cannot be called '\(name)': it needs a letter, and must not be called as "
                    + "one of Hearth's own packages (\(taken.joined(separator: ", "))).")
        }
        folder = absolute
        template = GameTemplate(
            package: name, title: GameTemplate.title(of: name), plugin: GameTemplate.plugin(for: name),
            hearth: RelativePath.from(absolute, to: checkout))
    }

    func write() throws {
        do {
            for (path, text) in template.files { try TextFile.write(text, to: "\(folder)/\(path)") }
            for name in try Self.names(in: checkout + "/GameData") where !Self.notCopied.contains(name) {
                let target = "\(folder)/GameData/\(name)"
                try FileManager.default.createDirectory(
                    atPath: target.parentFolder, withIntermediateDirectories: true)
                try FileManager.default.copyItem(atPath: "\(checkout)/GameData/\(name)", toPath: target)
            }
            try nameInSettings()
            // The same versions of everything as Hearth itself is built with.
            if Platform.modified(checkout + "/Package.resolved") != nil {
                try FileManager.default.copyItem(
                    atPath: checkout + "/Package.resolved", toPath: folder + "/Package.resolved")
            }
        } catch let error as CocoaError {
            throw Failure(.error, "\(folder) cannot be written: \(error.localizedDescription)")
        }
    }

    private func nameInSettings() throws {
        let path = folder + "/GameData/settings.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let named = text.replacing(/(?m)^name:.*$/, with: "name: \(template.title)")
        try TextFile.write(named, to: path)
    }

    private static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0 != ".DS_Store" }
    }
}

enum TextFile {
    static func write(_ text: String, to path: String) throws {
        try FileManager.default.createDirectory(atPath: path.parentFolder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    }
}

enum RelativePath {
    /// `../hearth`: the way from one folder to another, both absolute.
    static func from(_ folder: String, to other: String) -> String {
        let here = folder.split(separator: "/")
        let there = other.split(separator: "/")
        let shared = zip(here, there).prefix { $0 == $1 }.count
        let parts = Array(repeating: Substring(".."), count: here.count - shared) + there[shared...]
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }
}
