import HearthKit

/// Makes a room, and ways to and from it.
open class Dig: BuildingCommand {
    open override class var key: String { "dig" }
    open override class var switches: [String] { ["teleport"] }
    open override class var help: String {
        """
        Usage: dig <room>[;<alias>...][:<class>]
               dig <room> = <way there>[;<alias>...][:<class>][, <way back>[;<alias>...][:<class>]]
        Makes a room and the ways to and from it: |wdig A cave = north;n:Gate, south;s|n. With /teleport you go there.
        """
    }

    open override func run() async throws {
        let plan = try plan(try required(lhs), of: Room.self)
        // Both ways are read before anything is made.
        let ways = try rhsList.map { try $0.isEmpty ? nil : self.plan($0, of: Exit.self) }
        let from = try here
        if let there = ways.first ?? nil { try mustBeFree(there.name, in: from) }
        try mustHaveLeft(1 + ways.prefix(2).count { $0 != nil })
        let room = dig(plan)
        if let there = ways.first ?? nil { open(there, from: from, to: room) }
        if ways.count > 1, let back = ways[1] { open(back, from: room, to: from) }
        if has("teleport") { try caller.teleport(to: room) }
    }
}

/// Makes a way out of where one is.
open class Open: BuildingCommand {
    open override class var key: String { "open" }
    open override class var help: String {
        """
        Usage: open <way>[;<alias>...][:<class>] = <room>
               open <way>[;<alias>...][:<class>] = <room>, <way back>[;<alias>...][:<class>]
        Makes a way from here to a room that there is, and a way back.
        """
    }

    open override func run() async throws {
        guard let target = rhsList.first else { throw usage }
        let there = try plan(lhs, of: Exit.self)
        let back = rhsList.count > 1 ? try plan(rhsList[1], of: Exit.self) : nil
        let room = try place(target)
        let from = try here
        try mustBeFree(there.name, in: from)
        try mustHaveLeft(back == nil ? 1 : 2)
        open(there, from: from, to: room)
        if let back { open(back, from: room, to: from) }
    }
}

/// Makes a room in one of the directions.
open class Tunnel: BuildingCommand {
    open override class var key: String { "tunnel" }
    open override class var aliases: [String] { ["tun"] }
    open override class var switches: [String] { ["oneway", "teleport"] }
    open override class var help: String {
        """
        Usage: tunnel <direction>
               tunnel <direction> = <room>[;<alias>...][:<class>]
        Makes a room that lies in that direction, with the way back (not with /oneway). Directions are n, ne, e, se, s,
        sw, w, nw, up, down, in and out.
        """
    }

    open override func run() async throws {
        guard let there = Compass(typed: lhs) else {
            throw Refusal(.tunnelWhere, ["list": English.list(Compass.allCases.map(\.rawValue), and: "or")])
        }
        let from = try here
        try mustBeFree(there.rawValue, in: from)
        let plan = try plan(rhs.flatMap { $0.isEmpty ? nil : $0 } ?? "A new place", of: Room.self)
        try mustHaveLeft(has("oneway") ? 2 : 3)
        let room = dig(plan)
        open(.init(name: there.rawValue, aliases: [there.short], type: Exit.self), from: from, to: room)
        if !has("oneway") {
            let back = there.back
            open(.init(name: back.rawValue, aliases: [back.short], type: Exit.self), from: room, to: from)
        }
        if has("teleport") { try caller.teleport(to: room) }
    }
}

/// Lets a way lead somewhere else.
open class Link: BuildingCommand {
    open override class var key: String { "link" }
    open override class var help: String {
        """
        Usage: link <way> = <room>
        Lets a way lead there.
        """
    }

    open override func run() async throws {
        let exit = try caller.search(try required(lhs), for: Exit.self)
        try mustBeAllowed(exit)
        let room = try place(try required(rhs))
        exit.destination = room
        tell(.linked, ["exit": exit.description, "to": room.description])
    }
}

/// What is to be made, as it is typed: `a brass gate;gate;brass:Gate`.
struct BuildingPlan<T: Object> {
    var name: String
    var aliases: [String]
    var type: T.Type
}

extension BuildingCommand {
    /// Throws a ``Refusal`` when there is no name, or no such class.
    final func plan<T: Object>(_ typed: String, of base: T.Type) throws -> BuildingPlan<T> {
        let parts = typed.split(separator: ":", maxSplits: 1).map { String($0.trimmingSpaces) }
        let (name, aliases) = try names(parts.first ?? "")
        return BuildingPlan(
            name: name, aliases: aliases, type: parts.count > 1 ? try entityClass(parts[1], of: base) : base)
    }

    fileprivate func dig(_ plan: BuildingPlan<Room>) -> Room {
        let room = plan.type.create(plan.name) { $0.aliases = plan.aliases }
        note(built: room)
        tell(.dug, ["name": room.description])
        return room
    }

    fileprivate func mustBeFree(_ name: String, in place: Object) throws { try builder.mustBeFree(name, in: place) }

    fileprivate func open(_ way: BuildingPlan<Exit>, from: Object, to room: Object) {
        let exit = builder.open((way.name, way.aliases), of: way.type, from: from, to: room)
        tell(.opened, ["exit": exit.description, "from": from.name, "to": room.name])
    }
}
