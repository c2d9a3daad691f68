/// Merged sets, kept by what was merged: the same things around give the same table, and a line costs a comparison.
struct CommandTables {
    /// What is asked for: the addresses of each set and of whose it is.
    var key: [Int] = []
    private var everyone: (sets: [CommandMerging.Given], table: CommandTable)?
    private var merged: [[Int]: (sets: [CommandMerging.Given], table: CommandTable)] = [:]
    private static let mostKept = 1000

    /// The table of ``key``. `sets` are what it is made from; they are kept with it, so that no address of theirs comes
    /// to be another's.
    mutating func table(of all: [AnyCommand.Type], sets: () -> [CommandMerging.Given]) -> CommandTable {
        let base: (sets: [CommandMerging.Given], table: CommandTable)
        if let everyone {
            base = everyone
        } else {
            let sets = CommandSet.everyone(of: all).content.map { [CommandMerging.Given(set: $0, giver: nil)] } ?? []
            base = (sets, CommandTable(sets))
            everyone = base
        }
        if key.isEmpty { return base.table }
        if let known = merged[key] { return known.table }
        if merged.count >= Self.mostKept { merged.removeAll() }
        let given = sets()
        let table = CommandTable(base.sets + given)
        merged[key] = (given, table)
        return table
    }
}

extension CommandSet {
    /// All commands that everyone has. Of a class and its subclasses with the same key, the most derived.
    static func everyone(of all: [AnyCommand.Type]) -> CommandSet {
        var byKey: [String: AnyCommand.Type] = [:]
        var order: [String] = []
        for type in all where type.availability == .everyone && !type.key.isEmpty {
            let key = type.key.lowercased()
            if let other = byKey[key] {
                // A later plugin's command replaces an earlier one's, unless that is its subclass.
                if ClassRegistry.isSubclass(other, of: type) { continue }
            } else {
                order.append(key)
            }
            byKey[key] = type
        }
        return CommandSet(order.compactMap { byKey[$0] }, name: "everyone")
    }
}
