// Looking through the whole world: for building and for what happens seldom. What is looked for often has a tag, of which
// there is an index.

extension World {
    /// All of a class that have this whole name or alias, by number. Case, accents and colour make no difference, nor
    /// does an article in front.
    public func named<T: Entity>(_ name: String, as type: T.Type = T.self) -> [T] {
        let query = NameQuery(name)
        return all(type).filter { query.match($0.name, aliases: $0.aliases) == .exact }
    }

    /// All of a class that have an attribute or a saved property of this name which is something, by number.
    public func with<T: Entity>(attribute name: String, as type: T.Type = T.self) -> [T] {
        all(type).filter { entity in entity.storedValue(name).map { $0 != .null } ?? false }
    }

    /// All of a class of which an attribute or a saved property has this value, by number.
    public func with<T: Entity>(attribute name: String, _ value: some Storable, as type: T.Type = T.self) -> [T] {
        let wanted = value.stored
        return all(type).filter { $0.storedValue(name) == wanted }
    }
}
