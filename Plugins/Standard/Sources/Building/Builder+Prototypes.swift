import HearthKit

// What a builder may do with prototypes: what the command `spawn` and its menu share.

extension Builder {
    private var world: World { character.world }

    func prototype(_ key: String) throws -> Prototype {
        if let prototype = world.prototypes[key] { return prototype }
        let near = Suggestions.for(key, in: world.prototypes.keys)
        throw Refusal(
            near.isEmpty ? .noPrototype : .noPrototypeNear, ["key": Markup.escape(key)], worded: ["near": .any(near)])
    }

    func mustBeAllowed(_ access: String, _ prototype: Prototype) throws {
        let locks = Locks(stringLiteral: prototype.access)
        guard locks.check(access, accessor: character, accessed: nil, default: true) else {
            throw Refusal(.mayNotEdit, ["name": prototype.key])
        }
    }

    /// Keeps a prototype, over one of the same key. Throws a ``Refusal`` with all that is wrong with it.
    func save(_ prototype: Prototype) throws {
        if let old = world.prototypes[prototype.key] { try mustBeAllowed("edit", old) }
        try mustBeMakeable(prototype)
        try world.prototypes.save(prototype)
    }

    /// Throws a ``Refusal`` with all that is wrong with a prototype that somebody wrote, or gives by it what they could
    /// not give otherwise.
    func mustBeMakeable(_ prototype: Prototype) throws {
        let problems = world.prototypes.problems(of: prototype)
        guard problems.isEmpty else {
            throw Refusal(Markup.escape(problems.map(\.description).joined(separator: "\n"), keepingNewlines: true))
        }
        try mustGiveNoMore(than: prototype)
    }

    /// What is made from it has the permissions that it names, and those of accounts that it holds: nobody gives what
    /// they could not give by `perm` and `set`.
    private func mustGiveNoMore(than prototype: Prototype) throws {
        let whole = try Self.asRefusal { try world.prototypes.flattened(prototype) }
        let given = PermissionLevel.highest(of: whole.permissions ?? [])
        if let given, given.rawValue >= character.rank, character.rank < PermissionLevel.developer.rawValue {
            throw Refusal(.permissionTooHigh)
        }
        let values = Array(whole.fields.values) + whole.attributes.values
        if !character.isDeveloperNow, values.contains(where: { $0.data.holdsAccount }) { throw Refusal(.fieldAccount) }
        for held in whole.contents ?? [] { try mustGiveNoMore(than: held) }
    }

    /// Makes one, where the builder is or in no place.
    func spawn(_ prototype: Prototype, in place: Object?) throws -> Object {
        try mustBeAllowed("spawn", prototype)
        try mustHaveLeft(1)
        let named = try place == nil ? Self.asRefusal { try world.prototypes.flattened(prototype) }.location : nil
        if let there = named.flatMap({ world.place(named: $0) }),
            !there.allows("teleport_here", by: character, default: true)
        {
            throw Refusal(.mayNotEnter, ["place": there.name])
        }
        let thing = try Self.asRefusal { try world.spawn(prototype, in: place) }
        note(built: thing)
        return thing
    }

    /// What is wrong with data, in the words that a builder can mend it by.
    static func asRefusal<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch let problem as DataProblem {
            throw Refusal(.spawnProblem, ["problem": Markup.escape(problem.description)])
        }
    }

    /// A prototype as it is written in a line: `["name": "a rock", "tags": ["heavy"]]`, or
    /// `{ name: a rock, tags: [heavy] }`. What it calls `key` is the name, as other games have it.
    static func prototype(_ key: String, written: String) throws -> Prototype {
        var data = try value(written)
        if case .map(var map) = data, let name = map.removeValue(forKey: "key") {
            map["name"] = map["name"] ?? name
            data = .map(map)
        }
        do { return try Prototype(key: key, data) } catch { throw Refusal(Markup.escape("\(error)", keepingNewlines: true)) }
    }
}

extension StoredValue {
    /// Whether an account is in it, at any depth.
    fileprivate var holdsAccount: Bool {
        switch self {
        case .reference(let id): World.current.entity(id) is Account
        case .list(let values): values.contains(where: \.holdsAccount)
        case .map(let values): values.values.contains(where: \.holdsAccount)
        default: false
        }
    }
}
