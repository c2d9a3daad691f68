/// What runs: a line, a job, a hook of the game.
nonisolated public struct Running: Sendable {
    /// 0 for what no player typed.
    public var session: UInt64
    /// The number of the line; of the job when `session` is 0; 0 when it is neither.
    public var number: UInt64
    /// The line as typed, or what runs when it is none or is secret.
    public var what: String
    /// The character, or the account that has none.
    public var who: String

    public init(session: UInt64, number: UInt64, what: String, who: String) {
        (self.session, self.number, self.what, self.who) = (session, number, what, who)
    }
}

extension Game {
    func willRun(_ session: Session, _ number: UInt64, _ what: String) {
        let who = session.puppet?.name ?? session.account?.name ?? session.address
        willRun(Running(session: session.id, number: number, what: what, who: who))
    }

    /// `Plugin.Class`, made once a class.
    func codeName(_ type: Any.Type) -> String {
        let key = ObjectIdentifier(type)
        if let name = codeNames[key] { return name }
        let name = ClassRegistry.name(of: type)
        codeNames[key] = name
        return name
    }

    // MARK: Out of order

    /// Whether a hook of the game may be called: it has not been found to bring the Server down.
    func works(_ hooks: GameHooks, _ hook: String) -> Bool { works(type(of: hooks), hook) }

    func works(_ type: AnyClass, _ hook: String) -> Bool {
        outOfOrder.isEmpty || !isOutOfOrder(type) { "\($0).\(hook)" }
    }

    /// Whether a command may run.
    func works(_ command: AnyCommand) -> Bool {
        outOfOrder.isEmpty || !isOutOfOrder(type(of: command)) { $0 }
    }

    /// The code that crashed may be a base's, which its subclasses call.
    private func isOutOfOrder(_ type: AnyClass, _ code: (_ className: String) -> String) -> Bool {
        var next: AnyClass? = type
        while let current = next {
            if outOfOrder.contains(code(codeName(current))) { return true }
            next = _getSuperclass(current)
        }
        return false
    }

    // MARK: In whose name

    /// Says that something runs at a turn's end that no line names: in the name of the only line, when there was but one.
    func willRunAtEnd(_ what: String, who: String = "") {
        willRun(Running(session: cause?.session ?? 0, number: cause?.number ?? 0, what: what, who: who))
    }
}

extension Entity {
    /// Whether a hook of this may be called; see ``Game/outOfOrder``.
    func works(_ hook: String) -> Bool {
        guard let game = Game.current, !game.outOfOrder.isEmpty else { return true }
        return game.works(type(of: self), hook)
    }

    /// Throws the ``Refusal`` that stands for a hook's own, when the hook is out of order: what it guards stays shut.
    func mustWork(_ hook: String) throws {
        guard !works(hook) else { return }
        throw Refusal(.outOfOrder)
    }
}
