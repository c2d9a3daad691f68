/// Sets on their way to one table: what is left when each has met those before it.
struct CommandMerging {
    /// A set, and whose it is: nil for those of everyone and of a session.
    struct Given {
        let set: CommandSet.Content
        let giver: Entity?
        /// By what it goes when it has no name of its own.
        var name = ""
    }

    struct Item {
        let type: AnyCommand.Type
        let priority: Int
        /// The nearest last.
        var givers: [Entity]
        var isSystem: Bool { type.key.hasPrefix(AnyCommand.SystemKey.mark) }
    }

    private(set) var items: [Item] = []
    private(set) var hidden: CommandSet.Around = []
    private var name = ""

    /// Merges sets, which are in the order of ``CommandSet``.
    init(_ sets: [Given]) {
        let ordered = sets.enumerated().sorted {
            ($0.element.set.priority, $0.offset) < ($1.element.set.priority, $1.offset)
        }
        for (_, given) in ordered { merge(given) }
    }

    private mutating func merge(_ given: Given) {
        let set = given.set
        let new = set.commands.map { Item(type: $0, priority: set.priority, givers: given.giver.map { [$0] } ?? []) }
        let keys = Set(set.commands.map { $0.key })
        switch set.against[name] ?? set.merge {
        case .union: unite(new, keys)
        case .intersect:
            let present = Set(items.map { $0.type.key })
            items = untouched(by: keys) + new.filter { $0.isSystem || present.contains($0.type.key) }
        case .replace: items = untouched(by: keys) + new
        case .remove: items.removeAll { keys.contains($0.type.key) }
        }
        hidden.subtract(set.shows)
        hidden.formUnion(set.hides)
        name = set.name.isEmpty ? given.name : set.name
    }

    /// What the game runs itself no rule takes away, but a set that names it.
    private func untouched(by keys: Set<String>) -> [Item] {
        items.filter { $0.isSystem && !keys.contains($0.type.key) }
    }

    /// Two bells that give the same command are one command of two givers.
    private mutating func unite(_ new: [Item], _ keys: Set<String>) {
        var before: [String: Item] = [:]
        for item in items where keys.contains(item.type.key) { before[item.type.key] = item }
        items.removeAll { keys.contains($0.type.key) }
        items += new.map { item in
            guard let old = before[item.type.key], old.type == item.type, old.priority == item.priority else { return item }
            var both = item
            both.givers = old.givers + item.givers
            return both
        }
    }
}
