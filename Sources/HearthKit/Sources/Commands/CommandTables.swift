/// Merged sets, kept by what was merged: the same things around give the same table, and a line costs a comparison.
struct CommandTables {
    private struct Merged {
        let given: [CommandMerging.Given]
        let table: CommandTable
    }

    private var everyone: (set: CommandSet, table: CommandTable)?
    private var merged: [Int: [Merged]] = [:]
    private var kept = 0
    private static let mostKept = 1000

    mutating func table(for given: [CommandMerging.Given], of all: [AnyCommand.Type]) -> CommandTable {
        let base: (set: CommandSet, table: CommandTable)
        if let everyone {
            base = everyone
        } else {
            let set = CommandSet.everyone(of: all)
            base = (set, CommandTable([.init(set: set, giver: nil)]))
            everyone = base
        }
        if given.isEmpty { return base.table }
        let print = Self.fingerprint(given)
        if let known = merged[print]?.first(where: { Self.same($0.given, given) }) { return known.table }
        if kept >= Self.mostKept { (merged, kept) = ([:], 0) }
        let table = CommandTable([.init(set: base.set, giver: nil)] + given)
        merged[print, default: []].append(Merged(given: given, table: table))
        kept += 1
        return table
    }

    private static func fingerprint(_ given: [CommandMerging.Given]) -> Int {
        var print = given.count
        func mix(_ value: Int) { print = (print &* 31) ^ value }
        for each in given {
            mix(each.set.priority)
            mix(each.giver.map { Int(bitPattern: ObjectIdentifier($0)) } ?? 0)
            for type in each.set.commands { mix(Int(bitPattern: ObjectIdentifier(type))) }
        }
        return print
    }

    private static func same(_ a: [CommandMerging.Given], _ b: [CommandMerging.Given]) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { $0.giver === $1.giver && $0.set.isSame(as: $1.set) }
    }
}

extension CommandSet {
    func isSame(as other: CommandSet) -> Bool {
        merge == other.merge && priority == other.priority && hides == other.hides && shows == other.shows
            && name == other.name && against == other.against && commands.count == other.commands.count
            && zip(commands, other.commands).allSatisfy { $0 == $1 }
    }

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
        var set = CommandSet.none
        set.name = "everyone"
        set.commands = order.compactMap { byKey[$0] }
        return set
    }
}
