/// How seconds are counted as years, months, days: the usual way, unless a game has another. Second 0 is the first of
/// the first month of year 1.
///
/// ```swift
/// override var calendar: GameCalendar? {            // in the game's GameHooks; the settings can say it too
///     var calendar = GameCalendar()
///     calendar.months = [.init("Thaw", days: 30), .init("Reaping", days: 40)]
///     calendar.weekdays = ["Moonday", "Fireday", "Restday"]
///     calendar.hoursPerDay = 20
///     return calendar
/// }
/// ```
nonisolated public struct GameCalendar: Sendable, Hashable {
    public struct Month: Sendable, Hashable {
        public var name: String
        public var days: Int
        public init(_ name: String, days: Int) { (self.name, self.days) = (name, max(1, days)) }
    }

    public var months: [Month]
    /// The first is that of second 0.
    public var weekdays: [String]
    public var hoursPerDay = 24
    public var minutesPerHour = 60
    public var secondsPerMinute = 60
    /// Whether the second month has a day more in years that can be divided by 4, but not by 100 unless by 400.
    public var hasLeapYears: Bool

    /// The calendar that most of this world uses, for all time.
    public init() {
        months = zip(
            [
                "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December",
            ], [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        ).map { Month($0, days: $1) }
        weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        hasLeapYears = true
    }

    /// One of a game's own months.
    public init(months: [Month], weekdays: [String]) {
        (self.months, self.weekdays) = (months.isEmpty ? [Month("", days: 1)] : months, weekdays)
        hasLeapYears = false
    }

    public static let gregorian = GameCalendar()

    public var secondsPerDay: Int { max(1, hoursPerDay * minutesPerHour * secondsPerMinute) }

    func daysInMonth(_ month: Int, year: Int) -> Int {
        months[month - 1].days + (month == 2 && hasLeapYears && Self.isLeap(year) ? 1 : 0)
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// Days from the beginning of year 1 to that of `year`.
    private func daysBefore(year: Int) -> Int {
        let years = year - 1
        let days = years * months.reduce(0) { $0 + $1.days }
        guard hasLeapYears else { return days }
        func divided(_ by: Int) -> Int { Int((Double(years) / Double(by)).rounded(.down)) }
        return days + divided(4) - divided(100) + divided(400)
    }

    /// What it shows after so many seconds.
    public func date(at seconds: Int) -> CalendarDate {
        let days = seconds >= 0 ? seconds / secondsPerDay : (seconds + 1) / secondsPerDay - 1
        var rest = seconds - days * secondsPerDay
        let daysPerYear = Double(months.reduce(0) { $0 + $1.days }) + (hasLeapYears ? 0.2425 : 0)
        var year = Int((Double(days) / daysPerYear).rounded(.down)) + 1
        while daysBefore(year: year + 1) <= days { year += 1 }
        while daysBefore(year: year) > days { year -= 1 }
        var (day, month) = (days - daysBefore(year: year), 1)
        while day >= daysInMonth(month, year: year), month < months.count {
            day -= daysInMonth(month, year: year)
            month += 1
        }
        let second = rest % secondsPerMinute
        rest /= secondsPerMinute
        let week = max(1, weekdays.count)
        return CalendarDate(
            year: year, month: month, day: day + 1, hour: rest / minutesPerHour, minute: rest % minutesPerHour,
            second: second, weekday: (days % week + week) % week + 1)
    }

    /// The seconds at which it shows `date`. A day too many runs into the next month; the weekday is not looked at.
    public func seconds(of date: CalendarDate) -> Int {
        let month = min(max(1, date.month), months.count)
        let before = (1..<month).reduce(0) { $0 + daysInMonth($1, year: date.year) }
        let days = daysBefore(year: date.year) + before + date.day - 1
        return days * secondsPerDay
            + (date.hour * minutesPerHour + date.minute) * secondsPerMinute + date.second
    }

    /// `Monday, 14 March 1203, 06:00`.
    public func words(_ date: CalendarDate) -> String {
        let weekday = weekdays.indices.contains(date.weekday - 1) ? weekdays[date.weekday - 1] + ", " : ""
        let month = months.indices.contains(date.month - 1) ? months[date.month - 1].name : "\(date.month)"
        return "\(weekday)\(date.day) \(month) \(date.year), \(date.timeOfDay)"
    }
}

/// A moment as a calendar shows it. Months, days and weekdays count from 1.
nonisolated public struct CalendarDate: Sendable, Hashable, CustomStringConvertible {
    public var year, month, day, hour, minute, second: Int
    public var weekday: Int

    public init(
        year: Int, month: Int = 1, day: Int = 1, hour: Int = 0, minute: Int = 0, second: Int = 0, weekday: Int = 1
    ) {
        (self.year, self.month, self.day) = (year, month, day)
        (self.hour, self.minute, self.second, self.weekday) = (hour, minute, second, weekday)
    }

    /// Reads `1203-03-14` and `1203-03-14 06:00`; nil for anything else.
    public init?(_ text: String) {
        guard let match = text.wholeMatch(of: /(\d{1,9})-(\d{1,3})-(\d{1,3})(?:[ T](\d{1,3}):(\d{1,3}))?/),
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3)
        else { return nil }
        self.init(
            year: year, month: month, day: day, hour: match.4.flatMap { Int($0) } ?? 0,
            minute: match.5.flatMap { Int($0) } ?? 0)
    }

    /// `06:00`.
    public var timeOfDay: String { "\(Self.two(hour)):\(Self.two(minute))" }
    /// `1203-03-14 06:00`.
    public var description: String { "\(year)-\(Self.two(month))-\(Self.two(day)) \(timeOfDay)" }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
