import HearthKit

// Faults that come while something else runs, or nothing: on another thread, at a connection's end, as a turn is written.

/// Looks for water on another thread, where there is none.
final class Dowse: Command {
    override class var key: String { "dowse" }
    override func run() async throws {
        let depth = args.count + 3
        tell("The rod trembles.")
        let found = try await elsewhere {
            // The work: others' lines run meanwhile.
            try await Task.sleep(for: .milliseconds(30))
            return [1, 2, 3][depth]
        }
        tell("\(found)")
    }
}

/// `haunt`: whose connection ends from then on takes the Server with it.
final class Haunt: Command {
    override class var key: String { "haunt" }
    override func run() async throws {
        world.setValue("haunted", .string(caller.name))
        tell("A chill.")
    }
}

extension TrialHooks {
    func hauntIfHaunted(_ session: Session) {
        guard let name = session.account?.name, World.current.value("haunted") == .string(name) else { return }
        let words: [String] = []
        World.current.setValue("haunted", .string(words[name.count]))
    }
}

/// Can be filled, and not be written then.
struct Purse: Storable {
    var coins: UInt8
    var stored: StoredValue { .int(Int64(coins + 200)) }
    static func restored(from value: StoredValue) throws -> Purse { Purse(coins: UInt8(try Int.restored(from: value) - 200)) }
}

final class Miser: Object {
    @Saved var purse = Purse(coins: 0)
}

/// `hoard 100`
final class Hoard: Command {
    override class var key: String { "hoard" }
    override func run() async throws {
        Miser.create("a miser", in: try here) { $0.purse = Purse(coins: UInt8(args) ?? 0) }
        tell("It is hoarded.")
    }
}
