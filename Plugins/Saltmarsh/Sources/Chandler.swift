import HearthKit

/// Pike sells lamp oil, for riddles.
final class Chandler: Villager {
    @Saved var riddlesAsked = 0

    override class var commands: CommandSet { CommandSet(Haggle.self) }

    override func answer(to speech: Speech) -> String? {
        if speech.mentions("oil", "buy", "price", "riddle") {
            return "say Three pints to whoever answers me. Haggle, if you dare."
        }
        if speech.mentions("wenna", "lamp") {
            return "say I would give it her for nothing. She would have to ask."
        }
        return nil
    }

    /// Three pints, in the customer's own can or in a new one.
    func serve(_ customer: Object) {
        let can = customer.first(OilCan.self)
            ?? OilCan.create("a can of oil", in: customer) {
                $0.text = "Square, tin, and dented on every side but one. You can |wfill|n a lantern from it."
            }
        can.pints = 3
        customer.location?.announce("$Obj(pike) gives $you() $obj(can).", from: customer, ["pike": self, "can": can])
    }
}

final class Haggle: Command {
    override class var key: String { "haggle" }
    override class var aliases: [String] { ["buy"] }
    override class var help: String { "Usage: haggle\nHow one buys things from Pike." }
    override class var availability: Availability { .given }

    override func run() async throws {
        let pike = try giver(Chandler.self)
        let number = pike.riddlesAsked % Riddle.all.count
        pike.riddlesAsked += 1
        try begin(Riddle(asker: Ref(pike), number: number))
    }
}
