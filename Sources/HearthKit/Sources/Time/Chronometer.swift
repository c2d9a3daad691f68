/// The game's own clock, by which everything is due that waits for a span of time: as a ship's, it goes steadily
/// whatever the clocks ashore say.
///
/// It shows milliseconds since 1970 when the world is new. From then on it never goes back and never jumps while the
/// game runs: it follows the machine's steady clock. From one process to the next, and while the game is down, it
/// follows the machine's wall clock forward; when that was set back, it goes on from where it was. Where it stands is
/// written with the turns, at most once a minute, and in the turn after the wall clock was set.
///
/// Game time is what it shows, times a factor; see ``GameTime``.
final class Chronometer {
    private unowned let game: Game
    /// What is added to the steady clock.
    private var base: Int64
    /// What the store knows of it.
    private var mark: Mark
    private(set) var world: WorldTime

    private static let key = "time"
    private static let longestUnmarked: Int64 = 60_000
    private static let leastJump: Int64 = 1000

    /// What it and the wall clock showed at the same moment.
    private struct Mark {
        var own: Int64
        var wall: Int64
    }

    /// How much game time had passed at a moment of the game's own clock, in milliseconds, and how fast it passes.
    struct WorldTime: Equatable {
        var own: Int64
        var passed: Int64
        var factor: Double

        private static let most = Double(1 << 60)

        func passed(at moment: Int64) -> Int64 {
            passed + Int64(max(-Self.most, min(Self.most, Double(moment - own) * factor)))
        }

        /// The first moment of the own clock at which so much has passed.
        func own(of passed: Int64) -> Int64 {
            let span = (Double(passed - self.passed) / factor).rounded(.up)
            let moment = own + Int64(max(-Self.most, min(Self.most, span)))
            // A fraction may be lost in the division: no more than what makes one millisecond of game time.
            return self.passed(at: moment) < passed ? moment + max(1, Int64(1 / factor)) : moment
        }
    }

    init(game: Game) {
        self.game = game
        let wall = game.clock.milliseconds
        base = wall - game.clock.steadyMilliseconds
        mark = Mark(own: wall, wall: wall)
        world = WorldTime(own: wall, passed: 0, factor: game.timeSettings.factor)
    }

    /// Milliseconds.
    var now: Int64 { base + game.clock.steadyMilliseconds }

    /// The game is this process's: goes on from what the store knows.
    func begin(_ beginning: Game.Beginning) {
        let wall = game.clock.milliseconds
        let factor = game.timeSettings.factor
        guard let (stored, storedWorld) = storedMark else {
            (mark, world) = (Mark(own: wall, wall: wall), WorldTime(own: wall, passed: 0, factor: factor))
            base = wall - game.clock.steadyMilliseconds
            return game.world.setValue(Self.key, self.stored)
        }
        let own = stored.own + max(0, wall - stored.wall)
        base = own - game.clock.steadyMilliseconds
        (mark, world) = (stored, storedWorld)
        if beginning == .start, !game.timeSettings.passesWhileDown { world.own += own - stored.own }
        if factor != world.factor { world = WorldTime(own: own, passed: world.passed(at: own), factor: factor) }
        if world != storedWorld { write() }
    }

    /// Has the store know what it shows now.
    func write() {
        mark = Mark(own: now, wall: game.clock.milliseconds)
        game.world.setValue(Self.key, stored)
    }

    /// With a turn that is written anyway, or when the wall clock was set: a process that began with it as it is now,
    /// and as it was then, would not know how long it has been.
    func note(in changes: inout Changes) {
        let (own, wall) = (now, game.clock.milliseconds)
        let jumped = (own - wall) - (mark.own - mark.wall)
        let isDue = own - mark.own >= Self.longestUnmarked && !changes.isEmpty
        guard isDue || abs(jumped) >= Self.leastJump else { return }
        mark = Mark(own: own, wall: wall)
        changes.values[Self.key] = stored.cbor
    }

    private var stored: StoredValue {
        [
            "own": .int(mark.own), "wall": .int(mark.wall), "worldOwn": .int(world.own),
            "worldPassed": .int(world.passed), "factor": .double(world.factor),
        ]
    }

    private var storedMark: (Mark, WorldTime)? {
        guard case .map(let parts)? = game.world.value(Self.key), case .int(let own)? = parts["own"],
            case .int(let wall)? = parts["wall"], case .int(let worldOwn)? = parts["worldOwn"],
            case .int(let passed)? = parts["worldPassed"], case .double(let factor)? = parts["factor"], factor > 0
        else { return nil }
        return (Mark(own: own, wall: wall), WorldTime(own: worldOwn, passed: passed, factor: factor))
    }
}
