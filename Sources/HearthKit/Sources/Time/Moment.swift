/// A moment by the machine's clock, to the millisecond.
nonisolated public struct Moment: Sendable, Hashable, Comparable, Codable {
    /// Since the beginning of 1970.
    public var milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }
    public init(secondsSince1970 seconds: Int) { milliseconds = Duration.seconds(seconds).milliseconds }

    /// In universal time: `Moment(2026, 12, 24, hour: 18)`.
    public init(_ year: Int, _ month: Int, _ day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        let date = CalendarDate(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        self.init(secondsSince1970: GameCalendar.gregorian.seconds(of: date) - Self.secondsBefore1970)
    }

    @MainActor public static var now: Moment {
        Moment(milliseconds: Game.current?.clock.milliseconds ?? Clock.system.milliseconds)
    }

    public var secondsSince1970: Int { Int((Double(milliseconds) / 1000).rounded(.down)) }

    /// In universal time.
    public var date: CalendarDate { GameCalendar.gregorian.date(at: secondsSince1970 + Self.secondsBefore1970) }

    /// From the beginning of year 1.
    static let secondsBefore1970 = 62_135_596_800

    public static func < (a: Moment, b: Moment) -> Bool { a.milliseconds < b.milliseconds }
    public static func + (moment: Moment, span: Duration) -> Moment {
        Moment(milliseconds: moment.milliseconds + span.milliseconds)
    }
    public static func - (a: Moment, b: Moment) -> Duration { .milliseconds(a.milliseconds - b.milliseconds) }
}

extension Moment: Storable {
    public var stored: StoredValue { .int(milliseconds) }
    public static func restored(from value: StoredValue) throws -> Moment {
        guard case .int(let milliseconds) = value else { throw NotStored(expected: "a moment", found: value) }
        return Moment(milliseconds: milliseconds)
    }
}

extension Moment: CustomStringConvertible {
    /// `2026-12-24 18:00 UTC`.
    public var description: String { "\(date) UTC" }
}
