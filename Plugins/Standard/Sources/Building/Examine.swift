import HearthKit

/// Shows all that is known of something.
open class Examine: BuildingCommand {
    open override class var key: String { "examine" }
    open override class var aliases: [String] { ["ex", "exam"] }
    open override class var help: String {
        """
        Usage: examine
               examine <thing>
               examine <thing>/<property or attribute>
               examine *<account>
        Shows all that is known of something: its class, saved properties (those that follow the default in the code
        are dim), attributes, locks, scripts, jobs, sets of commands and nicks, what is in it and who plays it; or one
        property or attribute, the whole of it.
        """
    }

    open override func run() async throws {
        let (name, field) = parts
        let entity = name.isEmpty ? try here : try entity(name)
        guard entity.allows("examine", by: caller) else {
            throw Refusal(.mayNotEdit, ["name": entity.description])
        }
        if let field { return try show(field, of: entity) }
        tell(paged: lines(entity).joined(separator: "\n"))
    }

    /// What stands before and after the last slash.
    private var parts: (name: String, field: String?) {
        guard let slash = args.lastIndex(of: "/") else { return (args, nil) }
        let field = args[args.index(after: slash)...].trimmingSpaces
        return (String(args[..<slash].trimmingSpaces), field.isEmpty ? nil : String(field))
    }

    private func show(_ field: String, of entity: Entity) throws {
        // A hash of a password is nobody's to see.
        guard field != "passwordHash", let value = entity.storedValue(field) ?? entity.unclaimed[field] else {
            throw noField(field, of: entity)
        }
        try builder.mustBeAllowed("attrread", field, of: entity)
        tell(paged: "\(entity.description)/\(Markup.escape(field)) = \(Markup.escape(shown(value)))")
    }

    /// What is shown of `entity`.
    open func lines(_ entity: Entity) -> [String] {
        var lines = ["|c\(entity.name)|n (\(entity.id))"]
        func add(_ label: String, _ value: String) { if !value.isEmpty { lines.append("|w\(label):|n \(value)") } }
        add("Class", classes(of: entity))
        add("Aliases", entity.aliases.joined(separator: ", "))
        if let object = entity as? Object { addPlace(of: object, add) }
        if let account = entity as? Account { add("Sessions", sessions(account.sessions)) }
        add("Locks", entity.locks.description)
        add("Locks of its class", type(of: entity).defaultLocks.description)
        add("Permissions", entity.permissions.joined(separator: ", "))
        add("Tags", entity.tags.sorted().joined(separator: ", "))
        addFields(of: entity, to: &lines)
        if let object = entity as? Object {
            add("Triggers", Markup.escape(object.triggerLines.joined(separator: "; ")))
            add("Contents", contents(of: object))
        }
        addTime(of: entity, add)
        add("Sets of commands", entity.commandSets.joined(separator: ", "))
        let nicks = entity.nicks.map { "\($0.pattern) = \($0.replacement) (\($0.kind.rawValue))" }
        add("Nicks", Markup.escape(nicks.joined(separator: "; ")))
        return lines
    }

    private func addPlace(of object: Object, _ add: (String, String) -> Void) {
        add("Text", object.text)
        add("Location", object.location?.description ?? "nowhere")
        add("Home", object.home?.description ?? "")
        add("Played by", sessions(object.sessions))
    }

    /// What happens of itself.
    private func addTime(of entity: Entity, _ add: (String, String) -> Void) {
        add("Heartbeat", entity.heartbeat.map { "every \($0.words)" } ?? "")
        add("Scripts", Markup.escape(entity.scripts.map(\.description).joined(separator: ", ")))
        let jobs = Game.current?.scheduledJobs.filter { $0.owner === entity } ?? []
        let lines = jobs.prefix(20).map { job in
            let name = job.type.split(separator: ".").last.map(String.init) ?? job.type
            return "\(job.id.number) \(name), \(job.rule), in \(job.timeLeft.words)"
        }
        add("Jobs", Markup.escape((lines + (jobs.count > 20 ? ["…"] : [])).joined(separator: "; ")))
    }

    private func addFields(of entity: Entity, to lines: inout [String]) {
        func add(_ title: String, _ fields: [(String, StoredValue, Bool)]) {
            guard !fields.isEmpty else { return }
            lines.append("|w\(title):|n")
            for (name, value, isSet) in fields where entity.allows("attrread", field: name, by: caller) {
                let shown = Markup.crop(Markup.escape(self.shown(value)), to: 200)
                lines.append(isSet ? "  \(name) = \(shown)" : "  |x\(name) = \(shown)|n")
            }
        }
        // A hash of a password is nobody's to see.
        add("Saved", entity.storedFields.filter { $0.name != "passwordHash" }.map { ($0.name, $0.value, $0.isSet) })
        add("Attributes", entity.attributes.sorted { $0.key < $1.key }.map { ($0.key, $0.value, true) })
        let unclaimed = entity.unclaimed.sorted { $0.key < $1.key }.map { ($0.key, $0.value, true) }
        add("Kept though no code claims it", unclaimed)
    }

    /// An entity is shown by its name too.
    private func shown(_ value: StoredValue) -> String {
        switch value {
        case .reference(let id): world.entity(id)?.description ?? "\(id), which is gone"
        case .list(let values): "[" + values.map(shown).joined(separator: ", ") + "]"
        default: "\(value)"
        }
    }

    private func classes(of entity: Entity) -> String {
        var names = [ClassRegistry.name(of: type(of: entity))]
        var next: AnyClass? = _getSuperclass(type(of: entity))
        while let base = next as? Entity.Type, base != Entity.self {
            names.append("\(base)")
            next = _getSuperclass(base)
        }
        return names.joined(separator: " < ")
    }

    private func sessions(_ sessions: [Session]) -> String {
        sessions.map { session in
            let account = session.account?.name ?? "-"
            return "\(account) (session \(session.id), \(session.client.transport), \(session.address))"
        }.joined(separator: ", ")
    }

    private func contents(of object: Object) -> String {
        object.contents.map { thing in
            guard let exit = thing as? Exit else { return thing.description }
            return "\(exit.description) to \(exit.destination?.description ?? "nowhere")"
        }.joined(separator: ", ")
    }
}
