#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

// What a person reads of a generation, the same in a shell and in the game.
extension GenerationReport {
    /// When it was built, as this machine's clock shows it: `2026-11-23 19:20`.
    public var built: String {
        guard let date = try? Date(time, strategy: .iso8601) else { return time }
        return String(LocalTime.stamp(seconds: date.timeIntervalSince1970).prefix(16))
    }

    /// Why it is bad, in one line.
    public var shortReason: String { reason.split(separator: "\n").first.map(String.init) ?? "" }
}
