import HearthKit

/// What something is an instance of.
open class SetClass: BuildingCommand {
    open override class var key: String { "class" }
    open override class var aliases: [String] { ["typeclass", "type", "parent", "swap"] }
    open override class var switches: [String] { ["list", "reset"] }
    open override class var help: String {
        """
        Usage: class <thing>
               class <thing> = <class>
               class/reset <thing> [= <class>]
               class/list [<word>]
        Shows of which class something is, or has it be of another from the next |wreload|n on. Nothing stored of it is
        lost: what the new class has no property for is kept. With /reset what the class does with a new thing is done
        with this one: now, or when it is of the new class. /list shows the classes that there are, with how many of
        each.
        """
    }

    open override func run() async throws {
        if has("list") { return tell(list(args.lowercased())) }
        let entity = try entity(lhs)
        if has("reset"), rhs == nil {
            try mustBeAllowed(entity)
            entity.startOver()
            return tell(.classReset, Builder.values(of: entity, class: entity.storedClassName))
        }
        guard let rhs else { return tell("\(entity.description): \(entity.storedClassName)") }
        try mustBeAllowed(entity)
        let type = try entityClass(try required(rhs), of: Entity.self)
        let base = kind(Swift.type(of: entity))
        guard kind(type) == base else { throw Refusal(.classOtherKind, ["class": "\(type)", "base": "\(base)"]) }
        let values = Builder.values(of: entity, class: ClassRegistry.name(of: type))
        guard entity.storedClassName != ClassRegistry.name(of: type) else { return tell(.classSame, values) }
        entity.becomes(type, startsOver: has("reset"))
        tell(.classWaits, values)
    }

    /// What something is and stays, whatever its class.
    private func kind(_ type: Entity.Type) -> Entity.Type {
        let kinds: [Entity.Type] = [Exit.self, Room.self, Character.self, Object.self, Account.self]
        return kinds.first { ClassRegistry.isKind(type, of: $0) } ?? Script.self
    }

    private func list(_ word: String) -> TextTable {
        var counts: [String: Int] = [:]
        for entity in world.all(Entity.self) { counts[ClassRegistry.name(of: type(of: entity)), default: 0] += 1 }
        var table = TextTable("Class", "There are")
        for name in world.classes.entityClassNames where word.isEmpty || name.lowercased().contains(word) {
            table.add(name, "\(counts[name] ?? 0)")
        }
        return table
    }
}

/// Where somebody's commands come from.
open class ShowCommandSets: BuildingCommand {
    open override class var key: String { "cmdsets" }
    open override class var help: String {
        """
        Usage: cmdsets
               cmdsets <thing>
        Shows the sets of commands that you, or somebody, have beside those of everyone, in the order in which they are
        merged: whose each is, its rule and priority, and its commands.
        """
    }

    open override func run() async throws {
        let target = args.isEmpty ? caller : try object(args)
        let sets = Game.current?.commandSets(of: target) ?? []
        guard !sets.isEmpty else { return tell(.noCommandSets, ["name": target.description]) }
        var table = TextTable("Of", "Set", "Rule", "Priority", "Commands")
        for (giver, name, set) in sets {
            table.add(
                giver?.description ?? "the connection", set.name.isEmpty ? name : set.name, "\(set.merge)", "\(set.priority)",
                set.commands.map(\.key).joined(separator: ", "))
        }
        tell(table)
    }
}

/// What there is, in numbers.
open class ShowObjects: BuildingCommand {
    open override class var key: String { "objects" }
    open override class var aliases: [String] { ["stats"] }
    open override class var help: String {
        """
        Usage: objects [<count>]
        Shows how many rooms, ways, characters and things there are, and what is newest: ten of them, or so many.
        |wclass/list|n shows how many there are of each class.
        """
    }

    open override func run() async throws {
        guard let count = args.isEmpty ? 10 : Int(args), (1...1000).contains(count) else { throw usage }
        let all = world.all(Object.self)
        var kinds = TextTable("Kind", "There are")
        kinds.add("Rooms", "\(all.count { $0 is Room })")
        kinds.add("Ways", "\(all.count { $0 is Exit })")
        kinds.add("Characters", "\(all.count { $0 is Character })")
        kinds.add("Things", "\(all.count { !($0 is Room || $0 is Exit || $0 is Character) })")
        kinds.add("Accounts", "\(world.accounts.count)")
        kinds.add("Scripts", "\(world.all(Script.self).count { !$0.isWriting })")
        var newest = TextTable("#", "Name", "Class", "Where")
        for object in all.suffix(count).reversed() {
            newest.add("\(object.id)", object.name, className(object), object.location?.description ?? "-")
        }
        tell(kinds, "", newest)
    }
}
