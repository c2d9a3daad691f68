import HearthKit

/// A command for those who run the game. It asks the Portal, by way of ``Game/operations``.
open class OperationsCommand: AnyCommand {
    open override class var category: String { "Running the game" }
    /// Developers have it, and whom its name was given as a permission: `perm bob = jobs`.
    open override class var locks: Locks { Locks(stringLiteral: "cmd: perm(\(key)) or perm(Developer)") }

    public final var operations: any Operations {
        get throws {
            guard let operations = Game.current?.operations else { throw Refusal(.noOperations) }
            return operations
        }
    }

    /// What others read of who did it.
    public final var author: String { call.account?.name ?? call.puppet?.name ?? "somebody" }
}

extension TextKey {
    static let noOperations = TextKey("no operations", "Nobody outside the game is there to do that.")
    static let shutdownAsk = TextKey("shutdown ask", "Stop the game, for everybody?")
    static let shutdownNot = TextKey("shutdown not", "The game goes on.")
    static let shutdownNow = TextKey("shutdown now", "|rThe game is stopping.|n {reason}")
    static let rollbackWhich = TextKey("rollback which", "Which generation? (|wgenerations|n lists them.)")
    static let noGenerations = TextKey("no generations", "There is no generation yet.")
    static let statusGame = TextKey(
        "status game",
        """
        Game        up {time}, {objects} entities, {memory} of memory in the Server
        Machine     load {load} (over 1, 5 and 15 minutes)
        """)
    static let evaluated = TextKey("evaluated", "|x=|n {value}")
    static let evaluatedNothing = TextKey("evaluated nothing", "|x= nothing|n")
    static let wall = TextKey("wall", "|y{name} tells everybody:|n {text}")
    static let bootYourself = TextKey("boot yourself", "To leave, type |wquit|n.")
    static let bootedNow = TextKey("booted", "You have been sent out by {name}. {reason}")
    static let booted = TextKey("boots", "{name} was sent out.")
    static let bootNoSession = TextKey("boot no session", "There is no session {number}.")
    static let standsAbove = TextKey("stands above", "{name} stands above you.")
}
