/// A stored job as those who look after the game see it.
public struct ScheduledJob {
    public enum State: Sendable { case waits, paused, sleeps }

    public var id: JobID
    /// `Plugin.Type`.
    public var type: String
    /// When it runs: "once", "every 30 seconds", "game hour 6".
    public var rule: String
    public var missed: Missed
    /// One that sleeps has no code that works, and waits for a reload.
    public var state: State
    public var timeLeft: Duration
    /// Nil for ever.
    public var runsLeft: Int?
    public var owner: Entity?
    /// The job's own properties.
    public var data: String
}

extension Game {
    /// All stored jobs, the next one first. For people to read: it sorts and decodes them all.
    public var scheduledJobs: [ScheduledJob] {
        jobs.entries.values.map { scheduled($0) }
            .sorted { ($0.timeLeft, $0.id.number) < ($1.timeLeft, $1.id.number) }
    }

    public func scheduledJob(_ id: JobID) -> ScheduledJob? { jobs.entries[id.number].map { scheduled($0) } }

    private func scheduled(_ entry: JobQueue.Entry) -> ScheduledJob {
        let timing = entry.timing
        var rule =
            switch timing.rule {
            case .after: "once"
            case .every(let interval): "every \(Duration.milliseconds(interval).words)"
            case .date: "once, by the clock"
            case .calendar(let pattern): pattern.description
            }
        if let runs = timing.runsLeft, timing.repeats { rule += ", \(runs) more" }
        let left = jobs.millisecondsLeft(entry.row.id) ?? 0
        let isAsleep = jobs.asleep.contains(entry.row.id) || outOfOrder.contains(entry.row.type)
            || world.classes.jobType(named: entry.row.type) == nil
        return ScheduledJob(
            id: JobID(number: entry.row.id), type: entry.row.type, rule: rule, missed: timing.missed,
            state: timing.paused != nil ? .paused : isAsleep ? .sleeps : .waits, timeLeft: .milliseconds(left),
            runsLeft: timing.runsLeft, owner: timing.owner.flatMap { world.entity($0) },
            data: (try? JobQueue.payload(of: entry.row))?.description ?? "?")
    }
}
