/// The time in the world of the game: how long the game has run, times a factor, counted by its calendar from its
/// epoch.
///
/// It goes on through reload, crash and restart. While the game is down it stands still, as players expect who were not
/// there to see it pass; `time: passesWhileDown` in the settings has it go on. (After a power cut it goes on from the
/// last minute in which anything was saved.) Sun and moon are the game's business:
/// ```swift
/// var isNight: Bool { !(6..<21).contains(GameTime.now.hour) }
/// schedule(Dawn(), every: .gameTime(hour: 6))
/// ```
public enum GameTime {
    public static var now: CalendarDate { calendar.date(at: seconds) }
    /// From the beginning of year 1 of the calendar.
    public static var seconds: Int { Game.current?.gameSeconds ?? 0 }
    /// How many seconds of it pass in one of ours.
    public static var factor: Double { Game.current?.chronometer.world.factor ?? 1 }
    public static var calendar: GameCalendar { Game.current?.calendar ?? .gregorian }

    /// How long players wait until the calendar shows it: `GameTime.until(.gameTime(hour: 6))`. Nil when it never does.
    public static func until(_ time: CalendarPattern) -> Duration? {
        guard let game = Game.current else { return nil }
        switch time.calendar {
        case .game:
            return time.next(after: seconds, in: calendar).map {
                .milliseconds(game.own(ofGameSecond: $0) - game.chronometer.now)
            }
        case .real:
            let now = Moment.now.secondsSince1970 + Moment.secondsBefore1970
            return time.next(after: now, in: .gregorian).map {
                Moment(secondsSince1970: $0 - Moment.secondsBefore1970) - Moment.now
            }
        }
    }

    /// How long a span of game time takes players.
    public static func real(_ span: Duration) -> Duration { .milliseconds(Int64(span / .milliseconds(1) / factor)) }
    /// How much game time passes in a span of players' time.
    public static func game(_ span: Duration) -> Duration { .milliseconds(Int64(span / .milliseconds(1) * factor)) }
}

/// How time passes in the game, as its settings have it.
nonisolated public struct TimeSettings: Sendable, Hashable {
    /// Seconds of game time in one second.
    public var factor = 1.0
    /// What the calendar shows when the world is new.
    public var epoch = CalendarDate(year: 1)
    /// Whether game time goes on while the game is stopped.
    public var passesWhileDown = false
    public var calendar = GameCalendar()

    public init() {}
}

extension Game {
    /// The game's own, or else the settings'.
    public var calendar: GameCalendar {
        for hook in hooks { if let calendar = hook.calendar { return calendar } }
        return timeSettings.calendar
    }

    var gameSeconds: Int { gameSecond(at: chronometer.now) }

    /// What game time it is at a moment of the game's own clock.
    func gameSecond(at moment: Int64) -> Int {
        gameEpoch + Int((Double(chronometer.world.passed(at: moment)) / 1000).rounded(.down))
    }

    private var gameEpoch: Int { calendar.seconds(of: timeSettings.epoch) }

    /// The moment of the game's own clock at which the calendar is there.
    func own(ofGameSecond second: Int) -> Int64 {
        chronometer.world.own(of: Duration.seconds(second - gameEpoch).milliseconds)
    }
}
