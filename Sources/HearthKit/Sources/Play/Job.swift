/// Something that will be done at a moment, whatever happens until then: it is a row in the store, taken out in the
/// same turn in which it runs.
///
/// The lasting sister of ``AnyCommand/wait(_:)``.
/// ```swift
/// struct Burn: Job {
///     var lantern: Ref<Lantern>
///     func run() { lantern.target?.oil -= 1 }
/// }
/// schedule(Burn(lantern: Ref(lantern)), in: .seconds(30))
/// ```
nonisolated public protocol Job: Codable, KitBuild {
    /// Does it. A job whose moment passed while the game was down runs once, when it is up again.
    /// One that repeats ends when it throws ``Finished``.
    @MainActor func run() throws
}

/// Thrown by a repeating job that has nothing left to do.
nonisolated public struct Finished: Error {
    public init() {}
}

/// A stored job, to cancel it by. It can be kept: `@Saved var burning: JobID?`
nonisolated public struct JobID: Hashable, Sendable, Codable {
    let number: Int64
}

extension JobID: Storable {}

/// Stores `job`, to run after `delay`. It outlives reload, crash and restart.
@discardableResult
public func schedule(_ job: some Job, in delay: Duration) -> JobID {
    guard let game = Game.current else { return JobID(number: 0) }
    return game.jobs.add(job, due: game.clock.milliseconds + delay.milliseconds, every: 0)
}

/// Stores `job`, to run after `interval` and again after each further one, until it throws ``Finished`` or is cancelled.
/// What was missed while the game was down is made up for once.
@discardableResult
public func schedule(_ job: some Job, every interval: Duration) -> JobID {
    guard let game = Game.current else { return JobID(number: 0) }
    let interval = max(1, interval.milliseconds)
    return game.jobs.add(job, due: game.clock.milliseconds + interval, every: interval)
}

/// Takes a job out; nothing when it has run.
public func cancel(_ job: JobID) {
    Game.current?.jobs.remove(job.number)
}

extension Duration {
    nonisolated public static func minutes(_ minutes: Int) -> Duration { .seconds(60 * minutes) }
    nonisolated public static func hours(_ hours: Int) -> Duration { .seconds(3600 * hours) }

    nonisolated var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}

/// The jobs that are to come, the next one first.
final class JobQueue {
    private unowned let game: Game
    private var rows: [Int64: JobRow] = [:]
    /// Sorted, the latest first, so that the next is taken from the end.
    private var order: [(due: Int64, id: Int64)] = []
    private var changed: Set<Int64> = []
    private var done: [Int64] = []
    private var suspect: Int64?
    var nextJob: Int64 = 1

    init(game: Game) { self.game = game }

    var nextDue: Int64? { order.last?.due }
    var count: Int { rows.count }

    /// - Parameter every: after how many milliseconds it is due again; 0 for never.
    func add(_ job: some Job, due: Int64, every: Int64) -> JobID {
        let data = StoredValue.list([.int(every), (try? StoredEncoder.encode(job)) ?? .null])
        let row = JobRow(id: nextJob, due: due, type: ClassRegistry.name(of: type(of: job)), data: data.cbor)
        nextJob += 1
        insert(row)
        changed.insert(row.id)
        if suspect == row.id {
            suspect = nil
            putOff(row.id)
        }
        return JobID(number: row.id)
    }

    func remove(_ id: Int64) {
        guard rows.removeValue(forKey: id) != nil else { return }
        order.removeAll { $0.id == id }
        changed.remove(id)
        done.append(id)
    }

    /// A job that ran when the Server died waits before it is tried again.
    func putOff(_ id: Int64) {
        guard var row = rows[id] else {
            // What stored it was not committed, and is about to be done again.
            suspect = id
            return
        }
        row.due = game.clock.milliseconds + Self.pauseAfterCrash
        insert(row)
        changed.insert(id)
    }

    /// Milliseconds.
    private static let pauseAfterCrash: Int64 = 60_000

    private func insert(_ row: JobRow) {
        if rows.updateValue(row, forKey: row.id) != nil { order.removeAll { $0.id == row.id } }
        let index = order.partitionIndex { ($0.due, $0.id) < (row.due, row.id) }
        order.insert((row.due, row.id), at: index)
    }

    /// Takes the jobs whose moment has come.
    func takeDue(_ now: Int64) -> [JobRow] {
        var due: [JobRow] = []
        while let next = order.last, next.due <= now {
            guard let row = rows[next.id], game.world.classes.jobType(named: row.type) != nil,
                !game.outOfOrder.contains(row.type)
            else {
                // Its plugin is gone or its code out of order: the row sleeps in the store until a reload mends that.
                order.removeLast()
                continue
            }
            due.append(row)
            remove(next.id)
        }
        return due
    }

    /// Runs a job that was taken. One that repeats is in the queue again before it runs, under its number.
    func run(_ row: JobRow) throws {
        let (job, every) = try job(of: row)
        if every > 0 {
            var next = row
            next.due = max(row.due, game.clock.milliseconds - every) + every
            done.removeAll { $0 == row.id }
            insert(next)
            changed.insert(row.id)
        }
        do { try job.run() } catch is Finished { remove(row.id) }
    }

    func job(of row: JobRow) throws -> (job: any Job, every: Int64) {
        guard let type = game.world.classes.jobType(named: row.type) else {
            throw NotStored(expected: "a job type \(row.type)", found: .null)
        }
        let stored = try StoredValue(cbor: row.data)
        guard case .list(let parts) = stored, parts.count == 2, case .int(let every) = parts[0] else {
            throw NotStored(expected: "an interval and a job", found: stored)
        }
        return (try StoredDecoder.decode(type, parts[1]), every)
    }

    func read(_ snapshot: Snapshot) {
        nextJob = max(nextJob, snapshot.nextJob)
        for row in snapshot.jobs { insert(row) }
        for id in snapshot.doneJobs where rows.removeValue(forKey: id) != nil { order.removeAll { $0.id == id } }
    }

    /// What does not decode under the code as it is.
    func problems() -> [String] {
        rows.values.sorted { $0.id < $1.id }.compactMap { row in
            guard game.world.classes.jobType(named: row.type) != nil else { return nil }
            do { _ = try job(of: row) } catch { return "job \(row.type) (\(row.id)): \(error)" }
            return nil
        }
    }

    func takeChanges(into changes: inout Changes) {
        changes.jobs = changed.sorted().compactMap { rows[$0] }
        changes.doneJobs = done
        changes.nextJob = nextJob
        changed.removeAll()
        done.removeAll()
    }
}

extension Array {
    /// The first index at which `isBefore` holds, in an array where it holds from some index on.
    nonisolated func partitionIndex(where isBefore: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
