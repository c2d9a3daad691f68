import HearthKit

/// Shows text to somebody, or to all in a place, as it is.
open class Emit: BuildingCommand {
    open override class var key: String { "emit" }
    open override class var aliases: [String] { ["remit", "pemit"] }
    open override class var category: String { "Running the game" }
    open override class var switches: [String] { ["room", "contents", "accounts", "all"] }
    open override class var help: String {
        """
        Usage: emit <text>                          to all where you are
               emit <name>[, <name>] = <text>       to those people; a thing's name means all in it
               emit/room <place>[, ...] = <text>    to all in those rooms, and to nothing else (|wremit|n)
               emit/accounts <name>[, ...] = <text> to those who are played, and to nobody else (|wpemit|n)
               emit/contents <name>[, ...] = <text> to those, and to all that is in them
               emit/all = <text>                    to everybody (Admin)
        Shows text as it is, with nobody's name to it. Colours are welcome.
        """
    }

    open override func run() async throws {
        if has("all") { return try emitToAll(try required(rhs ?? args)) }
        let (toRooms, toPlayers) = (has("room") || call.word == "remit", has("accounts") || call.word == "pemit")
        guard let rhs else {
            guard !toPlayers else { throw usage }
            return try here.announce(try required(args))
        }
        let targets = try lhsList.filter { !$0.isEmpty }.map(object)
        guard !targets.isEmpty else { throw usage }
        let text = try required(rhs)
        for target in targets {
            let values = ["name": target.description]
            if toRooms, !(target is Room) { throw Refusal(.emitNoRoom, values) }
            if toPlayers, target.sessions.isEmpty { throw Refusal(.emitNobody, values) }
            guard target.allows("tell", by: caller) else { throw Refusal(.mayNotTell, values) }
        }
        for target in targets {
            if has("contents") {
                target.send(text)
                target.announce(text)
            } else if toRooms || target.sessions.isEmpty {
                target.announce(text)
            } else {
                target.send(text)
            }
        }
        tell(.emitted, ["count": English.list(targets.map(\.description))])
    }

    private func emitToAll(_ text: String) throws {
        guard caller.rank >= PermissionLevel.admin.rawValue else { throw Refusal(.mayNotEdit, ["name": "that"]) }
        let sessions = Game.current?.sessions.values.filter { $0.puppet != nil } ?? []
        for session in sessions { session.send(text) }
        tell(.emitted, ["count": "\(sessions.count)"])
    }
}
