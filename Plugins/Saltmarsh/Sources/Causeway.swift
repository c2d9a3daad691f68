import HearthKit

/// The road to the lighthouse, which belongs to the sea for part of every day.
final class Causeway: Room {
    @Saved var tide = Tide.low
    /// Where the sea leaves what it takes. The world file names both.
    @Saved var shore: Room?
    @Saved var lamp: GreatLamp?

    override func created() {
        schedule(TideTurns(causeway: Ref(self)), in: tide.lasts)
    }

    override func describe(to looker: Object) -> String {
        "\(text) \(tide.onTheStones)"
    }

    func turnTide() {
        tide = tide.next
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
        schedule(self, in: causeway.tide.lasts)
    }
}
