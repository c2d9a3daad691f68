import HearthKit

// Faults in what is stored, and so is there again after a crash: ticks, scripts, dialogues.

private func stumble(over count: Int) -> Int {
    let numbers = [1, 2, 3]
    return numbers[count + 3]
}

/// Cannot bear its own heartbeat.
final class Woodpecker: Object {
    @Saved var beats = 0
    override func tick() { beats = stumble(over: beats) }
}

/// Cannot do what it is to repeat.
final class Tantrum: Script {
    @Saved var rounds = 0
    override class var interval: Duration? { .milliseconds(300) }
    override func repeated() { rounds = stumble(over: rounds) }
}

/// `hatch`, `rage`: from now on there is one.
final class Hatch: Command {
    override class var key: String { "hatch" }
    override func run() async throws {
        Woodpecker.create("a woodpecker", in: try here) { $0.heartbeat = .milliseconds(200) }
        tell("It pecks.")
    }
}

final class Rage: Command {
    override class var key: String { "rage" }
    override func run() async throws {
        Tantrum.create("a tantrum")
        tell("It stamps.")
    }
}

/// A menu with one choice too many.
struct Trapdoor: Menu {
    enum Node: String, Codable { case top }
    var node = Node.top
    var pulls = 0

    func page(for session: Session) throws -> MenuPage<Self> {
        MenuPage("A trapdoor, pulled \(pulls) times.") {
            Choice("Knock") { menu, _ in menu.pulls += 1 }
            Choice("Pull") { menu, _ in menu.pulls = stumble(over: menu.pulls) }
            Choice("Leave", then: .end) { _, session in session.send("You leave it.") }
        }
    }
}

/// A question that cannot take an answer of more than one letter.
struct Oath: FollowUp {
    func answered(_ words: String, by session: Session) {
        session.send("You swear \(words.count > 1 ? stumble(over: words.count) : words.count).")
    }
}

/// A text that cannot be saved.
struct Confession: Document {
    var title: String { "a confession" }
    func load(for session: Session) -> String { "" }
    func save(_ text: String, by session: Session) { _ = stumble(over: text.count) }
}

/// `begin trapdoor`, `begin oath`, `begin confession`.
final class Begin: Command {
    override class var key: String { "begin" }
    override func run() async throws {
        switch args {
        case "trapdoor": try begin(Trapdoor())
        case "oath": try ask("What do you swear?", then: Oath())
        default: try edit(Confession())
        }
    }
}
