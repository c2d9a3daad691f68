/// When a stored job is due, and what becomes of the moments it misses.
nonisolated struct JobTiming: Equatable {
    enum Rule: Equatable {
        /// Once, by the game's own clock.
        case after
        /// Each so many milliseconds of the game's own clock.
        case every(Int64)
        /// Once, by the machine's clock.
        case date
        /// When a calendar shows it.
        case calendar(CalendarPattern)
    }

    var rule: Rule
    var missed = Missed.once
    /// Nil for ever.
    var runsLeft: Int?
    /// What it ends with.
    var owner: EntityID?
    /// Milliseconds that were left when it was paused.
    var paused: Int64?
    /// The moment in seconds of game time; when that is depends on how long the game is down.
    var gameMoment: Int64?

    init(_ rule: Rule) { self.rule = rule }

    var repeats: Bool {
        switch rule {
        case .after, .date: false
        case .every: true
        case .calendar: runsLeft != 1
        }
    }

    var pattern: CalendarPattern? { if case .calendar(let pattern) = rule { pattern } else { nil } }

    /// Whether it is due by the machine's clock, not by the game's own.
    var isByWall: Bool {
        switch rule {
        case .after, .every: false
        case .date: true
        case .calendar(let pattern): pattern.calendar == .real
        }
    }
}

/// The plainest are a number, the interval; the others a map of what they have.
extension JobTiming {
    var stored: StoredValue {
        var isPlain = missed == .once && runsLeft == nil && owner == nil && paused == nil
        var parts: [String: StoredValue] = [:]
        switch rule {
        case .after: break
        case .every(let milliseconds): parts["every"] = .int(milliseconds)
        case .date: (parts["date"], isPlain) = (true, false)
        case .calendar(let pattern): (parts["at"], isPlain) = (pattern.stored, false)
        }
        if isPlain { return parts["every"] ?? .int(0) }
        if missed != .once { parts["missed"] = .string(missed.rawValue) }
        if let runsLeft { parts["runs"] = .int(Int64(runsLeft)) }
        if let owner { parts["for"] = .reference(owner) }
        if let paused { parts["paused"] = .int(paused) }
        if let gameMoment { parts["game"] = .int(gameMoment) }
        return .map(parts)
    }

    init(_ stored: StoredValue) throws {
        if case .int(let every) = stored {
            self.init(every > 0 ? .every(every) : .after)
            return
        }
        guard case .map(let parts) = stored else { throw NotStored(expected: "when a job is due", found: stored) }
        if let at = parts["at"] {
            self.init(.calendar(try CalendarPattern(at)))
        } else if parts["date"] != nil {
            self.init(.date)
        } else if case .int(let every)? = parts["every"] {
            self.init(.every(every))
        } else {
            self.init(.after)
        }
        if case .string(let name)? = parts["missed"] { missed = Missed(rawValue: name) ?? .once }
        if case .int(let runs)? = parts["runs"] { runsLeft = Int(runs) }
        if case .reference(let id)? = parts["for"] { owner = id }
        if case .int(let left)? = parts["paused"] { paused = left }
        if case .int(let moment)? = parts["game"] { gameMoment = moment }
    }
}
