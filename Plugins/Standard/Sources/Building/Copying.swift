import HearthKit

/// Makes another of something.
open class Copy: BuildingCommand {
    open override class var key: String { "copy" }
    open override class var help: String {
        """
        Usage: copy <thing>
               copy <thing> = <name>[;<alias>...]
        Makes another thing like it, where it is: class, text, locks, tags, saved properties and attributes. What is in
        it is not copied.
        """
    }

    open override func run() async throws {
        let original = try object(lhs)
        guard !(original is Character) || original.sessions.isEmpty else {
            throw Refusal(.destroyPlayed, ["name": original.name])
        }
        try mustBeAllowed(original)
        try mustHaveLeft(1)
        let (name, aliases) = rhs == nil ? (original.name, original.aliases) : try names(try required(rhs))
        let copy = original.copied(as: name)
        copy.aliases = aliases
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
        Usage: cpattr <thing>/<attribute> = <thing>[/<attribute>][, <thing>...]
               cpattr/move <thing>/<attribute> = <thing>[/<attribute>]
               mvattr <thing>/<attribute> = <thing>[/<attribute>]
        Copies an attribute, or moves it.
        """
    }

    open override func run() async throws {
        let (source, name) = try parts(lhs)
        guard !name.isEmpty, let value = source.attributes[name] else {
            throw Refusal(.fieldNone, ["name": source.description, "field": Markup.escape(name)])
        }
        try builder.mustBeAllowed("attrread", name, of: source)
        let targets = try rhsList.filter { !$0.isEmpty }.map(parts)
        guard !targets.isEmpty else { throw usage }
        for (target, _) in targets { try mustBeAllowed(target) }
        let moves = has("move") || call.word == "mvattr"
        if moves {
            try mustBeAllowed(source)
            source.attributes[name] = nil
        }
        for (target, other) in targets { target.attributes[other.isEmpty ? name : other] = value }
        tell(
            .attributesCopied,
            ["count": name, "from": source.description, "to": English.list(targets.map(\.entity.description))])
    }

    private func parts(_ typed: String) throws -> (entity: Entity, name: String) {
        guard let slash = typed.lastIndex(of: "/") else { return (try entity(typed), "") }
        return (
            try entity(String(typed[..<slash].trimmingSpaces)),
            String(typed[typed.index(after: slash)...].trimmingSpaces)
        )
    }
}

/// Takes attributes away.
open class Wipe: BuildingCommand {
    open override class var key: String { "wipe" }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: wipe <thing>
               wipe <thing>/<attribute>
        Takes away all its attributes, or one. Saved properties stay.
        """
    }

    open override func run() async throws {
        let parts = args.split(separator: "/", maxSplits: 1).map { String($0.trimmingSpaces) }
        let entity = try entity(try required(parts.first))
        try mustBeAllowed(entity)
        let names = parts.count > 1 ? [parts[1]] : Array(entity.attributes.keys)
        let count = names.count { entity.attributes.removeValue(forKey: $0) != nil }
        tell(.wiped, ["name": entity.description, "count": English.counted(count, "attribute")])
    }
}
