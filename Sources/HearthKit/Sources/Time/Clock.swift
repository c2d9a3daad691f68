/// The machine's clocks. A test sets its own.
public struct Clock {
    /// Milliseconds since 1970. It may be set, forward and back.
    public var wall: () -> Int64
    /// Milliseconds that only grow, while the process lives.
    public var steady: () -> Int64

    /// Returns after that time, on any thread.
    public var sleep: @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }

    public init(wall: @escaping () -> Int64, steady: @escaping () -> Int64) {
        (self.wall, self.steady) = (wall, steady)
    }

    public var milliseconds: Int64 { wall() }
    public var seconds: Int { Int(wall() / 1000) }
    public var steadyMilliseconds: Int64 { steady() }

    /// The machine's.
    public static let system: Clock = {
        let start = ContinuousClock.now
        return Clock(
            wall: { SystemTime.millisecondsSince1970 },
            steady: { (ContinuousClock.now - start).milliseconds })
    }()
}
