import HearthKit
import Settings

/// Entities on their way from entries of world files.
@MainActor
struct WorldBuilding {
    let world: World
    /// What entities of the world the keys stand for.
    var entities: [String: Object] = [:]
    /// Those that were made, and whose hook ``Entity/created()`` is still to be called.
    var made: [Object] = []

    init(_ world: World) { self.world = world }

    /// Throws ``FileProblems``: all that keeps the entries from being made in `world`: classes, prototypes, fields and
    /// their values. Tries it all in a world apart; runs no hook and calls nothing.
    static func check(_ files: WorldFiles, in world: World) throws {
        let report = FileReport()
        world.trying { trial in
            trial.prototypes.files = world.prototypes.files.merging(world.prototypes.stored) { file, _ in file }
            var building = WorldBuilding(trial)
            for entry in files.entries {
                guard let type = building.type(of: entry, report) else { continue }
                building.entities[entry.key] = trial.begin(type, entry.name)
            }
            for entry in files.entries {
                guard let object = building.entities[entry.key] else { continue }
                building.check(entry, object, report)
            }
        }
        try report.check()
    }

    private func check(_ entry: WorldEntry, _ object: Object, _ report: FileReport) {
        func set(_ facet: Facet, _ written: YAMLValue.Entry) {
            do { try object.set(facet, to: written.value.data.resolved { entities[$0] }) } catch {
                let message = (error as? DataProblem)?.message ?? "\(error)"
                let words = written.value.data.reference.map { "is '\($0)'" }
                report.add(
                    written.value.content == .null ? written.place : written.value.place,
                    "'\(written.value.path)' " + (words.map { $0 + message.trimming(upTo: ",") } ?? message))
            }
        }
        for field in entry.fields { set(.field(field.key), field) }
        for attribute in entry.attributes { set(.attribute(attribute.key), attribute) }
        for trigger in entry.triggers {
            if let moment = Trigger.Moment(rawValue: trigger.key) {
                set(.trigger(moment), trigger)
                if let problem = object.triggers[moment]?.problem(in: world) {
                    report.add(trigger.value.place, "'\(trigger.value.path)': \(problem)")
                }
            } else {
                let all = Trigger.Moment.allCases.map(\.rawValue).joined(separator: ", ")
                report.add(trigger.place, "'\(trigger.value.path)' is no moment; there are: \(all)")
            }
        }
    }

    // MARK: Making

    /// Makes an entry in what holds it. Throws ``DataProblem``.
    mutating func make(_ entry: WorldEntry, in place: Object?) throws {
        let object: Object
        if let prototype = entry.prototype {
            var made: [Object] = []
            var wanted = Prototype()
            wanted.parents = [prototype.text]
            wanted.className = entry.className?.text
            if wanted.className == nil, try world.prototypes.flattened(prototype.text).className == nil {
                wanted.className = ClassRegistry.name(of: entry.kind.base)
            }
            try world.begin(wanted, in: place, made: &made)
            self.made += made
            guard let first = made.first else { return }
            object = first
        } else {
            guard let type = type(of: entry, FileReport()) else { return }
            object = world.begin(type, entry.name, in: place)
            made.append(object)
        }
        object.tags.insert(Self.tag(of: entry.key))
        entities[entry.key] = object
    }

    /// Sets what an entry says of an object, which may refer to others.
    func set(_ path: String, of object: Object, to value: StoredValue?) throws {
        if path == "in" {
            guard case .string(let key)? = value, let place = entities[key], !place.isInside(object) else { return }
            return object.place(in: place)
        }
        guard let facet = Facet(path: path) else { return }
        try object.set(facet, to: value?.resolved { entities[$0] })
    }

    /// What an entry no longer says, its prototype may; and another prototype says other things.
    mutating func remake(
        _ object: Object, _ entry: WorldEntry, _ changes: [(path: String, old: StoredValue?, new: StoredValue?)]
    ) throws {
        var (old, new) = (entry.prototype?.text, entry.prototype?.text)
        if let change = changes.first(where: { $0.path == "prototype" }) {
            (old, new) = (change.old?.text, change.new?.text)
        } else if new == nil || !changes.contains(where: { $0.new == nil }) {
            return
        }
        let own = Set(SaidByEntry(entry).values.keys.compactMap(Facet.init(path:)))
        let released = Set(changes.filter { $0.new == nil }.compactMap { Facet(path: $0.path) })
        try world.remake(object, from: old, to: new, keeping: own, released: released, made: &made)
    }

    static func tag(of key: String) -> String { "world:\(key)" }

    // MARK: Classes

    /// The class of what an entry makes. Reports what is wrong with it.
    func type(of entry: WorldEntry, _ report: FileReport) -> Object.Type? {
        let base = entry.kind.base
        var written = entry.className
        if let prototype = entry.prototype {
            do {
                let whole = try world.prototypes.flattened(prototype.text)
                guard let name = whole.className, written == nil else { return checked(base, base, written, report) }
                written = WrittenText(name, at: prototype)
            } catch {
                let message = (error as? DataProblem)?.message ?? "\(error)"
                report.add(prototype.place, "'\(prototype.path)' is \"\(prototype.text)\": \(message)")
                return nil
            }
        }
        guard let written else { return base }
        guard let type = world.classes.entityType(named: written.text) else {
            let hint = world.classes.hint(for: written.text)
            report.add(written.place, "'\(written.path)' is \"\(written.text)\": \(hint)")
            return nil
        }
        return checked(type, base, written, report)
    }

    private func checked(
        _ type: Entity.Type, _ base: Object.Type, _ written: WrittenText?, _ report: FileReport
    ) -> Object.Type? {
        if let type = type as? Object.Type, type == base || isSubclass(type, of: base) { return type }
        guard let written else { return nil }
        report.add(
            written.place,
            "'\(written.path)' is \"\(written.text)\", which is no \(ClassRegistry.name(of: base)): "
                + "expected a subclass of it")
        return nil
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

extension String {
    /// From the first `mark` on.
    fileprivate func trimming(upTo mark: Swift.Character) -> Substring { self[(firstIndex(of: mark) ?? startIndex)...] }
}
