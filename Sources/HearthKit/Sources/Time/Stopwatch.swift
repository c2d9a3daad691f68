/// How long something has gone on, asked when somebody wants to know. Nothing ticks; the time passes by the game's own
/// clock, while the game is down as well.
/// ```swift
/// @Saved var growing = Stopwatch()
/// override func created() { growing.start() }
/// ```
nonisolated public struct Stopwatch: Sendable, Hashable {
    /// When it was started, less what it showed then; nil while it stands.
    private var since: Int64?
    /// What it shows while it stands, in milliseconds.
    private var shown: Int64 = 0

    /// One that stands at zero.
    public init() {}

    public var isRunning: Bool { since != nil }

    @MainActor private static var now: Int64 { Game.current?.chronometer.now ?? 0 }

    @MainActor public var elapsed: Duration { .milliseconds(since.map { max(0, Self.now - $0) } ?? shown) }

    /// Goes on from what it shows.
    @MainActor public mutating func start() { if since == nil { since = Self.now - shown } }

    @MainActor public mutating func stop() { set(to: elapsed, running: false) }

    /// Stands at zero.
    public mutating func reset() { (since, shown) = (nil, 0) }

    /// Shows `elapsed`, and runs or stands as before.
    @MainActor public mutating func set(to elapsed: Duration) { set(to: elapsed, running: isRunning) }

    @MainActor private mutating func set(to elapsed: Duration, running: Bool) {
        shown = max(0, elapsed.milliseconds)
        since = running ? Self.now - shown : nil
    }
}

extension Stopwatch: Storable {
    public var stored: StoredValue { .list([since.map { .int($0) } ?? .null, .int(shown)]) }
    public static func restored(from value: StoredValue) throws -> Stopwatch {
        guard case .list(let parts) = value, parts.count == 2, case .int(let shown) = parts[1] else {
            throw NotStored(expected: "a Stopwatch", found: value)
        }
        var watch = Stopwatch()
        watch.shown = shown
        if case .int(let since) = parts[0] { watch.since = since }
        return watch
    }
}
