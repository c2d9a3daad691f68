import HearthKit

/// Runs into what the compiler cannot see: an index out of range.
final class Stumble: Command {
    override class var key: String { "stumble" }
    override func run() async throws {
        let numbers = [1, 2, 3]
        tell("\(numbers[args.count + 3])")
    }
}

/// Never comes back.
final class Spin: Command {
    override class var key: String { "spin" }
    override func run() async throws {
        var turns = 0
        while turns >= 0 { turns = (turns + 1) % 1000 }
        tell("\(turns)")
    }
}

/// Has no floor.
final class Fall: Command {
    override class var key: String { "fall" }
    override func run() async throws { tell("\(depth(of: 1))") }
    private func depth(of hole: Int) -> Int { hole == 0 ? 0 : 1 + depth(of: hole + args.count + 1) }
}

/// Writes where nothing is, as C code might.
final class Scribble: Command {
    override class var key: String { "scribble" }
    override func run() async throws { UnsafeMutablePointer<Int>(bitPattern: 64)?.pointee = 1 }
}

/// A thing that cannot bear to be spoken to.
final class Shy: Object {
    override func didHear(_ speech: Speech) {
        let words: [String] = []
        name = words[speech.text.count]
    }
}

final class Conjure: Command {
    override class var key: String { "conjure" }
    override func run() async throws {
        Shy.create("a shy thing", in: try here)
        tell("There it is.")
    }
}

/// Goes off at once, and takes the Server with it.
struct Blast: Job {
    var strength: UInt8
    func run() { World.current.setValue("blast", .int(Int64(strength + 255))) }
}

final class Ignite: Command {
    override class var key: String { "ignite" }
    override func run() async throws {
        schedule(Blast(strength: 1), in: .milliseconds(1))
        tell("It burns.")
    }
}

/// Takes its time, but no more.
final class Dawdle: Command {
    override class var key: String { "dawdle" }
    override func run() async throws {
        let end = ContinuousClock.now + .milliseconds(80)
        while ContinuousClock.now < end {}
        tell("There you are.")
    }
}
