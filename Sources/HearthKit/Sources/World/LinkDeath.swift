// A character whose connection broke. It stays where it is for a while, marked for all to see, so that a player who is
// back soon finds it there; then it leaves as one leaves who has quit. All of it is stored: it goes on through reload,
// crash and restart.

/// What is kept of a character while its player's connection is broken.
struct LinkDeath: Equatable {
    /// Seconds since 1970.
    var since: Int
    /// What it would have been shown since then, the newest last.
    var missed: [String] = []
    /// What ends it, when nobody comes.
    var end: JobID?
    /// How many lines before those are no longer kept.
    var dropped = 0

    static let mostMissed = 20
    /// In bytes: what is kept is written with each turn that adds to it.
    static let longestMissed = 1000

    init(since: Int) { self.since = since }

    mutating func miss(_ text: String) {
        guard text.utf8.count <= Self.longestMissed else { return dropped += 1 }
        missed.append(text)
        guard missed.count > Self.mostMissed else { return }
        missed.removeFirst()
        dropped += 1
    }
}

extension LinkDeath {
    init?(_ stored: StoredValue) {
        guard case .map(let parts) = stored, case .int(let since)? = parts["since"] else { return nil }
        self.init(since: Int(clamping: since))
        missed = parts["missed"].flatMap { try? [String].restored(from: $0) } ?? []
        if case .int(let dropped)? = parts["dropped"] { self.dropped = Int(clamping: dropped) }
        end = parts["end"].flatMap { try? JobID.restored(from: $0) }
    }

    var stored: StoredValue {
        var parts: [String: StoredValue] = ["since": .int(Int64(since))]
        if !missed.isEmpty { parts["missed"] = missed.stored }
        if dropped > 0 { parts["dropped"] = .int(Int64(dropped)) }
        if let end { parts["end"] = end.stored }
        return .map(parts)
    }
}

extension Object {
    /// Whether its player's connection broke and it waits for them to come back.
    public final var isLinkDead: Bool { extras?.linkDeath != nil }

    /// Since when, in seconds since 1970.
    public final var linkDeadSince: Int? { extras?.linkDeath?.since }

    /// Keeps what it would have been shown, for its player's return.
    final func miss(_ text: String) {
        guard extras?.linkDeath != nil else { return }
        extras?.linkDeath?.miss(text)
        changed()
    }
}

extension Character {
    /// Its player's connection broke: it waits so long for them. Called while the session still sees through it.
    final func loseLink(for time: Duration) {
        guard let game = Game.current else { return }
        ownExtras.linkDeath = LinkDeath(since: game.clock.seconds)
        world.linkDead.insert(id)
        changed()
        let end = schedule(EndOfLinkDeath(character: Ref(self), since: game.clock.seconds), in: time, for: self)
        extras?.linkDeath?.end = end
    }

    /// It waits no more, for whatever reason. What it missed meanwhile.
    @discardableResult
    final func endLinkDeath() -> LinkDeath? {
        guard let extras, let ended = extras.linkDeath else { return nil }
        extras.linkDeath = nil
        ended.end?.cancel()
        world.linkDead.remove(id)
        changed()
        return ended
    }
}

/// Nobody came back in time.
struct EndOfLinkDeath: Job {
    var character: Ref<Character>
    var since: Int

    func run() {
        guard let character = character.target, character.linkDeadSince == since else { return }
        character.endLinkDeath()
        if character.works("leaveGame") { character.leaveGame() }
        Game.current?.tell("didEndLinkDeath") { $0.didEndLinkDeath(character) }
    }
}

extension World {
    /// The characters that wait for their players, by number.
    public var linkDeadCharacters: [Character] { linkDead.sorted().compactMap { entity($0) as? Character } }
}

extension TextKey {
    public static let losesLink = TextKey(
        "loses link", "$You() $conj(stop) in the middle of a movement and $conj(stare) at nothing.")
    public static let regainsLink = TextKey("regains link", "$You() $conj(blink) and $conj(be) back.")
    public static let linkDeadMark = TextKey("link-dead mark", "{name} |x(link-dead)|n")
    public static let linkDeadMarkAloud = TextKey("link-dead mark, aloud", "{name}, who is link-dead")
    public static let missedMeanwhile = TextKey("missed meanwhile", "|xWhile your connection was broken:|n")
    public static let missedBefore = TextKey("missed before", "|x(… {count} before this)|n")
}
