/// What a maker's `swift <code>` is compiled into: the body of ``run()``.
open class Snippet {
    /// Who typed it.
    public final let me: Object

    public required init(me: Object) { self.me = me }
    /// Ties plugins to this build of the kit; see ``KitBuild``.
    open func builtFor(_: any KitBuild) {}

    public final var here: Object? { me.location }
    public final var world: World { World.current }

    /// Looks a thing up as a player would, or by `#12`.
    public final func find(_ name: String) throws -> Object {
        if let id = EntityID(name), let object = world.entity(id) as? Object { return object }
        return try me.search(name)
    }

    open func run() async throws -> Any? { nil }
}
