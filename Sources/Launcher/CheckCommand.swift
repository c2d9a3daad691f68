import ArgumentParser
import Generations
import Settings
import Wire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check all of GameData/, without touching the game.",
        discussion: """
            Reads settings, texts, world files, prototypes, help and menus as a reload would, and tells all that is \
            wrong as `file:line: what, and what was expected`. Classes and their properties are those of the newest good \
            generation; in a game that was never built they are left out.

            EXAMPLES:
              hearth check
              hearth check --diff          also: what a reload would change in the world
            """)

    @OptionGroup var game: GameOptions

    @Flag(help: "Then tell what a reload would change in the world.")
    var diff = false

    func run() throws {
        let game = try game.find()
        let check = try DataCheck(game)
        try check.run()
        if diff { try check.showChanges() }
    }
}

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write what was built in the game to a world file.",
        discussion: """
            AREA is a tag that rooms have, or a room (its key, its name, or its number such as '#12') with all that \
            can be reached from it, or `all`. With FILE in GameData/world the area is the file's from the next reload on: \
            it knows the rooms again. What players carry and are is not written.

            EXAMPLES:
              hearth export harbour GameData/world/harbour.yaml
              hearth export '#12' /tmp/tower.yaml
            """)

    @OptionGroup var game: GameOptions

    @Argument(help: "A tag, a room, or all.")
    var area: String

    @Argument(help: "The file to make.", completion: .file())
    var file: String

    @Flag(help: "Replace the file when it is there already.")
    var force = false

    func run() throws {
        let game = try game.find()
        guard force || !game.exists(file) else {
            throw Failure(.refused, "\(file) is there already: --force replaces it.")
        }
        let task = try DataTaskProcess(game)
        let outcome = try task.run(["--export", area])
        guard outcome.status == 0, !outcome.output.isEmpty else {
            throw Failure(.error, "nothing was written: see above.")
        }
        do { try Data(outcome.output.utf8).write(to: URL(filePath: file), options: .atomic) } catch {
            throw Failure(.error, "\(file) cannot be written: check the folder and who may write there.")
        }
        Terminal.output.say("\(area) is in \(file).")
    }
}

/// A check of a game's files: here what needs no code, the rest by a Server of the newest good generation.
struct DataCheck {
    let game: GamePaths
    private let terminal = Terminal.output

    init(_ game: GamePaths) throws { self.game = game }

    /// Tells all problems, and throws a ``Failure`` when there are any.
    func run() throws {
        var problems: [String] = []
        do { _ = try Settings.read(game) } catch let error as FileProblems {
            problems += error.problems.map(\.description)
        }
        var left = ""
        if let task = try? DataTaskProcess(game) {
            let outcome = try task.run(["--check-data"])
            let lines = outcome.output.split(separator: "\n").map(String.init)
            problems += lines
            if outcome.status != 0, lines.isEmpty {
                throw Failure(.error, "generation \(task.generation.number) could not check: see above.")
            }
            left = "Classes and properties are those of generation \(task.generation.number): newer ones are unknown to it."
        } else {
            problems += syntaxProblems
            left = "The game was never built: prototypes, help, classes and properties were left out."
        }
        for problem in problems { terminal.say(problem) }
        guard problems.isEmpty else {
            throw Failure(.error, "\(Words.count(problems.count, "problem")) in GameData/. \(left)")
        }
        terminal.say("GameData/ is right. \(left)")
    }

    /// Tells what a reload would change in the world.
    func showChanges() throws {
        let outcome = try DataTaskProcess(game).run(["--diff-data"])
        terminal.say(outcome.output.hasSuffix("\n") ? String(outcome.output.dropLast()) : outcome.output)
        guard outcome.status == 0 else {
            throw Failure(.error, "A reload would be refused, unless what it builds has what is missing here.")
        }
    }

    /// What can be said of YAML without knowing what it should be.
    private var syntaxProblems: [String] {
        FolderState(of: [game.texts, game.worldFiles, game.prototypes, game.menus]).files.keys.sorted()
            .filter { ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) && game.exists($0) }
            .flatMap { file -> [String] in
                do { _ = try YAMLValue.read(file: file, named: game.shown(file)) } catch let error as FileProblems {
                    return error.problems.map(\.description)
                } catch { return ["\(game.shown(file)): \(error)"] }
                return []
            }
    }
}

/// A Server that does something with the game's files and ends: beside the game, or without one.
struct DataTaskProcess {
    let game: GamePaths
    let generation: Generation

    private static let deadline = Duration.seconds(120)

    /// Throws a ``Failure`` when there is no generation to run.
    init(_ game: GamePaths) throws {
        self.game = game
        guard let generation = GenerationStore(folder: game.generations).newestGood() else {
            throw Failure(.refused, "the game was never built: `hearth start` builds it.")
        }
        self.generation = generation
    }

    func run(_ task: [String]) throws -> (status: Int32, output: String) {
        let file = "\(game.run)/data-task.\(Platform.pid)"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let plugins = generation.manifest.plugins.map(\.name).joined(separator: ",")
        let words = ["--game", game.folder, "--generation", generation.folder, "--plugins", plugins] + task
        let process = try ChildProcess.start(generation.server, words, .capturing(output: file))
        guard let status = process.wait(Self.deadline) else {
            let limit = Words.duration(Self.deadline)
            throw Failure(.timedOut, "generation \(generation.number) took longer than \(limit).")
        }
        let output = FileManager.default.contents(atPath: file) ?? Data()
        return (status, String(decoding: output, as: UTF8.self))
    }
}
