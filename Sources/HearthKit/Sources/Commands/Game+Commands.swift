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
        _ line: String, in table: CommandTable, _ session: Session?, _ account: Account?, _ puppet: Object?
    ) -> FoundCommand? {
        guard let match = table.match(line.trimmingSpaces, allowed: { allows($0, account: account, puppet: puppet) })
        else { return nil }
        let call = Call(
            session: session, account: account, puppet: puppet, line: line, word: match.word, rest: match.rest,
            hasSwitches: match.hasSwitches, givers: match.entry.givers)
        return FoundCommand(type: match.entry.type, command: match.entry.type.init(call))
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
        tables.table(for: commandSets(session: session, account: account, puppet: puppet), of: world.classes.commands)
    }

    /// The sets that are not everyone's, in the order in which they are merged at equal priority.
    func commandSets(session: Session?, account: Account?, puppet: Object?) -> [CommandMerging.Given] {
        var given: [CommandMerging.Given] = []
        if let session {
            for hook in hooks {
                let set = hook.commands(for: session)
                if !set.isEmpty { given.append(.init(set: set, giver: nil)) }
            }
        }
        if let account { add(account, account.commands, to: &given) }
        guard let puppet else { return given }
        add(puppet, puppet.commands, to: &given)
        let place = puppet.location
        if let place { add(place, place.commands, to: &given, called: puppet) }
        guard !CommandMerging.hidden(by: given).contains(.things) else { return given }
        if let place {
            for thing in place.contents where thing !== puppet { add(thing, thing.commands, to: &given, called: puppet) }
        }
        for thing in puppet.contents { add(thing, thing.commands, to: &given, called: puppet) }
        return given
    }

    private func add(
        _ giver: Entity, _ set: CommandSet, to given: inout [CommandMerging.Given], called caller: Object? = nil
    ) {
        guard !set.isEmpty || !giver.commandSets.isEmpty else { return }
        if let caller, !giver.allows("call", by: caller, default: true) { return }
        if !set.isEmpty { given.append(.init(set: set, giver: giver)) }
        for name in giver.commandSets {
            guard let type = world.classes.commandSetType(named: name) else { continue }
            var set = type.set
            if set.name.isEmpty { set.name = name }
            given.append(.init(set: set, giver: giver))
        }
    }

    /// The commands that `help` lists for somebody.
    public func commands(session: Session?, account: Account?, puppet: Object?) -> [AnyCommand.Type] {
        table(session: session, account: account, puppet: puppet).entries
            .filter { allows($0, account: account, puppet: puppet) }.map(\.type)
    }

    /// The sets that somebody has, from the first to be merged, for builders: whose each is, and what it does.
    public func commandSets(of puppet: Object) -> [(giver: Entity?, set: CommandSet)] {
        let session = puppet.sessions.first
        return commandSets(session: session, account: session?.account, puppet: puppet)
            .enumerated().sorted { ($0.element.set.priority, $0.offset) < ($1.element.set.priority, $1.offset) }
            .map { ($0.element.giver, $0.element.set) }
    }
}
