@testable import HearthKit

extension FuzzTarget {
    /// Any sentence can be told to anybody, and what a player typed is told as typed.
    static let actorText = FuzzTarget(name: "actorText") { input in
        let (ann, lamp, bystander) = (Someone("Ann", .she), Someone("a lamp", .it), Someone("Bo", .they))
        let sentence = ActorText(input.text, functions: functions)
        for reader in [ann, lamp, bystander, nil] {
            for actor in [ann, nil] { _ = sentence.render(for: reader, actor: actor, mapping: ["lamp": lamp]) }
        }
        var reading = sentence.reading(actor: ann, mapping: ["lamp": lamp])
        let first = reading.text(for: bystander)
        try require(reading.text(for: nil) == first, "two who see the same read two texts")

        let escaped = ActorText.escape(input.text)
        for text in [ActorText(escaped), ActorText(escaped, functions: functions)] {
            let told = text.render(for: bystander, actor: ann)
            try require(told.utf8.elementsEqual(input.text.utf8), "'\(input.text)' is told as '\(told)'")
        }
        let said = ActorText("$You() $conj(say), \"" + escaped + "\"").render(for: bystander, actor: ann)
        try require(said.utf8.elementsEqual("Ann says, \"\(input.text)\"".utf8), "not said as typed: \(said)")
    }

    private static let functions: [String: ActorText.Function] = [
        "upper": { $0.first?.uppercased() },
        "join": { $0.joined(separator: "+") },
        "never": { _ in nil },
    ]
}

private final class Someone: StanceParticipant {
    let name: String
    let pronouns: Pronouns

    init(_ name: String, _ pronouns: Pronouns) { (self.name, self.pronouns) = (name, pronouns) }

    func displayName(for reader: (any StanceParticipant)?) -> String { name }
}
