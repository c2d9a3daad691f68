extension Game {
    /// Does what a line says as whoever typed `caller`, and returns when it is done. Throws what keeps it from being
    /// done: the ``Refusal`` that a player would read, or what the command throws.
    ///
    /// For many lines in a row: wait between them, so that the game goes on meanwhile.
    public func run(_ line: String, for caller: AnyCommand) async throws {
        try await run(line, caller.call.session, caller.call.account, caller.call.puppet)
    }

    /// As ``run(_:for:)``, as whoever sits at a session: for dialogues.
    public func run(_ line: String, session: Session) async throws {
        try await run(line, session, session.account, session.puppet)
    }

    private func run(_ line: String, _ session: Session?, _ account: Account?, _ puppet: Object?) async throws {
        let line = String(line.trimmingSpaces)
        func tellsWhatRuns(_ shown: String) {
            let who = puppet?.name ?? account?.name ?? ""
            let number = session.map(runningLine) ?? 0
            willRun(Running(session: session?.id ?? 0, number: number, what: shown, who: who))
        }
        if let puppet, let exit = puppet.location?.exits.first(where: { exit in
            ([exit.name] + exit.aliases).contains { $0.isSameWord(as: line) }
        }) {
            tellsWhatRuns(line)
            return try exit.traverse(puppet)
        }
        guard let match = match(line, session: session, account: account, puppet: puppet) else {
            throw Refusal(.unknownCommand, ["word": Markup.escape(String(line.prefix { $0 != " " && $0 != "/" }))])
        }
        guard let command = match.command else { throw Refusal(.needsCharacter) }
        tellsWhatRuns(command.shownLine)
        let code = codeName(match.type)
        willEnter(code)
        guard !outOfOrder.contains(code) else { throw Refusal(.outOfOrder) }
        if let problem = command.parsed.switchProblem { throw problem }
        try await command.run()
    }
}
