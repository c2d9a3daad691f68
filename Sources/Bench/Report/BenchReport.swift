import Foundation
import Wire

/// What was measured. Times are milliseconds, memory bytes, processor time seconds a second.
struct BenchReport: Codable, Sendable {
    var machine: Machine
    var ceiling: [Throughput] = []
    var start: [StartTimes] = []
    var edits: [EditTimes] = []
    var natives: [NativeCost] = []
    var memory: Memory?
    var look: [Throughput] = []
    var change: [Throughput] = []
    var crowd: Throughput?
    var compression: CompressionFigures?
    var reloads: [ReloadFigures] = []
    var kill: RecoveryFigures?
    var stuck: RecoveryFigures?
    var abuse: AbuseFigures?
    var idle: [IdleFigures] = []
    var notes: [String] = []

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// The part of the ceiling with the same number of clients.
    func share(of throughput: Throughput) -> Double? {
        ceiling.first { $0.players == throughput.players }.map { throughput.perSecond / $0.perSecond }
    }
}

struct Machine: Codable, Sendable {
    var hearth = hearthVersion
    var configuration: String
    var system: String
    var processors: Int
    /// What else ran: the one-minute load average before, and after.
    var loadBefore: Double
    var loadAfter = 0.0

    static func now() -> Machine {
        #if DEBUG
            let configuration = "debug"
        #else
            let configuration = "release"
        #endif
        let info = ProcessInfo.processInfo
        return Machine(
            configuration: configuration, system: info.operatingSystemVersionString,
            processors: info.activeProcessorCount, loadBefore: ProcessFigures.loadAverage)
    }
}

/// How many lines were answered a second, and how long each took.
struct Throughput: Codable, Sendable {
    var players: Int
    var perSecond: Double
    /// Lines that all players read together; with a crowd, the deliveries.
    var linesReadPerSecond: Double
    var wait: Distribution
    /// Lines without an answer ten seconds after the end.
    var unanswered: Int
    /// Load generator, Portal, Server; empty where it cannot be measured.
    var processor: [Double]
}

/// Milliseconds from the start of the `hearth-portal` process on.
struct StartTimes: Codable, Sendable {
    var portalAnswers: Double
    /// A telnet client read its first line.
    var greeted: Double
    /// The Server had the game.
    var serverLive: Double
    /// The client read the Server's first words.
    var serverAnswers: Double
}

/// A line added to a file of a plugin, and a reload.
struct EditTimes: Codable, Sendable {
    var file: String
    var total: Double
    var build: Double
    var stage: Double
    var warm: Double
    var handOver: Double

    init(file: String, total: Double, _ report: ReloadReport) {
        func step(_ name: String) -> Double { report.steps.first { $0.step == name }?.milliseconds ?? 0 }
        (self.file, self.total) = (file, total)
        (build, stage, warm, handOver) = (step("build"), step("stage"), step("warm"), step("hand over"))
    }

    /// The step that ran so many milliseconds after the reload was asked for.
    func step(at moment: Double) -> String {
        guard moment >= 0 else { return "before" }
        var end = 0.0
        for (name, length) in [("build", build), ("stage", stage), ("warm", warm), ("hand over", handOver)] {
            end += length
            if moment < end { return name }
        }
        return "after"
    }
}

/// What each player who is logged in and does nothing takes, in bytes.
struct Memory: Codable, Sendable {
    var players: Int
    var portalBefore: Int
    var serverBefore: Int
    var portalPerPlayer: Int
    var serverPerPlayer: Int
}

/// What players met while lines were typed at a steady rate and new players came.
struct TypingReport: Codable, Sendable {
    var typists: Int
    var linesPerSecond: Double
    /// Of each player's longest wait for an answer.
    var longestWait: Distribution
    /// When the line was typed that waited longest of all: milliseconds after the reload was asked for.
    var longestAt: Double
    var typed: Int
    var answered: Int
    /// In a crash, and the player was told so.
    var givenUp: Int
    var duplicated: Int
    var reordered: Int
    /// Lines beside these that changed the world.
    var changesTyped: Int
    var changesAnswered: Int
    /// Connections that ended.
    var dropped: Int
    var arrivals: Int
    var notGreeted: Int
    /// From connecting to the greeting.
    var greeting: Distribution
}

/// What players waited for when the Server was lost, again and again.
struct RecoveryFigures: Codable, Sendable {
    /// Of each time: the longest wait of any player.
    var waits: [Double]
    var wait: Distribution
    /// All lines of all times together.
    var typing: TypingReport

    init(waits: [Double], typing: TypingReport) {
        (self.waits, self.typing) = (waits, typing)
        wait = Distribution(nanoseconds: waits.map { Int64($0 * 1_000_000) })
    }
}

/// The `look`s of one player, alone and among hostile connections.
struct AbuseFigures: Codable, Sendable {
    var connections: Int
    /// Of these, so many were not let in or were thrown out.
    var closed: Int
    var quiet: Throughput
    var abused: Throughput

    /// How many times the quiet p99.
    var ratio: Double { quiet.wait.p99 > 0 ? abused.wait.p99 / quiet.wait.p99 : 0 }
}

struct ReloadFigures: Codable, Sendable {
    var objects: Int
    var typing: TypingReport
    var times: EditTimes
    /// How long the Portal held the lines, as it says itself.
    var held: Double
    var heldLines: Int
}

/// Players who typed among connections that did nothing.
struct IdleFigures: Codable, Sendable {
    /// `telnet` or `web`.
    var transport: String
    var connections: Int
    /// Those that ended though nobody had closed them.
    var closed: Int
    /// What each took in the Portal, in bytes; 0 where it cannot be measured.
    var memoryEach: Int
    var quiet: Throughput
    var among: Throughput

    var ratio: Double { quiet.wait.p99 > 0 ? among.wait.p99 / quiet.wait.p99 : 0 }
}
