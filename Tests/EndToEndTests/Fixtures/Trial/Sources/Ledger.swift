import HearthKit

/// Remembers which numbers each player has counted, in the order in which they came.
final class Ledger: Object {
    @Saved var numbers: [String: [Int]] = [:]
}

/// `count 12`: an effect that is stored, and an answer that says so.
final class Count: Command {
    override class var key: String { "count" }
    override func run() async throws {
        guard let ledger = world.all(Ledger.self).first, let number = Int(args) else { throw Refusal("Count what?") }
        ledger.numbers[caller.name, default: []].append(number)
        tell("counted \(number).")
    }
}

/// Shows what was counted.
final class Recite: Command {
    override class var key: String { "recite" }
    override func run() async throws {
        let numbers = world.all(Ledger.self).first?.numbers[caller.name] ?? []
        tell("recited: \(numbers.map(String.init).joined(separator: " ")).")
    }
}
