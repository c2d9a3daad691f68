import HearthKit

/// Makes another of something.
open class Copy: BuildingCommand {
    open override class var key: String { "copy" }
    open override class var help: String {
        """
        Usage: copy <thing>
               copy <thing> = <name>[;<alias>...][, <place>]
        Makes another thing like it, where it is or in a place: class, text, locks, tags, saved properties and
        attributes. What is in it is not copied.
        """
    }

    open override func run() async throws {
        let original = try object(lhs)
        guard !(original is Character) || original.sessions.isEmpty else {
            throw Refusal(.destroyPlayed, ["name": original.name])
        }
        try mustBeAllowed(original)
        try mustHaveLeft(1)
        let (name, aliases) = rhs == nil ? (original.name, original.aliases) : try names(try required(rhsList.first))
        let place = rhsList.count > 1 ? try object(rhsList[1]) : nil
        guard place?.allows("teleport_here", by: caller) ?? true else {
            throw Refusal(.mayNotEnter, ["place": place?.description ?? ""])
        }
        let copy = original.copied(as: name)
        copy.aliases = aliases
        if let place { copy.place(in: place) }
        note(built: copy)
        tell(.copied, ["name": original.description, "copy": copy.description])
    }
}

/// Copies or moves attributes from one thing to another.
open class CopyAttributes: BuildingCommand {
    open override class var key: String { "cpattr" }
    open override class var aliases: [String] { ["mvattr"] }
    open override class var switches: [String] { ["move"] }
    open override class var help: String {
        """
        Usage: cpattr <thing>/<attribute>[/<attribute>...] = <thing>[/<attribute>...][, <thing>...]
               cpattr/move <thing>/<attribute> = <thing>[/<attribute>]
               mvattr <thing>/<attribute> = <thing>[/<attribute>]
        Copies attributes, or moves them. Those after the = are what they are called there.
        """
    }

    open override func run() async throws {
        let (source, names) = try parts(lhs)
        let targets = try rhsList.filter { !$0.isEmpty }.map(parts)
        guard !names.isEmpty, !targets.isEmpty else { throw usage }
        let moves = has("move") || call.word == "mvattr"
        // All is looked at before anything is done.
        var values: [StoredValue] = []
        if moves { try mustBeAllowed(source) }
        for name in names {
            guard let value = source.attributes[name] else { throw noField(name, of: source) }
            try builder.mustBeAllowed("attrread", name, of: source)
            if moves { try builder.mustBeAllowed("attredit", name, of: source) }
            values.append(value)
        }
        for (target, others) in targets {
            try mustBeAllowed(target)
            for name in called(names, others) { try builder.mustBeAllowed("attredit", name, of: target) }
        }
        if moves { for name in names { source.attributes[name] = nil } }
        for (target, others) in targets {
            for (name, value) in zip(called(names, others), values) { target.attributes[name] = value }
        }
        tell(
            .attributesCopied,
            [
                "count": English.list(names.map { Markup.escape($0) }), "from": source.description,
                "to": English.list(targets.map(\.entity.description)),
            ])
    }

    private func called(_ names: [String], _ others: [String]) -> [String] {
        names.indices.map { $0 < others.count ? others[$0] : names[$0] }
    }

    private func parts(_ typed: String) throws -> (entity: Entity, names: [String]) {
        let parts = typed.split(separator: "/").map { String($0.trimmingSpaces) }
        return (try entity(try required(parts.first)), parts.dropFirst().filter { !$0.isEmpty })
    }
}

/// Takes attributes away.
open class Wipe: BuildingCommand {
    open override class var key: String { "wipe" }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: wipe <thing>
               wipe <thing>/<attribute>[/<attribute>...]
        Takes away all its attributes, or some. Saved properties stay.
        """
    }

    open override func run() async throws {
        let parts = args.split(separator: "/").map { String($0.trimmingSpaces) }
        let entity = try entity(try required(parts.first))
        try mustBeAllowed(entity)
        let names = parts.count > 1 ? Array(parts.dropFirst()) : entity.attributes.keys.sorted()
        for name in names { try builder.mustBeAllowed("attredit", name, of: entity) }
        let count = names.count { entity.attributes.removeValue(forKey: $0) != nil }
        tell(.wiped, ["name": entity.description, "count": English.counted(count, "attribute")])
    }
}

extension BuildingCommand {
    /// The refusal of a property or attribute that there is none.
    func noField(_ field: String, of entity: Entity) -> Refusal {
        Refusal(.fieldNone, ["name": entity.description, "field": Markup.escape(field)])
    }
}
