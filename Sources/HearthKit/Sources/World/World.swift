/// Everything that is: each entity once, by its number.
///
/// There is one world in a Server, ``current``. It lives on the main actor: game code runs on one logical thread.
public final class World {
    /// The world that game code sees.
    public static var current = World()

    public let classes: ClassRegistry
    public let texts = Texts()
    public private(set) lazy var prototypes = PrototypeRegistry(of: self)
    public private(set) lazy var help = HelpLibrary(of: self)
    private var entities: [EntityID: Entity] = [:]
    private var accountsByName: [String: Account] = [:]
    /// Those that are to be told when a process begins to play them.
    private(set) var awakening: Set<EntityID> = []
    private var taggedEntities: [String: Set<EntityID>] = [:]
    /// All ways, so that those to a place that ends are found without a walk through the world.
    private var exits: Set<EntityID> = []

    /// False while rows are read: what is read is not changed.
    var recordsChanges = true
    var changedEntities: [Entity] = []
    var deletedEntities: [Int64] = []
    /// Those of which a stored value could not be read by this code: their rows are to say that it is kept aside.
    var setAside: [Entity] = []
    /// What the game keeps beside entities: game time, counters. Written with the turn when set by ``setValue(_:_:)``.
    private var values: [String: StoredValue] = [:]
    private var changedValues: Set<String> = []

    /// Who ticks, by interval.
    var heartbeats = Heartbeats()
    var scripts = ScriptIndex()
    var linkDead: Set<EntityID> = []
    /// Those that are of another class than they were, and have not been told.
    var becoming: Set<EntityID> = []
    /// What changed of entities that are watched.
    var noticed: [Noticed] = []
    /// Where something has come or gone; only while ``notesStirred``, as few games have anybody to tell.
    var stirred: Set<EntityID> = []
    var notesStirred = false { didSet { if !notesStirred { stirred.removeAll() } } }

    var nextEntity: Int64 = 1
    var nextArrival: Int64 = 1

    /// Called every few hundred rows while rows are read, so that a warming Server can leave the processor to others.
    public var breathe: () -> Void = {}

    public init() { classes = ClassRegistry() }

    /// One that shares its classes with another.
    init(classes: ClassRegistry) { self.classes = classes }

    /// Runs `body` with this world as the one in which references are looked up.
    func asCurrent<T>(_ body: () throws -> T) rethrows -> T {
        let before = World.current
        World.current = self
        defer { World.current = before }
        return try body()
    }

    // MARK: Finding

    public var count: Int { entities.count }

    public func entity(_ id: EntityID) -> Entity? { entities[id] }

    public func knows(_ id: EntityID) -> Bool { entities[id] != nil }

    /// False for a reference to an entity that is gone.
    func isThere(_ value: StoredValue) -> Bool {
        if case .reference(let id) = value { knows(id) } else { true }
    }

    /// All entities of a class and its subclasses, by number. Walks the whole world: for building, not for play.
    public func all<T: Entity>(_ type: T.Type = T.self) -> [T] {
        entities.values.compactMap { $0 as? T }.sorted { $0.id < $1.id }
    }

    /// Those with a tag, by number: `"saltmarsh"`, or `"zone:saltmarsh"` where the tag has a category.
    public func tagged<T: Entity>(_ tag: String, _ type: T.Type = T.self) -> [T] {
        (taggedEntities[tag] ?? []).sorted().compactMap { entities[$0] as? T }
    }

    /// Those with any tag of a category, by number: all that is `zone:…` for "zone".
    public func tagged<T: Entity>(category: String, _ type: T.Type = T.self) -> [T] {
        var found: Set<EntityID> = []
        for (tag, ids) in taggedEntities where tag.hasPrefix(category + ":") { found.formUnion(ids) }
        return found.sorted().compactMap { entities[$0] as? T }
    }

    /// All tags in use, with how many have each.
    public var tags: [(tag: String, count: Int)] {
        taggedEntities.map { ($0.key, $0.value.count) }.sorted { $0.tag < $1.tag }
    }

    public func account(named name: String) -> Account? { accountsByName[name.lowercased()] }

    /// Where characters begin: what the world file calls `start`, else the first room there is.
    public var startRoom: Object? {
        if case .reference(let id)? = value("start"), let room = entity(id) as? Object { return room }
        return all(Room.self).first
    }

    public var accounts: [Account] { accountsByName.values.sorted { $0.id < $1.id } }

    // MARK: Making and ending

    func make<T: Entity>(_ type: T.Type, id: EntityID? = nil) -> T {
        let number = id ?? EntityID(rawValue: nextEntity)
        nextEntity = max(nextEntity, number.rawValue + 1)
        let birth = Birth(id: number, world: self)
        let outer = Birth.current
        Birth.current = birth
        let entity = type.init(birth)
        Birth.current = outer
        entities[number] = entity
        if entity.layout.isAwakening { awakening.insert(number) }
        if entity is Exit { exits.insert(number) }
        if recordsChanges {
            entity.classID = classes.id(of: type)
            entity.changed()
        }
        return entity
    }

    func remove(_ entity: Entity) {
        entity.isDeleted = true
        if let object = entity as? Object {
            if !object.contents.isEmpty { sendHome(object.contents, from: object) }
            object.leave()
            Game.current?.interruptCommands(of: object)
        }
        if let account = entity as? Account { accountsByName[account.name.lowercased()] = nil }
        for tag in entity.tags { untag(entity.id, tag) }
        awakening.remove(entity.id)
        exits.remove(entity.id)
        entities[entity.id] = nil
        heartbeats.remove(entity)
        linkDead.remove(entity.id)
        becoming.remove(entity.id)
        entity.didLeaveWorld()
        if recordsChanges {
            deletedEntities.append(entity.id.rawValue)
            Game.current?.jobs.removeAll(of: entity.id)
            Game.current?.cancelErrands(of: entity)
            endScripts(of: entity.id)
        }
    }

    /// What was in something that ends goes where it belongs, else where that was, else where characters begin.
    private func sendHome(_ things: [Object], from place: Object) {
        // Rows that are read say themselves where things are.
        let last = place.location ?? (recordsChanges && startRoom !== place ? startRoom : nil)
        for thing in things {
            let isPossible = thing.home.map { $0 !== place && $0 !== thing && !$0.isInside(thing) } ?? false
            thing.place(in: isPossible ? thing.home : thing is Exit ? place.location : last === thing ? nil : last)
        }
    }

    /// The ways that stand in a room and those that lead to it. One that will not be ended leads nowhere.
    func endWays(of room: Room) {
        let ways = exits.compactMap { entities[$0] as? Exit }.filter { $0.destination === room || $0.location === room }
        for way in ways.sorted(by: { $0.id < $1.id }) {
            do { try way.delete() } catch { way.destination = nil }
        }
    }

    func renamed(_ entity: Entity, from old: String) {
        guard let account = entity as? Account else { return }
        if accountsByName[old.lowercased()] === account { accountsByName[old.lowercased()] = nil }
        accountsByName[account.name.lowercased()] = account
    }

    func retagged(_ entity: Entity, from old: Set<String>) {
        guard entities[entity.id] === entity else { return }
        for tag in old.subtracting(entity.tags) { untag(entity.id, tag) }
        for tag in entity.tags.subtracting(old) { taggedEntities[tag, default: []].insert(entity.id) }
    }

    private func untag(_ id: EntityID, _ tag: String) {
        taggedEntities[tag]?.remove(id)
        if taggedEntities[tag]?.isEmpty ?? false { taggedEntities[tag] = nil }
    }

    func forget(_ id: EntityID) {
        if let entity = entities[id] { remove(entity) }
    }

    // MARK: Values

    public func value(_ key: String) -> StoredValue? { if let value = values[key], value != .null { value } else { nil } }

    public func setValue(_ key: String, _ value: StoredValue) {
        values[key] = value
        changedValues.insert(key)
    }

    public func removeValue(_ key: String) { setValue(key, .null) }

    /// The values whose keys begin so, by what follows. What was removed is not among them.
    public func values(under prefix: String) -> [String: StoredValue] {
        var found: [String: StoredValue] = [:]
        for (key, value) in values where value != .null && key.hasPrefix(prefix) {
            found[String(key.dropFirst(prefix.count))] = value
        }
        return found
    }

    func read(values rows: [String: [UInt8]]) throws {
        for (key, bytes) in rows { values[key] = try StoredValue(cbor: bytes) }
    }

    // MARK: Writing

    /// Takes what changed since it was last asked.
    func takeChanges(into changes: inout Changes) {
        for entity in changedEntities {
            entity.isChanged = false
            if !entity.isDeleted { changes.entities.append(entity.row) }
        }
        changedEntities.removeAll(keepingCapacity: true)
        changes.deletedEntities = deletedEntities
        deletedEntities.removeAll()
        changes.classes = classes.newRows
        classes.newRows.removeAll()
        for key in changedValues { changes.values[key] = values[key]?.cbor }
        changedValues.removeAll()
        (changes.nextEntity, changes.nextArrival) = (nextEntity, nextArrival)
    }
}
