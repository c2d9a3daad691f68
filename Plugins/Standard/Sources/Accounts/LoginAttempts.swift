import HearthKit

/// Wrong passwords of late, for each account and from each address: who guesses waits longer and longer, and so does
/// who comes with the right one to an account that somebody guesses at. Nobody is locked out for longer than that.
struct LoginAttempts {
    let name: String
    let session: Session

    private static var wrong: RecentCounts { RecentCounts("wrong passwords") }
    /// Passwords that wait to be looked at: who guesses by many connections at once waits as one who guesses by one.
    private static var waiting: [String: Int] = [:]

    /// How long the next password waits to be looked at: 1 second after the first wrong one, 2, 4, …
    var delay: Duration {
        let count = keys.map { key in
            let known = Self.wrong.count(key, within: memory, now: now)
            // An address may be a house full of players, as long as none of them mistypes.
            return known > 0 || key == accountKey ? known + Self.waiting[key, default: 0] : 0
        }.max() ?? 0
        guard count > 0 else { return .zero }
        return min(session.game.limits.longestLoginDelay, .seconds(1 << min(count - 1, 20)))
    }

    /// A password waits to be looked at, until ``ends()``.
    func begins() { for key in keys { Self.waiting[key, default: 0] += 1 } }

    func ends() {
        for key in keys {
            let left = Self.waiting[key, default: 1] - 1
            Self.waiting[key] = left > 0 ? left : nil
        }
    }

    /// A wrong password was typed.
    func add() {
        for key in keys { Self.wrong.add(key, within: memory, now: now, slides: true) }
    }

    /// The right one was: the account's are forgotten. The address's are not, for it may have an account of its own.
    func forgetAccount() { Self.wrong.forget(accountKey) }

    private var memory: Int { Int(session.game.limits.loginMemory.components.seconds) }
    private var now: Int { session.game.clock.seconds }
    private var accountKey: String { "account \(name.lowercased().prefix(40))" }
    private var keys: [String] { [accountKey] + (session.network.map { ["address \($0)"] } ?? []) }
}

/// New accounts of late, from each address.
struct AccountCreation {
    let session: Session

    private static var made: RecentCounts { RecentCounts("new accounts") }
    private static let hour = 3600

    /// Throws the ``Refusal`` of one too many, or of a game that takes none.
    func check() throws {
        try LoginRules.checkNewcomers()
        let most = session.game.limits.accountsPerHour
        guard most > 0, let network = session.network else { return }
        guard Self.made.count(network, within: Self.hour, now: session.game.clock.seconds) < most else {
            throw Refusal(.accountsTooFast)
        }
    }

    func add() {
        guard let network = session.network else { return }
        Self.made.add(network, within: Self.hour, now: session.game.clock.seconds, slides: false)
    }
}

extension Session {
    /// What counts as one address: with IPv6 all of a /64. Nil for one that does not count.
    var network: String? {
        guard let range = AddressRange(address) else { return address }
        guard !range.isLoopback || game.limits.countsLoopback else { return nil }
        return range.isIPv6 ? range.widened(to: 64).description : range.description
    }
}
