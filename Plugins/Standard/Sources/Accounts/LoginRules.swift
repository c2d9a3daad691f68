import HearthKit

/// Whom the game lets in, as its settings say: `login: { newAccounts: false, only: Builder }`.
enum LoginRules {
    private static var limits: GameLimits { Game.current?.limits ?? GameLimits() }

    /// Throws the ``Refusal`` of an account that is below those who may come in.
    static func check(_ account: Account) throws { try check(rank: account.rank) }

    /// The same for somebody who would be on that rung.
    static func check(_ level: PermissionLevel) throws { try check(rank: level.rawValue) }

    /// Throws the ``Refusal`` of a stranger who would make an account: where none is taken, or could not come in.
    static func checkNewcomers() throws {
        guard limits.takesNewAccounts else { throw Refusal(.accountsClosed) }
        try check(.player)
    }

    private static func check(rank: Int) throws {
        guard let lowest = limits.lowestLevel, rank < lowest.rawValue else { return }
        throw Refusal(.loginClosed, ["level": lowest.description])
    }
}
