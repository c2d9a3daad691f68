import Foundation
@testable import HearthKit
@testable import Server

/// A folder of a test's own, gone at its end.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "HearthStore-\(UUID().uuidString)")
            .path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var database: String { path + "/game.db" }
    var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}

/// Random numbers that are the same in every run (SplitMix64), so that a failure can be had again.
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Turns as a game would write them, of every kind of row, with what is awkward for a database among the values.
struct RandomTurns {
    var numbers: SeededNumbers
    var turn = 0

    init(seed: UInt64) { numbers = SeededNumbers(state: seed) }

    private static let names = [
        "", "a lantern", "Zoë 🔥", "null\0inside", "quote ' \" ;", String(repeating: "x", count: 9000),
    ]
    private static let bases = [[], ["A.B"], ["A.B", "C.D"]]
    private static let sessions: [UInt64] = [0, 1, 7, UInt64(Int64.max), UInt64(Int64.max) + 1, .max]

    private mutating func some<T>(_ make: (inout SeededNumbers) -> T) -> [T] {
        (0..<Int.random(in: 0...3, using: &numbers)).map { _ in make(&numbers) }
    }

    mutating func next(epoch: Int) -> Changes {
        turn += Int.random(in: 1...3, using: &numbers)
        var changes = Changes(
            turn: turn, epoch: epoch, nextEntity: .random(in: 1...Int64.max, using: &numbers),
            nextArrival: .random(in: 1...100, using: &numbers), nextJob: .random(in: 1...100, using: &numbers))
        func bytes(_ numbers: inout SeededNumbers) -> [UInt8] {
            (0..<Int.random(in: 0...40, using: &numbers)).map { _ in .random(in: 0...255, using: &numbers) }
        }
        func id(_ numbers: inout SeededNumbers) -> Int64 { .random(in: 1...30, using: &numbers) }
        func optional(_ numbers: inout SeededNumbers) -> Int64? { Bool.random(using: &numbers) ? id(&numbers) : nil }
        changes.classes = some {
            ClassRow(id: id(&$0), name: "Game.Thing\(id(&$0))", bases: Self.bases.randomElement(using: &$0)!)
        }
        changes.entities = some {
            EntityRow(
                id: id(&$0), classID: id(&$0), name: Self.names.randomElement(using: &$0)!, location: optional(&$0),
                arrival: id(&$0), fields: bytes(&$0))
        }
        changes.deletedEntities = some { id(&$0) }
        changes.sessions = some {
            SessionRow(
                id: Self.sessions.randomElement(using: &$0)!, account: optional(&$0), puppet: optional(&$0),
                state: bytes(&$0))
        }
        changes.endedSessions = some { Self.sessions.randomElement(using: &$0)! }
        changes.jobs = some {
            JobRow(id: id(&$0), due: .random(in: .min ... .max, using: &$0), type: "Game.Burn", data: bytes(&$0))
        }
        changes.doneJobs = some { id(&$0) }
        for name in some({ Self.names.randomElement(using: &$0)! }) { changes.values[name] = bytes(&numbers) }
        return changes
    }
}

extension Snapshot {
    /// All of it as text, to compare by.
    var text: String {
        """
        turn \(turn) epoch \(epoch) next \(nextEntity) \(nextArrival) \(nextJob)
        classes \(classes)
        entities \(entities), gone \(deletedEntities)
        sessions \(sessions), gone \(endedSessions)
        jobs \(jobs), gone \(doneJobs)
        values \(values.sorted { $0.key < $1.key })
        """
    }
}

extension EntityRow {
    static func lantern(_ id: Int64, _ name: String = "a lantern") -> EntityRow {
        EntityRow(id: id, classID: 1, name: name, location: nil, arrival: 0, fields: [])
    }
}

extension Changes {
    static func turn(_ turn: Int, epoch: Int, _ fill: (inout Changes) -> Void = { _ in }) -> Changes {
        var changes = Changes(turn: turn, epoch: epoch, nextEntity: 1, nextArrival: 1, nextJob: 1)
        fill(&changes)
        return changes
    }
}

extension World {
    /// Makes it the current one, and gives the one that was: other suites play at the same time, so that a test puts it
    /// back before it ends, and awaits nothing meanwhile.
    @MainActor func enter() -> World {
        defer { World.current = self }
        return World.current
    }
}
