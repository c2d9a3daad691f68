extension World {
    /// Makes an entity of a class that is known only when it runs: for world files, prototypes, builders.
    ///
    /// It is not whole yet: who made it sets what it should have and then calls ``Entity/finishCreation()``.
    /// Game code that knows the class writes `Lantern.create("a lantern", in: hall)`.
    public func begin<T: Entity>(_ type: T.Type, _ name: String, in place: Object? = nil) -> T {
        let entity = make(type)
        entity.name = name
        if let place, let object = entity as? Object { object.place(in: place) }
        return entity
    }
}

extension Object {
    /// Another object like it, in the same place: class, text, locks, tags, saved properties and attributes. What is in
    /// it, who plays it and what its player said of it are not copied. Calls ``Entity/created()`` and then
    /// ``Entity/didCopy(from:)`` of the copy.
    public final func copied(as name: String) -> Self {
        let copy = world.begin(type(of: self), name, in: location)
        (copy.text, copy.aliases, copy.tags) = (text, aliases, tags.filter { !$0.hasPrefix("world:") })
        (copy.locks, copy.permissions, copy.attributes) = (locks, permissions, attributes)
        (copy.home, copy.triggers) = (home, triggers)
        for field in storedFields where field.isSet { try? copy.setStored(field.name, field.value) }
        (copy as? Character)?.account = nil
        copy.finishCreation()
        copy.didCopy(from: self)
        return copy
    }
}
