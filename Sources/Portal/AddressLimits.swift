import NIOCore
import Settings

/// Who may connect: so many at the same time, and so many a second, from one address.
struct AddressLimits {
    enum Verdict {
        case admitted
        /// What the client reads, and what the log says: nothing when it said so of this address within the minute.
        case turnedAway(String, log: String?)
    }

    fileprivate struct Entry {
        var sessions = 0
        /// Connections to the web's port.
        var browsers = 0
        var arrivals = TokenBucket()
        /// Since the log was last told.
        var turnedAway = 0
        var loggedAt: NIODeadline?
    }

    private static let pause = TimeAmount.minutes(1)
    /// For each session that it may have: a page and its files come by a few at the same time.
    private static let browsersPerSession = 4

    private var limits: Settings.Limits
    private var rate: TokenBucket.Limit?
    private var entries: [String: Entry] = [:]
    /// What is turned away because the game is full, from wherever.
    private var full = Entry()
    private var sweptAt = NIODeadline.uptimeNanoseconds(0)

    init(_ limits: Settings.Limits) {
        self.limits = limits
        rate = TokenBucket.Limit(burst: limits.connectionBurst, perSecond: limits.connectionsPerSecond)
    }

    /// Who is in stays in.
    mutating func goBy(_ limits: Settings.Limits) {
        self.limits = limits
        rate = TokenBucket.Limit(burst: limits.connectionBurst, perSecond: limits.connectionsPerSecond)
    }

    /// A connection has come, while `sessions` are open. One that is admitted must be told to have ``left(_:)``.
    mutating func admit(_ address: ClientAddress, sessions: Int = 0, at now: NIODeadline = .now()) -> Verdict {
        guard sessions < limits.sessions else {
            let words = "The game is full just now. Please come back later."
            return full.turnAway(words, address, "\(sessions) are open", now, pause: Self.pause)
        }
        guard counts(address) else { return .admitted }
        sweep(now)
        var entry = entries[address.network] ?? Entry()
        defer { entries[address.network] = entry }
        if limits.sessionsPerAddress > 0, entry.sessions >= limits.sessionsPerAddress {
            let words = "\(entry.sessions) connections from your address are open already. Close one and try again."
            return entry.turnAway(words, address, "it has \(entry.sessions)", now, pause: Self.pause)
        }
        if let rate, let wait = entry.arrivals.take(rate, at: now) {
            let seconds = wait.nanoseconds / 1_000_000_000 + 1
            let words = "You connect too often. Try again in \(seconds == 1 ? "a second" : "\(seconds) seconds")."
            return entry.turnAway(words, address, "it connects too often", now, pause: Self.pause)
        }
        entry.sessions += 1
        return .admitted
    }

    /// One that was admitted by another Portal.
    mutating func keep(_ address: ClientAddress) {
        guard counts(address) else { return }
        entries[address.network, default: Entry()].sessions += 1
    }

    mutating func left(_ address: ClientAddress) {
        guard counts(address) else { return }
        entries[address.network]?.left(\.sessions)
    }

    /// A connection to the web's port has come, for a page or for a session. False when there are too many.
    mutating func browserCame(_ address: ClientAddress) -> Bool {
        guard counts(address) else { return true }
        let most = limits.sessionsPerAddress * Self.browsersPerSession
        guard most == 0 || entries[address.network]?.browsers ?? 0 < most else { return false }
        entries[address.network, default: Entry()].browsers += 1
        return true
    }

    mutating func browserLeft(_ address: ClientAddress) {
        guard counts(address) else { return }
        entries[address.network]?.left(\.browsers)
    }

    private func counts(_ address: ClientAddress) -> Bool { !address.isLoopback || limits.countsLoopback }

    /// Forgets those that have nothing open and did nothing of late.
    private mutating func sweep(_ now: NIODeadline) {
        guard now - sweptAt > Self.pause else { return }
        sweptAt = now
        entries = entries.filter { _, entry in
            entry.sessions > 0 || entry.browsers > 0 || !entry.arrivals.isFull(at: now)
                || entry.loggedAt.map { now - $0 < Self.pause } ?? false
        }
    }
}

extension AddressLimits.Entry {
    /// One that came while its address did not count, by other settings, was not counted.
    fileprivate mutating func left(_ count: WritableKeyPath<Self, Int>) {
        self[keyPath: count] = max(0, self[keyPath: count] - 1)
    }

    fileprivate mutating func turnAway(
        _ words: String, _ address: ClientAddress, _ reason: String, _ now: NIODeadline, pause: TimeAmount
    ) -> AddressLimits.Verdict {
        turnedAway += 1
        if let loggedAt, now - loggedAt < pause { return .turnedAway(words, log: nil) }
        let more = turnedAway > 1 ? " (\(turnedAway - 1) more since that was last said)" : ""
        (loggedAt, turnedAway) = (now, 0)
        return .turnedAway(words, log: "a connection from \(address.network) was turned away: \(reason)\(more)")
    }
}
