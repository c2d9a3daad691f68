// Storing jobs: each is due after a span of time, at a moment, or when a calendar says so. All outlive reload, crash
// and restart. A job that is `for` an entity ends with it; any other runs, whatever its `Ref`s point to by then.

/// Stores `job`, to run once after `delay`. The delay is measured by the game's own clock, which a change of the
/// machine's does not move, and which goes on while the game is down.
@discardableResult
public func schedule(
    _ job: some Job, in delay: Duration, for owner: Entity? = nil, missed: Missed = .once
) -> JobID {
    add(job, .after, due: { $0.chronometer.now + max(0, delay.milliseconds) }, owner: owner, missed: missed)
}

/// Stores `job`, to run after `start` and again after each further `interval`, until it throws ``Finished``, has run
/// so many `times`, or is cancelled.
///
/// - Parameter start: how long until it runs first; one interval unless given.
@discardableResult
public func schedule(
    _ job: some Job, every interval: Duration, after start: Duration? = nil, times: Int? = nil,
    for owner: Entity? = nil, missed: Missed = .once
) -> JobID {
    let every = max(1, interval.milliseconds)
    let first = max(0, start?.milliseconds ?? every)
    return add(job, .every(every), due: { $0.chronometer.now + first }, owner: owner, missed: missed, times: times)
}

/// Stores `job`, to run once at `moment` by the machine's clock, whatever that is set to until then.
@discardableResult
public func schedule(
    _ job: some Job, at moment: Moment, for owner: Entity? = nil, missed: Missed = .once
) -> JobID {
    add(job, .date, due: { _ in moment.milliseconds }, owner: owner, missed: missed)
}

/// Stores `job`, to run once, the next time that a calendar shows this: `at: .gameTime(hour: 6)`.
@discardableResult
public func schedule(
    _ job: some Job, at time: CalendarPattern, for owner: Entity? = nil, missed: Missed = .once
) -> JobID {
    add(job, .calendar(time), due: { _ in nil }, owner: owner, missed: missed, times: 1)
}

/// Stores `job`, to run each time that a calendar shows this: `every: .realTime(hour: 4)`, `every: .gameTime(hour: 6)`.
///
/// When the machine's clock is set back, moments that it has shown do not count again. One that is set back by more
/// than a day was wrong before: the calendar begins anew with what it shows now.
@discardableResult
public func schedule(
    _ job: some Job, every time: CalendarPattern, times: Int? = nil, for owner: Entity? = nil,
    missed: Missed = .once
) -> JobID {
    add(job, .calendar(time), due: { _ in nil }, owner: owner, missed: missed, times: times)
}

private func add(
    _ job: some Job, _ rule: JobTiming.Rule, due: (Game) -> Int64?, owner: Entity?, missed: Missed, times: Int? = nil
) -> JobID {
    guard let game = Game.current, times.map({ $0 > 0 }) ?? true, !(owner?.isDeleted ?? false) else {
        return JobID(number: 0)
    }
    var timing = JobTiming(rule)
    (timing.missed, timing.runsLeft, timing.owner) = (missed, times, owner?.id)
    return game.jobs.add(job, timing, due: due(game))
}

extension Entity {
    /// The jobs that were stored `for` it and end with it.
    public final var jobs: [JobID] { Game.current?.jobs.jobs(of: id) ?? [] }
}

extension Duration {
    nonisolated public static func minutes(_ minutes: Int) -> Duration { .seconds(60 * minutes) }
    nonisolated public static func hours(_ hours: Int) -> Duration { .seconds(3600 * hours) }

    /// As many as can be added to a moment: a delay of a million years is no overflow.
    nonisolated var milliseconds: Int64 {
        let (whole, overflow) = components.seconds.multipliedReportingOverflow(by: 1000)
        let most: Int64 = 1 << 60
        guard !overflow, whole.magnitude < most else { return components.seconds < 0 ? -most : most }
        return whole + components.attoseconds / 1_000_000_000_000_000
    }
}
