import HearthKit

/// Goes where it likes, and answers to whatever it was called last.
final class Cat: Villager {
    @Saved var called = ""

    override class var commands: CommandSet { CommandSet(Stroke.self) }

    override func name(for looker: Object?) -> String {
        called.isEmpty ? name : "\(called) the cat"
    }

    override func answer(to speech: Speech) -> String? {
        if speech.mentions("fish", "herring") { return "pose looks up with its one good ear, and then with the other." }
        if !called.isEmpty, speech.mentions(called.lowercased()) { return "pose consents to have heard." }
        return nil
    }

    override func didReceive(_ thing: Object, from place: Object?, by reason: MoveReason) {
        guard thing is Herring else { return }
        try? thing.delete()
        let line = "pose eats the herring, beginning with the surprise."
        schedule(Answer(villager: Ref(self), line: line), in: .seconds(1))
    }
}

final class Stroke: Command {
    override class var key: String { "stroke" }
    override class var aliases: [String] { ["pet"] }
    override class var help: String { "Usage: stroke cat" }
    override class var availability: Availability { .given }

    override func run() async throws {
        let cat = try giver(Cat.self)
        try here.announce("$You() $conj(stroke) $obj(cat), who allows it.", from: caller, ["cat": cat])
        let name = try await ask("It looks at you as if you had been about to say its name. What is it? ")
        guard !name.isEmpty else { throw Refusal("You keep it to yourself.") }
        // Much may happen before a player answers.
        guard cat.location == caller.location else { throw Refusal("The cat has not waited to hear it.") }
        guard name.count <= 12, name.allSatisfy(\.isLetter) else { throw Refusal("The cat will not answer to that.") }
        cat.called = English.capitalized(name.lowercased())
        try here.announce("\"\(cat.called),\" $you() $conj(say), and the cat tries it on.", from: caller)
    }
}
