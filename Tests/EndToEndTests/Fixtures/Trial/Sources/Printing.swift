import HearthKit

/// Prints, as a maker does who looks for a fault.
final class Mutter: Command {
    override class var key: String { "mutter" }
    override func run() async throws { print("somebody mutters \(args)") }
}
