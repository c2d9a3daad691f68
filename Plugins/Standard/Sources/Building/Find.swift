import HearthKit

/// Looks through the whole world.
open class Find: BuildingCommand {
    open override class var key: String { "find" }
    open override class var aliases: [String] { ["search", "locate"] }
    open override class var switches: [String] {
        ["class", "tag", "attribute", "room", "exit", "char", "exact", "startswith"]
    }
    open override class var help: String {
        """
        Usage: find <name>
               find #5-9
               find/class <class>
               find/tag <tag>
               find/attribute <name> [= <value>]
        Lists what in the world answers to a name, is of a class, has a tag, an attribute or a saved property (of that
        value), or has a number of a range. /room, /exit and /char look among those
        alone; with /exact the whole name must be typed, with /startswith the beginning of one.
        """
    }

    static let mostShown = 50

    open override func run() async throws {
        let wanted = try required(has("attribute") ? lhs : args)
        let found = try entities(wanted)
        guard !found.isEmpty else { throw Refusal(.foundNone, ["what": Markup.escape(wanted)]) }
        var table = TextTable("#", "Name", "Class", "Where")
        for entity in found.prefix(Self.mostShown) {
            table.add("\(entity.id)", entity.name, className(entity), (entity as? Object)?.location?.description ?? "-")
        }
        let values = ["count": "\(found.count)", "shown": "\(Self.mostShown)"]
        tell(paged: table, text(found.count > Self.mostShown ? .foundMore : .foundCount, values))
    }

    private func entities(_ wanted: String) throws -> [Entity] {
        if has("tag") { return kinds(world.tagged(wanted)) }
        if has("class") {
            let type = try entityClass(wanted, of: Entity.self)
            return kinds(world.all(Entity.self).filter { ClassRegistry.isKind(Swift.type(of: $0), of: type) })
        }
        if let range = NumberRange(wanted) { return kinds(world.entities(in: range)) }
        if has("attribute") { return kinds(try entities(attribute: wanted)) }
        if let id = EntityID(wanted), wanted.hasPrefix("#") { return [world.entity(id)].compactMap(\.self) }
        if has("startswith") {
            let start = wanted.lowercased()
            return kinds(world.all(Entity.self)).filter { entity in
                ([entity.name] + entity.aliases).contains { $0.lowercased().hasPrefix(start) }
            }
        }
        if has("exact") { return kinds(world.named(wanted, as: Entity.self)) }
        let query = NameQuery(wanted)
        return kinds(world.all(Entity.self)).filter { query.match($0.name, aliases: $0.aliases) != nil }
    }

    /// Those of which the builder may read it.
    private func entities(attribute name: String) throws -> [Entity] {
        let wanted: StoredValue? = try rhs.map { try Builder.value($0) }
        let found: [Entity] = wanted.map { world.with(attribute: name, $0) } ?? world.with(attribute: name)
        return found.filter { entity in
            // What an account has is read by those alone who may change it.
            (try? builder.mustBeAllowed("attrread", name, of: entity)) != nil
                && (!(entity is Account) || (try? mustBeAllowed(entity)) != nil)
        }
    }

    private func kinds(_ entities: [Entity]) -> [Entity] {
        entities.filter { entity in
            if has("room"), !(entity is Room) { return false }
            if has("exit"), !(entity is Exit) { return false }
            if has("char"), !(entity is Character) { return false }
            return true
        }
    }
}
