import HearthKit

/// Somebody who builds: what they may change, how they name things, how much they may make. What building commands and
/// menus share.
public struct Builder {
    public let character: Object
    public let account: Account?

    private var world: World { character.world }

    /// Who builds through a session. Throws a ``Refusal`` when that is nobody, or nobody who may.
    public static func of(_ session: Session) throws -> Builder {
        guard let character = session.puppet else { throw Refusal(.needsCharacter) }
        let locks: Locks = "build: perm(Builder)"
        guard locks.check("build", accessor: character, accessed: nil) else { throw Refusal(.mayNotBuild) }
        return Builder(character: character, account: session.account)
    }

    /// What is named: around the builder, `#12`, an account by `*name`, and at last anything in the world by its whole
    /// name. Throws a ``Refusal``.
    public func entity(_ name: String) throws -> Entity {
        switch SearchPhrase(name).target {
        case .id(let number):
            guard let entity = world.entity(EntityID(rawValue: Int64(number))) else {
                throw Refusal(.notFoundAnywhere, ["what": "#\(number)"])
            }
            return entity
        case .account: return try world.player(named: name)
        default: return try object(name)
        }
    }

    /// As ``entity(_:)``, for what can be somewhere.
    public func object(_ name: String) throws -> Object {
        do {
            return try character.search(name)
        } catch {
            let query = NameQuery(name)
            let named = world.all(Object.self).filter { query.match($0.name, aliases: $0.aliases) == .exact }
            if named.count == 1 { return named[0] }
            guard named.count > 1 else { throw error }
            let choices = named.prefix(10).map(\.description)
            throw Refusal(.whichOne, ["choices": English.list(choices, and: "or")])
        }
    }

    /// As ``object(_:)``, where a room is wanted: one of that whole name comes before all else that answers to it.
    public func place(_ name: String) throws -> Object {
        guard case .name = SearchPhrase(name).target else { return try object(name) }
        let rooms = world.named(name, as: Room.self)
        guard rooms.count > 1 else { return try rooms.first ?? object(name) }
        throw Refusal(.whichOne, ["choices": English.list(rooms.prefix(10).map(\.description), and: "or")])
    }

    /// Throws a ``Refusal`` when the builder may not change it: accounts are for developers, and nobody changes what
    /// belongs to somebody above them.
    public func mustBeAllowed(_ entity: Entity, to access: String = "edit") throws {
        guard entity.allows(access, by: character) else {
            throw Refusal(.mayNotEdit, ["name": entity.description])
        }
        guard !entity.standsAbove(character) else { throw Refusal(.standsAbove, ["name": entity.name]) }
    }

    /// Names as they are typed: `a brass lantern;lamp;lantern`. Nil when there is none.
    public static func names(_ typed: String) -> (name: String, aliases: [String])? {
        let parts = typed.split(separator: ";").map { String($0.trimmingSpaces) }.filter { !$0.isEmpty }
        return parts.first.map { ($0, Array(parts.dropFirst())) }
    }

    // MARK: Making

    /// What a text says of something and its class, or another: `{name}`, `{a} {class}`.
    static func values(of entity: Entity, class other: String? = nil) -> [String: String] {
        let name = other ?? "\(type(of: entity))"
        return ["name": entity.description, "a": English.article(for: name), "class": name]
    }

    /// Throws the ``Refusal`` of more things than the account may make. Those from Admin on make what they like.
    public func mustHaveLeft(_ count: Int) throws {
        guard let limited else { return }
        limited.built.removeAll(where: \.isDeleted)
        let most = Game.current?.limits.objects ?? 0
        guard limited.built.count + count <= most else {
            throw Refusal(.builtTooMany, ["count": "\(limited.built.count)", "most": "\(most)"])
        }
    }

    /// Notes what was made, to hold it against the limit.
    public func note(built object: Object) { limited?.built.append(object) }

    /// The account that it counts for; nil when there is no limit.
    private var limited: Account? {
        guard let account, (Game.current?.limits.objects ?? 0) > 0 else { return nil }
        return account.rank < PermissionLevel.admin.rawValue ? account : nil
    }

    /// Throws the ``Refusal`` of a way that would have another's name.
    public func mustBeFree(_ name: String, in place: Object) throws {
        let isTaken = place.contents.contains { $0 is Exit && $0.name.lowercased() == name.lowercased() }
        if isTaken { throw Refusal(.exitExists, ["name": name]) }
    }

    /// Makes a way.
    public func open(
        _ way: (name: String, aliases: [String]), of type: Exit.Type = Exit.self, from place: Object, to room: Object
    ) -> Exit {
        let exit = type.create(way.name, in: place) {
            $0.aliases = way.aliases
            $0.destination = room
        }
        note(built: exit)
        return exit
    }

    // MARK: Values

    /// Throws a ``Refusal`` where a lock keeps a saved property or attribute from the builder.
    func mustBeAllowed(_ access: String, _ field: String, of entity: Entity) throws {
        guard entity.allows(access, field: field, by: character) else {
            throw Refusal(.fieldLocked, ["name": entity.description, "field": Markup.escape(field)])
        }
    }

    /// A value as it is typed: see ``ValueLiteral``. Throws a ``Refusal``.
    static func value(_ typed: String) throws -> StoredValue {
        do { return try ValueLiteral.read(typed) } catch {
            throw Refusal(.literalBad, ["reason": error.reason, "place": Markup.escape(error.place)])
        }
    }

    /// Sets a saved property of `entity` by name, or an attribute where there is none, to a value as it is typed: see
    /// ``ValueLiteral``. Throws a ``Refusal``.
    func set(_ field: String, of entity: Entity, to typed: String) throws {
        try set(field, of: entity, to: try value(typed))
    }

    /// The same, which the builder may use. Throws a ``Refusal``.
    func value(_ typed: String) throws -> StoredValue {
        let value = try Self.value(typed)
        if case .reference(let id) = value {
            guard let target = world.entity(id) else { throw Refusal(.notFoundAnywhere, ["what": "\(id)"]) }
            // An account holds permissions: who gives it away gives those.
            if target is Account, !character.isDeveloperNow { throw Refusal(.fieldAccount) }
        }
        return value
    }

    func set(_ field: String, of entity: Entity, to value: StoredValue) throws {
        try mustBeAllowed("attredit", field, of: entity)
        do {
            try entity.setStored(field, value)
        } catch let problem as NotStored {
            throw Refusal(
                .fieldWrongType,
                ["field": field, "value": Markup.escape("\(value)"), "reason": Markup.escape(problem.description)])
        }
    }

    /// Adds rules to the locks of `entity`. Gives back what a builder should know of them. Throws a ``Refusal``.
    func addLocks(_ typed: String, to entity: Entity) throws -> [String] {
        let texts = entity.world.texts
        do {
            let locks = try Locks(parsing: typed)
            entity.locks.add(locks)
            let unknown = locks.unknownFunctions
            let known = Set(type(of: entity).defaultLocks.accessTypes)
            let mistyped = locks.accessTypes.compactMap { nearAccess($0, besides: known) }
            return mistyped + (unknown.isEmpty ? [] : [texts[.lockUnknown, ["list": English.list(unknown)]]])
                + locks.nativeProblems.map { texts[.nativeProblem, ["problem": Markup.escape("\($0)")]] }
        } catch {
            throw Refusal(Markup.escape("\(error)"))
        }
    }

    /// What may have been meant by a type of access that is unknown; nil when it is known, or like none.
    private func nearAccess(_ access: String, besides known: Set<String>) -> String? {
        let near = AccessType.suggestions(for: access, besides: known)
        guard !near.isEmpty else { return nil }
        let values = ["access": Markup.escape(access), "near": English.list(near, and: "or")]
        return world.texts[.lockAccessNear, values]
    }

    /// What a builder should know of a type of access that neither locks nor the table of defaults have; nil when one
    /// of them does.
    func remark(onAccess access: String, of entity: Entity) -> String? {
        let known = Set(AccessType.standard.keys)
            .union(type(of: entity).defaultLocks.accessTypes).union(entity.locks.accessTypes)
        let isOfField = access.hasPrefix("attrread_") || access.hasPrefix("attredit_")
        guard !known.contains(access), !isOfField else { return nil }
        return nearAccess(access, besides: known) ?? world.texts[.lockAccessNone, ["access": Markup.escape(access)]]
    }
}

extension Object {
    /// Whether it may do what developers do: its account's permissions unless quelled.
    var isDeveloperNow: Bool {
        Locks("do: perm(Developer)").check("do", accessor: self, accessed: nil)
    }
}
