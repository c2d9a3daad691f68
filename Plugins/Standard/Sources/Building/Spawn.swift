import HearthKit

/// Makes things from prototypes, and looks after those.
open class Spawn: BuildingCommand {
    open override class var key: String { "spawn" }
    open override class var switches: [String] {
        ["list", "search", "show", "raw", "examine", "save", "delete", "update", "noloc", "olc", "menu", "edit"]
    }
    open override class var help: String {
        """
        Usage: spawn <prototype>
               spawn/noloc <prototype>
               spawn ["class": "Lantern", "name": "a lamp", "fields": ["oil": 3]]
               spawn/list
               spawn/search <word>
               spawn/show <prototype>
               spawn/raw <prototype>
               spawn/examine <thing>
               spawn/save <key> = <thing>
               spawn/save <key> = ["name": "a rock", "tags": ["heavy"], "location": "quay"]
               spawn/delete <key>
               spawn/update <prototype>
               spawn/olc <key>
        Makes a thing from a prototype, or from what is written, where the prototype says or else where you are, with
        /noloc in no place. Written, { class: Lantern, name: a lamp } will do too. /list and /search tell which there are,
        /show what one says with all that it inherits, /raw what it says itself, /examine what would make a thing that
        there is. /save keeps what a thing is, or what is written, under a key, /delete forgets it again; prototypes
        of files are changed there. /update brings the things that were made from one up to date, after asking: what the
        prototype says no more goes, where nobody has changed it.
        /olc (or /menu, /edit) shows one, or begins one, as a menu.
        """
    }

    open override func run() async throws {
        switch parsed.switches.first {
        case "list": try list(matching: args)
        case "search": try list(matching: try required(args))
        case "show": try show(inherited: true)
        case "raw": try show(inherited: false)
        case "examine": tell(Self.page(Prototype(from: try object(args)), title: "(none)"))
        case "save": try save()
        case "delete": try delete()
        case "update": try await update()
        case "olc", "menu", "edit": try edit(try required(args))
        default: try spawn()
        }
    }

    // MARK: Making

    private func spawn() throws {
        let wanted = try required(args)
        let isWritten = wanted.hasPrefix("[") || wanted.hasPrefix("{")
        var prototype = isWritten ? try Builder.prototype("", written: wanted) : try builder.prototype(wanted)
        if isWritten { try builder.mustBeMakeable(prototype) }
        // Empty is no place, over what its parents say.
        if has("noloc") { prototype.location = "" }
        let isPlaced = try Builder.asRefusal { try world.prototypes.flattened(prototype) }.location != nil
        let thing = try builder.spawn(prototype, in: isPlaced ? nil : try here)
        tell(.spawned, Builder.values(of: thing))
    }

    private func update() async throws {
        let prototype = try builder.prototype(try required(args))
        try builder.mustBeAllowed("edit", prototype)
        let changes = try Builder.asRefusal { try world.outdated(prototype.key) }
        guard !changes.isEmpty else { return tell(.spawnUpToDate, ["key": prototype.key]) }
        let lines = changes.prefix(Find.mostShown).map { change in
            "  \(change.object): " + change.facets.map { "\($0.0.path) = \($0.1.map { Markup.escape($0.words) } ?? "-")" }
                .joined(separator: ", ")
        }
        tell(lines.joined(separator: "\n"))
        guard try await confirm(world.texts[.spawnUpdateAsk, ["count": "\(changes.count)"]]) else {
            return tell(.spawnUpdateNot)
        }
        // The world went on while the question stood.
        let now = try Builder.asRefusal { try world.outdated(prototype.key) }
        for change in now { try mustBeAllowed(change.object) }
        try Builder.asRefusal { try world.update(now) }
        tell(.spawnUpdated, ["count": "\(now.count)"])
    }

    // MARK: Showing

    private func list(matching word: String) throws {
        let all = world.prototypes.keys.compactMap { world.prototypes[$0] }
        let found = all.filter { prototype in
            let texts = [prototype.key, prototype.about, prototype.className ?? ""] + prototype.tags + prototype.parents
            return word.isEmpty || texts.contains { $0.lowercased().contains(word.lowercased()) }
        }
        guard !found.isEmpty else { throw Refusal(.spawnNone) }
        var table = TextTable("Key", "Class", "Inherits from", "From", "About")
        for prototype in found {
            let isInFile = world.prototypes.files[prototype.key] != nil
            let className = (try? world.prototypes.flattened(prototype))?.className?.split(separator: ".").last
            table.add(
                prototype.key, className.map(String.init) ?? "Object", prototype.parents.joined(separator: ", "),
                isInFile ? "a file" : "the game", Markup.escape(prototype.about))
        }
        tell(table.text)
    }

    private func show(inherited: Bool) throws {
        let prototype = try builder.prototype(try required(args))
        let shown = inherited ? try Builder.asRefusal { try world.prototypes.flattened(prototype) } : prototype
        tell(Self.page(shown, title: prototype.key))
    }

    static func page(_ prototype: Prototype, title: String) -> String {
        guard case .map(let map) = prototype.data else { return title }
        let lines = map.sorted { $0.key < $1.key }.map { key, value -> String in
            guard case .map(let parts) = value, !["name", "text"].contains(key) else {
                return "  |w\(key)|n: \(Markup.escape(value.description))"
            }
            return (["  |w\(key)|n:"] + parts.sorted { $0.key < $1.key }.map {
                "    \($0.key): \(Markup.escape($0.value.description))"
            }).joined(separator: "\n")
        }
        return (["|w\(title)|n"] + lines).joined(separator: "\n")
    }

    // MARK: Keeping

    private func save() throws {
        let key = try required(lhs)
        let written = try required(rhs)
        if written.hasPrefix("[") || written.hasPrefix("{") {
            try builder.save(try Builder.prototype(key, written: written))
        } else {
            let thing = try object(written)
            try mustBeAllowed(thing)
            try builder.save(Prototype(from: thing, key: key))
        }
        tell(.spawnSaved, ["key": key])
    }

    private func edit(_ key: String) throws {
        let prototype = world.prototypes[key] ?? Prototype(key: key)
        try builder.mustBeAllowed("edit", prototype)
        try begin(PrototypeMenu(prototype))
    }

    private func delete() throws {
        let prototype = try builder.prototype(try required(args))
        try builder.mustBeAllowed("edit", prototype)
        try world.prototypes.delete(prototype.key)
        tell(.spawnDeleted, ["key": prototype.key])
    }
}

extension TextKey {
    static let spawned = TextKey("spawned", "You made {name}, {a} {class}.")
    static let noPrototype = TextKey("no prototype", "There is no prototype '{key}'. (|wspawn/list|n has all.)")
    static let noPrototypeNear = TextKey("no prototype, near", "There is no prototype '{key}'. Perhaps {near}?")
    static let spawnNone = TextKey("spawn none", "There is no such prototype.")
    static let spawnProblem = TextKey("spawn problem", "That cannot be made: {problem}.")
    static let spawnSaved = TextKey("spawn saved", "The prototype '{key}' is kept. |wspawn {key}|n makes one.")
    static let spawnDeleted = TextKey("spawn deleted", "The prototype '{key}' is no more. What was made from it stays.")
    static let spawnUpToDate = TextKey("spawn up to date", "All that was made from '{key}' is as it says.")
    static let spawnUpdateAsk = TextKey("spawn update ask", "Change {count} so?")
    static let spawnUpdateNot = TextKey("spawn update not", "They stay as they are.")
    static let spawnUpdated = TextKey("spawn updated", "{count} changed.")
}
