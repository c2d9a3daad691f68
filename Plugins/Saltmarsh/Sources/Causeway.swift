import HearthKit

/// The road to the lighthouse, which belongs to the sea for part of every day.
final class Causeway: Room {
    @Saved var tides = Stopwatch()
    var tide: Tide { Tide.turns[tides] }
    /// Where the sea leaves what it takes. The world file names both.
    @Saved var shore: Room?
    @Saved var lamp: GreatLamp?

    override func created() {
        tides.start()
        awaitTurn()
    }

    func awaitTurn() { schedule(TideTurns(causeway: Ref(self)), in: Tide.turns.timeLeft(tides) ?? .zero, for: self) }

    override func describe(to looker: Object) -> String {
        "\(text) \(tide.onTheStones)"
    }

    func turnTide() {
        tides.start()  // of a database from before it had one; else it runs
        tellVillage(tide.news)
        guard tide == .high else { return }
        flood()
        lamp?.guideBoat()
    }

    /// Whoever and whatever is still on the stones is put ashore.
    func flood() {
        guard let shore else { return }
        for thing in contents where !(thing is Exit) {
            thing.send("The sea has you by the knees, then by the coat. You come to with your cheek on shingle.")
            thing.place(in: shore)
            shore.announce("The sea leaves $you() at the top of the beach.", from: thing, toSelf: false)
            thing.look()
        }
    }
}

/// Goes on through reload, crash and restart: the sea does not wait for programmers.
struct TideTurns: Job {
    var causeway: Ref<Causeway>

    func run() {
        guard let causeway = causeway.target else { return }
        causeway.turnTide()
        causeway.awaitTurn()
    }
}
