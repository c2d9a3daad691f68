/// A property that changed, of an entity that somebody watches.
struct Noticed: Hashable {
    var entity: EntityID
    var property: String
}

extension Entity {
    /// Has ``didNotice(_:of:)`` called when something of `entity` changes, itself or another. It is kept.
    /// What a class wants to know of its own property is said shorter: `@Saved var oil = 100 { didSet { … } }`.
    public final func watch(_ entity: Entity) {
        guard !entity.ownExtras.watchers.contains(id) else { return }
        entity.ownExtras.watchers.append(id)
        entity.changed()
    }

    public final func stopWatching(_ entity: Entity) {
        guard let extras = entity.extras, extras.watchers.contains(id) else { return }
        extras.watchers.removeAll { $0 == id }
        entity.changed()
    }
}

extension World {
    func note(_ property: String, of entity: Entity) {
        guard recordsChanges, !entity.isDeleted else { return }
        let notice = Noticed(entity: entity.id, property: property)
        if !noticed.contains(notice) { noticed.append(notice) }
    }
}

extension Game {
    /// What those who watch change in turn is told as well, so many times over.
    private static let mostRounds = 10

    /// Tells those who watch what the turn has changed.
    func tellWatchers() {
        guard !world.noticed.isEmpty, isRunning else { return }
        for _ in 0..<Self.mostRounds where !world.noticed.isEmpty {
            let noticed = world.noticed
            world.noticed.removeAll()
            for notice in noticed {
                guard let entity = world.entity(notice.entity) else { continue }
                for id in entity.extras?.watchers ?? [] {
                    if let watcher = world.entity(id) { tell(watcher, notice.property, of: entity) }
                }
            }
        }
        if let left = world.noticed.first {
            log(.warning, "those who watch \(left.entity) change it for ever: the rest of it is not told")
            world.noticed.removeAll()
        }
    }

    private func tell(_ watcher: Entity, _ property: String, of entity: Entity) {
        guard watcher.works("didNotice") else { return }
        willRunAtEnd("didNotice \(property) of \(entity)", who: watcher.name)
        willEnter(codeName(type(of: watcher)) + ".didNotice")
        watcher.didNotice(property, of: entity)
    }
}
