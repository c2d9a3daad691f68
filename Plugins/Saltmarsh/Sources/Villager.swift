import HearthKit

/// Somebody whom the game plays: types the lines of a routine, one after another, as a player would.
class Villager: Character {
    /// From the world file: `[say Good evening., north, pose sits down.]`
    @Saved var routine: [String] = []
    @Saved var step = 0

    override func created() {
        schedule(NextStep(villager: Ref(self)), every: .seconds(20))
    }

    func takeNextStep() {
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

struct NextStep: Job {
    var villager: Ref<Villager>

    func run() throws {
        guard let villager = villager.target else { throw Finished() }
        villager.takeNextStep()
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
