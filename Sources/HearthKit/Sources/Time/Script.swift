/// A thing of the game's that is in no place: weather, an auction, a quest, a fever. It may repeat something, and it
/// may belong to an object or an account, with which it ends.
///
/// ```swift
/// final class Weather: Script {
///     override class var isGlobal: Bool { true }               // there is always one
///     override class var interval: Duration? { .minutes(5) }
///     @Saved var sky = "clear"
///     override func repeated() { sky = sky == "clear" ? "grey" : "clear" }
/// }
/// Fever.create("a fever", on: ann)
/// ```
/// Its timer is a job: it goes on through reload, crash and restart, and never repeats twice for one moment.
open class Script: Entity {
    // MARK: What it is

    /// How often ``repeated()`` is called; nil for never.
    open class var interval: Duration? { nil }
    /// How long until the first time; nil is one interval.
    open class var startDelay: Duration? { nil }
    /// How many times; nil for ever. After the last it is stopped.
    open class var repeats: Int? { nil }
    /// What becomes of repetitions that the game was not there for.
    open class var missed: Missed { .once }
    /// Whether there is always one of this class: it is made when the game begins and there is none.
    open class var isGlobal: Bool { false }

    // MARK: Hooks

    /// It begins to run, or goes on after ``pause()``.
    open func started() {}
    /// Its moment has come. Throw ``Finished`` to stop.
    open func repeated() throws {}
    open func paused() {}
    /// It has stopped, by ``stop()`` or after its last repetition.
    open func stopped() {}

    /// Starts it. A subclass that overrides this calls `super.created()`, or starts it when it likes.
    open override func created() { start() }

    // MARK: State

    @Saved private var timer: JobID?
    /// What this one has instead of its class's.
    @Saved private var ownInterval: Duration?
    @Saved public private(set) var isRunning = false
    @Saved public private(set) var isPaused = false

    /// How often this one repeats.
    public final var interval: Duration? { ownInterval ?? type(of: self).interval }
    /// Until it repeats next, or what was left of that when it was paused; nil when it has no timer.
    public final var timeLeft: Duration? { timer?.timeLeft }
    /// How often it repeats yet; nil for ever, or when it has no timer.
    public final var repeatsLeft: Int? { timer.flatMap { Game.current?.jobs.entries[$0.number]?.timing.runsLeft } }

    /// Starts it, or has it go on when it is paused. Nothing when it runs.
    public final func start() {
        if isPaused {
            (isPaused, isRunning) = (false, true)
            timer?.resume()
            return call("started") { started() }
        }
        guard !isRunning else { return }
        start(every: interval, after: type(of: self).startDelay, times: type(of: self).repeats)
    }

    /// Starts it anew, with times of its own.
    ///
    /// - Parameters:
    ///   - interval: how often it repeats from now on; kept.
    ///   - delay: until the first time; one interval unless given.
    ///   - times: how many times; for ever unless given.
    public final func start(every interval: Duration?, after delay: Duration? = nil, times: Int? = nil) {
        timer?.cancel()
        timer = nil
        if interval != self.interval { ownInterval = interval }
        (isRunning, isPaused) = (true, false)
        if let interval {
            timer = schedule(
                ScriptBeat(script: Ref(self)), every: interval, after: delay, times: times, for: self,
                missed: type(of: self).missed)
        }
        call("started") { started() }
    }

    /// Holds it back, until ``start()``.
    public final func pause() {
        guard isRunning else { return }
        timer?.pause()
        (isRunning, isPaused) = (false, true)
        call("paused") { paused() }
    }

    public final func stop() {
        guard isRunning || isPaused else { return }
        timer?.cancel()
        timer = nil
        (isRunning, isPaused) = (false, false)
        call("stopped") { stopped() }
    }

    /// Its timer has come round.
    final func beat() throws {
        let isLast = !(timer?.isThere ?? false)
        do {
            try call("repeated") { try repeated() }
        } catch is Finished {
            return stop()
        }
        // It may have been ended or started anew by what it did.
        if isLast, !isDeleted, !(timer?.isThere ?? false) { stop() }
    }

    /// Calls a hook, named for a crash, unless it is out of order.
    private func call(_ hook: String, _ body: () throws -> Void) rethrows {
        guard let game = Game.current, works(hook) else { return }
        game.willEnter(game.codeName(type(of: self)) + "." + hook)
        try body()
    }

    // MARK: Whose it is

    /// What it belongs to, and ends with.
    public final private(set) var attachedTo: Entity? {
        get { owner?.target }
        set { owner = newValue.map { Ref($0) } }
    }

    private final var owner: Ref<Entity>? {
        didSet {
            world.scripts.attach(self, from: oldValue?.id, to: owner?.id)
            changed("attachedTo")
        }
    }

    public final func attach(to entity: Entity?) { attachedTo = entity }

    public required init(_ birth: Birth) {
        super.init(birth)
        world.scripts.all[id] = self
    }

    override final func didLeaveWorld() {
        world.scripts.attach(self, from: owner?.id, to: nil)
        world.scripts.all[id] = nil
    }

    override final func storeExtras(_ add: (String, StoredValue) -> Void) {
        if let owner { add(".attachedTo", owner.stored) }
    }

    override final func forgetExtras() { if owner != nil { owner = nil } }

    override final func restoreExtra(_ key: String, _ value: StoredValue) -> Bool {
        guard key == ".attachedTo", case .reference(let id) = value else { return false }
        owner = Ref(id: id)
        return true
    }
}

/// The timer of a script.
struct ScriptBeat: Job {
    var script: Ref<Script>

    func run() throws {
        guard let script = script.target else { throw Finished() }
        try script.beat()
    }
}

extension Creatable where Self: Script {
    /// Makes a script that belongs to `owner`, and starts it.
    @discardableResult
    public static func create(_ name: String, on owner: Entity, setup: (Self) -> Void = { _ in }) -> Self {
        create(name) {
            $0.attach(to: owner)
            setup($0)
        }
    }
}
