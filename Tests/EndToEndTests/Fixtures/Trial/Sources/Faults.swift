import HearthKit

/// Runs into what the compiler cannot see: an index out of range.
final class Stumble: Command {
    override class var key: String { "stumble" }
    override func run() async throws {
        let numbers = [1, 2, 3]
        tell("\(numbers[args.count + 3])")
    }
}
