// What is due when a calendar shows it, and what becomes of it when a clock was changed.

extension JobQueue {
    /// The next moment of a calendar after `due`, or after now, by the clock that the pattern is due by.
    func next(_ pattern: CalendarPattern, after due: Int64?, _ timing: inout JobTiming) -> Int64? {
        switch pattern.calendar {
        case .real:
            let after = Moment(milliseconds: due ?? game.clock.milliseconds).secondsSince1970
            return pattern.next(after: after + Moment.secondsBefore1970, in: .gregorian)
                .map { Duration.seconds($0 - Moment.secondsBefore1970).milliseconds }
        case .game:
            // Of one that is due its own moment is known: what the clock says of it may be a second beside it.
            let after = due == nil ? game.gameSeconds : timing.gameMoment.map(Int.init) ?? game.gameSeconds
            guard let second = pattern.next(after: after, in: game.calendar) else { return nil }
            timing.gameMoment = Int64(second)
            return game.own(ofGameSecond: second)
        }
    }

    /// The game is this process's, or a clock was changed: what is due by a calendar is looked at anew.
    func begin() {
        wallLead = game.clock.milliseconds - game.chronometer.now
        for id in byCalendar.sorted() {
            guard let entry = entries[id], entry.timing.paused == nil, let pattern = entry.timing.pattern else {
                continue
            }
            var timing = entry.timing
            guard let natural = next(pattern, after: nil, &timing) else { continue }
            var due = entry.row.due
            if pattern.calendar == .game, let moment = entry.timing.gameMoment {
                due = game.own(ofGameSecond: Int(moment))
            }
            if due - natural > longestWait(of: pattern) {
                update(id, due: natural) { $0.gameMoment = timing.gameMoment }
            } else if due != entry.row.due {
                update(id, due: due)
            }
        }
    }

    /// How much longer than to the calendar's next moment a job may wait, after a clock was set back: a day.
    private func longestWait(of pattern: CalendarPattern) -> Int64 {
        let day = Duration.seconds(86_400).milliseconds
        guard pattern.calendar == .game else { return day }
        return Int64(Double(game.calendar.secondsPerDay) * 1000 / game.chronometer.world.factor)
    }

    /// Sees whether the machine's clock was set back.
    func lookAtWall() {
        guard hasJobsByWall else { return }
        let lead = game.clock.milliseconds - game.chronometer.now
        if lead < wallLead - 1000 { begin() }
        wallLead = lead
    }
}
