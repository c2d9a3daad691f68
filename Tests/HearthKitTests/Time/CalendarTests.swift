import Testing

@testable import HearthKit

struct CalendarTests {
    nonisolated static let odd: GameCalendar = {
        var calendar = GameCalendar(
            months: [.init("Thaw", days: 3), .init("Reaping", days: 5)], weekdays: ["Moonday", "Restday"])
        (calendar.hoursPerDay, calendar.minutesPerHour, calendar.secondsPerMinute) = (10, 20, 30)
        return calendar
    }()

    @Test(arguments: [
        (0, "1970-01-01 00:00", 4), (951_782_400, "2000-02-29 00:00", 2), (1_700_000_000, "2023-11-14 22:13", 2),
        (-1, "1969-12-31 23:59", 3), (4_107_542_399, "2100-02-28 23:59", 7), (-62_135_596_800, "1-01-01 00:00", 1),
    ])
    func knownMoments(seconds: Int, shown: String, weekday: Int) {
        let date = Moment(secondsSince1970: seconds).date
        #expect((date.description, date.weekday) == (shown, weekday))
    }

    @Test(arguments: [GameCalendar.gregorian, odd])
    func aDateIsItsSecond(calendar: GameCalendar) {
        var random = SeededRandom(seed: 3)
        for _ in 0..<2000 {
            let second = Int.random(in: -100_000_000_000...100_000_000_000, using: &random)
            let date = calendar.date(at: second)
            #expect(calendar.seconds(of: date) == second)
            #expect((1...calendar.months.count).contains(date.month))
            #expect((1...calendar.daysInMonth(date.month, year: date.year)).contains(date.day))
            #expect((1...calendar.weekdays.count).contains(date.weekday))
            #expect((0..<calendar.hoursPerDay).contains(date.hour))
        }
    }

    @Test func aGamesOwn() {
        let date = Self.odd.date(at: 6000 * 8 + 6000 * 4 + 600 * 7 + 30 * 2 + 5)
        #expect(Self.odd.words(date) == "Moonday, 2 Reaping 2, 07:02")
        #expect(date.second == 5)
    }

    @Test(arguments: [
        (CalendarPattern.realTime(hour: 4), "2023-11-14 22:13", "2023-11-15 04:00"),
        (.realTime(hour: 4), "2023-11-15 04:00", "2023-11-16 04:00"),
        (.realTime(hour: 4), "2023-11-15 03:59", "2023-11-15 04:00"),
        (.realTime(minute: 30), "2023-11-14 22:13", "2023-11-14 22:30"),
        (.realTime(minute: 30), "2023-11-14 22:30", "2023-11-14 23:30"),
        (.realTime(second: 0), "2023-11-14 22:13", "2023-11-14 22:14"),
        (.realTime(day: 1), "2023-11-14 22:13", "2023-12-01 00:00"),
        (.realTime(day: 31, hour: 6), "2023-11-14 22:13", "2023-12-31 06:00"),
        (.realTime(month: 3), "2023-11-14 22:13", "2024-03-01 00:00"),
        (.realTime(month: 2, day: 29), "2096-03-01 00:00", "2104-02-29 00:00"),
        (.realTime(weekday: 1, hour: 4), "2023-11-14 22:13", "2023-11-20 04:00"),
        (.realTime(month: 1, weekday: 7), "2023-11-14 22:13", "2024-01-07 00:00"),
    ])
    func next(pattern: CalendarPattern, from: String, to: String) throws {
        let calendar = GameCalendar.gregorian
        let start = calendar.seconds(of: try #require(CalendarDate(from)))
        let next = try #require(pattern.next(after: start, in: calendar))
        #expect(calendar.date(at: next).description == to)
        #expect(try CalendarPattern(pattern.stored) == pattern)
    }

    @Test func whatNeverComes() {
        #expect(CalendarPattern.gameTime(hour: 12).next(after: 0, in: Self.odd) == nil)
        #expect(CalendarPattern.realTime(month: 13).next(after: 0, in: .gregorian) == nil)
    }

    @Test(arguments: [
        (Duration.zero, "a moment"), (.milliseconds(200), "1 second"), (.seconds(3661), "1 hour and 1 minute"),
        (.seconds(86_400 * 2), "2 days"), (.seconds(-5), "a moment"),
    ])
    func spansInWords(span: Duration, words: String) { #expect(span.words == words) }
}

extension GameTests {
    /// Game time: how fast it passes, and when it does not.
    @MainActor
    struct GameTimeTests {
        @Test func standsStillWhileTheGameIsDown() async throws {
            let game = TestGame(types: [])
            game.timeSettings.factor = 10
            game.timeSettings.epoch = try #require(CalendarDate("1203-03-14 06:00"))
            try await game.restart()
            #expect(GameTime.now.description == "1203-03-14 06:00")
            await game.advance(.minutes(6))
            #expect(GameTime.now.description == "1203-03-14 07:00")
            try await game.reload()
            await game.advance(.minutes(6))
            try await game.crash()
            #expect(GameTime.now.description == "1203-03-14 08:00")
            try await game.restart(after: .hours(100))
            #expect(GameTime.now.description == "1203-03-14 08:00")
            #expect(GameTime.until(.gameTime(hour: 9)) == .minutes(6))
            #expect((GameTime.real(.hours(1)), GameTime.game(.minutes(6))) == (.minutes(6), .hours(1)))
        }

        @Test func goesOnWhileTheGameIsDownIfTheSettingsSaySo() async throws {
            let game = TestGame(types: [])
            game.timeSettings.passesWhileDown = true
            try await game.restart(after: .hours(2))
            #expect(GameTime.now.hour == 2)
        }

        @Test func anotherFactorGoesOnFromWhereItIs() async throws {
            let game = TestGame(types: [Strike.self])
            let notes = Object.create("notes")
            let dawn = schedule(Strike(name: "dawn", notes: Ref(notes)), at: .gameTime(hour: 6))
            await game.advance(.hours(3))
            #expect(dawn.timeLeft == .hours(3))
            game.timeSettings.factor = 6
            try await game.reload()
            #expect(GameTime.now.hour == 3)
            #expect(dawn.timeLeft == .minutes(30))
            await game.advance(.minutes(30))
            #expect((game.world.entity(notes.id) as? Object)?.strikes("dawn").count == 1)
            #expect(!dawn.isThere)
        }

        @Test func theWallClockDoesNotMoveIt() async {
            let game = TestGame(types: [])
            await game.setWallClock(by: .hours(50))
            await game.setWallClock(by: .hours(-90))
            #expect(GameTime.seconds == 0)
        }

        @Test func aGameHasItsOwnCalendar() async throws {
            let game = TestGame(types: [OddDays.self])
            await game.advance(.seconds(6000))
            #expect(GameTime.calendar.words(GameTime.now) == "Restday, 2 Thaw 1, 00:00")
        }
    }
}

final class OddDays: GameHooks {
    override var calendar: GameCalendar? { CalendarTests.odd }
}
