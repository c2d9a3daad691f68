// A session as a row: who it is, what dialogues it is in, and which commands wait, so that a successor can tell.

extension Session {
    /// Nothing has come from it for a while: since when, is told to a successor.
    var isIdle: Bool { game.clock.seconds - lastInputAt >= 60 }

    var row: SessionRow {
        var state: [String: StoredValue] = ["since": .int(Int64(connectedAt))]
        if account == nil, strangerSince != connectedAt { state["stranger"] = .int(Int64(strangerSince)) }
        if isIdle { state["input"] = .int(Int64(lastInputAt)) }
        if number > 0 { state["number"] = .int(Int64(number)) }
        if !options.isEmpty { state["options"] = options.stored }
        if !reported.isEmpty { state["reported"] = reported.stored }
        if !dialogues.isEmpty {
            state["dialogues"] = dialogues.store { error, type in
                game.log(.error, "dialogue \(type) cannot be stored and will not outlive a reload: \(error)")
            }
        }
        if !suspended.isEmpty {
            state["suspended"] = .list(
                suspended.map { .list([.string(type(of: $0.command).key), .string($0.command.shownLine)]) })
        }
        return SessionRow(
            id: id, account: account?.id.rawValue, puppet: puppet?.id.rawValue, state: StoredValue.map(state).cbor)
    }

    /// Its row, if it is another than the one that was last taken: a stranger's line often leaves all as it was, and a
    /// turn that changes nothing needs no commit.
    func takeChangedRow() -> SessionRow? {
        let row = row
        guard row != writtenRow else { return nil }
        writtenRow = row
        return row
    }

    /// What a row tells of the process before: which commands waited, which dialogues cannot go on.
    struct Broken {
        var waiting: [StoredValue] = []
        var lost: [DialogueStack.Lost] = []
    }

    /// Takes its state from a row.
    func restore(_ row: SessionRow) -> Broken {
        let world = game.world
        var broken = Broken()
        if case .map(let state)? = try? StoredValue(cbor: row.state) {
            if case .int(let since)? = state["since"] { connectedAt = Int(since) }
            if case .int(let at)? = state["input"] { lastInputAt = min(lastInputAt, Int(at)) }
            if case .int(let since)? = state["stranger"] { strangerSince = Int(since) }
            if case .int(let stored)? = state["number"] { number = Int(clamping: stored) }
            if let stored = state["options"], let read = try? ClientOptions.restored(from: stored) { restore(read) }
            if let stored = state["reported"], let read = try? [String].restored(from: stored) { reported = read }
            dialogues = DialogueStack(
                stored: state["dialogues"] ?? .null, classes: world.classes, lost: &broken.lost)
            if case .list(let commands)? = state["suspended"] { broken.waiting = commands }
        }
        restore(
            account: row.account.flatMap { world.entity(EntityID(rawValue: $0)) as? Account },
            puppet: row.puppet.flatMap { world.entity(EntityID(rawValue: $0)) as? Object })
        return broken
    }
}

extension Game {
    /// Commands that waited in a process that is gone: their players are told, their hooks run.
    func reportInterrupted(_ lines: [StoredValue], to session: Session, _ beginning: Beginning) {
        for case .list(let parts) in lines {
            guard parts.count == 2, case .string(let key) = parts[0], case .string(let line) = parts[1] else { continue }
            session.send(.interrupted, ["command": key])
            if let match = match(line, session: session, account: session.account, puppet: session.puppet) {
                match.command?.interrupted()
            }
        }
    }
}
