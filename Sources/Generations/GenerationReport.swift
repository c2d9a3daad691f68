import Wire

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

// A generation as programs are told of it: the Portal answers with this, and `hearth generations` without a Portal.

extension ListGenerations.Answer {
    /// - Parameter manifests: oldest first; told newest first.
    public init(_ manifests: [GenerationManifest], live: Int?) {
        self.init(live: live, generations: manifests.reversed().map { GenerationReport($0) })
    }
}

extension GenerationReport {
    public init(_ manifest: GenerationManifest) {
        let (state, reason): (String, String) =
            switch manifest.state {
            case .staged: ("staged", "")
            case .good: ("good", "")
            case .bad(let reason): ("bad", reason)
            }
        self.init(
            number: manifest.number, time: manifest.time.ISO8601Format(), by: manifest.requestedBy, state: state,
            reason: reason, configuration: manifest.configuration.rawValue,
            revision: manifest.revision.map { String($0.commit.prefix(10)) + ($0.isDirty ? "+" : "") } ?? "")
    }
}
