import HearthKit

/// What those who help read of who comes and goes. From where somebody comes is no part of it: that is in the log.
enum StaffNews {
    /// Wrong passwords: of each account one line in so many seconds, and of all so many lines.
    private static let pause = 600
    private static let mostFailures = 10
    private static var failures: RecentCounts { RecentCounts("news of wrong passwords") }

    static func came(_ account: Account) {
        StandardHooks.current.tellStaff(.staffCame, ["name": account.name])
    }

    static func left(_ account: Account) {
        StandardHooks.current.tellStaff(.staffLeft, ["name": account.name])
    }

    /// - Parameter name: as it was typed. Names of nobody are no news: somebody may have typed a password there.
    static func failed(_ name: String, _ session: Session) {
        guard let account = World.current.account(named: name) else { return }
        let (now, all) = (session.game.clock.seconds, "all")
        let key = "account \(account.id.rawValue)"
        guard failures.count(key, within: pause, now: now) == 0,
            failures.count(all, within: pause, now: now) < mostFailures
        else { return }
        for key in [key, all] { failures.add(key, within: pause, now: now, slides: false) }
        StandardHooks.current.tellStaff(.staffFailed, ["name": account.name])
    }
}

extension TextKey {
    static let staffCame = TextKey("staff, came", "{name} has come in.")
    static let staffLeft = TextKey("staff, left", "{name} has left.")
    static let staffFailed = TextKey("staff, failed", "Somebody gave a wrong password for {name}.")
}
