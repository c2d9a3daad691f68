import HearthKit
import Settings

extension WorldFiles {
    /// Makes all entries in `world`, which must be `World.current`: all of them first, then what they refer to, then
    /// the hook `created()` of each. Throws `FileProblems`, with the line of each: nothing should then be committed.
    @MainActor
    public func apply(to world: World) throws {
        let report = FileReport()
        var building = WorldBuilding(world: world, report: report)
        building.check(entries)
        try report.check()
        for room in rooms { building.make(room, in: nil) }
        building.fill()
        try report.check()
        if let start, let room = building.entities[start.text] { world.setValue("start", .reference(room.id)) }
        for (_, entity) in building.made { entity.finishCreation() }
    }
}

/// Entities on their way from entries.
@MainActor
private struct WorldBuilding {
    let world: World
    let report: FileReport
    var made: [(entry: WorldEntry, entity: Object)] = []
    var entities: [String: Object] = [:]

    init(world: World, report: FileReport) { (self.world, self.report) = (world, report) }

    /// Classes and locks, before anything is made.
    func check(_ entries: [WorldEntry]) {
        for entry in entries {
            _ = type(of: entry)
            guard let locks = entry.locks else { continue }
            do { _ = try Locks(parsing: locks.text) } catch { report.add(locks.place, "\(error)") }
        }
    }

    mutating func make(_ entry: WorldEntry, in place: Object?) {
        guard let type = type(of: entry) else { return }
        let entity = world.begin(type, entry.name, in: place)
        entity.text = entry.text
        entity.aliases = entry.aliases
        entity.tags = Set(entry.tags + (entry.key.map { ["world:\($0)"] } ?? []))
        entity.permissions = entry.permissions
        if let locks = entry.locks, let read = try? Locks(parsing: locks.text) { entity.locks = read }
        made.append((entry, entity))
        if let key = entry.key { entities[key] = entity }
        for held in entry.contents { make(held, in: entity) }
    }

    /// Everything that may refer to another entity.
    func fill() {
        for (entry, entity) in made {
            if let destination = entry.destination { (entity as? Exit)?.destination = entities[destination.text] }
            for attribute in entry.attributes { entity.attributes[attribute.key] = stored(attribute.value) }
            for field in entry.fields { set(field, of: entity) }
        }
    }

    private func set(_ field: YAMLValue.Entry, of entity: Object) {
        let known = entity.storedFields.map(\.name)
        guard known.contains(field.key) else {
            let name = ClassRegistry.name(of: Swift.type(of: entity))
            let has = known.isEmpty ? "it has none" : "it has " + known.sorted().joined(separator: ", ")
            return report.add(field.place, "\(name) has no saved property '\(field.key)': \(has)")
        }
        do {
            try entity.setStored(field.key, stored(field.value))
        } catch {
            // A number or a Bool without quotes where a text is wanted is that text.
            if let text = field.value.text, (try? entity.setStored(field.key, .string(text))) != nil { return }
            let expected = (error as? NotStored).map { "expected \($0.expected)" } ?? "\(error)"
            let found = field.value.reference.map { "'\($0)'" } ?? field.value.words
            report.add(field.value.place, "'\(field.value.path)' is \(found), \(expected)")
        }
    }

    private func stored(_ value: YAMLValue) -> StoredValue {
        switch value.content {
        case .null: .null
        case .scalar(let text, .text): .string(text)
        case .scalar(_, .bool(let bool)): .bool(bool)
        case .scalar(_, .int(let int)): .int(Int64(int))
        case .scalar(_, .double(let double)): .double(double)
        case .list(let values): .list(values.map(stored))
        case .map(let entries):
            if let key = value.reference {
                entities[key].map { .reference($0.id) } ?? .null
            } else {
                .map(Dictionary(entries.map { ($0.key, stored($0.value)) }) { $1 })
            }
        }
    }

    // MARK: Classes

    private func type(of entry: WorldEntry) -> Object.Type? {
        let base = entry.kind.base
        guard let written = entry.className else { return base }
        guard let type = world.classes.entityType(named: written.text) else {
            report.add(written.place, "'\(written.path)' is \"\(written.text)\": \(unknown(written.text))")
            return nil
        }
        guard let type = type as? Object.Type, type == base || isSubclass(type, of: base) else {
            report.add(
                written.place,
                "'\(written.path)' is \"\(written.text)\", which is no \(ClassRegistry.name(of: base)): "
                    + "expected a subclass of it")
            return nil
        }
        return type
    }

    private func unknown(_ name: String) -> String {
        let names = world.classes.entityClassNames
        let same = names.filter { $0.lowercased().hasSuffix("." + name.lowercased()) }
        if same.count > 1 { return "more than one plugin has it, expected one of \(same.joined(separator: ", "))" }
        let short = names.compactMap { $0.split(separator: ".").last.map(String.init) }
        let near = Suggestions.for(name, in: short + names, limit: 1).first
        return "no plugin has such a class" + (near.map { " (did you mean '\($0)'?)" } ?? "")
    }

    private func isSubclass(_ type: Object.Type, of base: Object.Type) -> Bool {
        var next: AnyClass? = _getSuperclass(type)
        while let above = next {
            if above == base { return true }
            next = _getSuperclass(above)
        }
        return false
    }
}

extension WorldEntry.Kind {
    @MainActor fileprivate var base: Object.Type {
        switch self {
        case .room: Room.self
        case .exit: Exit.self
        case .thing: Object.self
        case .character: Character.self
        }
    }
}
