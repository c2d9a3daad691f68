import ArgumentParser
import Generations
import Settings
import Wire

struct GenerationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generations",
        abstract: "List the builds of the game that are kept.",
        discussion: """
            Newest first; the live one is marked. A good one has gone live before and can be gone back to with \
            `hearth rollback`; a bad one says why it is. Works without a running game too.

            EXAMPLES:
              hearth generations
              hearth generations --json
            """)

    @OptionGroup var game: GameOptions

    @Flag(help: "Print the list as JSON.")
    var json = false

    func run() throws {
        let game = try game.find()
        let list: ListGenerations.Answer
        if let portal = try PortalConnection.open(game) {
            list = try portal.client.ask(ListGenerations())
        } else {
            list = .init(GenerationTable.read(game), live: nil)
        }
        if json { return JSON.say(list) }
        for line in GenerationTable.lines(list) { Terminal.output.say(line) }
    }
}

enum GenerationTable {
    /// What lies in the run folder, oldest first.
    static func read(_ game: GamePaths) -> [GenerationManifest] {
        GenerationStore(folder: game.generations).list().generations.map(\.manifest)
    }

    static func lines(_ list: ListGenerations.Answer) -> [String] {
        guard !list.generations.isEmpty else {
            return ["There are no generations yet: `hearth start` builds the first one."]
        }
        let rows = list.generations.map { generation in
            [
                "\(generation.number)", generation.number == list.live ? "live" : generation.state,
                generation.built, generation.configuration, generation.revision, generation.by,
                // `--json` has all of it.
                generation.shortReason,
            ]
        }
        let table = [["", "STATE", "BUILT", "", "REVISION", "BY", ""]] + rows
        let widths = (0..<7).map { column in table.map { $0[column].count }.max() ?? 0 }
        return table.map { row in
            let cells = zip(row, widths).enumerated().map { index, cell in
                index == 0 ? String(repeating: " ", count: cell.1 - cell.0.count) + cell.0 : cell.0.padded(to: cell.1)
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
