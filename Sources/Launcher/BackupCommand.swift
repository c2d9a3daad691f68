import ArgumentParser
import GameDatabase
import Settings
import Wire

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the game's database, also while the game runs.",
        discussion: """
            The copy is one file: what was committed when the command began. Players notice nothing. It is checked \
            before it gets its name, so a file of that name is a good backup, or the one that was there before.

            It holds everything that players and makers have done in the game; not the game's code and GameData/, \
            which your version control keeps.

            EXAMPLES:
              hearth backup ~/backups/monday.db
              hearth backup --force latest.db
            """)

    @OptionGroup var game: GameOptions

    @Argument(help: "The file to make.", completion: .file())
    var file: String

    @Flag(help: "Replace the file when it is there already.")
    var force = false

    @Flag(help: "Print what is in the backup as JSON.")
    var json = false

    func run() throws {
        let game = try game.find()
        let contents = try Backup.make(of: game.database, at: file, replacing: force)
        if json { return JSON.say(Report(file: file, contents: contents, keptAside: nil)) }
        Terminal.output.say("Backed up \(game.shown(game.database)) to \(file): \(contents.words). It is checked.")
    }

    struct Report: Encodable {
        var file: String
        var contents: DatabaseContents
        var keptAside: String?
    }
}

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the place of the game's database.",
        discussion: """
            The game must be stopped. The backup is checked first; if it is damaged, or not of this Hearth, nothing is \
            touched. The database that is there, whatever its state, is kept beside it under a name with the date.

            EXAMPLES:
              hearth stop && hearth restore ~/backups/monday.db && hearth start
            """)

    @OptionGroup var game: GameOptions

    @Argument(help: "A file that `hearth backup` made.", completion: .file())
    var file: String

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func run() throws {
        let game = try game.find()
        try PortalStart.makeRunFolder(game)
        // A Portal holds it as long as it lives; while we do, none can begin.
        guard Platform.lock(game.run + "/portal.lock") else {
            throw Failure(.refused, "the game runs: `hearth stop` it first, then restore. Nothing was touched.")
        }
        let outcome: Restoring.Outcome
        do { outcome = try Restoring.restore(file, to: game.database) } catch let error as StoreError {
            throw Failure(.storeFailed, "nothing was restored. \(error)")
        }
        if json {
            return JSON.say(BackupCommand.Report(file: file, contents: outcome.contents, keptAside: outcome.aside))
        }
        Terminal.output.say("Restored \(game.shown(game.database)) from \(file): \(outcome.contents.words).")
        if let aside = outcome.aside {
            Terminal.output.say(
                "What was there before is kept as \(game.shown(aside)); delete it when you no longer want it.")
        }
        Terminal.output.say("`hearth start` plays it.")
    }
}

extension DatabaseContents {
    /// `1203 objects, 12 accounts, turn 40210, 1.4 MB`.
    var words: String {
        "\(Words.count(objects, "object")), \(Words.count(accounts, "account")), turn \(turn), \(Words.size(bytes))"
    }
}
