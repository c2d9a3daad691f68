/// What something is after a while: a seed, a sprout, a flower. Computed when asked; nothing ticks.
/// ```swift
/// final class Rose: Object {
///     static let stages = Stages(["seed": .zero, "sprout": .minutes(1), "flower": .hours(2)])
///     @Saved var growing = Stopwatch()
///     override func created() { growing.start() }
///     override func describe(to looker: Object) -> String { "A \(Self.stages[growing])." }
/// }
/// ```
/// The stages are code, what is kept is the ``Stopwatch``: a stage that is given another time has it at once after a
/// reload.
nonisolated public struct Stages<Stage: Sendable>: Sendable, ExpressibleByDictionaryLiteral {
    /// What comes when all stages have passed.
    public enum Ending: Sendable, Hashable {
        /// The last one stays.
        case stays
        /// It begins again with the first, after the last has had this long.
        case loops(after: Duration)
        /// It goes back to the first and on again, after the last has had this long: seed, flower, seed, …
        case bounces(after: Duration)
    }

    /// By when they begin.
    public let stages: [(stage: Stage, start: Duration)]
    public let ending: Ending

    /// - Parameter stages: each with the time from the beginning at which it begins; the earliest is the first.
    public init(_ stages: KeyValuePairs<Stage, Duration>, then ending: Ending = .stays) {
        self.init(stages.map { ($0.key, $0.value) }, ending)
    }

    public init(dictionaryLiteral elements: (Stage, Duration)...) { self.init(elements, .stays) }

    private init(_ stages: [(Stage, Duration)], _ ending: Ending) {
        precondition(!stages.isEmpty, "Stages must have at least one")
        self.stages = stages.sorted { $0.1 < $1.1 }.map { (stage: $0.0, start: $0.1) }
        self.ending = ending
    }

    /// The stage that it is in now.
    @MainActor public subscript(watch: Stopwatch) -> Stage { self[watch.elapsed] }

    /// The stage that it is in after `elapsed`.
    public subscript(elapsed: Duration) -> Stage { stages[place(at: elapsed).index].stage }

    /// Until the next stage; nil when there is none.
    @MainActor public func timeLeft(_ watch: Stopwatch) -> Duration? { timeLeft(at: watch.elapsed) }

    public func timeLeft(at elapsed: Duration) -> Duration? { place(at: elapsed).left }

    /// How often it has gone through all of them.
    public func rounds(at elapsed: Duration) -> Int {
        guard let length else { return 0 }
        return Int(elapsed.milliseconds / length)
    }

    /// From the beginning of the first stage to the end of the last, in milliseconds; nil when the last one stays.
    private var length: Int64? {
        let last = stages[stages.count - 1].start.milliseconds
        switch ending {
        case .stays: return nil
        case .loops(let after), .bounces(let after): return max(1, last + max(0, after.milliseconds))
        }
    }

    private func place(at elapsed: Duration) -> (index: Int, left: Duration?) {
        let time = max(0, elapsed.milliseconds)
        guard let length else { return place(inFirstRound: time, end: nil) }
        let (round, rest) = time.quotientAndRemainder(dividingBy: length)
        guard case .bounces = ending, !round.isMultiple(of: 2) else { return place(inFirstRound: rest, end: length) }
        // Backwards: what is left of a stage is what it has had.
        let mirrored = place(inFirstRound: length - 1 - rest, end: length)
        let start = max(0, stages[mirrored.index].start.milliseconds)
        return (mirrored.index, .milliseconds(length - rest - start))
    }

    private func place(inFirstRound time: Int64, end: Int64?) -> (index: Int, left: Duration?) {
        let index = stages.lastIndex { $0.start.milliseconds <= time } ?? 0
        let next = index + 1 < stages.count ? stages[index + 1].start.milliseconds : end
        return (index, next.map { .milliseconds($0 - time) })
    }
}
