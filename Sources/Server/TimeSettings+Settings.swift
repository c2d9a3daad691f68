import HearthKit
import Settings

extension TimeSettings {
    init(_ settings: Settings.Time) {
        self.init()
        (factor, passesWhileDown) = (settings.factor, settings.passesWhileDown)
        epoch = CalendarDate(settings.epoch) ?? epoch
        if !settings.months.isEmpty {
            let months = settings.months.map { GameCalendar.Month($0.name, days: $0.days) }
            calendar = GameCalendar(months: months, weekdays: calendar.weekdays)
        }
        if !settings.weekdays.isEmpty { calendar.weekdays = settings.weekdays }
        calendar.hoursPerDay = settings.hoursPerDay
        calendar.minutesPerHour = settings.minutesPerHour
        calendar.secondsPerMinute = settings.secondsPerMinute
    }
}
