// What locks ask of an entity.

extension Entity: LockSubject {
    public var lockID: Int { Int(id.rawValue) }
    public var lockName: String { name }
    public var isSuperuser: Bool { (self as? Account)?.isSuperuserAccount ?? false }
    public var lockPermissions: [String] { permissions }
    public var isOutOfCharacter: Bool { self is Account }
    public var lockAccount: (any LockSubject)? {
        if let account = self as? Account { return account }
        // Whoever sees through it now; else the owner of the character.
        return (self as? Object)?.sessions.first?.account ?? (self as? Character)?.account
    }
    public var isQuelled: Bool { ((self as? Account) ?? lockAccount as? Account)?.isQuelledNow ?? false }
    public var lockOwner: (any LockSubject)? { (self as? Character)?.account }
    public var lockLocation: (any LockSubject)? { (self as? Object)?.location }
    public var lockContents: [any LockSubject] { (self as? Object)?.contents ?? [] }

    public func lockValue(of name: String) -> LockValue? {
        switch storedValue(name) {
        case .int(let value): .integer(Int(value))
        case .double(let value): .number(value)
        case .bool(let value): .flag(value)
        case .string(let value): .text(value)
        default: nil
        }
    }

    public func hasLockTag(_ key: String, category: String?) -> Bool {
        tags.contains(category.map { "\($0):\(key)" } ?? key)
    }

    public func answers(toName name: String) -> Bool {
        NameMatch.score(name, name: self.name, aliases: aliases) != nil
    }
}

extension Entity {
    /// How ``allows(_:by:default:superuserPasses:)`` comes to its answer.
    public final func explain(
        _ access: String, by accessor: any LockSubject, default open: Bool? = nil
    ) -> LockExplanation {
        deciding(access).explain(
            access, accessor: accessor, accessed: self, default: open ?? isOpen(access, to: accessor))
    }

    /// Whether `accessor` may read (`attrread`) or set (`attredit`) a saved property or attribute: by the rule for that
    /// one, `attrread_wounds`, else by the rule for all, `attrread`, else yes.
    public final func allows(_ access: String, field: String, by accessor: any LockSubject) -> Bool {
        let own = "\(access)_\(field)"
        return allows(deciding(own).decide(own) ? own : access, by: accessor)
    }

    /// A saved property or a dynamic attribute by name, as it is stored; nil when there is neither.
    public final func storedValue(_ name: String) -> StoredValue? {
        if let position = layout.positions[name] { return fields[position].store() }
        return attributes[name]
    }

    /// A saved property or a dynamic attribute by name, as a type; nil when there is neither, or it is of another type.
    /// `chest.value("locked", as: Bool.self) ?? false`
    public final func value<T: Storable>(_ name: String, as type: T.Type = T.self) -> T? {
        guard let value = storedValue(name), value != .null else { return nil }
        return world.asCurrent { try? T.restored(from: value) }
    }

    /// All saved properties by name, those that were never set with their defaults.
    public final var storedFields: [(name: String, value: StoredValue, isSet: Bool)] {
        zip(layout.names, fields).map { ($0, $1.store(), $1.isSet) }
    }

    /// Sets a saved property by name, or a dynamic attribute where there is no such property.
    /// Throws ``NotStored`` when the property is of another type.
    public final func setStored(_ name: String, _ value: StoredValue) throws {
        guard let position = layout.positions[name] else {
            attributes[name] = value
            return
        }
        try world.asCurrent { try fields[position].restore(value) }
        fields[position].changed()
    }
}
