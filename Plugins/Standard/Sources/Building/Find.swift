import HearthKit

/// Looks through the whole world.
open class Find: BuildingCommand {
    open override class var key: String { "find" }
    open override class var aliases: [String] { ["search", "locate"] }
    open override class var switches: [String] { ["class", "tag", "room", "exit", "char", "exact", "startswith"] }
    open override class var help: String {
        """
        Usage: find <name>
               find #5-9
               find/class <class>
               find/tag <tag>
        Lists what in the world answers to a name, is of a class or has a tag, or has a number of a range. /room, /exit and /char look among those
        alone; with /exact the whole name must be typed, with /startswith the beginning of one.
        """
    }

    static let mostShown = 50

    open override func run() async throws {
        let wanted = try required(args)
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
        if let id = EntityID(wanted), wanted.hasPrefix("#") { return [world.entity(id)].compactMap(\.self) }
        if has("startswith") {
            let start = wanted.lowercased()
            return kinds(world.all(Entity.self)).filter { entity in
                ([entity.name] + entity.aliases).contains { $0.lowercased().hasPrefix(start) }
            }
        }
        let query = NameQuery(wanted)
        return kinds(world.all(Entity.self)).filter { entity in
            let match = query.match(entity.name, aliases: entity.aliases)
            return has("exact") ? match == .exact : match != nil
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
