import HearthKit

/// Sets a saved property, or an attribute.
open class SetValue: BuildingCommand {
    open override class var key: String { "set" }
    open override class var help: String {
        """
        Usage: set <thing>/<property> = <value>
               set <thing>/<property>
               set <thing>/<attribute> =
               set <thing>/<attribute>[<key>] = <value>
        Sets a saved property of something, or shows it. What is no property of its class is kept as an attribute;
        nothing after the = takes an attribute away. Values are written as in Swift: 12, 0.5, true, "text",
        [1, 2], ["a": 1], nil; #12 is an entity. |wset lantern/oil = 50|n. A [key] is a part of a list or a map, or a part
        of that: |wset chest/stock[rope] = 3|n, |wset chest/marks[0] = "x"|n; nothing after the = takes it away.
        """
    }

    /// What is no saved property, and the command that changes it.
    private static let own = [
        "name": "name", "text": "describe", "desc": "describe", "aliases": "alias", "tags": "tag", "locks": "lock",
        "permissions": "perm", "location": "teleport",
    ]

    open override func run() async throws {
        guard let slash = lhs.lastIndex(of: "/") else { throw usage }
        let entity = try entity(String(lhs[..<slash].trimmingSpaces))
        let field = try required(String(lhs[lhs.index(after: slash)...].trimmingSpaces))
        if let path = try ValuePath(field) { return try run(path, of: entity) }
        guard let rhs else { return try show(field, of: entity) }
        try mustBeAllowed(entity)
        let isProperty = entity.storedFields.contains { $0.name == field }
        if !isProperty, let command = Self.own[field] {
            throw Refusal(.fieldOwnCommand, ["field": field, "command": command])
        }
        if rhs.isEmpty, !isProperty { return try remove(field, of: entity) }
        try builder.set(field, of: entity, to: rhs)
        try show(field, of: entity)
        if !isProperty { warn(field, of: entity) }
    }

    /// Shows, sets or takes away a part of a value.
    private func run(_ path: ValuePath, of entity: Entity) throws {
        let field = path.field
        if rhs != nil { try mustBeAllowed(entity) }
        try builder.mustBeAllowed(rhs == nil ? "attrread" : "attredit", field, of: entity)
        // A property is never made a map of: its type is its class's.
        let isProperty = entity.storedFields.contains { $0.name == field }
        let new: StoredValue? = rhs == nil || isProperty ? Optional.none : .map([:])
        guard let whole: StoredValue = entity.storedValue(field) ?? new else { throw noField(field, of: entity) }
        if let rhs {
            // A stored nil is a value too.
            let part: StoredValue? = rhs.isEmpty ? Optional.none : Optional.some(try builder.value(rhs))
            try builder.set(field, of: entity, to: path.changing(whole, part))
        }
        guard let now = entity.storedValue(field) else { return }
        let part = rhs == "" ? now : try path.part(of: now)
        tell(
            .fieldSet,
            [
                "name": entity.description, "field": Markup.escape(rhs == "" ? field : path.description),
                "value": Markup.escape("\(part)"),
            ])
    }

    private func show(_ field: String, of entity: Entity) throws {
        try builder.mustBeAllowed("attrread", field, of: entity)
        guard let value = entity.storedValue(field) else {
            throw Refusal(.fieldNone, ["name": entity.description, "field": Markup.escape(field)])
        }
        tell(.fieldSet, ["name": entity.description, "field": field, "value": Markup.escape("\(value)")])
    }

    private func remove(_ field: String, of entity: Entity) throws {
        try builder.mustBeAllowed("attredit", field, of: entity)
        guard entity.attributes.removeValue(forKey: field) != nil else {
            throw Refusal(.fieldNone, ["name": entity.description, "field": Markup.escape(field)])
        }
        tell(.fieldRemoved, ["name": entity.description, "field": field])
    }

    private func warn(_ field: String, of entity: Entity) {
        let near = Suggestions.for(field, in: entity.storedFields.map(\.name))
        let hint = near.isEmpty ? "" : world.texts[.fieldNear, ["near": English.list(near, and: "or")]]
        tell(.fieldIsAttribute, ["class": className(entity), "near": hint])
    }
}
