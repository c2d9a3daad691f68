import HearthKit

/// A command for those who build the world from inside it.
open class BuildingCommand: Command {
    open override class var category: String { "Building" }
    /// Builders have it, and whom its name was given as a permission: `perm bob = dig`.
    open override class var locks: Locks { Locks(stringLiteral: "cmd: perm(\(key)) or perm(Builder)") }

    /// Who types it, as one who builds.
    public final var builder: Builder { Builder(character: caller, account: call.account) }

    /// What a builder names: around them, `#12`, an account by `*name`, and at last anything in the world by its
    /// whole name. Throws a ``Refusal``.
    public final func entity(_ typed: String) throws -> Entity { try builder.entity(try required(typed)) }

    /// As ``entity(_:)``, for what can be somewhere.
    public final func object(_ typed: String) throws -> Object { try builder.object(try required(typed)) }

    /// The same, where a room is wanted: see ``Builder/place(_:)``.
    public final func place(_ typed: String) throws -> Object { try builder.place(try required(typed)) }

    /// Throws a ``Refusal`` when the caller may not change it: accounts are for developers, and nobody changes what
    /// belongs to somebody above them.
    public final func mustBeAllowed(_ entity: Entity, to access: String = "edit") throws {
        try builder.mustBeAllowed(entity, to: access)
    }

    /// Names as they are typed: `a brass lantern;lamp;lantern`.
    public final func names(_ typed: String) throws -> (name: String, aliases: [String]) {
        guard let names = Builder.names(typed) else { throw usage }
        return names
    }

    /// A class by name that is a kind of `base`. Throws a ``Refusal`` with what may have been meant.
    public final func entityClass<T: Entity>(_ name: String, of base: T.Type) throws -> T.Type {
        if let type = world.classes.entityType(named: name) as? T.Type { return type }
        let known = world.classes.entityClassNames.filter { world.classes.entityType(named: $0) is T.Type }
            .compactMap { $0.split(separator: ".").last.map(String.init) }
        let near = Suggestions.for(name, in: known)
        throw Refusal(
            near.isEmpty ? .noClass : .noClassNear, ["name": Markup.escape(name)], worded: ["near": .any(near)])
    }

    /// Throws the ``Refusal`` of more things than the account may make. Those from Admin on make what they like.
    public final func mustHaveLeft(_ count: Int) throws { try builder.mustHaveLeft(count) }

    /// Notes what was made, to hold it against the limit.
    public final func note(built object: Object) { builder.note(built: object) }

    /// The name of an entity's class without that of its plugin.
    public final func className(_ entity: Entity) -> String { "\(type(of: entity))" }
}
