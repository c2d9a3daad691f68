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

    /// The command that faults are typed with.
    private static let planned = "RunSwift"

    /// Counts those that are new.
    mutating func add(_ crashes: [CrashReport]) {
        for crash in crashes.sorted(by: { $0.number < $1.number }) where crash.number > newest {
            newest = crash.number
            counts[crash.kind, default: 0] += 1
            // Code that has been compiled runs on as a task of its own.
            guard crash.kind != "kill", !crash.code.hasSuffix(Self.planned), !crash.isOfSnippet else { continue }
            let words = "\(crash.kind) in \(crash.code) (\(crash.what)): \(crash.how) \(crash.place)"
            if crash.kind == "hang" { unplannedHangs.append(words) } else { unplannedCrashes.append(words) }
        }
    }
}

extension CrashReport {
    fileprivate var isOfSnippet: Bool { place.contains("Snippet") || trace.contains { $0.contains("Snippet") } }
}
