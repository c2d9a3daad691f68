import HearthKit

/// Waits longer than any test.
final class Linger: Command {
    override class var key: String { "linger" }
    override func run() async throws {
        tell("You linger.")
        try await wait(.seconds(3600))
        tell("You have lingered.")
    }
}

/// Asks, and is content with any answer.
final class Riddle: Command {
    override class var key: String { "riddle" }
    override func run() async throws {
        let answer = try await ask("What burns but is never consumed? ")
        tell("You answered \(answer).")
    }
}

/// `fuse 3000`: burns down after so many milliseconds, whatever happens.
final class LightFuse: Command {
    override class var key: String { "fuse" }
    override func run() async throws {
        guard let milliseconds = Int(args) else { throw Refusal("How long?") }
        schedule(BurnDown(lighter: Ref(caller)), in: .milliseconds(milliseconds))
        tell("The fuse is lit.")
    }
}

struct BurnDown: Job {
    var lighter: Ref<Object>
    func run() {
        guard let lighter = lighter.target, let ledger = World.current.all(Ledger.self).first else { return }
        ledger.numbers["fuses", default: []].append(1)
        lighter.send("The fuse burns down, \(ledger.numbers["fuses"]?.count ?? 0) so far.")
    }
}
