/// Merged sets, kept by what was merged: the same things around give the same table, and a line costs a comparison.
struct CommandTables {
    final class Merged {
        /// The addresses of each set and of whose it is.
        let key: [Int]
        /// What it is made from: kept, so that no address of theirs comes to be another's.
        let sets: [CommandMerging.Given]
        let table: CommandTable

        fileprivate init(_ key: [Int], _ sets: [CommandMerging.Given], _ table: CommandTable) {
            (self.key, self.sets, self.table) = (key, sets, table)
        }
    }

    private var everyone: (sets: [CommandMerging.Given], table: CommandTable)?
    private var merged: [Int: [Merged]] = [:]
    private var count = 0
    /// The next line is likely to be typed where the last was.
    private(set) var last: Merged?
    private static let mostKept = 1000

    /// The table of a key; `sets` are what it is made from.
    mutating func table(
        _ key: [Int], of all: [AnyCommand.Type], sets: () -> [CommandMerging.Given]
    ) -> CommandTable {
        let base: (sets: [CommandMerging.Given], table: CommandTable)
        if let everyone {
            base = everyone
        } else {
            let sets = CommandSet.everyone(of: all).content.map { [CommandMerging.Given(set: $0, giver: nil)] } ?? []
            base = (sets, CommandTable(sets))
            everyone = base
        }
        if key.isEmpty { return base.table }
        var print = key.count
        for address in key { print = (print ^ address) &* 0x9E37_79B9 }
        for known in merged[print] ?? [] where known.key == key {
            last = known
            return known.table
        }
        if count >= Self.mostKept {
            merged.removeAll()
            count = 0
        }
        let given = sets()
        let made = Merged(key, given, CommandTable(base.sets + given))
        merged[print, default: []].append(made)
        count += 1
        last = made
        return made.table
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
