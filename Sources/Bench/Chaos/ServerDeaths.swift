import Wire

/// How Servers died in a chaos run, as the game itself says.
struct ServerDeaths: Codable, Sendable {
    /// By kind: see ``CrashReport/kind``.
    private(set) var counts: [String: Int] = [:]
    /// Crashes of what was not meant to crash.
    private(set) var unplannedCrashes: [String] = []
    /// On a busy machine a turn may be slow enough to be taken for stuck: no fault of the code.
    private(set) var unplannedHangs: [String] = []
    private var newest = 0

    /// Counts those that are new.
    mutating func add(_ crashes: [CrashReport]) {
        for crash in crashes.sorted(by: { $0.number < $1.number }) where crash.number > newest {
            newest = crash.number
            counts[crash.kind, default: 0] += 1
            guard crash.kind != "kill", !crash.isPlanned else { continue }
            let words = "\(crash.kind) in \(crash.code) (\(crash.what)): \(crash.how) \(crash.place)"
            if crash.kind == "hang" { unplannedHangs.append(words) } else { unplannedCrashes.append(words) }
        }
    }
}

extension CrashReport {
    /// In code that was typed.
    var isOfSnippet: Bool { code.hasSuffix("RunSwift") || trace.contains { $0.contains("Snippet") } }

    /// By code that was typed, or by the signal that faults are made with.
    fileprivate var isPlanned: Bool {
        isOfSnippet || trace.contains { $0.contains("*** Signal \(FaultInjector.crashSignal):") }
    }
}
