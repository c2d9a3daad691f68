import HearthKit

/// Lays down the account's permissions for a while, to see the game as others do.
open class Quell: AccountCommand {
    open override class var key: String { "quell" }
    open override class var aliases: [String] { ["unquell"] }
    open override class var category: String { "Account" }
    open override class var locks: Locks { "" }
    open override class var help: String {
        """
        Usage: quell
               unquell
        Lays down the permissions of your account for a while: your character's own count. |wunquell|n takes them up.
        """
    }

    open override func run() async throws {
        account.isQuelledNow = call.word != "unquell"
        tell(account.isQuelledNow ? .quelled : .unquelled)
    }
}

/// What one may do.
open class Access: AccountCommand {
    open override class var key: String { "access" }
    open override class var aliases: [String] { ["groups", "hierarchy"] }
    open override class var category: String { "Account" }
    open override class var help: String {
        """
        Usage: access
        Shows the ladder of permissions, and which of them you have.
        """
    }

    open override func run() async throws {
        func own(_ entity: Entity) -> String {
            entity.permissions.isEmpty ? "-" : English.list(entity.permissions)
        }
        let ladder = PermissionLevel.allCases.map(\.description).joined(separator: " < ")
        tell(.accessLadder, ["ladder": ladder])
        tell(.accessAccount, ["list": account.isSuperuserAccount ? "superuser" : own(account)])
        if let caller { tell(.accessCharacter, ["name": caller.name, "list": own(caller)]) }
        if account.isQuelledNow { tell(.quelled) }
    }
}
