// An entity as a row: its fields are one CBOR map. The kit's own begin with a dot, so that no property of a
// game's can have the same name.

extension Entity {
    /// A value whose type the code no longer takes is kept under its field's name and this mark.
    static let asideMark = "~"

    var row: EntityRow {
        let object = self as? Object
        return EntityRow(
            id: id.rawValue, classID: classID, name: name, location: object?.location?.id.rawValue,
            arrival: object?.arrival ?? 0, fields: encodedFields())
    }

    private func encodedFields() -> [UInt8] {
        var count: UInt64 = 0
        var body: [UInt8] = []
        func add(_ key: String, _ value: StoredValue) {
            count += 1
            StoredValue.text(key, into: &body)
            value.writeCBOR(into: &body)
        }
        if !aliases.isEmpty { add(".aliases", aliases.stored) }
        if !tags.isEmpty { add(".tags", .list(tags.sorted().map(StoredValue.string))) }
        if !locks.isEmpty { add(".locks", .string(locks.description)) }
        if !permissions.isEmpty { add(".permissions", permissions.stored) }
        if !attributes.isEmpty { add(".attributes", .map(attributes)) }
        if !nicks.isEmpty { add(".nicks", nicks.stored) }
        if !commandSets.isEmpty { add(".commandSets", commandSets.stored) }
        if let extras, !extras.isEmpty { add(".extras", extras.stored) }
        storeExtras(add)
        for (name, field) in zip(layout.names, fields) where field.isSet { add(name, field.store()) }
        for (name, value) in unclaimed { add(name, value) }
        var out: [UInt8] = []
        out.reserveCapacity(body.count + 4)
        StoredValue.head(5, count, into: &out)
        out.append(contentsOf: body)
        return out
    }

    /// Sets the fields from a row. Reports what the code as it is cannot take, and goes on.
    func restore(_ row: EntityRow, reporting report: (FieldProblem) -> Void) {
        name = row.name
        forgetOwn()
        do {
            try row.fields.withUnsafeBufferPointer { bytes in
                var reader = StoredValue.CBORReader(bytes: bytes)
                let (major, _, count) = try reader.head()
                guard major == 5 else { throw CBORError(offset: 0) }
                unclaimed.removeAll()
                var refused: [(name: String, value: StoredValue)] = []
                for _ in 0..<count {
                    let key = try reader.key()
                    let value = try reader.value()
                    restore(key, value) { error in
                        report(FieldProblem(of: self, field: key, expected: "\(error)", found: value.kind))
                        refused.append((key, value))
                    }
                }
                reclaim()
                for (name, value) in refused { setAside(name, value) }
            }
        } catch {
            report(FieldProblem(of: self, field: "(all)", expected: "a CBOR map", found: "\(error)"))
        }
    }

    private func restore(_ key: String, _ value: StoredValue, refused: (any Error) -> Void) {
        if let position = layout.positions[key] {
            let field = fields[position]
            do {
                try restore(field, key: key, value)
                field.isSet = true
            } catch {
                refused(error)
            }
        } else if key.hasPrefix("."), restoreOwn(key, value) {
            return
        } else {
            unclaimed[key] = value
        }
    }

    private func restore(_ field: SavedField, key: String, _ value: StoredValue) throws {
        do {
            try field.restore(value)
        } catch {
            guard let converted = type(of: self).convert(key, from: value) else { throw error }
            try field.restore(converted)
        }
    }

    /// Keeps a value beside those that were set aside before it, and has that written in the first turn of this code.
    private func setAside(_ name: String, _ value: StoredValue) {
        var key = name + Self.asideMark
        while unclaimed[key] != nil { key += Self.asideMark }
        unclaimed[key] = value
        world.setAside.append(self)
    }

    /// A value that was set aside comes back when the code takes it again.
    private func reclaim() {
        for (key, value) in unclaimed.sorted(by: { $0.key < $1.key }) where key.hasSuffix(Self.asideMark) {
            let name = String(key.prefix { String($0) != Self.asideMark })
            guard let position = layout.positions[name], !fields[position].isSet,
                (try? restore(fields[position], key: name, value)) != nil
            else { continue }
            fields[position].isSet = true
            unclaimed[key] = nil
        }
    }

    /// What is empty is in no row: a row that follows another says so by its absence.
    private func forgetOwn() {
        if !aliases.isEmpty { aliases = [] }
        if !tags.isEmpty { tags = [] }
        if !locks.isEmpty { locks = "" }
        if !permissions.isEmpty { permissions = [] }
        if !attributes.isEmpty { attributes = [:] }
        if !nicks.isEmpty { nicks = [] }
        if !commandSets.isEmpty { commandSets = [] }
        if extras != nil { restoreExtras(EntityExtras()) }
        forgetExtras()
    }

    private func restoreOwn(_ key: String, _ value: StoredValue) -> Bool {
        switch (key, value) {
        case (".aliases", .list): aliases = (try? [String].restored(from: value)) ?? []
        case (".tags", .list): tags = (try? Set<String>.restored(from: value)) ?? []
        case (".locks", .string(let source)): locks = Locks(stringLiteral: source)
        case (".permissions", .list): permissions = (try? [String].restored(from: value)) ?? []
        case (".attributes", .map(let map)): attributes = map
        case (".nicks", .list): nicks = (try? [Nick].restored(from: value)) ?? []
        case (".commandSets", .list): commandSets = (try? [String].restored(from: value)) ?? []
        case (".extras", .map): restoreExtras(EntityExtras(value))
        default: return restoreExtra(key, value)
        }
        return true
    }
}

/// A stored field that the new code cannot take: why a reload is refused.
nonisolated public struct FieldProblem: Sendable, Hashable, CustomStringConvertible {
    public var className: String
    public var field: String
    public var reason: String
    public var entity: EntityID

    @MainActor init(of entity: Entity, field: String, expected: String, found: String) {
        className = ClassRegistry.name(of: type(of: entity))
        self.field = field
        reason = expected
        self.entity = entity.id
    }

    public var description: String { "\(className).\(field): \(reason) (\(entity))" }
}
