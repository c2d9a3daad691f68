/// One thing that data may say of an object, by the name that world files and prototypes have for it: `text`,
/// `fields.oil`, `tags.saltmarsh`. Lists are taken apart, so that what builders add to them is not lost to a file.
nonisolated public enum Facet: Hashable, Sendable {
    case name, text, home, destination
    case alias(String), tag(String), permission(String)
    /// A kind of access.
    case lock(String)
    /// A saved property.
    case field(String)
    case attribute(String)
    case trigger(Trigger.Moment)

    public var path: String {
        switch self {
        case .name: "name"
        case .text: "text"
        case .home: "home"
        case .destination: "to"
        case .alias(let word): "aliases.\(word)"
        case .tag(let word): "tags.\(word)"
        case .permission(let word): "permissions.\(word)"
        case .lock(let access): "locks.\(access)"
        case .field(let name): "fields.\(name)"
        case .attribute(let name): "attributes.\(name)"
        case .trigger(let moment): "on.\(moment.rawValue)"
        }
    }

    /// Whether a thing need have none.
    var isAdded: Bool {
        switch self {
        case .alias, .tag, .permission, .lock, .attribute, .trigger: true
        case .name, .text, .home, .destination, .field: false
        }
    }

    public init?(path: String) {
        let parts = path.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let rest = parts.count > 1 ? parts[1] : ""
        switch parts[0] {
        case "name": self = .name
        case "text": self = .text
        case "home": self = .home
        case "to": self = .destination
        case "aliases": self = .alias(rest)
        case "tags": self = .tag(rest)
        case "permissions": self = .permission(rest)
        case "locks": self = .lock(rest)
        case "fields": self = .field(rest)
        case "attributes": self = .attribute(rest)
        case "on":
            guard let moment = Trigger.Moment(rawValue: rest) else { return nil }
            self = .trigger(moment)
        default: return nil
        }
    }
}

extension Object {
    /// What an object is like in one respect; nil when it has nothing there.
    public final func value(of facet: Facet) -> StoredValue? {
        switch facet {
        case .name: .string(name)
        case .text: text.isEmpty ? .none : .some(.string(text))
        case .home: home?.stored
        case .destination: (self as? Exit)?.destination?.stored
        case .alias(let word): aliases.contains(word) ? .some(true) : .none
        case .tag(let word): tags.contains(word) ? .some(true) : .none
        case .permission(let word): permissions.contains(word) ? .some(true) : .none
        case .lock(let access): locks[access].map(StoredValue.string)
        case .field(let name): storedFields.first { $0.name == name }?.value
        case .attribute(let name): attributes[name]
        case .trigger(let moment): triggers[moment]?.data
        }
    }

    /// Makes it so; nil takes away, and gives a saved property its default.
    /// Throws ``DataProblem``: what the class cannot take.
    public final func set(_ facet: Facet, to value: StoredValue?) throws {
        switch facet {
        case .name: name = value?.asText ?? ""
        case .text: text = value?.asText ?? ""
        case .home: home = value.flatMap { try? Object.restored(from: $0) }
        case .destination: (self as? Exit)?.destination = value.flatMap { try? Object.restored(from: $0) }
        case .alias(let word): aliases = Self.list(aliases, word, value)
        case .permission(let word): permissions = Self.list(permissions, word, value)
        case .tag(let word): if value == nil { tags.remove(word) } else { tags.insert(word) }
        case .lock(let access):
            if let rule = value?.asText {
                do { locks.add(try Locks(parsing: "\(access): \(rule)")) } catch {
                    throw DataProblem(["locks"], "\(error)")
                }
            } else {
                locks.remove(access)
            }
        case .field(let name): try setField(name, value)
        case .attribute(let name): attributes[name] = value
        case .trigger(let moment): triggers[moment] = try value.map { try Trigger($0, at: ["on", moment.rawValue]) }
        }
    }

    private static func list(_ list: [String], _ word: String, _ value: StoredValue?) -> [String] {
        let rest = list.filter { $0 != word }
        if value == nil { return rest }
        return rest.count == list.count ? list + [word] : list
    }

    private func setField(_ name: String, _ value: StoredValue?) throws {
        let known = storedFields.map(\.name)
        let className = ClassRegistry.name(of: type(of: self))
        guard known.contains(name) else {
            // What the class does not have any more need not be taken away.
            guard value != nil else { return }
            let has = known.isEmpty ? "it has none" : "it has " + known.sorted().joined(separator: ", ")
            throw DataProblem(["fields", name], "is no saved property of \(className): \(has)")
        }
        guard let value else {
            let fresh = world.trying { $0.begin(type(of: self), "").storedValue(name) }
            return try setStored(name, fresh ?? .null)
        }
        do {
            try setStored(name, value)
        } catch let error as NotStored {
            // A number or a Bool without quotes where a text is wanted is that text.
            if let text = value.asText, (try? setStored(name, .string(text))) != nil { return }
            throw DataProblem(["fields", name], "is \(value.words), expected \(error.expected)")
        }
    }

    /// All that data could say of it: what is as its class has it is left out.
    public final var facets: [Facet: StoredValue] {
        var facets: [Facet: StoredValue] = [.name: .string(name)]
        func add(_ facet: Facet) { facets[facet] = value(of: facet) }
        for facet in [Facet.text, .home, .destination] { add(facet) }
        for alias in aliases { add(.alias(alias)) }
        for tag in tags { add(.tag(tag)) }
        for permission in permissions { add(.permission(permission)) }
        for access in locks.accessTypes { add(.lock(access)) }
        for field in storedFields where field.isSet { facets[.field(field.name)] = field.value }
        for name in attributes.keys { add(.attribute(name)) }
        for moment in triggers.keys { add(.trigger(moment)) }
        if self is Exit { facets.removeValue(forKey: .field("destination")) }
        return facets
    }
}

extension World {
    /// A world apart with the same classes, in which data can be tried: nothing in it is ever stored. It is
    /// ``current`` while `body` runs.
    public func trying<T>(_ body: (World) throws -> T) rethrows -> T {
        let world = World(classes: classes)
        world.recordsChanges = false
        return try world.asCurrent { try body(world) }
    }
}
