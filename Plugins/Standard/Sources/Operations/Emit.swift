import HearthKit

/// Shows text to somebody, or to all in a place, as it is.
open class Emit: BuildingCommand {
    open override class var key: String { "emit" }
    open override class var aliases: [String] { ["remit", "pemit"] }
    open override class var category: String { "Running the game" }
    open override class var switches: [String] { ["room", "contents", "all"] }
    open override class var help: String {
        """
        Usage: emit <text>                    to all where you are
               emit <name>[, <name>] = <text> to those people; a place's name means all in it
               emit/all = <text>              to everybody (Admin)
        Shows text as it is, with nobody's name to it. Colours are welcome.
        """
    }

    open override func run() async throws {
        if has("all") {
            guard caller.rank >= PermissionLevel.admin.rawValue else { throw Refusal(.mayNotEdit, ["name": "that"]) }
            let text = try required(rhs ?? args)
            let sessions = Game.current?.sessions.values.filter { $0.puppet != nil } ?? []
            for session in sessions { session.send(text) }
            return tell(.emitted, ["count": "\(sessions.count)"])
        }
        guard let rhs else { return try here.announce(try required(args)) }
        let targets = try lhsList.filter { !$0.isEmpty }.map(object)
        guard !targets.isEmpty else { throw usage }
        let text = try required(rhs)
        for target in targets {
            if target.sessions.isEmpty { target.announce(text) } else { target.send(text) }
        }
        tell(.emitted, ["count": English.list(targets.map(\.description))])
    }
}
