/// The jobs that are to come, the next one first. Adding, taking out and taking the next cost the logarithm of how many
/// there are; a turn in which none is due costs a look at two clocks.
final class JobQueue {
    struct Entry {
        var row: JobRow
        var timing: JobTiming
        /// When it comes up: when it is due, or later when it waits after a crash.
        var comesUp: Int64
    }

    unowned let game: Game
    private(set) var entries: [Int64: Entry] = [:]
    /// By the game's own clock, and by the machine's. Of a job that was moved both moments are in them: the one that
    /// the entry does not name is passed over.
    private var byOwn = DueHeap()
    private var byWall = DueHeap()
    private var owned: [EntityID: Set<Int64>] = [:]
    /// By a calendar: what has to be looked at when a clock was changed.
    private(set) var byCalendar: Set<Int64> = []
    private var changed: Set<Int64> = []
    private var done: Set<Int64> = []
    /// Ran when the Server died, and are not committed: what stored them is about to be done again.
    private var suspects: Set<Int64> = []
    /// How far the machine's clock was before the game's own.
    var wallLead: Int64 = 0
    var nextJob: Int64 = 1

    init(game: Game) { self.game = game }

    var count: Int { entries.count }

    // MARK: Clocks

    var hasJobsByWall: Bool { byWall.count > 0 }

    func now(of timing: JobTiming) -> Int64 { timing.isByWall ? game.clock.milliseconds : game.chronometer.now }

    /// The machine's clock may be set while nobody looks: so often it is looked at.
    private static let longestSleepByWall: Int64 = 60_000

    /// Nil when nothing will ever be due.
    var millisecondsToNext: Int64? {
        let own = first(of: &byOwn).map { $0.due - game.chronometer.now }
        let wall = first(of: &byWall).map { min(Self.longestSleepByWall, $0.due - game.clock.milliseconds) }
        return [own, wall].compactMap(\.self).min()
    }

    private func first(of heap: inout DueHeap) -> DueHeap.Element? {
        while let first = heap.first {
            if isTrue(first) { return first }
            heap.removeFirst()
        }
        return nil
    }

    private func isTrue(_ element: DueHeap.Element) -> Bool {
        guard let entry = entries[element.id] else { return false }
        return entry.comesUp == element.due && entry.timing.paused == nil && !asleep.contains(element.id)
    }

    /// Takes the next that is due out of its heap, not out of the store.
    func takeNext(own: Int64, wall: Int64) -> Int64? {
        if let first = first(of: &byOwn), first.due <= own {
            byOwn.removeFirst()
            return first.id
        }
        if let first = first(of: &byWall), first.due <= wall {
            byWall.removeFirst()
            return first.id
        }
        return nil
    }

    // MARK: Adding, changing, taking out

    /// - Parameter due: nil for what is due by a calendar.
    func add(_ job: some Job, _ timing: JobTiming, due: Int64?) -> JobID {
        let payload: StoredValue
        do { payload = try StoredEncoder.encode(job) } catch {
            game.report(fault: "job \(type(of: job)): it cannot be stored: \(error)")
            return JobID(number: 0)
        }
        return add(ClassRegistry.name(of: type(of: job)), payload, timing, due: due)
    }

    private func add(_ type: String, _ payload: StoredValue, _ timing: JobTiming, due: Int64?) -> JobID {
        var timing = timing
        var moment = due
        if let pattern = timing.pattern {
            guard let next = next(pattern, after: nil, &timing) else {
                game.report(fault: "job \(type): no calendar ever shows \(pattern)")
                return JobID(number: 0)
            }
            moment = next
        }
        let id = nextJob
        nextJob += 1
        let row = JobRow(
            id: id, due: moment ?? 0, type: type, data: StoredValue.list([timing.stored, payload]).cbor)
        put(Entry(row: row, timing: timing, comesUp: row.due))
        changed.insert(id)
        if suspects.remove(id) != nil { putOff(id) }
        return JobID(number: id)
    }

    /// Puts an entry in the place of the one of that number.
    private func put(_ entry: Entry) {
        let id = entry.row.id
        entries[id] = entry
        if let owner = entry.timing.owner { owned[owner, default: []].insert(id) }
        if entry.timing.pattern != nil { byCalendar.insert(id) }
        guard entry.timing.paused == nil else { return }
        if entry.timing.isByWall { byWall.insert(entry.comesUp, id) } else { byOwn.insert(entry.comesUp, id) }
        byOwn.compact(live: entries.count) { isTrue($0) }
        byWall.compact(live: entries.count) { isTrue($0) }
    }

    /// As `put`, to be written with the turn.
    func update(_ id: Int64, due: Int64? = nil, _ change: (inout JobTiming) -> Void = { _ in }) {
        guard var entry = entries[id] else { return }
        let before = entry.timing
        change(&entry.timing)
        if let due { entry.row.due = due }
        if entry.timing != before, let payload = try? Self.payload(of: entry.row) {
            entry.row.data = StoredValue.list([entry.timing.stored, payload]).cbor
        }
        entry.comesUp = entry.row.due
        put(entry)
        changed.insert(id)
    }

    /// Has one that was taken and not run come up at `moment`, or when it was due.
    func putBack(_ id: Int64, at moment: Int64? = nil) {
        guard var entry = entries[id] else { return }
        entry.comesUp = moment ?? entry.row.due
        put(entry)
    }

    func remove(_ id: Int64) {
        guard forget(id) else { return }
        changed.remove(id)
        done.insert(id)
    }

    @discardableResult
    private func forget(_ id: Int64) -> Bool {
        guard let entry = entries.removeValue(forKey: id) else { return false }
        if let owner = entry.timing.owner {
            owned[owner]?.remove(id)
            if owned[owner]?.isEmpty ?? false { owned[owner] = nil }
        }
        byCalendar.remove(id)
        asleep.remove(id)
        return true
    }

    /// What was stored for an entity ends with it.
    func removeAll(of owner: EntityID) {
        for id in owned[owner] ?? [] { remove(id) }
    }

    func jobs(of owner: EntityID) -> [JobID] { (owned[owner] ?? []).sorted().map { JobID(number: $0) } }

    // MARK: One job

    func has(_ id: Int64) -> Bool { entries[id] != nil }
    func isPaused(_ id: Int64) -> Bool { entries[id]?.timing.paused != nil }

    func millisecondsLeft(_ id: Int64) -> Int64? {
        entries[id].map { $0.timing.paused ?? max(0, $0.comesUp - now(of: $0.timing)) }
    }

    func pause(_ id: Int64) {
        guard let left = millisecondsLeft(id), !isPaused(id) else { return }
        update(id) { $0.paused = left }
    }

    func resume(_ id: Int64) {
        guard let entry = entries[id], let left = entry.timing.paused else { return }
        switch entry.timing.rule {
        case .after, .every: update(id, due: game.chronometer.now + left) { $0.paused = nil }
        case .date: update(id) { $0.paused = nil }
        case .calendar(let pattern):
            var timing = entry.timing
            let due = next(pattern, after: nil, &timing)
            update(id, due: due) { ($0.paused, $0.gameMoment) = (nil, timing.gameMoment) }
        }
    }

    func runNow(_ id: Int64) {
        guard let entry = entries[id], let payload = try? Self.payload(of: entry.row) else { return }
        _ = add(entry.row.type, payload, JobTiming(.after), due: game.chronometer.now)
        if !entry.timing.repeats { remove(id) }
    }

    /// A job that ran when the Server died waits before it is tried again.
    func putOff(_ id: Int64) {
        guard let entry = entries[id] else {
            suspects.insert(id)
            return
        }
        putBack(id, at: now(of: entry.timing) + Self.pauseAfterCrash)
    }

    static let pauseAfterCrash: Int64 = 60_000

    // MARK: What sleeps

    /// Those whose code is gone, out of order or no longer takes what is stored: they stay in the store until a reload
    /// mends that.
    private(set) var asleep: Set<Int64> = []

    func letSleep(_ id: Int64) { asleep.insert(id) }

    // MARK: Rows

    static func payload(of row: JobRow) throws -> StoredValue { try parts(of: row).payload }

    private static func parts(of row: JobRow) throws -> (timing: JobTiming, payload: StoredValue) {
        let stored = try StoredValue(cbor: row.data)
        guard case .list(let parts) = stored, parts.count == 2 else {
            throw NotStored(expected: "when a job is due, and the job", found: stored)
        }
        return (try JobTiming(parts[0]), parts[1])
    }

    func job(of row: JobRow) throws -> any Job {
        guard let type = game.world.classes.jobType(named: row.type) else {
            throw NotStored(expected: "a job type \(row.type)", found: .null)
        }
        return try StoredDecoder.decode(type, try Self.payload(of: row))
    }

    func read(_ snapshot: Snapshot) {
        nextJob = max(nextJob, snapshot.nextJob)
        for row in snapshot.jobs {
            forget(row.id)
            let timing = try? Self.parts(of: row).timing
            put(Entry(row: row, timing: timing ?? JobTiming(.after), comesUp: row.due))
            if timing == nil { letSleep(row.id) }
        }
        for id in snapshot.doneJobs { forget(id) }
    }

    /// What does not decode under the code as it is.
    func problems() -> [String] {
        entries.values.map(\.row).sorted { $0.id < $1.id }.compactMap { row in
            guard game.world.classes.jobType(named: row.type) != nil else { return nil }
            do { _ = try job(of: row) } catch { return "job \(row.type) (\(row.id)): \(error)" }
            return nil
        }
    }

    func takeChanges(into changes: inout Changes) {
        changes.jobs = changed.sorted().compactMap { entries[$0]?.row }
        changes.doneJobs = done.sorted()
        changes.nextJob = nextJob
        changed.removeAll()
        done.removeAll()
    }
}
