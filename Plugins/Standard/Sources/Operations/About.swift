import HearthKit

/// The accounts that there are.
open class Accounts: OperationsCommand {
    open override class var key: String { "accounts" }
    open override class var aliases: [String] { ["account"] }
    open override class var locks: Locks { "cmd: perm(Admin)" }
    open override class var switches: [String] { ["delete"] }
    open override class var help: String {
        """
        Usage: accounts [<number>]
               accounts/delete <name>
        Shows the newest accounts, or deletes one with its characters; you are asked first.
        """
    }

    open override func run() async throws {
        if has("delete") { return try await delete(try world.player(named: try required(args))) }
        let all = world.accounts
        let now = Game.current?.clock.seconds ?? 0
        var table = TextTable("#", "Name", "Permissions", "Characters", "Last here")
        for account in all.suffix(count(args, standard: 20)).reversed() {
            let seen = account.lastLogin == 0 ? "never" : "\(Spans.short(seconds: now - account.lastLogin)) ago"
            let permissions = account.isSuperuserAccount ? ["Superuser"] : account.permissions
            table.add(
                "\(account.id)", account.name, permissions.joined(separator: ", "),
                account.characters.map(\.name).joined(separator: ", "),
                account.sessions.isEmpty ? seen : "here")
        }
        tell(table, English.capitalized(English.counted(all.count, "account")) + ".")
    }

    private func delete(_ account: Account) async throws {
        func check() throws {
            guard !account.isDeleted else { throw Refusal(.goneNow) }
            guard !account.isSuperuserAccount, !account.standsAbove(call.account ?? call.puppet) else {
                throw Refusal(.standsAbove, ["name": account.name])
            }
            guard account.sessions.isEmpty else { throw Refusal(.destroyPlayed, ["name": account.name]) }
        }
        try check()
        guard try await confirm(text(.destroyAsk, ["name": account.description, "more": ""])) else {
            return tell(.destroyNot, ["name": account.name])
        }
        try check()
        let name = account.description
        for character in account.characters { try character.delete() }
        try account.delete()
        AuditLog.note("account: \(auditor) deleted \(name)")
        tell(.destroyed, ["name": name])
    }
}

/// What this game runs on.
open class About: AnyCommand {
    open override class var key: String { "about" }
    open override class var aliases: [String] { ["version"] }
    open override class var help: String { "Usage: about\nShows what this game runs on." }

    open override func run() async throws { tell(.aboutHearth) }
}

extension TextKey {
    static let aboutHearth = TextKey(
        "about", "This game burns on |yHearth|n, a server for text games in Swift: its code changes while you play.")
}
