/// What goes wrong in a chaos run.
enum FaultKind: String, CaseIterable, Codable, Sendable {
    /// `kill -9` of the Server.
    case kill
    /// The Server crashes in whatever it does just then, also in a player's line.
    case crash = "crash anywhere"
    /// A command that crashes.
    case trap
    /// A command that never ends.
    case hang
    /// A plugin is edited and reloaded.
    case reload
    /// A plugin that does not compile is reloaded, and put right again.
    case brokenBuild = "broken build"
    case rollback
    /// A client that sends megabytes of random bytes.
    case noise
    /// Clients that go in the middle of a telnet option or a letter.
    case halfOptions = "half options"
    /// A line of 10 MB.
    case hugeLine = "huge line"
    /// A player who types and types and never reads.
    case neverReads = "never reads"
    /// A player whose connection ends in the middle of a line.
    case halfLine = "half a line"

    /// Faults of one lane strike one after the other; those of the two lanes at the same time, if it happens so.
    enum Lane: CaseIterable, Sendable {
        /// What the makers of the game do wrong: it changes sources or needs the administrator.
        case makers
        /// What comes from outside.
        case outside

        /// Each kind as often as it is drawn before all are drawn again.
        var bag: [FaultKind] {
            switch self {
            case .makers: [.trap, .hang, .reload, .brokenBuild, .reload, .rollback]
            case .outside: [.kill, .kill, .crash, .crash, .noise, .halfOptions, .hugeLine, .neverReads, .halfLine]
            }
        }

        /// From one fault to the next, in seconds.
        var pause: ClosedRange<Double> {
            switch self {
            case .makers: 4...9
            case .outside: 1.5...4
            }
        }
    }
}

struct Fault: Equatable, Sendable {
    /// Seconds from the beginning of the run.
    var at: Double
    var kind: FaultKind
    /// For what is random in the fault itself.
    var seed: UInt64
}

/// Which faults strike when. It follows from the seed: the same seed gives the same kinds at the same times.
struct FaultSchedule: Equatable, Sendable {
    let makers: [Fault]
    let outside: [Fault]

    init(seed: UInt64, seconds: Double) {
        var seeds = SplitMix64(seed: seed)
        makers = Self.faults(.makers, seconds, seed: seeds.next())
        outside = Self.faults(.outside, seconds, seed: seeds.next())
    }

    var all: [Fault] { (makers + outside).sorted { $0.at < $1.at } }

    private static func faults(_ lane: FaultKind.Lane, _ seconds: Double, seed: UInt64) -> [Fault] {
        var random = SplitMix64(seed: seed)
        var faults: [Fault] = []
        var bag: [FaultKind] = []
        var at = 0.0
        while true {
            at += lane.pause.lowerBound + (lane.pause.upperBound - lane.pause.lowerBound) * random.fraction()
            guard at < seconds else { return faults }
            // Not drawn independently: a short run, too, is to meet every kind.
            if bag.isEmpty { bag = lane.bag.shuffled(using: &random) }
            faults.append(Fault(at: at, kind: bag.removeLast(), seed: random.next()))
        }
    }
}
