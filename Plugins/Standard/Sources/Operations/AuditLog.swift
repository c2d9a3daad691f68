import HearthKit

/// What those who run the game must be able to look up afterwards: lines of its log that begin with `audit:`, each with
/// who did what to whom. No password is ever part of one, nor what may be one typed in the wrong place.
enum AuditLog {
    /// - Parameter text: people by name and number, which outlives the name: `Ann(#12)`.
    static func note(_ text: String) {
        // A line is one line, whatever somebody typed.
        Game.current?.log(.info, "audit: " + text.filter { !$0.isNewline })
    }
}

extension AnyCommand {
    /// Who typed the command, for the ``AuditLog``.
    var auditor: String { call.account?.description ?? call.puppet?.description ?? "the game" }
}
