// Whom a player has shut out: nothing that those say reaches them.

extension Account {
    /// How many it may shut out.
    public nonisolated static let mostIgnored = 100

    /// Whether its player is shown nothing of what `other` says. Who looks after people is heard, whoever shut them out.
    public final func ignores(_ other: Account?) -> Bool {
        guard let other, !ignored.isEmpty else { return false }
        return ignored.contains(other) && !other.looksAfterPeople
    }

    /// Whether it may look after other players, an Admin: nobody can shut these out.
    public final var looksAfterPeople: Bool {
        guard !isSuperuserAccount else { return true }
        return PermissionLevel.highest(of: permissions).map { $0 >= .admin } ?? false
    }
}

extension Object {
    /// Who sees through it now; else whose character it is.
    public final var player: Account? { sessions.first?.account ?? (self as? Character)?.account }

    /// Whether its player has shut out who speaks.
    public final func ignores(_ speaker: Object) -> Bool {
        guard let player, !player.ignored.isEmpty else { return false }
        return player.ignores(speaker.player)
    }

    /// What it hears of something that is said to it, for those who make ways to say something: see
    /// ``willHear(_:)``. Nil for nothing, also from somebody whom its player has shut out.
    public final func heard(_ speech: Speech) -> String? {
        guard !ignores(speech.speaker) else { return nil }
        return works("willHear") ? try? willHear(speech) : speech.text
    }
}
