// Whom the game tells of what happens.

extension Game {
    /// Tells those who look after the game's code.
    public func tellMakers(_ text: String) { tellMakers(text, besides: []) }

    func tellMakers(_ text: String, besides told: [Session]) {
        for session in sessions.values where session.account?.isDeveloper ?? false && !told.contains(session) {
            session.send("|r\(Markup.escape(text, keepingNewlines: true))|n")
        }
    }

    /// Calls a hook of the game's, where it works. What runs meanwhile is known by its name: a hook that ends with a call
    /// is in no trace, when an optimiser has made a jump of that.
    public func tell(_ hook: String, _ body: (GameHooks) -> Void) {
        for hooks in hooks where works(hooks, hook) {
            let outer = entered()
            willEnter("\(codeName(type(of: hooks))).\(hook)")
            body(hooks)
            willEnter(outer)
        }
    }
}
