import HearthKit

/// Tells everybody something.
open class Wall: OperationsCommand {
    open override class var key: String { "wall" }
    open override class var locks: Locks { "cmd: perm(Admin)" }
    open override class var help: String {
        """
        Usage: wall <text>
        Tells everybody something, wherever they are.
        """
    }

    open override func run() async throws {
        guard !call.rest.isEmpty else { throw usage }
        let text = world.texts[.wall, ["name": author, "text": Markup.escape(call.rest)]]
        for session in Game.current?.sessions.values.sorted(by: { $0.id < $1.id }) ?? [] where session.account != nil {
            session.send(text)
        }
    }
}

/// Sends somebody out.
open class Boot: OperationsCommand {
    open override class var key: String { "boot" }
    open override class var locks: Locks { "cmd: perm(Admin)" }
    open override class var switches: [String] { ["quiet", "sid"] }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: boot <name>
               boot <name> = <reason>
               boot/sid <session>
        Disconnects somebody; with /sid one connection alone, by the number that |wexamine *name|n shows, and with
        /quiet without a word.
        """
    }

    open override func run() async throws {
        if has("sid") { return try bootSession(try required(lhs)) }
        let account = try world.player(named: try required(lhs))
        guard account !== call.account else { throw Refusal(.bootYourself) }
        guard !account.standsAbove(call.account ?? call.puppet) else {
            throw Refusal(.standsAbove, ["name": account.name])
        }
        guard !account.sessions.isEmpty else { throw Refusal(.notOnline, ["name": account.name]) }
        let farewell = world.texts[.bootedNow, ["name": author, "reason": Markup.escape(rhs ?? "")]]
        AuditLog.note("boot: \(auditor) sends out \(account)\(rhs.map { ": \($0)" } ?? "")")
        for session in account.sessions { session.disconnect(has("quiet") ? "" : farewell) }
        tell(.booted, ["name": account.name])
    }

    private func bootSession(_ number: String) throws {
        guard let id = UInt64(number), let session = Game.current?.sessions[id] else {
            throw Refusal(.bootNoSession, ["number": Markup.escape(number)])
        }
        guard session !== self.session else { throw Refusal(.bootYourself) }
        let account = session.account
        if let account, account.standsAbove(call.account ?? call.puppet) {
            throw Refusal(.standsAbove, ["name": account.name])
        }
        let farewell = session.text(.bootedNow, ["name": author, "reason": Markup.escape(rhs ?? "")])
        let who = account.map { "\($0) at " } ?? ""
        AuditLog.note("boot: \(auditor) ends session \(id), \(who)\(session.address)\(rhs.map { ": \($0)" } ?? "")")
        session.disconnect(has("quiet") ? "" : farewell)
        tell(.booted, ["name": account?.name ?? session.address])
    }
}

extension World {
    /// The account of that name, in any case and with or without a `*` before it, or the one that owns a character of
    /// that name. Throws a ``Refusal`` that the player reads.
    public func player(named name: String) throws -> Account {
        let bare = name.hasPrefix("*") ? String(name.dropFirst()) : name
        if let account = account(named: bare) { return account }
        let wanted = bare.lowercased()
        if let account = accounts.first(where: { $0.characters.contains { $0.name.lowercased() == wanted } }) {
            return account
        }
        throw Refusal(.noAccount, ["name": Markup.escape(name)])
    }
}

extension Entity {
    /// Where it stands on the ladder: a superuser above all, what has no account by its own permissions.
    var rank: Int {
        let account = (self as? Account) ?? (lockAccount as? Account)
        if account?.isSuperuserAccount ?? false { return PermissionLevel.developer.rawValue + 1 }
        let level = PermissionLevel.highest(of: account?.permissions ?? permissions)
        return max(level?.rawValue ?? 0, PermissionLevel.highest(of: permissions)?.rawValue ?? 0)
    }

    /// Whether it is higher on the ladder than `other`, who therefore may not act upon it.
    func standsAbove(_ other: Entity?) -> Bool { rank > (other?.rank ?? 0) }
}
