import HearthKit

/// Makes a thing.
open class Create: BuildingCommand {
    open override class var key: String { "create" }
    open override class var switches: [String] { ["drop"] }
    open override class var help: String {
        """
        Usage: create <class> = <name>[;<alias>...]
               create <name>[;<alias>...][:<class>]
        Makes a thing of that class, into your hands; with /drop where you are. Rooms are in no place, exits where you
        are. Without a class it is a plain Object.
        """
    }

    open override func run() async throws {
        let (typed, className) = try nameAndClass
        let type = try className.map { try entityClass($0, of: Object.self) } ?? Object.self
        let (name, aliases) = try names(typed)
        let place: Object? = type is Room.Type ? nil : has("drop") || type is Exit.Type ? try here : caller
        try mustHaveLeft(1)
        let thing = type.create(name, in: place) {
            $0.aliases = aliases
            $0.home = caller.home
        }
        note(built: thing)
        tell(.created, ["name": thing.description, "class": self.className(thing)])
    }

    private var nameAndClass: (name: String, className: String?) {
        get throws {
            if let rhs { return (try required(rhs), try required(lhs)) }
            let parts = args.split(separator: ":", maxSplits: 1).map { String($0.trimmingSpaces) }
            return (try required(parts.first), parts.count > 1 ? parts[1] : nil)
        }
    }
}
