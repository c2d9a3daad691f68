import HearthKit

/// What time it is, and for how long the fire has burned.
open class ShowTime: AnyCommand {
    open override class var key: String { "time" }
    open override class var aliases: [String] { ["uptime"] }
    open override class var help: String {
        """
        Usage: time
        Shows the time, how long the game has run since it was started, and since when there has been this world.
        """
    }

    open override func run() async throws {
        guard let game = Game.current else { return }
        let now = game.clock.seconds
        var table = TextTable(border: .none)
        table.add(world.texts[.timeNow], CivilTime(secondsSince1970: now).description)
        for (label, key) in [(TextKey.timeUp, WorldTime.started), (.timeWorld, WorldTime.born)] {
            guard let since = WorldTime.moment(key) else { continue }
            table.add(world.texts[label], Spans.text(seconds: now - since))
        }
        table.add(world.texts[.timeCode], Spans.text(seconds: now - Int(game.started / 1000)) + " ago")
        tell(table.text)
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

/// A moment by the calendar, in universal time.
nonisolated struct CivilTime: CustomStringConvertible {
    var year, month, day, hour, minute: Int

    /// By Howard Hinnant's `civil_from_days` (https://howardhinnant.github.io/date_algorithms.html).
    init(secondsSince1970 seconds: Int) {
        let days = Int((Double(seconds) / 86_400).rounded(.down))
        let rest = seconds - days * 86_400
        (hour, minute) = (rest / 3600, rest / 60 % 60)
        let shifted = days + 719_468  // from the first of March of year 0
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(day)) \(two(hour)):\(two(minute)) UTC"
    }
}
