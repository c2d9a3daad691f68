/// The prototypes of a game: those of its files, which the game does not change, and those that were made in it.
public final class PrototypeRegistry {
    private unowned let world: World
    /// Those of `GameData/prototypes`, by key. A reload reads them anew.
    public var files: [String: Prototype] = [:]

    init(of world: World) { self.world = world }

    private static let prefix = "prototype/"
    private static let saidPrefix = "prototype-said/"
    /// What was noted last, so that to make a thing again costs no look at the world's values.
    private var noted: [String: Prototype] = [:]

    /// The keys of all, sorted.
    public var keys: [String] { Set(files.keys).union(stored.keys).sorted() }

    /// Those that were made in the game.
    public var stored: [String: Prototype] {
        world.values(under: Self.prefix).compactMapValues { $0 }.reduce(into: [:]) { all, row in
            all[row.key] = try? Prototype(key: row.key, row.value)
        }
    }

    /// The prototype of that key; a file's counts.
    public subscript(key: String) -> Prototype? {
        files[key] ?? world.value(Self.prefix + key).flatMap { try? Prototype(key: key, $0) }
    }

    /// Keeps one that is made in the game. Throws the ``Refusal`` of a key that a file has.
    public func save(_ prototype: Prototype) throws {
        guard files[prototype.key] == nil else { throw Refusal(.prototypeInFile, ["key": prototype.key]) }
        world.setValue(Self.prefix + prototype.key, prototype.data)
    }

    /// Forgets one that was made in the game.
    public func delete(_ key: String) throws {
        guard files[key] == nil else { throw Refusal(.prototypeInFile, ["key": key]) }
        world.removeValue(Self.prefix + key)
    }

    // MARK: What they said

    /// Remembers what a prototype says while things are made from it: what it says no more can then be taken away.
    func note(_ key: String) {
        guard world.recordsChanges, let whole = try? flattened(key), noted[key] != whole else { return }
        noted[key] = whole
        let old = said(key)
        let new = old.merging(whole.plainFacets) { $1 }
        if new != old { setSaid(key, new) }
    }

    /// What the prototype of that key has said, of all that does not change from thing to thing.
    func said(_ key: String) -> [Facet: StoredValue] {
        guard case .map(let map)? = world.value(Self.saidPrefix + key) else { return [:] }
        return Dictionary(map.compactMap { path, value in Facet(path: path).map { ($0, value) } }) { $1 }
    }

    /// All that was made from it is as it says now: what it said before is over.
    func forgetSaid(_ key: String) {
        noted[key] = nil
        if let whole = try? flattened(key) { setSaid(key, whole.plainFacets) }
    }

    private func setSaid(_ key: String, _ said: [Facet: StoredValue]) {
        world.setValue(
            Self.saidPrefix + key, .map(Dictionary(said.map { ($0.path, $1) }) { $1 }))
    }

    // MARK: Parents

    /// A prototype with all that it has from its parents. Throws ``DataProblem``.
    public func flattened(_ prototype: Prototype) throws -> Prototype { try flatten(prototype, below: []) }

    /// Throws ``DataProblem``, also when there is none of that key.
    public func flattened(_ key: String) throws -> Prototype {
        guard let prototype = self[key] else { throw unknown(key, at: []) }
        return try flattened(prototype)
    }

    private func flatten(_ prototype: Prototype, below children: [String]) throws -> Prototype {
        var result = prototype
        for parent in prototype.parents {
            guard parent != prototype.key, !children.contains(parent) else {
                throw DataProblem(["parents"], "has '\(parent)', which inherits from this one")
            }
            guard let found = self[parent] else { throw unknown(parent, at: ["parents"]) }
            result = result.inheriting(from: try flatten(found, below: children + [prototype.key]))
        }
        return result
    }

    private func unknown(_ key: String, at path: [String]) -> DataProblem {
        let near = Suggestions.for(key, in: keys, limit: 1).first.map { " (did you mean '\($0)'?)" } ?? ""
        return DataProblem(path, "there is no prototype '\(key)'\(near)")
    }

    // MARK: Checking

    /// All that would keep it from being made: parents, classes, fields and their values. What is found anew each time
    /// is not tried.
    public func problems(of prototype: Prototype) -> [DataProblem] { problems(of: prototype, at: []) }

    /// Whether what is in it has it in it again. `above` are the prototypes that say what it is in.
    private func holdsItself(_ prototype: Prototype, above: [String] = []) -> Bool {
        guard let (key, contents) = contents(of: prototype, above: []) else { return false }
        guard key.isEmpty || !above.contains(key) else { return true }
        return contents.contains { holdsItself($0, above: above + [key]) }
    }

    /// What is in it, and the key of the prototype that says so.
    private func contents(of prototype: Prototype, above: [String]) -> (key: String, contents: [Prototype])? {
        if let own = prototype.contents { return (prototype.key, own) }
        for parent in prototype.parents where !above.contains(parent) {
            let inherited = self[parent].flatMap { contents(of: $0, above: above + [parent]) }
            if let inherited { return inherited }
        }
        return nil
    }

    private func problems(of prototype: Prototype, at path: [String]) -> [DataProblem] {
        let whole: Prototype
        do { whole = try flattened(prototype) } catch {
            let problem = error as? DataProblem ?? DataProblem([], "\(error)")
            return [DataProblem(path + (problem.path.isEmpty ? ["parents"] : problem.path), problem.message)]
        }
        guard !path.isEmpty || !holdsItself(prototype) else {
            return [DataProblem(["things"], "hold themselves, without an end")]
        }
        guard let type = objectClass(whole) else {
            let name = whole.className ?? ""
            return [DataProblem(path + ["class"], "is \"\(name)\": \(world.classes.hint(for: name))")]
        }
        var problems: [DataProblem] = []
        world.trying { trial in
            let sample = trial.begin(type, "")
            for (name, value) in whole.fields.sorted(by: { $0.key < $1.key }) {
                if case .plain(let value) = value {
                    do { try sample.set(.field(name), to: value) } catch {
                        problems.append(DataProblem(path + ["fields", name], (error as? DataProblem)?.message ?? ""))
                    }
                } else if !sample.storedFields.contains(where: { $0.name == name }) {
                    do { try sample.set(.field(name), to: .null) } catch {
                        problems.append(DataProblem(path + ["fields", name], (error as? DataProblem)?.message ?? ""))
                    }
                }
            }
        }
        problems += whole.referenceProblems.map { DataProblem(path + $0.path, $0.message) }
        if whole.destination != nil, !(type is Exit.Type) {
            problems.append(DataProblem(path + ["to"], "is for exits: \(ClassRegistry.name(of: type)) leads nowhere"))
        }
        // What it inherits is reported where it is written.
        problems += callProblems(of: prototype, at: path)
        for (index, held) in (prototype.contents ?? []).enumerated() {
            problems += self.problems(of: held, at: path + ["things", "\(index + 1)"])
        }
        return problems
    }

    private func callProblems(of prototype: Prototype, at path: [String]) -> [DataProblem] {
        var calls = (prototype.name?.calls(at: ["name"]) ?? []) + (prototype.text?.calls(at: ["text"]) ?? [])
        for (name, value) in prototype.fields { calls += value.calls(at: ["fields", name]) }
        for (name, value) in prototype.attributes { calls += value.calls(at: ["attributes", name]) }
        var problems = calls.compactMap { place, call in
            call.problem(in: world).map { DataProblem(path + place, $0) }
        }
        for (moment, trigger) in prototype.triggers {
            if let problem = trigger.problem(in: world) {
                problems.append(DataProblem(path + ["on", moment.rawValue], problem))
            }
        }
        return problems.sorted { $0.description < $1.description }
    }

    func objectClass(_ flattened: Prototype) -> Object.Type? {
        guard let name = flattened.className else { return Object.self }
        return world.classes.entityType(named: name) as? Object.Type
    }
}

extension ClassRegistry {
    /// Why there is no such class, and which may have been meant.
    public func hint(for name: String) -> String {
        if let type = entityType(named: name) { return "\(Self.name(of: type)) is nothing that can be somewhere" }
        let names = entityClassNames
        let same = names.filter { $0.lowercased().hasSuffix("." + name.lowercased()) }
        if same.count > 1 { return "more than one plugin has it, expected one of \(same.joined(separator: ", "))" }
        let short = names.compactMap { $0.split(separator: ".").last.map(String.init) }
        let near = Suggestions.for(name, in: short + names, limit: 1).first
        return "no plugin has such a class" + (near.map { " (did you mean '\($0)'?)" } ?? "")
    }
}

extension TextKey {
    static let prototypeInFile = TextKey(
        "prototype in file", "The prototype '{key}' stands in a file of GameData/prototypes: it is changed there.")
}
