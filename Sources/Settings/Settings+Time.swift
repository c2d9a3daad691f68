extension Settings {
    /// How time passes in the world of the game.
    public struct Time: Sendable, Hashable {
        public struct Month: Sendable, Hashable {
            public var name: String
            public var days: Int
            public init(name: String, days: Int) { (self.name, self.days) = (name, days) }
        }

        /// Seconds of game time in one second.
        public var factor = 1.0
        /// What the game's calendar shows when the world is new: `1203-03-14` or `1203-03-14 06:00`.
        public var epoch = "1-01-01"
        /// Whether game time goes on while the game is stopped.
        public var passesWhileDown = false
        /// None is the usual calendar.
        public var months: [Month] = []
        public var weekdays: [String] = []
        public var hoursPerDay = 24
        public var minutesPerHour = 60
        public var secondsPerMinute = 60
    }
}

extension Settings.Time {
    mutating func read(_ map: YAMLMap) {
        factor = map.number("factor", in: 0.001...1000) ?? factor
        if let text = map.text("epoch", matching: /\d{1,9}-\d{1,3}-\d{1,3}( \d{1,3}:\d{1,3})?/,
            expected: "a date, 1203-03-14 or 1203-03-14 06:00")
        {
            epoch = text
        }
        passesWhileDown = map.bool("passesWhileDown") ?? passesWhileDown
        if let months = map.map("months") {
            self.months = months.entries.compactMap { entry in
                months.int(entry.key, in: 1...10_000).map { Month(name: entry.key, days: $0) }
            }
        }
        weekdays = map.texts("weekdays") ?? weekdays
        hoursPerDay = map.int("hoursPerDay", in: 1...1000) ?? hoursPerDay
        minutesPerHour = map.int("minutesPerHour", in: 1...1000) ?? minutesPerHour
        secondsPerMinute = map.int("secondsPerMinute", in: 1...1000) ?? secondsPerMinute
    }
}
