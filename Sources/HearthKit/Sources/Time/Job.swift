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
/// A job and what it did are one transaction: it is never run twice for one moment. See ``Missed`` for the moments that
/// passed while the game was down.
nonisolated public protocol Job: Codable, KitBuild {
    /// Does it. One that repeats ends when it throws ``Finished``.
    @MainActor func run() throws
}

/// Thrown by a repeating job or script that has nothing left to do.
nonisolated public struct Finished: Error {
    public init() {}
}

/// What becomes of moments at which the game was not there: it was down, or the machine slept.
///
/// A moment is missed when it lies more than ``grace`` back, or when the one after it has come as well. A reload or a
/// crash, which take less than that, miss nothing.
nonisolated public enum Missed: String, Sendable, Codable {
    /// They are let go; the next one is on time.
    case skip
    /// However many there were, the job runs once for all of them.
    case once
    /// The job runs for each of them, ``mostPerTurn`` times in one turn, until none is left. Other jobs and what
    /// players type come in between, so that a year's absence stalls nobody.
    case catchUp

    public static let grace = Duration.seconds(90)
    public static let mostPerTurn = 100
}

/// A stored job, to cancel, pause or ask about it. It can be kept: `@Saved var burning: JobID?`
nonisolated public struct JobID: Hashable, Sendable, Codable {
    public let number: Int64
    public init(number: Int64) { self.number = number }
}

extension JobID: Storable {}

extension JobID {
    /// Whether it is still to come, or paused.
    public var isThere: Bool { Game.current?.jobs.has(number) ?? false }
    public var isPaused: Bool { Game.current?.jobs.isPaused(number) ?? false }
    /// Until it runs next; what was left of that when it was paused. Nil when it is over.
    public var timeLeft: Duration? {
        Game.current?.jobs.millisecondsLeft(number).map { .milliseconds($0) }
    }

    /// Takes it out; nothing when it has run.
    public func cancel() { Game.current?.jobs.remove(number) }
    /// Holds it back until ``resume()``. One that waits for a span of time keeps what is left of it.
    public func pause() { Game.current?.jobs.pause(number) }
    /// One that is by the calendar goes on with the calendar's next moment.
    public func resume() { Game.current?.jobs.resume(number) }
    /// Has it run now, in the next turn. One that repeats runs besides its own moments.
    public func runNow() { Game.current?.jobs.runNow(number) }
}

/// Takes a job out; nothing when it has run.
public func cancel(_ job: JobID) { job.cancel() }
