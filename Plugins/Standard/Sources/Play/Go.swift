import HearthKit

/// Goes through an exit. Its name alone does the same.
open class Go: Command {
    open override class var key: String { "go" }
    open override class var aliases: [String] { ["walk"] }
    open override class var help: String {
        """
        Usage: go <way>
        Goes that way. The name of the way is enough: |wnorth|n.
        """
    }

    open override func run() async throws {
        guard !args.isEmpty else { throw Refusal(.goWhere) }
        let exit = try caller.search(args, for: Exit.self, in: [here])
        try exit.traverse(caller)
    }
}

/// Goes back to where one belongs.
open class Home: Command {
    open override class var key: String { "home" }
    open override class var locks: Locks { "cmd: perm(Builder) or perm(home)" }
    open override class var help: String {
        """
        Usage: home
        Takes you to where you belong.
        """
    }

    open override func run() async throws {
        guard let home = caller.home ?? world.startRoom else { throw Refusal(.nowhere) }
        guard home !== caller.location else { throw Refusal(.homeAlready) }
        try caller.teleport(to: home)
    }
}

extension Object {
    /// Moves without walking: those who are left behind and those who are joined read of it.
    func teleport(to place: Object) throws {
        let old = location
        try move(to: place, by: .teleport)
        old?.announce(.vanishes, from: self)
        place.announce(.appears, from: self, toSelf: false)
        look()
    }
}
