/// The sets that somebody is given, in the order in which they are merged at equal priority: collected with each line.
struct GivenSets {
    /// The sets themselves, if they are asked for.
    private(set) var list: [CommandMerging.Given] = []
    private let isListing: Bool
    /// The key of those that were collected last: nearly always these are the same, and nothing need be written down.
    private let expected: [Int]
    private var asExpected = 0
    private var other: [Int]?
    /// Those that hide or show things: which has the last word only their merging tells.
    private var hiding: [CommandMerging.Given] = []

    init(expecting key: [Int] = [], listing: Bool = false) {
        (expected, isListing) = (key, listing)
    }

    var isAsExpected: Bool { other == nil && asExpected == expected.count }

    /// The addresses of each set and of whose it is.
    var key: [Int] { other ?? Array(expected.prefix(asExpected)) }

    mutating func collect(_ session: Session?, _ account: Account?, _ puppet: Object?, in game: Game) {
        let classes = game.world.classes
        if let session {
            for hook in game.hooks { if let set = hook.commands(for: session).content { add(set, of: nil) } }
        }
        if let account { add(account.commands, of: account, to: nil, classes) }
        guard let puppet else { return }
        add(puppet.commands, of: puppet, to: nil, classes)
        let place = puppet.location
        if let place { add(place.commands, of: place, to: puppet, classes) }
        if !hiding.isEmpty, CommandMerging(hiding).hidden.contains(.things) { return }
        if let place {
            for thing in place.contents where thing !== puppet { add(thing.commands, of: thing, to: puppet, classes) }
        }
        for thing in puppet.contents { add(thing.commands, of: thing, to: puppet, classes) }
    }

    /// - Parameter caller: who is near it, when that is another.
    private mutating func add(_ set: CommandSet, of giver: Entity, to caller: Object?, _ classes: ClassRegistry) {
        if giver.givesPlainly {
            if let set = set.content { add(set, of: giver) }
            return
        }
        guard !set.isEmpty || !giver.commandSets.isEmpty else { return }
        if let caller {
            // What was put on somebody is theirs alone, and so is what a player can do. The game's own people hand
            // theirs out, as things do.
            if let person = giver as? Character {
                guard !person.isSomebodys, person.allows("call", by: caller, superuserPasses: false) else { return }
                if let set = set.content { add(set, of: giver) }
                return
            }
            guard giver.allows("call", by: caller, superuserPasses: false) else { return }
        }
        if let set = set.content { add(set, of: giver) }
        for name in giver.commandSets {
            if let set = classes.commandSetType(named: name)?.set.content { add(set, of: giver, name) }
        }
    }

    private mutating func add(_ set: CommandSet.Content, of giver: Entity?, _ name: String = "") {
        note(Int(bitPattern: ObjectIdentifier(set)))
        if let giver { note(Int(bitPattern: ObjectIdentifier(giver))) } else { note(0) }
        if isListing { list.append(.init(set: set, giver: giver, name: name)) }
        if !set.hides.isEmpty || !set.shows.isEmpty { hiding.append(.init(set: set, giver: giver)) }
    }

    private mutating func note(_ address: Int) {
        if other == nil, asExpected < expected.count, expected[asExpected] == address {
            asExpected += 1
        } else {
            if other == nil { other = Array(expected.prefix(asExpected)) }
            other?.append(address)
        }
    }
}
