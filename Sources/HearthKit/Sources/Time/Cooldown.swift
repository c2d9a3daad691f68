// How soon something may be done again. No timer runs: what is kept is when it may.

extension Entity {
    /// Refuses what was done less than `span` ago, and begins the time anew when it was not.
    /// ```swift
    /// try caller.cooldown("bash", .seconds(10))    // "You must wait 4 seconds before you can do that again."
    /// ```
    /// It is kept through reload, crash and restart, and passes while the game is down.
    public final func cooldown(_ name: String, _ span: Duration) throws {
        if let left = cooldownLeft(name) { throw Refusal(.coolingDown, ["what": name], worded: ["time": .span(left)]) }
        startCooldown(name, span)
    }

    /// Begins the time anew, whether it is over or not: for what must have worked first.
    public final func startCooldown(_ name: String, _ span: Duration) {
        guard let now = Game.current?.chronometer.now else { return }
        // Those that are over go when another begins.
        ownExtras.cooldowns = ownExtras.cooldowns.filter { $0.value > now }
        ownExtras.cooldowns[name] = now + max(0, span.milliseconds)
        changed()
    }

    /// Nil when there is nothing to wait for.
    public final func cooldownLeft(_ name: String) -> Duration? {
        guard let end = extras?.cooldowns[name], let now = Game.current?.chronometer.now, end > now else { return nil }
        return .milliseconds(end - now)
    }

    public final func endCooldown(_ name: String) {
        guard extras?.cooldowns.removeValue(forKey: name) != nil else { return }
        changed()
    }
}

extension TextKey {
    public static let coolingDown = TextKey(
        "cooling down", "You must wait {time} before you can do that again.")
}
