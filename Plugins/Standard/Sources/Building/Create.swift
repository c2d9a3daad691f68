import HearthKit

/// Makes a thing.
open class Create: BuildingCommand {
    open override class var key: String { "create" }
    open override class var switches: [String] { ["drop"] }
    open override class var help: String {
        """
        Usage: create <class> = <name>[;<alias>...][, <name>...]
               create <name>[;<alias>...][:<class>][, <name>...]
        Makes things, of that class, into your hands; with /drop where you are. Rooms are in no place, exits where you
        are. Without a class it is a plain Object.
        """
    }

    open override func run() async throws {
        let plans = try plans
        guard !plans.isEmpty else { throw usage }
        try mustHaveLeft(plans.count)
        for plan in plans {
            let place: Object? =
                plan.type is Room.Type ? nil : has("drop") || plan.type is Exit.Type ? try here : caller
            let thing = plan.type.create(plan.name, in: place) {
                $0.aliases = plan.aliases
                $0.home = caller.home
            }
            note(built: thing)
            tell(.created, Builder.values(of: thing))
        }
    }

    /// All of them are read before one is made.
    private var plans: [BuildingPlan<Object>] {
        get throws {
            guard rhs != nil else {
                return try lhsList.filter { !$0.isEmpty }.map { try plan($0, of: Object.self) }
            }
            let type = try entityClass(try required(lhs), of: Object.self)
            return try rhsList.filter { !$0.isEmpty }.map {
                let (name, aliases) = try names($0)
                return BuildingPlan(name: name, aliases: aliases, type: type)
            }
        }
    }
}
