import HearthKit

/// There is to be one, and in one place.
final class Sword: Object {}

final class Forge: Command {
    override class var key: String { "forge" }
    override func run() async throws {
        Sword.create("a sword", in: caller)
        tell("You have forged a sword.")
    }
}

/// Looks for swords everywhere: where they say that they are, and where they are said to be.
final class FindSwords: Command {
    override class var key: String { "swords" }
    override func run() async throws {
        let places = world.all(Sword.self).map { $0.location?.name ?? "nowhere" }
        let holders = world.all(Object.self).flatMap { holder in
            holder.contents.filter { $0 is Sword }.map { _ in holder.name }
        }
        tell("swords: at \(places.joined(separator: ",")) held by \(holders.joined(separator: ",")).")
    }
}
