/// What few entities have, kept beside them so that the others pay for none of it.
final class EntityExtras {
    /// Milliseconds; see ``Entity/heartbeat``.
    var heartbeat: Int64?
    /// By name, when the game's own clock shows that they are over. See ``Entity/cooldown(_:_:)``.
    var cooldowns: [String: Int64] = [:]
    /// See ``Entity/watch(_:)``.
    var watchers: [EntityID] = []
    /// See ``Object/isLinkDead``.
    var linkDeath: LinkDeath?
    /// See ``Entity/didBecome(from:)``.
    var becoming: Becoming?

    init() {}

    init(_ stored: StoredValue) {
        guard case .map(let parts) = stored else { return }
        if case .int(let interval)? = parts["heartbeat"] { heartbeat = interval }
        if case .map(let names)? = parts["cooldowns"] {
            for (name, value) in names { if case .int(let end) = value { cooldowns[name] = end } }
        }
        if case .list(let values)? = parts["watchers"] {
            watchers = values.compactMap { if case .reference(let id) = $0 { id } else { nil } }
        }
        linkDeath = parts["linkDeath"].flatMap(LinkDeath.init)
        becoming = parts["becoming"].flatMap(Becoming.init)
    }

    var isEmpty: Bool {
        heartbeat == nil && cooldowns.isEmpty && watchers.isEmpty && linkDeath == nil && becoming == nil
    }

    var stored: StoredValue {
        var parts: [String: StoredValue] = [:]
        if let heartbeat { parts["heartbeat"] = .int(heartbeat) }
        if !cooldowns.isEmpty { parts["cooldowns"] = .map(cooldowns.mapValues { .int($0) }) }
        if !watchers.isEmpty { parts["watchers"] = .list(watchers.map { .reference($0) }) }
        if let linkDeath { parts["linkDeath"] = linkDeath.stored }
        if let becoming { parts["becoming"] = becoming.stored }
        return .map(parts)
    }
}

extension Entity {
    /// Those that it has, made if need be.
    var ownExtras: EntityExtras {
        if let extras { return extras }
        let made = EntityExtras()
        extras = made
        return made
    }

    func restoreExtras(_ new: EntityExtras) {
        world.heartbeats.remove(self)
        extras = new.isEmpty ? nil : new
        if new.heartbeat != nil { world.heartbeats.add(self) }
        if new.linkDeath != nil { world.linkDead.insert(id) } else { world.linkDead.remove(id) }
        if new.becoming != nil { world.becoming.insert(id) } else { world.becoming.remove(id) }
    }
}
