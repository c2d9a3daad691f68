import HearthKit

/// Lets a way lead nowhere.
open class Unlink: BuildingCommand {
    open override class var key: String { "unlink" }
    open override class var help: String {
        """
        Usage: unlink <way>
        Lets a way lead nowhere until it is |wlink|ned again.
        """
    }

    open override func run() async throws {
        let exit = try caller.search(try required(args), for: Exit.self)
        try mustBeAllowed(exit)
        exit.destination = nil
        tell(.unlinked, ["exit": exit.description])
    }
}

/// Where something belongs.
open class SetHome: BuildingCommand {
    open override class var key: String { "sethome" }
    open override class var help: String {
        """
        Usage: sethome <thing>
               sethome <thing> = <place>
        Shows or sets where something goes when the place it is in ends, and where |whome|n leads.
        """
    }

    open override func run() async throws {
        let object = try object(lhs)
        if let rhs {
            try mustBeAllowed(object)
            let home = try place(try required(rhs))
            guard home !== object else { throw Refusal(.insideItself) }
            object.home = home
        }
        let values = ["name": object.description, "home": object.home?.description ?? ""]
        tell(object.home == nil ? .homeNone : .homeIs, values)
    }
}
