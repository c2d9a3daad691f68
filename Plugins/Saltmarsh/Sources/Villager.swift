import HearthKit

/// Somebody whom the game plays: types the lines of a routine, one with each heartbeat, as a player would.
class Villager: Character, Awakening {
    /// From the world file: `[say Good evening., north, pose sits down.]`
    @Saved var routine: [String] = []
    @Saved var step = 0

    override func created() { heartbeat = .seconds(20) }

    /// Villagers of a database from before they had one.
    func didAwake(_ why: Game.Beginning) { if heartbeat == nil { created() } }

    override func tick() {
        guard !routine.isEmpty else { return }
        perform(routine[step % routine.count])
        step += 1
    }

    /// What it does when somebody says that to it: a line to perform, or nil.
    func answer(to speech: Speech) -> String? { nil }

    override func didHear(_ speech: Speech) {
        guard !(speech.speaker is Villager), let line = answer(to: speech) else { return }
        schedule(Answer(villager: Ref(self), line: line), in: .seconds(1))
    }
}

/// A moment's thought before an answer.
struct Answer: Job {
    var villager: Ref<Villager>
    var line: String

    func run() { villager.target?.perform(line) }
}

extension Speech {
    func mentions(_ words: String...) -> Bool {
        let text = text.lowercased()
        return words.contains { text.contains($0) }
    }
}
