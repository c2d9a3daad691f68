import ArgumentParser
import Settings

/// `hearth bench`: measures this machine with a game of its own.
public struct Bench: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures a private game on this machine and prints a table.",
        discussion: """
            It starts a game of its own in a temporary folder, on free ports, with the programs and plugins of this \
            one, plays it with TCP clients, and ends all that it started. What a bare echo through two processes \
            reaches on the same machine in the same run is measured first: the other figures are to be read against \
            it. Reloads are measured with a real build: a line is added to a plugin's source and taken out again.

            Close what else is busy on the machine, and measure in release: swift run -c release hearth bench
            """)

    /// What can be measured.
    enum Section: String, CaseIterable, ExpressibleByArgument {
        case ceiling, start, edit, memory, look, change, crowd, reload
    }

    @Option(
        name: .customLong("game"),
        help: ArgumentHelp("The game's folder. Without it: the nearest at or above the current one.", valueName: "dir"),
        completion: .directory)
    var folder = "."

    @Flag(help: "A rough picture within a minute: fewer players, shorter, a small world.")
    var quick = false

    @Flag(help: "Print JSON instead of the table. Times are in milliseconds, memory in bytes.")
    var json = false

    @Option(help: "Measure this alone; may be given several times.")
    var only: [Section] = []

    public init() {}

    public func run() async throws {
        let checkout = try GamePaths.find(from: folder)
        let programs = try Programs.beside()
        let sections = only.isEmpty ? Section.allCases : only
        OpenFiles.raiseLimit()
        Cleanup.onInterrupt()
        do {
            let run = BenchRun(
                checkout: checkout, programs: programs, plan: quick ? .quick : .full, sections: Set(sections))
            let report = try await run.measure()
            Cleanup.run()
            print(json ? try report.json() : report.table())
        } catch {
            Cleanup.run()
            throw error
        }
    }
}

/// How much is measured, and for how long.
struct BenchPlan {
    var clients: [Int]
    /// How long each rate is measured, after a fifth of that to warm up.
    var seconds: Double
    var starts: Int
    var edits: Int
    /// How many plugins are edited, each so often.
    var plugins: Int
    /// How many can be in the game at once.
    var players: Int
    var crowd: Int
    var typists: [Int]
    var objects: [Int]

    static let full = BenchPlan(
        clients: [1, 50, 1000], seconds: 5, starts: 5, edits: 3, plugins: .max, players: 1000, crowd: 200,
        typists: [100, 1000], objects: [1000, 100_000])
    static let quick = BenchPlan(
        clients: [1, 50, 200], seconds: 1, starts: 2, edits: 1, plugins: 1, players: 200, crowd: 200,
        typists: [100], objects: [1000])
}

/// A measurement that could not be made, in words.
struct BenchError: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}
