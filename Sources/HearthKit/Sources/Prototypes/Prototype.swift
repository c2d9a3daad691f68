/// What things of a kind are made from: data, in `GameData/prototypes` or made in the game.
///
/// ```yaml
/// goblin:
///   class: Character
///   name: a goblin
///   text: { one of: [Green., Greener.] }
///   fields: { strength: { random: [3, 6] } }
///   things: [rusty-knife, { name: a bone }]
/// goblin-chief: { parents: [goblin], name: the chief, tags: [boss] }
/// ```
/// A child's own words count over its parents', an earlier parent's over a later one's. Tags add up; fields,
/// attributes, locks and triggers do name by name; aliases, permissions and things are taken whole.
nonisolated public struct Prototype: Hashable, Sendable {
    public var key = ""
    public var parents: [String] = []
    /// What builders read of it in lists.
    public var about = ""
    /// Who may make from it (`spawn:`) and change it (`edit:`).
    public var access = ""

    public var className: String?
    public var name: PrototypeValue?
    public var text: PrototypeValue?
    public var aliases: [String]?
    public var tags: [String] = []
    public var locks = ""
    public var permissions: [String]?
    /// Places, by the keys that world files have for them, or by number: `#12`. Empty is no place.
    public var home: String?
    /// Where a thing is made when nobody says where.
    public var location: String?
    /// Where an exit leads; `to`, as in world files.
    public var destination: String?
    public var fields: [String: PrototypeValue] = [:]
    public var attributes: [String: PrototypeValue] = [:]
    public var triggers: [Trigger.Moment: Trigger] = [:]
    /// What is in it. One of another prototype is an empty one with that as its parent.
    public var contents: [Prototype]?

    public init(key: String = "") { self.key = key }

    /// What it says, over what `parent` says.
    func inheriting(from parent: Prototype) -> Prototype {
        var result = self
        result.className = className ?? parent.className
        result.name = name ?? parent.name
        result.text = text ?? parent.text
        result.aliases = aliases ?? parent.aliases
        result.tags += parent.tags.filter { !tags.contains($0) }
        result.permissions = permissions ?? parent.permissions
        result.home = home ?? parent.home
        result.location = location ?? parent.location
        result.destination = destination ?? parent.destination
        result.fields.merge(parent.fields) { own, _ in own }
        result.attributes.merge(parent.attributes) { own, _ in own }
        result.triggers.merge(parent.triggers) { own, _ in own }
        result.contents = contents ?? parent.contents
        result.locks = parent.locks.isEmpty ? locks : Locks(stringLiteral: parent.locks)
            .merging(Locks(stringLiteral: locks)).description
        return result
    }
}

// MARK: - Its shape as data

nonisolated extension Prototype {
    /// Reads the shape that files have. Throws ``DataProblems``: all that is wrong with it.
    public init(key: String, _ data: StoredValue) throws {
        var reader = PrototypeReader()
        self = reader.read(data, key: key, at: [])
        if !reader.problems.isEmpty { throw DataProblems(reader.problems) }
    }

    /// The shape that files have.
    public var data: StoredValue {
        var map: [String: StoredValue] = [:]
        func texts(_ list: [String]) -> StoredValue { .list(list.map(StoredValue.string)) }
        if !parents.isEmpty { map["parents"] = texts(parents) }
        if !about.isEmpty { map["about"] = .string(about) }
        if !access.isEmpty { map["access"] = .string(access) }
        map["class"] = className.map(StoredValue.string)
        map["name"] = name?.data
        map["text"] = text?.data
        map["aliases"] = aliases.map(texts)
        if !tags.isEmpty { map["tags"] = texts(tags) }
        if !locks.isEmpty { map["locks"] = .string(locks) }
        map["permissions"] = permissions.map(texts)
        map["home"] = home.map(StoredValue.string)
        map["location"] = location.map(StoredValue.string)
        map["to"] = destination.map(StoredValue.string)
        if !fields.isEmpty { map["fields"] = .map(fields.mapValues(\.data)) }
        if !attributes.isEmpty { map["attributes"] = .map(attributes.mapValues(\.data)) }
        if !triggers.isEmpty {
            map["on"] = .map(Dictionary(uniqueKeysWithValues: triggers.map { ($0.rawValue, $1.data) }))
        }
        map["things"] = contents.map { .list($0.map(\.data)) }
        return .map(map)
    }
}

/// Reads a prototype, and gathers all that is wrong.
private nonisolated struct PrototypeReader {
    var problems: [DataProblem] = []

    private static let known = [
        "about", "access", "aliases", "attributes", "class", "fields", "home", "location", "locks", "name", "on",
        "parents", "permissions", "tags", "text", "things", "to",
    ]

    mutating func read(_ data: StoredValue, key: String, at path: [String]) -> Prototype {
        var prototype = Prototype(key: key)
        let map: [String: StoredValue]
        switch data {
        case .map(let written): map = written
        case .null: map = [:]
        default:
            problems.append(DataProblem(path, "is \(data.words), expected a map of keys and values"))
            return prototype
        }
        for key in map.keys.sorted() where !Self.known.contains(key) {
            let near = Suggestions.for(key, in: Self.known, limit: 1).first.map { " (did you mean '\($0)'?)" } ?? ""
            let all = Self.known.joined(separator: ", ")
            problems.append(DataProblem(path + [key], "is unknown\(near); what may stand here: \(all)"))
        }
        prototype.parents = texts(map, "parents", path) ?? []
        prototype.about = text(map, "about", path) ?? ""
        prototype.access = locks(map, "access", path)
        prototype.className = text(map, "class", path)
        prototype.name = value(map, "name", path)
        prototype.text = value(map, "text", path)
        prototype.aliases = texts(map, "aliases", path)
        prototype.tags = texts(map, "tags", path) ?? []
        prototype.locks = locks(map, "locks", path)
        prototype.permissions = texts(map, "permissions", path)
        prototype.home = text(map, "home", path)
        prototype.location = text(map, "location", path)
        prototype.destination = text(map, "to", path)
        prototype.fields = values(map, "fields", path)
        prototype.attributes = values(map, "attributes", path)
        prototype.triggers = triggers(map, path)
        prototype.contents = contents(map, path)
        return prototype
    }

    private mutating func catching<T>(_ body: () throws -> T) -> T? {
        do { return try body() } catch {
            problems.append(error as? DataProblem ?? DataProblem([], "\(error)"))
            return nil
        }
    }

    private mutating func wrong<T>(_ data: StoredValue, _ expected: String, _ path: [String]) -> T? {
        problems.append(DataProblem(path, "is \(data.words), expected \(expected)"))
        return nil
    }

    /// What stands there; nothing written is nothing.
    private func written(_ map: [String: StoredValue], _ key: String) -> StoredValue? {
        if let data = map[key], data != .null { data } else { nil }
    }

    private mutating func text(_ map: [String: StoredValue], _ key: String, _ path: [String]) -> String? {
        guard let data = written(map, key) else { return nil }
        return data.asText ?? wrong(data, "a text", path + [key])
    }

    private mutating func texts(_ map: [String: StoredValue], _ key: String, _ path: [String]) -> [String]? {
        guard let data = written(map, key) else { return nil }
        if let text = data.asText { return [text] }
        guard case .list(let list) = data else { return wrong(data, "a list of texts", path + [key]) }
        var texts: [String] = []
        for (index, item) in list.enumerated() {
            if let text = item.asText ?? wrong(item, "a text", path + [key, "\(index + 1)"]) { texts.append(text) }
        }
        return texts
    }

    private mutating func locks(_ map: [String: StoredValue], _ key: String, _ path: [String]) -> String {
        guard let source = text(map, key, path) else { return "" }
        do { return try Locks(parsing: source).description } catch {
            problems.append(DataProblem(path + [key], "\(error)"))
            return ""
        }
    }

    private mutating func value(_ map: [String: StoredValue], _ key: String, _ path: [String]) -> PrototypeValue? {
        guard let data = written(map, key) else { return nil }
        guard let value = catching({ try PrototypeValue(data, at: path + [key]) }) else { return nil }
        if case .plain(let plain) = value, plain.asText == nil { return wrong(plain, "a text", path + [key]) }
        return value
    }

    private mutating func values(
        _ map: [String: StoredValue], _ key: String, _ path: [String]
    ) -> [String: PrototypeValue] {
        guard let data = written(map, key) else { return [:] }
        guard case .map(let values) = data else {
            let nothing: [String: PrototypeValue]? = wrong(data, "a map of keys and values", path + [key])
            return nothing ?? [:]
        }
        var read: [String: PrototypeValue] = [:]
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            read[name] = catching { try PrototypeValue(value, at: path + [key, name]) }
        }
        return read
    }

    private mutating func triggers(
        _ map: [String: StoredValue], _ path: [String]
    ) -> [Trigger.Moment: Trigger] {
        guard let data = written(map, "on") else { return [:] }
        guard case .map(let values) = data else {
            let nothing: [Trigger.Moment: Trigger]? = wrong(data, "a map of moments", path + ["on"])
            return nothing ?? [:]
        }
        var read: [Trigger.Moment: Trigger] = [:]
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard let moment = Trigger.Moment(rawValue: name) else {
                let all = Trigger.Moment.allCases.map(\.rawValue).joined(separator: ", ")
                problems.append(DataProblem(path + ["on", name], "is no moment; there are: \(all)"))
                continue
            }
            read[moment] = catching { try Trigger(value, at: path + ["on", name]) }
        }
        return read
    }

    private mutating func contents(_ map: [String: StoredValue], _ path: [String]) -> [Prototype]? {
        guard let data = written(map, "things") else { return nil }
        guard case .list(let list) = data else { return wrong(data, "a list", path + ["things"]) }
        return list.enumerated().map { index, item in
            let place = path + ["things", "\(index + 1)"]
            guard let parent = item.asText else { return read(item, key: "", at: place) }
            var prototype = Prototype()
            prototype.parents = [parent]
            return prototype
        }
    }
}
