/// What a calendar shows again and again: `.gameTime(hour: 6)` is each dawn of the game,
/// `.realTime(weekday: 1, hour: 4)` four o'clock on Mondays.
///
/// What is left out is, above the greatest unit that is given, any; below it, the first: `.gameTime(month: 3)` is the
/// first of March at midnight, `.realTime(minute: 30)` half past every hour.
nonisolated public struct CalendarPattern: Sendable, Hashable {
    enum Calendar: String, Sendable { case game, real }

    var calendar: Calendar
    var month, day, weekday, hour, minute, second: Int?

    /// By the game's calendar and in its time; see ``GameTime``.
    public static func gameTime(
        month: Int? = nil, day: Int? = nil, weekday: Int? = nil, hour: Int? = nil, minute: Int? = nil,
        second: Int? = nil
    ) -> Self {
        Self(calendar: .game, month: month, day: day, weekday: weekday, hour: hour, minute: minute, second: second)
    }

    /// By the machine's clock, in universal time.
    public static func realTime(
        month: Int? = nil, day: Int? = nil, weekday: Int? = nil, hour: Int? = nil, minute: Int? = nil,
        second: Int? = nil
    ) -> Self {
        Self(calendar: .real, month: month, day: day, weekday: weekday, hour: hour, minute: minute, second: second)
    }

    /// How many days are looked at: a 29th of February may be eight years away.
    private static let farthest = 366 * 9

    /// The first second after `moment` at which `calendar` shows it; nil when it never does.
    func next(after moment: Int, in calendar: GameCalendar) -> Int? {
        let now = calendar.date(at: moment)
        var day = now
        (day.hour, day.minute, day.second) = (0, 0, 0)
        var start = calendar.seconds(of: day)
        for _ in 0..<Self.farthest {
            if fitsDay(day), let time = firstTime(after: moment - start, in: calendar) { return start + time }
            start += calendar.secondsPerDay
            day = calendar.date(at: start)
        }
        return nil
    }

    private func fitsDay(_ date: CalendarDate) -> Bool {
        let wantedDay = day ?? (month != nil && weekday == nil ? 1 : nil)
        return (month ?? date.month, wantedDay ?? date.day, weekday ?? date.weekday)
            == (date.month, date.day, date.weekday)
    }

    /// In seconds of the day; `moment` is one as well, or before it.
    private func firstTime(after moment: Int, in calendar: GameCalendar) -> Int? {
        let isOfDay = month != nil || day != nil || weekday != nil
        let hours = hour ?? (isOfDay ? 0 : nil)
        let minutes = minute ?? (hours != nil && (isOfDay || hour != nil) ? 0 : nil)
        let seconds = second ?? (minutes != nil ? 0 : nil)
        func units(_ wanted: Int?, _ count: Int) -> Range<Int> {
            guard let wanted else { return 0..<count }
            return (0..<count).contains(wanted) ? wanted..<(wanted + 1) : 0..<0
        }
        for hour in units(hours, calendar.hoursPerDay) {
            let hourStart = hour * calendar.minutesPerHour * calendar.secondsPerMinute
            guard hourStart + calendar.minutesPerHour * calendar.secondsPerMinute > moment else { continue }
            for minute in units(minutes, calendar.minutesPerHour) {
                let minuteStart = hourStart + minute * calendar.secondsPerMinute
                guard minuteStart + calendar.secondsPerMinute > moment else { continue }
                for second in units(seconds, calendar.secondsPerMinute) where minuteStart + second > moment {
                    return minuteStart + second
                }
            }
        }
        return nil
    }
}

extension CalendarPattern {
    private static let fields: [(String, WritableKeyPath<Self, Int?> & Sendable)] = [
        ("month", \.month), ("day", \.day), ("weekday", \.weekday), ("hour", \.hour), ("minute", \.minute),
        ("second", \.second),
    ]

    var stored: StoredValue {
        var parts: [String: StoredValue] = ["of": .string(calendar.rawValue)]
        for (name, field) in Self.fields { if let value = self[keyPath: field] { parts[name] = .int(Int64(value)) } }
        return .map(parts)
    }

    init(_ stored: StoredValue) throws {
        guard case .map(let parts) = stored, case .string(let name)? = parts["of"],
            let calendar = Calendar(rawValue: name)
        else { throw NotStored(expected: "a calendar's moment", found: stored) }
        self.init(calendar: calendar)
        for (name, field) in Self.fields {
            if case .int(let value)? = parts[name] { self[keyPath: field] = Int(value) }
        }
    }
}

extension CalendarPattern: CustomStringConvertible {
    /// `game hour 6`.
    public var description: String {
        let given = Self.fields.compactMap { name, field in self[keyPath: field].map { "\(name) \($0)" } }
        return ([calendar.rawValue] + given).joined(separator: " ")
    }
}
