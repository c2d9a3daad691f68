import ArgumentParser
import Settings
import Wire

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Reload at each save.",
        discussion: """
            Watches Package.swift, Plugins/, Sources/ and GameData/ and asks for a reload when something was saved and \
            nothing more has been for a moment. Prints the steps and the compiler's words; after a failed build it \
            waits for the next save. Starts the game if nothing runs. Ctrl-C ends the watching, not the game.

            EXAMPLES:
              hearth watch
            """)

    @OptionGroup var game: GameOptions

    private static let interval = Duration.milliseconds(100)
    /// As long must nothing be saved after a save: editors and `git checkout` write several files.
    private static let settling = Duration.milliseconds(150)

    func run() throws {
        let game = try game.find()
        let terminal = Terminal.output
        let watched = [game.manifest, game.plugins, "\(game.folder)/Sources", game.gameData]
        var last = FolderState(of: watched)
        if try PortalConnection.open(game) == nil { try GameReload(game: game).run() }
        terminal.say("Watching \(game.folder): a save reloads. Ctrl-C ends the watching, not the game.")
        Platform.endQuietlyOnInterrupt()
        while true {
            let now = Self.settled(FolderState(of: watched), watched, since: last)
            let changes = now.changes(since: last).map { game.shown($0) }
            last = now
            if !changes.isEmpty {
                terminal.say(terminal.paint("\(Self.clock) \(Self.told(changes))", .bold))
                do {
                    try GameReload(game: game).run()
                } catch {
                    let failure = Failure(error)
                    terminal.say(terminal.paint(failure.description, .red))
                    // That will not mend itself with the next save.
                    if failure.status == .otherGame { throw failure }
                }
            }
            Platform.sleep(Self.interval)
        }
    }

    /// Waits until a change is complete.
    private static func settled(_ first: FolderState, _ watched: [String], since last: FolderState) -> FolderState {
        var now = first
        while now != last {
            Platform.sleep(settling)
            let next = FolderState(of: watched)
            if next == now { break }
            now = next
        }
        return now
    }

    private static var clock: String { String(LogMoment.stamp(seconds: LogMoment.now).dropFirst(11).prefix(8)) }

    /// `Plugins/Standard/Sources/Look.swift and 2 more`.
    static func told(_ changes: [String]) -> String {
        let more = changes.count - 1
        return (changes.first ?? "nothing") + (more > 0 ? " and \(more) more" : "") + " changed"
    }
}
