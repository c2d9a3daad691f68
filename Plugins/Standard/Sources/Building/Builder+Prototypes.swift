import HearthKit

// What a builder may do with prototypes: what the command `spawn` and its menu share.

extension Builder {
    private var world: World { character.world }

    func prototype(_ key: String) throws -> Prototype {
        if let prototype = world.prototypes[key] { return prototype }
        let near = Suggestions.for(key, in: world.prototypes.keys)
        let values = ["key": Markup.escape(key), "near": English.list(near, and: "or")]
        throw Refusal(near.isEmpty ? .noPrototype : .noPrototypeNear, values)
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
        let problems = world.prototypes.problems(of: prototype)
        guard problems.isEmpty else {
            throw Refusal(Markup.escape(problems.map(\.description).joined(separator: "\n"), keepingNewlines: true))
        }
        try mustGiveNoMore(than: prototype)
        try world.prototypes.save(prototype)
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

    /// A prototype as it is written in a line: `["name": "a rock", "tags": ["heavy"]]`.
    static func prototype(_ key: String, written: String) throws -> Prototype {
        do {
            return try Prototype(key: key, try ValueLiteral.read(written))
        } catch let bad as ValueLiteral.Problem {
            throw Refusal(.literalBad, ["reason": bad.reason, "place": Markup.escape(bad.place)])
        } catch { throw Refusal(Markup.escape("\(error)", keepingNewlines: true)) }
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
