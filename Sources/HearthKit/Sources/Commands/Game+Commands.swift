// Which commands somebody has now, and which of them a line is.

extension Game {
    struct FoundCommand {
        var type: AnyCommand.Type
        var command: AnyCommand?
    }

    func match(_ line: String, session: Session?, account: Account?, puppet: Object?) -> FoundCommand? {
        match(line, in: table(session: session, account: account, puppet: puppet), session, account, puppet)
    }

    func match(
        _ line: String, in table: CommandTable, _ session: Session?, _ account: Account?, _ puppet: Object?,
        depth: Int = 0
    ) -> FoundCommand? {
        guard let match = table.match(line.trimmingSpaces, allowed: { allows($0, account: account, puppet: puppet) })
        else { return nil }
        let call = Call(
            session: session, account: account, puppet: puppet, line: line, word: match.word, rest: match.rest,
            hasSwitches: match.hasSwitches, givers: match.entry.givers, depth: depth)
        return FoundCommand(type: match.entry.type, command: match.entry.type.init(call))
    }

    /// Whether a line is a command, a way out, or one of the player's own words for either.
    func understands(_ line: String, from session: Session) -> Bool {
        let (account, puppet) = (session.account, session.puppet)
        let line = (puppet ?? account)?.unnicked(line, .line) ?? line
        let table = table(session: session, account: account, puppet: puppet)
        if table.system[AnyCommand.SystemKey.noMatch] != nil { return true }
        if let puppet, exit(String(line.trimmingSpaces), from: puppet) != nil { return true }
        return match(line, in: table, session, account, puppet) != nil
    }

    /// A line as logs may have it, before somebody types it or is made to: of a command that is
    /// ``AnyCommand/isSecret``, and of what is no command, its word alone.
    public func loggable(_ line: String, by puppet: Object) -> String {
        let line = String(line.trimmingSpaces)
        if exit(line, from: puppet) != nil { return line }
        let session = puppet.sessions.first
        guard let match = match(line, session: session, account: session?.account, puppet: puppet),
            let command = match.command
        else { return Self.wordAlone(line[...]) }
        return command.shownLine
    }

    /// The command of a ``AnyCommand/SystemKey``, with the whole line as what was typed.
    func systemCommand(
        _ key: String, _ line: String, in table: CommandTable, _ session: Session?, _ account: Account?,
        _ puppet: Object?
    ) -> AnyCommand? {
        guard let entry = table.system[key], allows(entry, account: account, puppet: puppet) else { return nil }
        return entry.type.init(
            Call(
                session: session, account: account, puppet: puppet, line: line, word: key, rest: line,
                givers: entry.givers))
    }

    func allows(_ entry: CommandTable.Entry, account: Account?, puppet: Object?) -> Bool {
        guard !entry.locks.isEmpty else { return true }
        guard let subject: any LockSubject = puppet ?? account else { return false }
        return entry.locks.check("cmd", accessor: subject, accessed: nil, default: true)
    }

    /// The commands that somebody has now: those of everyone, of what they are and carry and of where they are.
    func table(session: Session?, account: Account?, puppet: Object?) -> CommandTable {
        // Each line asks: so what is there is looked at as bare addresses first, and nearly always known by them.
        var sets = GivenSets(expecting: tables.last?.key ?? [])
        sets.collect(session, account, puppet, in: self)
        if let last = tables.last, sets.isAsExpected { return last.table }
        return tables.table(sets.key, of: world.classes.commands) {
            commandSets(session: session, account: account, puppet: puppet)
        }
    }

    /// The sets that are not everyone's, in the order in which they are merged at equal priority.
    func commandSets(session: Session?, account: Account?, puppet: Object?) -> [CommandMerging.Given] {
        var sets = GivenSets(listing: true)
        sets.collect(session, account, puppet, in: self)
        return sets.list
    }

    /// The commands that `help` lists for somebody.
    public func commands(session: Session?, account: Account?, puppet: Object?) -> [AnyCommand.Type] {
        table(session: session, account: account, puppet: puppet).entries
            .filter { allows($0, account: account, puppet: puppet) }.map(\.type)
    }

    /// The sets that somebody has, from the first to be merged, for builders: whose each is, and what it does.
    public func commandSets(of puppet: Object) -> [(giver: Entity?, name: String, set: CommandSet)] {
        let session = puppet.sessions.first
        return commandSets(session: session, account: session?.account, puppet: puppet)
            .enumerated().sorted { ($0.element.set.priority, $0.offset) < ($1.element.set.priority, $1.offset) }
            .map { ($0.element.giver, $0.element.name, CommandSet(content: $0.element.set)) }
    }
}
