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

            --chaos asks another question: is everything that players were told true, whatever goes wrong? Players \
            talk and trade coins while faults strike: kills, crashes and endless loops of the Server, reloads, code \
            that does not compile, floods, dead clients. An audit ends it, and decides the exit code. The same --seed \
            brings the same faults at the same times.

            --only kill, stuck, abuse and idle are measured only when they are named, in a small world of 200 players: \
            what players wait for when the Server is killed, when a command never ends, among 5,000 hostile \
            connections, and among 10,000 that do nothing and 2,000 idle web pages.

            Close what else is busy on the machine, and measure in release: swift run -c release hearth bench
            """)

    /// What can be measured.
    enum Section: String, CaseIterable, ExpressibleByArgument {
        case ceiling, start, edit, natives, memory, look, change, crowd, compression, reload
        case kill, stuck, abuse, idle

        /// Those that are measured only when they are named, and not with the others.
        static let hardships: Set<Section> = [.kill, .stuck, .abuse, .idle]
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

    @Flag(help: "Let faults strike while players trade and talk, and audit what they were told.")
    var chaos = false

    @Option(help: "For --chaos: what the faults follow from. Without it: any, which is printed.")
    var seed: UInt64?

    @Option(help: "For --chaos: how long faults strike.")
    var minutes = 1.0

    @Option(help: "For --chaos: how many players there are; an even number.")
    var players = 40

    public init() {}

    public func validate() throws {
        let named = Set(only)
        guard named.isDisjoint(with: Section.hardships) || named.isSubset(of: Section.hardships) else {
            throw ValidationError("kill, stuck, abuse and idle are measured apart from the other sections.")
        }
        guard players >= 2, players.isMultiple(of: 2) else {
            throw ValidationError("--players: an even number, as each has a partner to trade with.")
        }
        guard minutes > 0 else { throw ValidationError("--minutes: more than 0.") }
    }

    public func run() async throws {
        let checkout = try GamePaths.find(from: folder)
        let programs = try Programs.beside()
        OpenFiles.raiseLimit()
        Cleanup.onInterrupt()
        do {
            if chaos { return try await runChaos(checkout, programs) }
            let sections = only.isEmpty ? Set(Section.allCases).subtracting(Section.hardships) : Set(only)
            let run = BenchRun(
                checkout: checkout, programs: programs, plan: quick ? .quick : .full, sections: sections)
            let report = try await run.measure()
            Cleanup.run()
            print(json ? try report.json() : report.table())
        } catch {
            Cleanup.run()
            throw error
        }
    }

    private func runChaos(_ checkout: GamePaths, _ programs: Programs) async throws {
        let run = ChaosRun(
            checkout: checkout, programs: programs, seed: seed ?? .random(in: 0...999_999), minutes: minutes,
            players: players)
        let report = try await run.measure()
        Cleanup.run()
        print(json ? try report.json() : report.table())
        guard report.findings.isEmpty else {
            throw BenchError(
                "the audit failed; `hearth bench --chaos --seed \(run.seed)` brings the same faults again.")
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
    /// How often the Server is killed, and how often a command is stuck.
    var kills: Int
    var hangs: Int
    var abusers: Int
    /// Connections that do nothing, and pages that do nothing.
    var idle: Int
    var browsers: Int

    static let full = BenchPlan(
        clients: [1, 50, 1000], seconds: 5, starts: 5, edits: 3, plugins: .max, players: 1000, crowd: 200,
        typists: [100, 1000], objects: [1000, 100_000], kills: 100, hangs: 10, abusers: 5000, idle: 10_000,
        browsers: 2000)
    static let quick = BenchPlan(
        clients: [1, 50, 200], seconds: 1, starts: 2, edits: 1, plugins: 1, players: 200, crowd: 200,
        typists: [100], objects: [1000], kills: 20, hangs: 3, abusers: 5000, idle: 2000, browsers: 500)
}

/// A measurement that could not be made, in words.
struct BenchError: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}
