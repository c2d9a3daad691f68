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
        var key: [Int] = []
        key.reserveCapacity(64)
        forEachSet(session, account, puppet) { set, giver, _ in
            key.append(Int(bitPattern: ObjectIdentifier(set)))
            key.append(giver.map { Int(bitPattern: ObjectIdentifier($0)) } ?? 0)
        }
        return tables.table(key, of: world.classes.commands) {
            commandSets(session: session, account: account, puppet: puppet)
        }
    }

    /// The sets that are not everyone's, in the order in which they are merged at equal priority.
    func commandSets(session: Session?, account: Account?, puppet: Object?) -> [CommandMerging.Given] {
        var given: [CommandMerging.Given] = []
        forEachSet(session, account, puppet) { set, giver, name in
            given.append(.init(set: set, giver: giver, name: name))
        }
        return given
    }

    private func forEachSet(
        _ session: Session?, _ account: Account?, _ puppet: Object?,
        _ body: (CommandSet.Content, Entity?, String) -> Void
    ) {
        // What hides things: which of these has the last word only their merging tells.
        var near: [CommandMerging.Given] = []
        var isNear = true
        func visit(_ set: CommandSet.Content, _ giver: Entity?, _ name: String) {
            if isNear, !set.hides.isEmpty || !set.shows.isEmpty { near.append(.init(set: set, giver: giver)) }
            body(set, giver, name)
        }
        func visit(_ giver: Entity, _ set: CommandSet, calledBy caller: Object? = nil) {
            if giver.givesPlainly {
                if let set = set.content { visit(set, giver, "") }
                return
            }
            guard !set.isEmpty || !giver.commandSets.isEmpty else { return }
            if let caller {
                // What was put on somebody is theirs alone, and so is what a player can do. The game's own people hand
                // theirs out, as things do.
                if let person = giver as? Character {
                    guard !person.isSomebodys, person.allows("call", by: caller, superuserPasses: false) else { return }
                    if let set = set.content { visit(set, giver, "") }
                    return
                }
                guard giver.allows("call", by: caller, superuserPasses: false) else { return }
            }
            if let set = set.content { visit(set, giver, "") }
            for name in giver.commandSets {
                if let set = world.classes.commandSetType(named: name)?.set.content { visit(set, giver, name) }
            }
        }
        if let session {
            for hook in hooks { if let set = hook.commands(for: session).content { visit(set, nil, "") } }
        }
        if let account { visit(account, account.commands) }
        guard let puppet else { return }
        visit(puppet, puppet.commands)
        let place = puppet.location
        if let place { visit(place, place.commands, calledBy: puppet) }
        isNear = false
        if !near.isEmpty, CommandMerging(near).hidden.contains(.things) { return }
        if let place {
            for thing in place.contents where thing !== puppet { visit(thing, thing.commands, calledBy: puppet) }
        }
        for thing in puppet.contents { visit(thing, thing.commands, calledBy: puppet) }
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
