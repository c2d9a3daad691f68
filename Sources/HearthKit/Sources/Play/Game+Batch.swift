extension Game {
    /// Does what a line says as whoever typed `caller`, and returns when it is done. Throws what keeps it from being
    /// done: the ``Refusal`` that a player would read, or what the command throws.
    ///
    /// For many lines in a row: wait between them, so that the game goes on meanwhile.
    public func run(_ line: String, for caller: AnyCommand) async throws {
        let call = caller.call
        try await run(line, call.session, call.account, call.puppet, depth: call.depth + 1)
    }

    /// As ``run(_:for:)``, as whoever sits at a session: for dialogues.
    public func run(_ line: String, session: Session) async throws {
        try await run(line, session, session.account, session.puppet, depth: 1)
    }

    /// - Parameter depth: how many commands wait for this one. They may wait for long, so each chain counts its own:
    ///   a file that has itself run ends, and what others do meanwhile is not held against it.
    private func run(
        _ line: String, _ session: Session?, _ account: Account?, _ puppet: Object?, depth: Int
    ) async throws {
        let line = String(line.trimmingSpaces)
        guard depth <= Self.mostNesting else {
            logTooDeep(line)
            throw Refusal(.nestedTooDeep)
        }
        func tellsWhatRuns(_ shown: String) {
            let who = puppet?.name ?? account?.name ?? ""
            let number = session.map(runningLine) ?? 0
            willRun(Running(session: session?.id ?? 0, number: number, what: shown, who: who))
        }
        let table = table(session: session, account: account, puppet: puppet)
        if let puppet, !table.hidden.contains(.exits), let exit = exit(line, from: puppet) {
            tellsWhatRuns(line)
            return try take(exit, puppet)
        }
        guard let match = match(line, in: table, session, account, puppet, depth: depth) else {
            throw Refusal(.unknownCommand, ["word": Markup.escape(String(line.prefix { $0 != " " && $0 != "/" }))])
        }
        guard let command = match.command else { throw Refusal(.needsCharacter) }
        tellsWhatRuns(command.shownLine)
        let code = codeName(match.type)
        willEnter(code)
        guard works(command) else { throw Refusal(.outOfOrder) }
        try await command.perform()
    }
}
