import HearthKit
import Settings

/// What has changed in the world files since they were last brought into the world, and what that does to it.
///
/// What each entry said then is kept beside the world. What the files say otherwise now is changed in the world; what
/// they say as before is left as players, builders and the game's code have it since.
@MainActor
public struct WorldDiff {
    enum Change {
        /// New in the files.
        case make(WorldEntry)
        /// New in the files, but in the world already: from before it was kept what the files said, or exported.
        case adopt(WorldEntry, Object)
        case set(WorldEntry, Object, [(path: String, old: StoredValue?, new: StoredValue?)])
        /// In the files, but destroyed in the game. It stays so.
        case lost(WorldEntry, isNews: Bool)
        /// In no file any more, and as the files had it.
        case remove(key: String, Object)
        /// In no file any more, but somebody has done something to it: it stays.
        case keep(key: String, Object, why: String)
        case forget(key: String)
        case start(key: String)
    }

    private(set) var changes: [Change] = []
    private let files: WorldFiles
    private let world: World
    /// What the keys stand for, of those that are there.
    private var entities: [String: Object] = [:]

    public var isEmpty: Bool { changes.isEmpty }

    public init(_ files: WorldFiles, _ world: World) {
        (self.files, self.world) = (files, world)
        let records = WorldRecord.all(in: world)
        for (key, record) in records {
            if let object = record.entity.flatMap({ world.entity($0) }) as? Object { entities[key] = object }
        }
        let entries = files.entries
        defer { findStart() }
        if records.isEmpty, world.count == 0 {
            changes += entries.map(Change.make)
            return
        }
        var finder = Adoption(world, isOld: records.isEmpty, known: Set(entities.values.map(\.id)))
        for entry in entries {
            if let record = records[entry.key] {
                compare(entry, record)
            } else if let object = finder.find(entry, entities) {
                entities[entry.key] = object
                changes.append(.adopt(entry, object))
            } else if finder.isOld, !entry.hasOwnKey, entry.holder.map({ entities[$0] != nil }) ?? false {
                changes.append(.lost(entry, isNews: false))
            } else {
                changes.append(.make(entry))
            }
        }
        let keys = Set(entries.map(\.key))
        findRemoved(records.filter { !keys.contains($0.key) })
    }

    private mutating func compare(_ entry: WorldEntry, _ record: WorldRecord) {
        let said = SaidByEntry(entry).values
        guard said != record.said else { return }
        guard let object = entities[entry.key] else { return changes.append(.lost(entry, isNews: true)) }
        let paths = Set(said.keys).union(record.said.keys).filter { said[$0] != record.said[$0] }
        changes.append(.set(entry, object, paths.sorted().map { ($0, record.said[$0], said[$0]) }))
    }

    private mutating func findStart() {
        guard let start = files.start?.text else { return }
        switch world.value(WorldRecord.start) {
        case .string(start)?: break
        case nil where entities[start].map { world.value("start") == .reference($0.id) } ?? false: break
        default: changes.append(.start(key: start))
        }
    }

    private mutating func findRemoved(_ records: [String: WorldRecord]) {
        var leaving: [String: Object] = [:]
        for key in records.keys {
            if let object = entities[key] { leaving[key] = object } else { changes.append(.forget(key: key)) }
        }
        var reasons: [String: String] = [:]
        // What stays keeps that in which it is.
        while true {
            let ids = Set(leaving.values.map(\.id))
            let staying = leaving.compactMap { key, object -> (String, String)? in
                guard let record = records[key] else { return nil }
                return touch(object, record, leaving: ids).map { (key, $0) }
            }
            if staying.isEmpty { break }
            for (key, reason) in staying { (reasons[key], leaving[key]) = (reason, nil) }
        }
        for key in records.keys.sorted() {
            guard let object = entities[key] else { continue }
            changes.append(reasons[key].map { .keep(key: key, object, why: $0) } ?? .remove(key: key, object))
        }
    }

    /// What somebody has done to an object since the files said what it is; nil for nothing.
    private func touch(_ object: Object, _ record: WorldRecord, leaving: Set<EntityID>) -> String? {
        if object === world.startRoom { return "newcomers begin there" }
        if !object.sessions.isEmpty || (object as? Character)?.account != nil { return "somebody plays it" }
        if let other = object.contents.first(where: { !leaving.contains($0.id) }) { return "\(other.name) is in it" }
        if !(object is Character), case .string(let holder)? = record.said["in"], object.location !== entities[holder] {
            return "it was taken elsewhere"
        }
        var said = record.said
        for word in ["class", "prototype", "in"] { said.removeValue(forKey: word) }
        for (facet, value) in object.facets {
            if case .field = facet { continue }
            if case .tag(let tag) = facet, tag.hasPrefix("world:") || tag.hasPrefix("prototype:") { continue }
            let before = said[facet.path]?.resolved { entities[$0] }
            // What a prototype says is in no record.
            if before == nil, record.said["prototype"] != nil { continue }
            guard before == value || before?.words == value.words else { return "its \(facet.path) was changed" }
        }
        return nil
    }

    // MARK: In words

    /// A line for each change.
    public var lines: [String] {
        changes.compactMap { change in
            switch change {
            case .make(let entry): "+ \(entry.key) is made (\(entry.kind.rawValue), \(entry.place))"
            case .adopt(let entry, let object): "= \(entry.key) is \(object), which is in the world already"
            case .set(let entry, let object, let facets):
                "~ \(entry.key) (\(object), \(entry.place)): " + facets.map(Self.words).joined(separator: ", ")
            case .lost(let entry, isNews: true):
                "! \(entry.key) was destroyed in the game and stays so (\(entry.place)): "
                    + "give it another key to have it again"
            case .lost, .forget: nil
            case .remove(let key, let object): "- \(key) (\(object)) is removed: no file has it any more"
            case .keep(let key, let object, let why):
                "! \(key) (\(object)) stays, though no file has it any more: \(why)"
            case .start(let key): "~ newcomers begin in \(key)"
            }
        }
    }

    private static func words(_ change: (path: String, old: StoredValue?, new: StoredValue?)) -> String {
        switch (change.old, change.new) {
        case (nil, let new?): new == true ? "\(change.path) is added" : "\(change.path) becomes \(new.words)"
        case (_, nil): "\(change.path) is taken away"
        case (let old?, let new?): "\(change.path) was \(old.words), becomes \(new.words)"
        }
    }

    /// One line of all: `3 made, 1 changed`. Empty for nothing.
    public var summary: String {
        var counts = ["made", "changed", "removed", "left alone", "known again"].map { ($0, 0) }
        for change in changes {
            switch change {
            case .make: counts[0].1 += 1
            case .set, .start: counts[1].1 += 1
            case .remove: counts[2].1 += 1
            case .keep, .lost(_, isNews: true): counts[3].1 += 1
            case .adopt: counts[4].1 += 1
            case .lost, .forget: break
            }
        }
        return counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
    }

    // MARK: Applying

    /// Makes the changes, and keeps what the files say now. Throws ``FileProblems``: nothing should then be committed.
    public func apply() throws {
        var building = WorldBuilding(world)
        building.entities = entities
        let report = FileReport()
        func trying(_ entry: WorldEntry, _ body: () throws -> Void) {
            do { try body() } catch { report.add(entry.place, "'\(entry.key)': \(error)") }
        }
        for case .make(let entry) in changes {
            trying(entry) { try building.make(entry, in: entry.holder.flatMap { building.entities[$0] }) }
        }
        for case .set(let entry, let object, let facets) in changes {
            guard facets.contains(where: { ["class", "prototype"].contains($0.path) }),
                let type = building.type(of: entry, report)
            else { continue }
            if type != Swift.type(of: object) { building.entities[entry.key] = world.retype(object, as: type) }
        }
        for change in changes {
            switch change {
            case .make(let entry):
                guard let object = building.entities[entry.key] else { continue }
                for (path, value) in SaidByEntry(entry).values.sorted(by: { $0.key < $1.key }) where path != "in" {
                    trying(entry) { try building.set(path, of: object, to: value) }
                }
            case .set(let entry, _, let facets):
                guard let object = building.entities[entry.key] else { continue }
                for facet in facets { trying(entry) { try building.set(facet.path, of: object, to: facet.new) } }
                trying(entry) { try building.remake(object, entry, facets) }
            case .adopt(let entry, let object): object.tags.insert(WorldBuilding.tag(of: entry.key))
            case .keep(let key, let object, _): object.tags.remove(WorldBuilding.tag(of: key))
            case .start(let key):
                if let room = building.entities[key] { world.setValue("start", .reference(room.id)) }
            case .remove, .lost, .forget: break
            }
        }
        try report.check()
        for case .remove(_, let object) in changes { remove(object) }
        keep(building.entities)
        for object in building.made where !object.isDeleted { object.finishCreation() }
    }

    /// With what is in it, all of which goes.
    private func remove(_ object: Object) {
        guard !object.isDeleted else { return }
        for thing in object.contents { remove(thing) }
        do { try object.delete() } catch { Game.current?.log(.warning, "\(object) stays: \(error)") }
    }

    private func keep(_ entities: [String: Object]) {
        for change in changes {
            switch change {
            case .make(let entry), .adopt(let entry, _), .set(let entry, _, _), .lost(let entry, _):
                WorldRecord(entity: entities[entry.key]?.id, said: SaidByEntry(entry).values).keep(entry.key, in: world)
            case .remove(let key, _), .keep(let key, _, _), .forget(let key): WorldRecord.forget(key, in: world)
            case .start: break
            }
        }
        if let start = files.start?.text, world.value(WorldRecord.start) != .string(start) {
            world.setValue(WorldRecord.start, .string(start))
        }
    }
}

/// Finds entries in the world that no record knows: by their tag; or because they are the same, word for word.
@MainActor
private struct Adoption {
    /// Nothing is kept of any file: the database is from before that was done.
    let isOld: Bool
    private var known: Set<EntityID>
    /// The keys of rooms that were found so, where things are the files' as well.
    private var holders: Set<String> = []
    private var byTag: [String: Object] = [:]
    private var rooms: [String: [Object]] = [:]

    init(_ world: World, isOld: Bool, known: Set<EntityID>) {
        (self.isOld, self.known) = (isOld, known)
        for object in world.all(Object.self) {
            let tags = object.tags.filter { $0.hasPrefix("world:") }
            for tag in tags { byTag[String(tag.dropFirst("world:".count))] = object }
            if tags.isEmpty, object is Room { rooms[object.name, default: []].append(object) }
        }
    }

    mutating func find(_ entry: WorldEntry, _ entities: [String: Object]) -> Object? {
        let found: Object?
        if let tagged = byTag[entry.key] {
            found = tagged
        } else if let holder = entry.holder {
            // Where the room is known from before, a thing of that name may be a player's.
            let isTheirs = isOld || holders.contains(holder) || entry.kind == .exit
            found = entities[holder]?.contents.first { isSame($0, entry) && (isTheirs || $0.text == entry.text) }
        } else {
            found = rooms[entry.name]?.first { isSame($0, entry) && $0.text == entry.text }
        }
        guard let found, !known.contains(found.id) else { return nil }
        known.insert(found.id)
        holders.insert(entry.key)
        return found
    }

    private func isSame(_ object: Object, _ entry: WorldEntry) -> Bool {
        !known.contains(object.id) && object.name == entry.name && WorldEntry.Kind(of: object) == entry.kind
            && !object.tags.contains { $0.hasPrefix("world:") }
    }
}
