import HearthKit

/// What time it is, and for how long the fire has burned.
open class ShowTime: AnyCommand {
    open override class var key: String { "time" }
    open override class var aliases: [String] { ["uptime"] }
    open override class var help: String {
        """
        Usage: time
        Shows the time, the time in the world of the game, how long the game has run since it was started, and since
        when there has been this world.
        """
    }

    open override func run() async throws {
        guard let game = Game.current else { return }
        let now = game.clock.seconds
        var table = TextTable(border: .none)
        table.add(text(.timeNow), Moment.now.description)
        table.add(text(.timeInGame), GameTime.calendar.words(GameTime.now))
        for (label, key) in [(TextKey.timeUp, WorldTime.started), (.timeWorld, WorldTime.born)] {
            guard let since = WorldTime.moment(key) else { continue }
            table.add(text(label), words(.span(.seconds(now - since))))
        }
        table.add(text(.timeCode), text(.ago, ["time": words(.span(.seconds(now - Int(game.started / 1000))))]))
        tell(table)
    }
}

/// Moments that the world remembers.
enum WorldTime {
    static let born = "born"
    static let started = "started"

    static func moment(_ key: String) -> Int? {
        guard case .int(let seconds)? = World.current.value(key) else { return nil }
        return Int(seconds)
    }

    static func mark(_ key: String) {
        guard let game = Game.current else { return }
        World.current.setValue(key, .int(Int64(game.clock.seconds)))
    }
}
