extension World {
    /// Makes an entity of a class that is known only when it runs: for world files, prototypes, builders.
    ///
    /// It is not whole yet: who made it sets what it should have and then calls its hook ``Entity/created()``.
    /// Game code that knows the class writes `Lantern.create("a lantern", in: hall)`.
    public func begin<T: Entity>(_ type: T.Type, _ name: String, in place: Object? = nil) -> T {
        let entity = make(type)
        entity.name = name
        if let place, let object = entity as? Object { object.place(in: place) }
        return entity
    }
}
