// Whom the game tells of what happens.

extension Game {
    /// Tells those who look after the game's code.
    public func tellMakers(_ text: String) {
        for session in sessions.values where session.account?.isDeveloper ?? false {
            session.send("|r\(Markup.escape(text, keepingNewlines: true))|n")
        }
    }

    /// Whose end it is, their commands end with.
    func interruptCommands(of object: Object) {
        for suspension in suspensions where suspension.command.call.puppet === object { suspension.interrupt(.gone) }
    }

    /// Calls a hook of the game's, where it works.
    public func tell(_ hook: String, _ body: (GameHooks) -> Void) {
        for hooks in hooks where works(hooks, hook) { body(hooks) }
    }
}
