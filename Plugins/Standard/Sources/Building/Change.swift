import HearthKit

/// Sets what one sees when looking at something.
open class Describe: BuildingCommand {
    open override class var key: String { "describe" }
    open override class var aliases: [String] { ["desc"] }
    open override class var switches: [String] { ["edit"] }
    open override class var help: String {
        """
        Usage: describe <text>
               describe <thing> = <text>
               describe/edit
               describe/edit <thing>
        Sets what one sees when looking at something; without a name, at where you are. Colours are welcome, and |w||/|n
        begins a new line. With /edit you write it line by line. A call of a native (see |wnatives|n) shows what it
        comes to: |wThe wheel stops at $roll(1, 36).|n
        """
    }

    open override func run() async throws {
        if has("edit") {
            let object = args.isEmpty ? try here : try object(args)
            try mustBeAllowed(object)
            return try edit(Description(of: Ref(object)))
        }
        let object = rhs == nil ? try here : try object(lhs)
        try mustBeAllowed(object)
        object.text = try required(rhs ?? args)
        tell(.described, ["name": object.description, "text": object.text])
        for problem in InlineCalls.problems(in: object.text) {
            tell(.nativeProblem, ["problem": Markup.escape("$\(problem)")])
        }
    }
}

/// Gives something another name.
open class Rename: BuildingCommand {
    open override class var key: String { "name" }
    open override class var aliases: [String] { ["rename"] }
    open override class var help: String {
        """
        Usage: name <thing> = <new name>[;<alias>...]
        Gives something another name.
        """
    }

    open override func run() async throws {
        let entity = try entity(lhs)
        try mustBeAllowed(entity)
        let (name, aliases) = try names(try required(rhs))
        let old = entity.description
        entity.name = entity is Account ? try AccountNames.check(name) : name
        if !aliases.isEmpty { entity.aliases = aliases }
        tell(.renamed, ["old": old, "name": entity.description])
    }
}

/// Other names of something.
open class Alias: BuildingCommand {
    open override class var key: String { "alias" }
    open override class var switches: [String] { ["delete"] }
    open override class var help: String {
        """
        Usage: alias <thing>
               alias <thing> = <name>, <name>
               alias <thing> =
               alias/delete <thing> [= <name>, <name>]
        Shows or sets the other names by which players may call something; /delete takes some away, or all.
        """
    }

    open override func run() async throws {
        let entity = try entity(lhs)
        if rhs != nil || has("delete") {
            try mustBeAllowed(entity)
            let names = rhsList.filter { !$0.isEmpty }
            if has("delete"), !names.isEmpty {
                let gone = Set(names.map { $0.lowercased() })
                entity.aliases.removeAll { gone.contains($0.lowercased()) }
            } else {
                entity.aliases = has("delete") ? [] : names
            }
        }
        let list = entity.aliases.isEmpty ? "-" : entity.aliases.joined(separator: ", ")
        tell(.aliasesAre, ["name": entity.description, "list": list])
    }
}

/// Puts something, or oneself, somewhere else.
open class Teleport: BuildingCommand {
    open override class var key: String { "teleport" }
    open override class var aliases: [String] { ["tel", "goto"] }
    open override class var switches: [String] { ["quiet", "tonone", "intoexit", "loc"] }
    open override class var help: String {
        """
        Usage: teleport <place>
               teleport <thing> = <place>
               teleport/tonone <thing>
        Puts you, or something, somewhere else. To go to somebody is to go to where they are, and to a way likewise, but
        with /intoexit into it. With /loc you go to where the place itself is. With /quiet nobody sees it happen; with
        /tonone the thing is nowhere then.
        """
    }

    open override func run() async throws {
        if has("tonone") { return try putNowhere(try object(args)) }
        let thing = rhs == nil ? caller : try object(lhs)
        let name = try required(rhs ?? lhs)
        var place = has("intoexit") ? try object(name) : try place(name)
        let isBeside = has("loc") || place is Character || place is Exit && !has("intoexit")
        if isBeside, let around = place.location { place = around }
        guard thing !== place else { throw Refusal(.insideItself) }
        if thing !== caller { try mustBeAllowed(thing, to: "teleport") }
        guard place.allows("teleport_here", by: caller) else {
            throw Refusal(.mayNotEnter, ["place": place.description])
        }
        if thing is Character, !has("quiet") {
            try thing.teleport(to: place)
        } else {
            try thing.move(to: place, by: .teleport)
            if !thing.sessions.isEmpty { thing.look() }
        }
        if thing !== caller { tell(.teleported, ["name": thing.description, "place": place.description]) }
    }

    private func putNowhere(_ thing: Object) throws {
        guard thing.sessions.isEmpty else { throw Refusal(.destroyPlayed, ["name": thing.name]) }
        try mustBeAllowed(thing, to: "teleport")
        thing.place(in: nil)
        tell(.teleportedNowhere, ["name": thing.description])
    }
}
