import HearthKit

/// A command for those who build the world from inside it.
open class BuildingCommand: Command {
    open override class var category: String { "Building" }
    open override class var locks: Locks { "cmd: perm(Builder)" }

    /// What a builder names: around them, `#12`, an account by `*name`, and at last anything in the world by its
    /// whole name. Throws a ``Refusal``.
    public final func entity(_ typed: String) throws -> Entity {
        let name = try required(typed)
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
    public final func object(_ typed: String) throws -> Object {
        let name = try required(typed)
        do {
            return try caller.search(name)
        } catch {
            let query = NameQuery(name)
            let named = world.all(Object.self).filter { query.match($0.name, aliases: $0.aliases) == .exact }
            if named.count == 1 { return named[0] }
            guard named.count > 1 else { throw error }
            let choices = named.prefix(10).map(\.description)
            throw Refusal(.whichOne, ["choices": English.list(choices, and: "or")])
        }
    }

    /// Throws a ``Refusal`` when the caller may not change it: accounts are for developers, and nobody changes what
    /// belongs to somebody above them.
    public final func mustBeAllowed(_ entity: Entity, to access: String = "edit") throws {
        let isAllowed = entity.allows(access, by: caller, default: !(entity is Account) || caller.isDeveloperNow)
        guard isAllowed else { throw Refusal(.mayNotEdit, ["name": entity.description]) }
        guard !entity.standsAbove(caller) else { throw Refusal(.standsAbove, ["name": entity.name]) }
    }

    /// Names as they are typed: `a brass lantern;lamp;lantern`.
    public final func names(_ typed: String) throws -> (name: String, aliases: [String]) {
        let parts = typed.split(separator: ";").map { String($0.trimmingSpaces) }.filter { !$0.isEmpty }
        guard let name = parts.first else { throw usage }
        return (name, Array(parts.dropFirst()))
    }

    /// A class by name that is a kind of `base`. Throws a ``Refusal`` with what may have been meant.
    public final func entityClass<T: Entity>(_ name: String, of base: T.Type) throws -> T.Type {
        if let type = world.classes.entityType(named: name) as? T.Type { return type }
        let known = world.classes.entityClassNames.filter { world.classes.entityType(named: $0) is T.Type }
            .compactMap { $0.split(separator: ".").last.map(String.init) }
        let near = Suggestions.for(name, in: known)
        let values = ["name": Markup.escape(name), "near": English.list(near, and: "or")]
        throw Refusal(near.isEmpty ? .noClass : .noClassNear, values)
    }

    /// Throws the ``Refusal`` of more things than the account may make. Those from Admin on make what they like.
    public final func mustHaveLeft(_ count: Int) throws {
        guard let builder else { return }
        builder.built.removeAll(where: \.isDeleted)
        let most = Game.current?.limits.objects ?? 0
        guard builder.built.count + count <= most else {
            throw Refusal(.builtTooMany, ["count": "\(builder.built.count)", "most": "\(most)"])
        }
    }

    /// Notes what was made, to hold it against the limit.
    public final func note(built object: Object) { builder?.built.append(object) }

    /// Whose account it counts for; nil when there is no limit.
    private var builder: Account? {
        guard let account = call.account, (Game.current?.limits.objects ?? 0) > 0 else { return nil }
        return account.rank < PermissionLevel.admin.rawValue ? account : nil
    }

    /// The name of an entity's class without that of its plugin.
    public final func className(_ entity: Entity) -> String { "\(type(of: entity))" }
}

extension Object {
    /// Whether it may do what developers do: its account's permissions unless quelled.
    var isDeveloperNow: Bool {
        Locks("do: perm(Developer)").check("do", accessor: self, accessed: nil)
    }
}
