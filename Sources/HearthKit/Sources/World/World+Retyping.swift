extension World {
    /// Gives an object another class at once; ``Entity/becomes(_:startsOver:)`` waits for the next reload. What both classes have is
    /// kept; what the new one does not know is kept aside.
    ///
    /// The entity is another instance then, and what referred to the old one refers to the new one; a property that
    /// cannot hold the new class lets go of it. At the end of the turn it is told: ``Entity/didBecome(from:)``. Walks the whole world: for building, not for play.
    @discardableResult
    public func retype<T: Object>(_ old: Object, as type: T.Type) -> T {
        let row = old.row
        let (place, contents, sessions) = (old.location, old.contents, old.sessions)
        // Before the old one is gone: then it is stored as nothing.
        var held: [(field: SavedField, value: StoredValue)] = []
        for entity in all(Entity.self) where entity !== old {
            for field in entity.fields where field.isSet {
                let value = field.store()
                if value.holds(old.id) { held.append((field, value)) }
            }
        }
        old.leave()
        heartbeats.remove(old)
        old.isDeleted = true

        let new = make(type, id: old.id)
        new.restore(row) { _ in }
        new.restore(place: place, arrival: old.arrival)
        place?.sortContents()
        for thing in contents { thing.restore(place: new, arrival: thing.arrival) }
        for session in sessions { session.sees(new, insteadOf: old) }
        asCurrent {
            for (field, value) in held { try? field.restore(value) }
        }
        if Swift.type(of: old) != type { new.became(from: Swift.type(of: old)) }
        new.changed()
        return new
    }
}

extension StoredValue {
    nonisolated fileprivate func holds(_ id: EntityID) -> Bool {
        switch self {
        case .reference(let other): other == id
        case .list(let values): values.contains { $0.holds(id) }
        case .map(let values): values.values.contains { $0.holds(id) }
        default: false
        }
    }
}
