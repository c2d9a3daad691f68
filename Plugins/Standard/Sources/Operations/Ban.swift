import HearthKit

/// Keeps somebody out.
open class Ban: OperationsCommand {
    open override class var key: String { "ban" }
    open override class var aliases: [String] { ["bans"] }
    open override class var locks: Locks { "cmd: perm(Admin)" }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: ban <account> [for <time>] [= <reason>]
               ban <address>[/<bits>] [for <time>] [= <reason>]
               bans
        Keeps out an account, or an address and those that begin with the same bits: |wban ann for 2 days = Spam.|n
        Who is here is sent out. |wbans|n lists who is kept out, |wunban|n lets them in again.

        ## Addresses
        |wban 10.1.2.3|n is one address, |wban 10.1.0.0/16|n (or |w10.1.*|n) all that begin with the same 16 bits, and
        |wban 2001:db8::/32|n is the same for IPv6, where a customer has a /64 or more. |wwho|n shows from where people
        come. Your own address cannot be kept out, nor those who stand above you.

        ## Times
        |wban ann for 2 days|n, |w12h|n, |w1d 12h|n or |w30 minutes|n; without a time it is for good. Who is kept out reads
        the reason, and for how much longer.
        """
    }

    open override func run() async throws {
        guard !args.isEmpty else {
            let lines = Bans.all.map(\.line)
            return tell(lines.isEmpty ? .bansNone : .bansAre, ["list": lines.joined(separator: "\n  ")])
        }
        let (name, seconds) = try nameAndTime
        var ban = BanEntry(who: "", reason: rhs ?? "", by: author)
        if let now = Game.current?.clock.seconds { (ban.since, ban.until) = (now, seconds.map { now + $0 }) }
        if let range = AddressRange(name) {
            guard !includesOwn(range) else { throw Refusal(.banOwnAddress) }
            ban.who = range.description
        } else {
            ban.who = try banned(name).name.lowercased()
        }
        Bans.add(ban)
        let why = ban.reason.isEmpty ? "" : ": \(ban.reason)"
        AuditLog.note("ban: \(auditor) keeps out \(ban.who), \(ban.time)\(why)")
        tell(.banned, ["name": Markup.escape(ban.who)])
        for session in Game.current?.sessions.values.sorted(by: { $0.id < $1.id }) ?? []
        where session !== self.session && isMeant(session, by: ban) {
            session.disconnect(ban.words)
        }
    }

    /// `ann of the hill for 2 days` apart.
    private var nameAndTime: (name: String, seconds: Int?) {
        get throws {
            let words = try required(lhs).split(separator: " ")
            guard let middle = words.lastIndex(where: { $0.lowercased() == "for" }), middle > 0,
                world.account(named: lhs) == nil
            else { return (lhs, nil) }
            guard let seconds = Spans.seconds(words[(middle + 1)...].joined(separator: " ")) else {
                throw Refusal(.banHowLong)
            }
            return (words[..<middle].joined(separator: " "), seconds)
        }
    }

    private func banned(_ name: String) throws -> Account {
        let account = try world.player(named: name)
        guard account !== call.account, !account.standsAbove(call.account ?? call.puppet) else {
            throw Refusal(.standsAbove, ["name": account.name])
        }
        return account
    }

    private func includesOwn(_ range: AddressRange) -> Bool {
        session.flatMap { AddressRange($0.address) }.map(range.contains) ?? false
    }

    private func isMeant(_ session: Session, by ban: BanEntry) -> Bool {
        guard let range = ban.range else { return session.account?.name.lowercased() == ban.who }
        guard let address = AddressRange(session.address), range.contains(address) else { return false }
        return !(session.account?.standsAbove(call.account ?? call.puppet) ?? false)
    }
}

/// Lets somebody in again.
open class Unban: OperationsCommand {
    open override class var key: String { "unban" }
    open override class var locks: Locks { "cmd: perm(Admin)" }
    open override class var help: String {
        """
        Usage: unban <account or address>
        Lets in again whom |wban|n keeps out.
        """
    }

    open override func run() async throws {
        let typed = try required(args)
        let who = AddressRange(typed)?.description ?? typed.lowercased()
        guard Bans.remove(who) else { throw Refusal(.banNone, ["name": Markup.escape(who)]) }
        AuditLog.note("unban: \(auditor) lets in \(who)")
        tell(.unbanned, ["name": Markup.escape(who)])
    }
}

/// Sets somebody's password, when they have lost it.
open class UserPassword: OperationsCommand {
    open override class var key: String { "userpassword" }
    // Who knows it from elsewhere adds the password.
    open override class var isSecret: Bool { true }
    open override class var locks: Locks { "cmd: perm(Admin)" }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: userpassword <account>
        Gives an account a new password, which is made up and shown to you alone. Ask them to change it.
        """
    }

    private static let letters = "abcdefghjkmnpqrstuvwxyz23456789"

    open override func run() async throws {
        let account = try world.player(named: try required(args))
        guard !account.standsAbove(call.account ?? call.puppet) else {
            throw Refusal(.standsAbove, ["name": account.name])
        }
        guard let session else { throw Refusal(.nobodyToAsk) }
        var random = SystemRandomNumberGenerator()
        let password = String((0..<12).compactMap { _ in Self.letters.randomElement(using: &random) })
        account.setPassword(hash: try await session.hash(password))
        AuditLog.note("userpassword: \(auditor) gave \(account) a new one")
        tell(.passwordGiven, ["name": account.name, "password": password])
    }
}

extension TextKey {
    static let bansNone = TextKey("bans none", "Nobody is kept out.")
    static let bansAre = TextKey("bans are", "Kept out:\n  {list}")
    static let banHowLong = TextKey("ban how long", "For how long? For example |wban ann for 2 days|n, 12h or 30m.")
    static let banOwnAddress = TextKey("ban own address", "You are at that address yourself.")
    static let banned = TextKey("banned", "{name} is kept out from now on.")
    static let unbanned = TextKey("unbanned", "{name} may come in again.")
    static let banNone = TextKey("ban none", "{name} is not kept out.")
    static let keptOut = TextKey("kept out", "The door is closed to you here.")
    static let keptOutWhy = TextKey("kept out, why", "The reason: {reason}")
    static let keptOutUntil = TextKey("kept out until", "(Come back in {time}.)")
    static let passwordGiven = TextKey("password given", "{name}'s password is now |w{password}|n")
}
