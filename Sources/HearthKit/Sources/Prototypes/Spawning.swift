// Making things from prototypes, and bringing those that were made up to date.

/// Makes a thing from a prototype: `try spawn("goblin", in: here)`. Without a place it is where the prototype says, or
/// nowhere. Throws ``DataProblem``.
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
        let object = begin(type, "", in: try place ?? whole.location.flatMap { try self.place($0, of: "location") })
        made.append(object)
        let facets = whole.facets
        var values = PrototypeValues(facets, in: self)
        for facet in facets.keys { try object.set(facet, to: try values.value(of: facet, using: &random)) }
        if let home = whole.home { object.home = self.place(named: home) }
        if let there = whole.destination { (object as? Exit)?.destination = try self.place(there, of: "to") }
        if let origin = prototype.origin {
            object.tags.insert(Prototype.tag(of: origin))
            prototypes.note(origin)
        }
        for held in whole.contents ?? [] {
            _ = try begin(held, in: object, depth: depth + 1, made: &made, using: &random)
        }
        return object
    }

    /// Empty is no place. Throws ``DataProblem`` when there is none of that name.
    private func place(_ name: String, of key: String) throws -> Object? {
        guard !name.isEmpty else { return nil }
        guard let place = place(named: name) else {
            throw DataProblem([key], "is \"\(name)\", which nothing in the world is called")
        }
        return place
    }

    // MARK: Bringing up to date

    /// What things of a prototype would become if they were brought up to date: nothing that is chosen anew each time.
    /// Tags, locks and what else it has said and says no more go where they are still as it said; a text or a saved
    /// property stays, for every thing has one.
    /// Throws ``DataProblem``.
    public func outdated(_ key: String) throws -> [PrototypeChange] {
        let facets = try prototypes.flattened(key).facets
        var values = PrototypeValues(facets, in: self)
        var random = SystemRandomNumberGenerator()
        var wanted: [(Facet, StoredValue)] = []
        for (facet, value) in facets where !value.isComputed {
            wanted.append((facet, try values.value(of: facet, using: &random)))
        }
        wanted.sort { $0.0.path < $1.0.path }
        let gone = prototypes.said(key).filter { facets[$0.key] == nil && $0.key.isAdded }.sorted {
            $0.key.path < $1.key.path
        }
        return tagged(Prototype.tag(of: key), Object.self).compactMap { object in
            var changes: [(Facet, StoredValue?)] = wanted.filter { !object.has($0.1, as: $0.0) }.map { ($0.0, $0.1) }
            changes += gone.filter { object.has($0.value, as: $0.key) }.map { ($0.key, nil) }
            return changes.isEmpty ? nil : PrototypeChange(prototype: key, object: object, facets: changes)
        }
    }

    /// Makes the changes. Throws ``DataProblem``: what a class cannot take.
    public func update(_ changes: [PrototypeChange]) throws {
        for change in changes where !change.object.isDeleted {
            for (facet, value) in change.facets { try change.object.set(facet, to: value) }
        }
        for key in Set(changes.map(\.prototype)) { prototypes.forgetSaid(key) }
    }
}

/// What of a thing is not as its prototype says.
public struct PrototypeChange {
    /// The key.
    public var prototype: String
    public var object: Object
    /// What they become; nil goes.
    public var facets: [(Facet, StoredValue?)]
}

extension Object {
    /// The key of the prototype it was made from.
    public final var prototypeKey: String? {
        tags.first { $0.hasPrefix("prototype:") }.map { String($0.dropFirst("prototype:".count)) }
    }

    /// Whether it is so, or was given it so.
    func has(_ value: StoredValue, as facet: Facet) -> Bool {
        self.value(of: facet) == value || wasGiven(value, as: facet)
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
    nonisolated public var facets: [Facet: PrototypeValue] {
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
        // What is the same as something plain is as plain.
        for (facet, value) in facets {
            var (value, steps) = (value, 0)
            while case .same(let other) = value, let next = facets[other], steps < facets.count {
                (value, steps) = (next, steps + 1)
            }
            if !value.isComputed { facets[facet] = value }
        }
        return facets
    }

    /// What a flattened prototype says of every thing alike.
    nonisolated var plainFacets: [Facet: StoredValue] {
        facets.compactMapValues { if case .plain(let value) = $0 { value } else { nil } }
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
        home = object.home?.placeName
        destination = (object as? Exit)?.destination?.placeName
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
