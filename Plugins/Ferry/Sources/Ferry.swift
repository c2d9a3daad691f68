import HearthKit

/// A boat that sails by itself, and a ferryman who wants to be paid. What is where, and what a coin is like, is data:
/// `GameData/world/ferry.yaml` and `GameData/prototypes/ferry.yaml`.
final class FerryNatives: NativeFunctions {
    override class var functions: KeyValuePairs<String, String> {
        ["has_fare(who: Object, coins: Int = 1) -> Bool": "Whether somebody carries so many coins."]
    }
}

/// A C function: the gangway's lock calls it by name, `traverse: has_fare(2)`.
@c func has_fare(who: ObjectHandle, coins: Int) -> Bool {
    (Object.at(who)?.contents(of: Coin.self).count ?? 0) >= coins
}

/// Made from the prototype `coin`.
final class Coin: Object {}

/// The way aboard. Who may go through, the lock says; who went through has paid.
final class Gangway: Exit {
    @Saved var fare = 2

    override func didTraverse(_ traveller: Object) {
        for coin in traveller.contents(of: Coin.self).prefix(fare) { try? coin.delete() }
        traveller.send("The ferryman bites \(English.counted(fare, "coin")), each in turn, and waves you aboard.")
    }

    override func didNotTraverse(_ traveller: Object, because reason: any Error) {
        traveller.send("The ferryman puts his arm across. \"\(English.capitalized(English.cardinal(fare))) coins.\"")
    }
}

/// The boat. Where its plank leads changes with each crossing.
final class Boat: Room {
    @Saved var landings: [Room] = []
    @Saved var landing = 0

    /// A job is a row: the boat sails on through reload, crash and restart. A room that becomes a boat later sails too.
    override func created() { schedule(Sail(boat: Ref(self)), every: .minutes(2), for: self) }
    override func didBecome(from className: String) { created() }

    func sail() {
        guard let plank = exits.first, !landings.isEmpty else { return }
        landing = (landing + 1) % landings.count
        plank.destination = landings[landing]
        announce("Rope, water, a bump: the ferry is at \(landings[landing].name).")
        for shore in landings { shore.announce("The ferry is at \(landings[landing].name).") }
    }
}

struct Sail: Job {
    var boat: Ref<Boat>
    func run() { boat.target?.sail() }
}

/// He can be talked to: `hail`.
final class Ferryman: Character {
    override class var commands: CommandSet { CommandSet(Hail.self) }
}

final class Hail: Command {
    override class var key: String { "hail" }
    override class var help: String { "Usage: hail\nTalks to the ferryman." }
    override class var availability: Availability { .given }

    override func run() async throws { try begin(Haggling(ferryman: Ref(try giver(Ferryman.self)))) }
}

/// A menu that may be left lying over a reload: what it knows is stored with the player's session.
struct Haggling: Menu {
    enum Node: String, Codable { case greeting, odds }
    var node = Node.greeting
    var ferryman: Ref<Ferryman>
    var lost = 0

    func page(for session: Session) throws -> MenuPage<Self> {
        guard let player = session.puppet else { throw Refusal("There is nobody to hail him.") }
        switch node {
        case .greeting:
            return MenuPage("\"Two coins a crossing,\" says the ferryman. \"Or we could toss for one.\"") {
                Choice("Toss for it") { menu, _ in menu.node = .odds }
                Choice("Boast of your purse", lock: "has_fare(2)", then: .end) { _, session in
                    session.send("\"Then what are you standing there for?\"")
                }
                Choice("Leave him be", then: .end)
            }
        case .odds:
            return MenuPage("\"Heads or tails?\" (You have lost \(lost) so far.)") {
                for side in ["Heads", "Tails"] {
                    Choice(side) { menu, session in
                        guard Bool.random() else { return menu.lost += 1 }
                        session.send("\"\(side) it is.\" He flips it to you: \(try spawn("coin", in: player).name).")
                    }
                }
            }
        }
    }
}
