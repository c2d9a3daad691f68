import HearthKit
import Settings
import Yams

/// An area of the world as a world file: what was built in the game, to be kept and changed as a file.
///
/// Read into an empty world it gives the same rooms, ways, things and people; but what players have and are. A reload
/// that finds the file knows the rooms again by their tags, or by name and text.
@MainActor
struct WorldExport {
    private let world: World
    private let rooms: [Room]
    /// Of all that is exported, and of what other files have.
    private var keys: [EntityID: String] = [:]
    /// What is left out.
    private(set) var notes: [String] = []

    /// - Parameter area: a tag that rooms have; or a room, by `#12`, key or name, with all that can be reached from it;
    ///   or `all`. From a room that was built in the game, what files have is not reached: it is there already.
    ///   Throws ``NoArea``.
    init(_ area: String, of world: World) throws {
        self.world = world
        rooms = try Self.rooms(area, of: world)
        var taken: Set<String> = []
        for object in world.all(Object.self) {
            if let key = Self.worldKey(object) {
                keys[object.id] = key
                taken.insert(key)
            }
        }
        for room in rooms where keys[room.id] == nil { keys[room.id] = Self.newKey(for: room.name, &taken) }
        for exit in world.all(Exit.self) where Self.worldKey(exit) == nil {
            guard let from = exit.location, let room = exit.destination as? Room, Self.worldKey(from) != nil,
                rooms.contains(where: { $0 === room }), !rooms.contains(where: { $0 === from })
            else { continue }
            notes.append("\(exit) of \(from) leads here from a room that a file has: the world keeps it, no file does")
        }
        // What others refer to needs a key.
        for object in rooms.flatMap(Self.withContents) {
            for (_, value) in object.facets {
                for id in value.references where keys[id] == nil && isExported(id) {
                    keys[id] = Self.newKey(for: (world.entity(id))?.name ?? "", &taken)
                }
            }
        }
    }

    private static func rooms(_ area: String, of world: World) throws -> [Room] {
        let all = world.all(Room.self)
        if area == "all" { return all }
        let tagged = all.filter { $0.tags.contains(area) }
        if !tagged.isEmpty { return tagged }
        let start = EntityID(area).flatMap { world.entity($0) as? Room }
            ?? all.first { worldKey($0) == area } ?? all.first { $0.name.lowercased() == area.lowercased() }
        guard let start else {
            let words = Set(all.flatMap { $0.tags.filter { !$0.hasPrefix("world:") } + [$0.name] }).sorted()
            throw NoArea(area: area, near: Suggestions.for(area, in: words))
        }
        let isBuilt = worldKey(start) == nil
        var reached = [start]
        var known: Set<EntityID> = [start.id]
        var next = 0
        while next < reached.count {
            for exit in reached[next].exits {
                guard let room = exit.destination as? Room, !isBuilt || worldKey(room) == nil,
                    known.insert(room.id).inserted
                else { continue }
                reached.append(room)
            }
            next += 1
        }
        return reached.sorted { $0.id < $1.id }
    }

    struct NoArea: Error, CustomStringConvertible {
        var area: String
        var near: [String]
        var description: String {
            "No room is tagged '\(area)', and none is called so or has that number"
                + (near.isEmpty ? "." : ". Perhaps \(English.list(near, and: "or"))?")
        }
    }

    private static func worldKey(_ object: Object) -> String? {
        object.tags.first { $0.hasPrefix("world:") }.map { String($0.dropFirst("world:".count)) }
    }

    private static func newKey(for name: String, _ taken: inout Set<String>) -> String {
        var words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        if let first = words.first, ["a", "an", "the", "some"].contains(first), words.count > 1 { words.removeFirst() }
        let key = words.isEmpty ? "entry" : words.joined(separator: "-")
        let free = (1...).lazy.map { $0 == 1 ? key : "\(key)-\($0)" }.first { !taken.contains($0) } ?? key
        taken.insert(free)
        return free
    }

    private func isExported(_ id: EntityID) -> Bool {
        guard let object = world.entity(id) as? Object else { return false }
        return rooms.contains { $0 === object || $0 === object.room }
    }

    /// An object and what is in it; but those whom players play.
    private static func withContents(_ object: Object) -> [Object] { [object] + held(by: object).flatMap(withContents) }

    private static func held(by object: Object) -> [Object] {
        object.contents.filter { ($0 as? Character)?.account == nil }
    }

    /// The names of what is exported.
    var roomNames: [String] { rooms.map(\.name) }

    // MARK: YAML

    var yaml: String {
        mutating get throws {
            var pairs: [(Node, Node)] = []
            if let start = world.startRoom, rooms.contains(where: { $0 === start }), let key = keys[start.id] {
                pairs.append(("start", try key.represented()))
            }
            var written: [(Node, Node)] = []
            for room in rooms { written.append((try (keys[room.id] ?? "").represented(), try node(room))) }
            pairs.append(("rooms", Self.map(written)))
            return try Yams.serialize(node: Self.map(pairs), width: 116, allowUnicode: true)
        }
    }

    private static func map(_ pairs: [(Node, Node)]) -> Node {
        .mapping(.init(pairs, .implicit, pairs.count > 2 ? .block : .any))
    }

    /// An entry.
    private mutating func node(_ object: Object, key: String? = nil) throws -> Node {
        var pairs: [(Node, Node)] = []
        func add(_ key: String, _ node: Node?) { if let node { pairs.append((.init(stringLiteral: key), node)) } }
        if let key { add("key", try key.represented()) }
        let kind = WorldEntry.Kind(of: object)
        let type = Swift.type(of: object)
        let prototype = SaidByPrototype(object)
        /// Whether it has to be written.
        func isOwn(_ facet: Facet) -> Bool { !(prototype?.says(facet, object.value(of: facet)) ?? false) }
        add("prototype", try prototype?.key.represented())
        if !(prototype?.implies(type, for: kind, in: world) ?? (type == kind.base)) {
            add("class", try ClassRegistry.name(of: type).represented())
        }
        var aliases = object.aliases.filter { isOwn(.alias($0)) }
        if let exit = object as? Exit {
            add("to", try exit.destination.flatMap { keys[$0.id] }?.represented())
            let word = Self.word(of: exit)
            if word != exit.name { add("name", try exit.name.represented()) }
            aliases.removeAll { $0 == word || Directions.aliases(of: word).contains($0) }
        } else {
            add("name", try object.name.represented())
        }
        if !object.text.isEmpty, isOwn(.text) { add("text", Self.text(object.text)) }
        if !aliases.isEmpty { add("aliases", try aliases.represented()) }
        let tags = object.tags.filter {
            !$0.hasPrefix("world:") && !(prototype != nil && $0.hasPrefix("prototype:")) && isOwn(.tag($0))
        }
        if !tags.isEmpty { add("tags", try tags.sorted().represented()) }
        var locks = object.locks
        for access in locks.accessTypes where !isOwn(.lock(access)) { locks.remove(access) }
        if !locks.isEmpty { add("locks", try locks.description.represented()) }
        let permissions = object.permissions.filter { isOwn(.permission($0)) }
        if !permissions.isEmpty { add("permissions", try permissions.represented()) }
        if let home = object.home, let key = keys[home.id] { add("home", try key.represented()) }
        add("fields", try values(fields(of: object, prototype), of: object))
        add("attributes", try values(object.attributes.filter { isOwn(.attribute($0.key)) }, of: object))
        let triggers = object.triggers.filter { isOwn(.trigger($0.key)) }.map { ($0.rawValue, $1.data) }
        add("on", try values(Dictionary(uniqueKeysWithValues: triggers), of: object))
        let held = Self.held(by: object)
        if object is Room { add("exits", try exits(of: object)) }
        for (name, isCharacter) in [("things", false), ("characters", true)] {
            let list = held.filter { !($0 is Exit) && ($0 is Character) == isCharacter }
            var nodes: [Node] = []
            for thing in list {
                let own = keys[thing.id].flatMap { $0.contains("/") ? nil : $0 }
                nodes.append(try node(thing, key: own))
            }
            if !nodes.isEmpty { add(name, .sequence(.init(nodes, .implicit, .block))) }
        }
        return .mapping(.init(pairs, .implicit, .block))
    }

    private mutating func exits(of room: Object) throws -> Node? {
        var pairs: [(Node, Node)] = []
        var words: Set<String> = []
        for exit in room.exits {
            guard exit.destination.flatMap({ keys[$0.id] }) != nil else {
                notes.append("\(exit) of \(room) leads out of the area, to a room that no file has: it is left out")
                continue
            }
            let word = Self.word(of: exit)
            guard words.insert(word).inserted else {
                notes.append("\(exit) of \(room) is called as another way out of it: it is left out")
                continue
            }
            var whole = try node(exit)
            if case .mapping(let map) = whole, map.count == 1, let to = map.first?.value { whole = to }
            pairs.append((try word.represented(), whole))
        }
        return pairs.isEmpty ? nil : .mapping(.init(pairs, .implicit, .block))
    }

    /// The word under which an exit stands in a file: that of its key, while it answers to it.
    private static func word(of exit: Exit) -> String {
        let word = worldKey(exit)?.split(separator: "/", maxSplits: 1).last.map(String.init)
        return word.flatMap { exit.aliases.contains($0) ? $0 : nil } ?? exit.name
    }

    /// The saved properties that are not as the class or the prototype has them.
    private func fields(of object: Object, _ prototype: SaidByPrototype?) -> [String: StoredValue] {
        let fresh = world.trying { trial in
            Dictionary(trial.begin(Swift.type(of: object), "").storedFields.map { ($0.name, $0.value) }) { $1 }
        }
        var fields: [String: StoredValue] = [:]
        for field in object.storedFields where !(object is Exit && field.name == "destination") {
            if let prototype, prototype.speaks(of: .field(field.name)) {
                if !prototype.says(.field(field.name), field.value) { fields[field.name] = field.value }
            } else if field.isSet, fresh[field.name] != field.value {
                fields[field.name] = field.value
            }
        }
        return fields
    }

    private mutating func values(_ values: [String: StoredValue], of object: Object) throws -> Node? {
        var pairs: [(Node, Node)] = []
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            if let node = try node(value, "\(object): \(name)") { pairs.append((try name.represented(), node)) }
        }
        return pairs.isEmpty ? nil : .mapping(.init(pairs, .implicit, .any))
    }

    private mutating func node(_ value: StoredValue, _ what: String) throws -> Node? {
        switch value {
        case .null: return .init("null", .init(.null))
        case .bool(let value): return try value.represented()
        case .int(let value): return try value.represented()
        case .double(let value): return .init("\(value)", .init(.float))
        case .string(let text): return Self.text(text)
        case .bytes:
            notes.append("\(what) is bytes, which a file cannot have: it is left out")
            return nil
        case .list(let values):
            var nodes: [Node] = []
            for value in values { if let node = try node(value, what) { nodes.append(node) } }
            return .sequence(.init(nodes, .implicit, .any))
        case .map(let values):
            var pairs: [(Node, Node)] = []
            for (name, value) in values.sorted(by: { $0.key < $1.key }) {
                if let node = try node(value, what) { pairs.append((try name.represented(), node)) }
            }
            return .mapping(.init(pairs, .implicit, .any))
        case .reference(let id):
            guard let key = keys[id] else {
                notes.append("\(what) is \(id), which is not in the area: it is left out")
                return nil
            }
            return .mapping(.init([(Node("ref"), try key.represented())], .implicit, .flow))
        }
    }

    private static func text(_ text: String) -> Node {
        if text.contains("\n") { return .scalar(.init(text, .implicit, .literal)) }
        return (try? text.represented()) ?? .init(text)
    }
}

extension StoredValue {
    fileprivate var references: [EntityID] {
        switch self {
        case .reference(let id): [id]
        case .list(let values): values.flatMap(\.references)
        case .map(let values): values.values.flatMap(\.references)
        default: []
        }
    }
}
