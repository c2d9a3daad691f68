// Making things from prototypes, and bringing those that were made up to date.

/// Makes a thing from a prototype: `try spawn("goblin", in: here)`. Throws ``DataProblem``.
@discardableResult
public func spawn(_ key: String, in place: Object? = nil) throws -> Object { try World.current.spawn(key, in: place) }

extension World {
    /// Things in things in things: more is a prototype that holds itself.
    static let deepestContents = 16

    /// Makes a thing from the prototype of that key. Throws ``DataProblem``, and makes nothing then.
    @discardableResult
    public func spawn(_ key: String, in place: Object? = nil) throws -> Object {
        guard let prototype = prototypes[key] else { return try spawn(prototypes.flattened(key), in: place) }
        return try spawn(prototype, in: place)
    }

    /// Makes a thing from a prototype that may be in no registry.
    @discardableResult
    public func spawn(_ prototype: Prototype, in place: Object? = nil) throws -> Object {
        var random = SystemRandomNumberGenerator()
        return try spawn(prototype, in: place, using: &random)
    }

    @discardableResult
    public func spawn(
        _ prototype: Prototype, in place: Object? = nil, using random: inout some RandomNumberGenerator
    ) throws -> Object {
        var made: [Object] = []
        do {
            let object = try begin(prototype, in: place, depth: 0, made: &made, using: &random)
            for object in made where !object.isDeleted { object.finishCreation() }
            return object
        } catch {
            for object in made.reversed() where !object.isDeleted { remove(object) }
            throw error
        }
    }

    /// Makes it and what is in it, without its hook ``Entity/created()``: for who sets more before that.
    public func begin(_ prototype: Prototype, in place: Object?, made: inout [Object]) throws {
        var random = SystemRandomNumberGenerator()
        _ = try begin(prototype, in: place, depth: 0, made: &made, using: &random)
    }

    private func begin(
        _ prototype: Prototype, in place: Object?, depth: Int, made: inout [Object],
        using random: inout some RandomNumberGenerator
    ) throws -> Object {
        let whole = try prototypes.flattened(prototype)
        guard depth < Self.deepestContents else { throw DataProblem(["things"], "hold themselves, without an end") }
        guard let type = prototypes.objectClass(whole) else {
            let name = whole.className ?? ""
            throw DataProblem(["class"], "is \"\(name)\": \(classes.hint(for: name))")
        }
        let object = begin(type, "", in: place)
        made.append(object)
        for (facet, value) in whole.facets {
            try object.set(facet, to: try value.value(in: self, using: &random))
        }
        if let home = whole.home { object.home = worldEntry(home) }
        if let origin = prototype.origin {
            object.tags.insert(Prototype.tag(of: origin))
        }
        for held in whole.contents ?? [] {
            _ = try begin(held, in: object, depth: depth + 1, made: &made, using: &random)
        }
        return object
    }

    // MARK: Bringing up to date

    /// What things of a prototype would become if they were brought up to date: nothing that is chosen anew each time.
    /// Throws ``DataProblem``.
    public func outdated(_ key: String) throws -> [PrototypeChange] {
        let whole = try prototypes.flattened(key)
        var random = SystemRandomNumberGenerator()
        var wanted: [(Facet, StoredValue)] = []
        for (facet, value) in whole.facets where !value.isComputed {
            wanted.append((facet, try value.value(in: self, using: &random)))
        }
        wanted.sort { $0.0.path < $1.0.path }
        return tagged(Prototype.tag(of: key), Object.self).compactMap { object in
            let changes = wanted.filter { object.value(of: $0.0) != $0.1 && !object.wasGiven($0.1, as: $0.0) }
            return changes.isEmpty ? nil : PrototypeChange(object: object, facets: changes)
        }
    }

    /// Makes the changes. Throws ``DataProblem``: what a class cannot take.
    public func update(_ changes: [PrototypeChange]) throws {
        for change in changes where !change.object.isDeleted {
            for (facet, value) in change.facets { try change.object.set(facet, to: value) }
        }
    }
}

/// What of a thing is not as its prototype says.
public struct PrototypeChange {
    public var object: Object
    public var facets: [(Facet, StoredValue)]
}

extension Object {
    /// The key of the prototype it was made from.
    public final var prototypeKey: String? {
        tags.first { $0.hasPrefix("prototype:") }.map { String($0.dropFirst("prototype:".count)) }
    }

    /// A number that was written where a text is kept.
    func wasGiven(_ value: StoredValue, as facet: Facet) -> Bool {
        guard case .string(let text)? = self.value(of: facet) else { return false }
        return value.asText == text
    }
}

extension Prototype {
    /// The key by which what is made from it is tagged; nil for one that has neither a key nor parents.
    nonisolated var origin: String? { key.isEmpty ? parents.first : key }

    static func tag(of key: String) -> String { "prototype:\(key)" }

    /// What a flattened prototype says, without class, home and contents.
    nonisolated var facets: [Facet: PrototypeValue] {
        var facets: [Facet: PrototypeValue] = [:]
        facets[.name] = name ?? .plain(.string(key))
        facets[.text] = text
        for alias in aliases ?? [] { facets[.alias(alias)] = .plain(true) }
        for tag in tags { facets[.tag(tag)] = .plain(true) }
        for permission in permissions ?? [] { facets[.permission(permission)] = .plain(true) }
        let read = Locks(stringLiteral: locks)
        for access in read.accessTypes { facets[.lock(access)] = read[access].map { .plain(.string($0)) } }
        for (name, value) in fields { facets[.field(name)] = value }
        for (name, value) in attributes { facets[.attribute(name)] = value }
        for (moment, trigger) in triggers { facets[.trigger(moment)] = .plain(trigger.data) }
        return facets
    }

    /// What would make such a thing again, with what is in it; but players' characters.
    public init(from object: Object, key: String = "") {
        self.init(key: key)
        let type = type(of: object)
        if type != Object.self { className = ClassRegistry.name(of: type) }
        for (facet, value) in object.facets.sorted(by: { $0.key.path < $1.key.path }) {
            switch facet {
            case .name: name = .plain(value)
            case .text: text = .plain(value)
            case .tag(let tag) where tag.hasPrefix("prototype:") || tag.hasPrefix("world:"): break
            case .tag(let tag): tags.append(tag)
            // Whose it is, is its own: who has an account has its permissions.
            case .field where value.isReference(to: Account.self): break
            case .field(let name): fields[name] = .plain(value)
            case .attribute(let name): attributes[name] = .plain(value)
            case .alias, .permission, .lock, .trigger, .home, .destination: break
            }
        }
        if !object.aliases.isEmpty { aliases = object.aliases }
        if !object.permissions.isEmpty { permissions = object.permissions }
        locks = object.locks.description
        triggers = object.triggers
        let held = object.contents.filter { ($0 as? Character)?.account == nil }
        if !held.isEmpty { contents = held.map { Prototype(from: $0) } }
    }
}

extension StoredValue {
    fileprivate func isReference<T: Entity>(to type: T.Type) -> Bool {
        guard case .reference(let id) = self else { return false }
        return World.current.entity(id) is T
    }
}
