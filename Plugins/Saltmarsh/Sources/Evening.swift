import HearthKit

/// What the hour is in Saltmarsh: there is always one of these, and it tells the village of dawn and dusk as the game's
/// calendar has them.
final class Evening: Script {
    override class var isGlobal: Bool { true }

    override func started() {
        guard jobs.isEmpty else { return }
        schedule(HourStrikes(news: "The east goes grey, then the flats do. A cock on the causeway takes the credit."),
            every: .gameTime(hour: 6), for: self, missed: .skip)
        schedule(HourStrikes(news: "Somebody goes round with a taper. |yOne by one the windows of Saltmarsh light.|n"),
            every: .gameTime(hour: 20), for: self, missed: .skip)
    }
}

struct HourStrikes: Job {
    var news: String

    func run() { tellVillage(news) }
}
