import Foundation

/// What a chaos run came to. Times are milliseconds unless they say seconds.
struct ChaosReport: Codable, Sendable {
    /// One fault, as it was.
    struct Struck: Codable, Sendable {
        var kind: FaultKind
        /// Seconds after the beginning, as the schedule has it, and as it was.
        var planned: Double
        var began: Double
        /// The longest wait of any player while it lasted. Another fault may have struck in that time.
        var longestWait: Double
        /// Why it did not do what it was to do.
        var problem: String?
    }

    var machine: Machine
    var seed: UInt64
    var minutes: Double
    var players: Int
    var faults: [Struck]
    var deaths: ServerDeaths
    var memory: MemoryCourse
    var audit: ChaosAudit
    /// Where the game's logs are kept, when something is wrong.
    var logs: String?

    /// Shorter runs have not come to rest.
    var judgesMemory: Bool { minutes >= 10 }

    /// Everything that is wrong, in words.
    var findings: [String] {
        audit.findings + deaths.unplannedCrashes + (judgesMemory ? memory.findings : [])
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

extension ChaosReport {
    func table() -> String {
        var parts = [
            "Hearth \(machine.hearth), \(machine.configuration), \(machine.processors) processors, \(machine.system); "
                + "load \(machine.loadBefore.digits(2)) before, \(machine.loadAfter.digits(2)) after",
            "Chaos: seed \(seed), \(minutes.formatted()) min, \(players) players in one room",
            faultTable, auditTable, memoryTable,
        ]
        let problems = faults.filter { $0.problem != nil }
        if !problems.isEmpty {
            parts.append(
                list("Faults that did not do what they were to do", problems.map {
                    "\($0.kind.rawValue) at \($0.planned.digits(1)) s: \($0.problem ?? "")"
                }))
        }
        if !deaths.unplannedHangs.isEmpty {
            parts.append(list("Taken for stuck, though only slow", deaths.unplannedHangs))
        }
        parts.append(
            findings.isEmpty
                ? "The audit passed: every line once and in order, every coin in one place, nobody cut off."
                : list("THE AUDIT FAILED (seed \(seed))", findings)
                    + (logs.map { "\nThe game's logs are in \($0)" } ?? ""))
        return parts.joined(separator: "\n\n")
    }

    private func list(_ title: String, _ lines: [String]) -> String {
        let shown = lines.prefix(30).map { "  \($0)" }
        let more = lines.count > shown.count ? ["  ... and \(lines.count - shown.count) more"] : []
        return ([title] + shown + more).joined(separator: "\n")
    }

    private var faultTable: String {
        var table = TextTable(
            "Faults, and the longest wait of any player while each lasted",
            ["fault", "struck", "without effect", "at most late s", "p50 ms", "p99 ms", "max ms"])
        for kind in FaultKind.allCases {
            let ones = faults.filter { $0.kind == kind }
            guard !ones.isEmpty else { continue }
            let waits = Distribution(nanoseconds: ones.map { Int64($0.longestWait * 1_000_000) })
            table.add([
                kind.rawValue, "\(ones.count)", "\(ones.count { $0.problem != nil })",
                (ones.map { $0.began - $0.planned }.max() ?? 0).digits(1), waits.p50.digits(0), waits.p99.digits(0),
                waits.max.digits(0),
            ])
        }
        let ends = deaths.counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        return "\(table.description)\n  Servers that died: \(ends.isEmpty ? "none" : ends)"
    }

    private var auditTable: String {
        var table = TextTable(
            "What became of lines and coins",
            ["", "lines", "done", "given up, told so", "lost", "twice", "disordered", "not acknowledged"])
        table.add([
            "typed", "\(audit.typed)", "\(audit.answered)", "\(audit.givenUp)", "\(audit.lost)", "\(audit.doubled)",
            "\(audit.disordered)", "",
        ])
        table.add([
            "heard by others", "\(audit.heard)", "", "", "\(audit.unheard)", "\(audit.heardTwice)",
            "\(audit.heardDisordered)", "\(audit.heardUntold)",
        ])
        return table.description
            + "\n  \(players / 2) coins, given \(audit.passes) times; \(audit.cutOff) connections of players lost"
    }

    private var memoryTable: String {
        var table = TextTable("Memory (PSS), MB", ["", "first third", "second", "last", "growth to the last"])
        for (name, thirds) in [("Portal", memory.portal), ("Server", memory.server)] {
            guard let thirds else { continue }
            let megabytes = [thirds.first, thirds.second, thirds.last].map { ($0 / 1_048_576).digits(1) }
            table.add([name] + megabytes + ["\((thirds.growth * 100).digits(0)) %"])
        }
        return table.description + (judgesMemory ? "" : "\n  (judged in runs of 10 minutes or more)")
    }
}
