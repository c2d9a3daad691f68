// A session as a row: who it is, what dialogue it is in, and which commands wait, so that a successor can tell.

extension Session {
    var row: SessionRow {
        var state: [String: StoredValue] = ["since": .int(Int64(connectedAt))]
        if !options.isEmpty { state["options"] = options.stored }
        if let dialogue {
            state["dialogue"] = .string(ClassRegistry.name(of: type(of: dialogue)))
            state["dialogueState"] = (try? StoredEncoder.encode(dialogue)) ?? .null
        }
        if !suspended.isEmpty {
            state["suspended"] = .list(
                suspended.map { .list([.string(type(of: $0.command).key), .string($0.command.shownLine)]) })
        }
        return SessionRow(
            id: id, account: account?.id.rawValue, puppet: puppet?.id.rawValue, state: StoredValue.map(state).cbor)
    }

    /// Takes its state from a row; hands back the commands that waited.
    func restore(_ row: SessionRow) -> [StoredValue] {
        let world = game.world
        var dialogue: (any Dialogue)?
        var waiting: [StoredValue] = []
        if case .map(let state)? = try? StoredValue(cbor: row.state) {
            if case .int(let since)? = state["since"] { connectedAt = Int(since) }
            if case .string(let name)? = state["dialogue"], let type = world.classes.dialogueType(named: name) {
                dialogue = try? StoredDecoder.decode(type, state["dialogueState"] ?? .null)
            }
            if let stored = state["options"], let read = try? ClientOptions.restored(from: stored) { options = read }
            if case .list(let commands)? = state["suspended"] { waiting = commands }
        }
        restore(
            account: row.account.flatMap { world.entity(EntityID(rawValue: $0)) as? Account },
            puppet: row.puppet.flatMap { world.entity(EntityID(rawValue: $0)) as? Object },
            dialogue: dialogue)
        return waiting
    }
}

extension Game {
    /// Commands that waited in a process that is gone: their players are told, their hooks run.
    func reportInterrupted(_ lines: [StoredValue], to session: Session, _ beginning: Beginning) {
        for case .list(let parts) in lines {
            guard parts.count == 2, case .string(let key) = parts[0], case .string(let line) = parts[1] else { continue }
            session.send(world.texts[.interrupted, ["command": key]])
            if let match = match(line, session: session, account: session.account, puppet: session.puppet) {
                match.command?.interrupted()
            }
        }
        session.changed()
    }
}
