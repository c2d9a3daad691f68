/// The world loop: takes what players did, in batches, and makes turns of it.
///
/// A turn is a batch of lines, the waits and jobs that are due, and all that follows from them, on one thread.
/// Its changes are one transaction. The Server calls ``turn(_:)``, sends the outputs, commits, and says so.
public final class Game {
    /// The game whose code runs.
    public static var current: Game?

    public let world: World
    public let store: any Store
    public var clock: Clock
    public var passwords: PasswordHasher?
    public var limits = GameLimits() { didSet { for session in sessions.values { watchIdling(of: session) } } }
    /// Runs the main actor's jobs until ``resuming`` is 0, so that commands which were resumed go on within the turn.
    public var drain: () -> Void = {}
    /// How many commands were resumed and have not gone on yet: the runtime takes them through its thread pool.
    public internal(set) var resuming = 0
    /// How many commands, and others, wait for work that is done elsewhere.
    var elsewhere = 0
    var errands: [Errand] = []
    /// What is to be done later in this process; sorted, the latest first.
    var delays: [Delay] = []
    /// Told before anything runs: what a watchdog and the report of a crash want to know. What may be secret is not
    /// told: answers, and what follows the word of a command before that is known or when it ``AnyCommand/isSecret``.
    public var willRun: (Running) -> Void = { _ in }
    /// Told which command's or job's class the code is that runs now: `Standard.Look`.
    public var willEnter: (_ code: String) -> Void = { _ in }
    /// What ``willEnter`` was last told in what runs now.
    public var entered: () -> String = { "" }
    /// Code that has brought the Server down again and again: `Standard.Look` for a command or job,
    /// `Saltmarsh.Cat.didHear` for a hook, `native roll` for a native. It does not run until the next reload.
    public var outOfOrder: Set<String> = []
    var codeNames: [ObjectIdentifier: String] = [:]
    /// Told what makers should read.
    public var log: (_ level: LogLevel, _ text: String) -> Void = { _, _ in }
    /// The menus of `GameData/menus`, by name.
    public var textMenus: [String: TextMenu] = [:]
    /// Does what an option's `action` says. Throws a ``Refusal`` that the player reads.
    public var menuAction: (_ action: String, _ session: Session) throws -> Void = { _, _ in
        throw Refusal(.menuActionNone)
    }
    /// Reads a file below `GameData`; nil when there is none. For what makers run by name: see ``run(_:for:)``.
    public var readData: (_ path: String) -> String? = { _ in nil }
    /// Asks the Portal, for the commands that run the game. See ``Operations``.
    public var operations: (any Operations)?

    public internal(set) var sessions: [UInt64: Session] = [:]
    public internal(set) var isRunning = false
    public internal(set) var turnNumber = 0
    public internal(set) var epoch = 0
    private(set) lazy var jobs = JobQueue(game: self)
    private(set) lazy var chronometer = Chronometer(game: self)
    private(set) lazy var ticker = Ticker(game: self)
    /// Sessions that have an account.
    var playerCount = 0
    private var toldPlayerCount = -1
    private(set) lazy var publisher = Publisher(game: self)
    /// How many messages of clients were no JSON, or not what they should be.
    public internal(set) var unreadableMessages = 0
    public var timeSettings = TimeSettings()
    public var sessionSettings = SessionSettings()
    public var settings = GameSettings()
    public let started: Int64

    var outputs: [SessionOutput] = []
    var changedSessions: [Session] = []
    var endedSessions: [UInt64] = []
    var touched: [UInt64: UInt64] = [:]
    var strangers = StrangerQueue()
    private var released: [Session] = []
    /// What is given up of connections that no turn has known yet: by session, the number.
    var givenUpOfNew: [UInt64: UInt64] = [:]
    /// The only thing that anybody did in this turn; nil when there was more, or nothing.
    private(set) var cause: (session: UInt64, number: UInt64)?
    /// The line that is being run.
    private var running: (session: Session, number: UInt64)?
    var sessionRows: [UInt64: SessionRow] = [:]
    var suspensions: [Suspension] = []
    /// Sorted, the latest first.
    var timers: [Suspension] = []
    var tables = CommandTables()
    /// How deep commands are that had others run, and how deep they may be.
    var nesting = 0
    static let mostNesting = 50
    var faultNews = FaultNews()
    /// What code took how much time; nil until somebody wants to know.
    public internal(set) var profile: Profile?
    /// Takes the profile out of the way of what is told.
    var withoutProfile: (Game) -> Void = { _ in }
    /// In seconds since 1970; nil when no connection will ever have idled too long.
    var idleCheck: Int?
    public private(set) lazy var hooks: [GameHooks] = world.classes.mostDerivedHooks.map { $0.init() }

    public init(world: World, store: any Store, clock: Clock = .system) {
        (self.world, self.store, self.clock) = (world, store, clock)
        started = clock.milliseconds
        World.current = world
        Game.current = self
    }

    // MARK: Turns

    /// Runs a turn. Nil when nothing came of it.
    ///
    /// - Parameter takesStrangers: whether something of what those did who have not logged in is part of it; see
    ///   ``strangersWait``.
    public func turn(_ inputs: [SessionInput] = [], takesStrangers: Bool = true) -> TurnOutcome? {
        guard isRunning else { return nil }
        cause = inputs.count == 1 && strangers.isEmpty ? (inputs[0].session, inputs[0].number) : nil
        defer { cause = nil }
        // Before all that could ask for more: what is asked for in this turn waits for the next.
        runDelays()
        for input in inputs {
            let session = sessions[input.session]
            let isStranger = session?.account == nil && input.number > session?.done ?? 0
            isStranger || strangers.holds(input.session) ? strangers.append(input) : accept(input)
        }
        if takesStrangers {
            for _ in 0..<StrangerQueue.eventsPerTurn {
                guard let input = strangers.popFirst() else { break }
                accept(input)
            }
        }
        resumeDue()
        jobs.runDue()
        ticker.runDue()
        closeIdle()
        drain()
        while let session = released.popLast() {
            let backlog = session.backlog
            session.backlog = []
            for input in backlog { accept(input) }
            drain()
        }
        return finishTurn()
    }

    /// Whether something that strangers did is left for another turn. Players go before them, and when there is a turn
    /// for them is for the caller to say.
    public var strangersWait: Bool { !strangers.isEmpty }

    /// When the next turn must be though nobody types: milliseconds from now, nil for never.
    public var millisecondsToNextTurn: Int64? {
        let wait = timers.last.map { ($0.deadline ?? 0) - clock.steadyMilliseconds }
        let delay = delays.last.map { $0.deadline - clock.steadyMilliseconds }
        let job = jobs.millisecondsToNext
        let tick = ticker.nextDue.map { $0 - chronometer.now }
        let idle = nextIdleCheck.map { $0 - clock.milliseconds }
        return [wait, delay, job, tick, idle].compactMap { $0 }.min().map { max(0, $0) }
    }

    func finishTurn() -> TurnOutcome? {
        tellBecoming()
        tellWatchers()
        tellRights()
        ticker.lookAtIntervals()
        publisher.publish()
        if let profile, profile.isOn { profile.ends() }
        if cause != nil { willRunAtEnd("(its changes are written)") }
        var changes = Changes(
            turn: turnNumber + 1, epoch: epoch, nextEntity: world.nextEntity, nextArrival: world.nextArrival,
            nextJob: jobs.nextJob)
        world.takeChanges(into: &changes)
        jobs.takeChanges(into: &changes)
        for session in changedSessions {
            session.isChanged = false
            if !session.isOver, let row = session.takeChangedRow() { changes.sessions.append(row) }
        }
        changedSessions.removeAll(keepingCapacity: true)
        changes.endedSessions = endedSessions
        endedSessions.removeAll()
        chronometer.note(in: &changes)
        let outcome = TurnOutcome(
            turn: turnNumber + 1, outputs: outputs, done: touched.map { ($0.key, $0.value) },
            changes: changes.isEmpty ? nil : changes, players: playerCount == toldPlayerCount ? nil : playerCount)
        guard outcome.changes != nil || !outputs.isEmpty || !touched.isEmpty else { return nil }
        outputs.removeAll(keepingCapacity: true)
        touched.removeAll(keepingCapacity: true)
        toldPlayerCount = playerCount
        turnNumber += 1
        return outcome
    }

    // MARK: What players do

    private func accept(_ input: SessionInput) {
        if let session = sessions[input.session] {
            guard input.number > session.done else {
                touched[session.id] = session.done
                return
            }
            if session.restartableLine != nil {
                session.backlog.append(input)
                return
            }
            guard input.number != session.givenUp else {
                session.givenUp = nil
                if case .closed = input.kind {
                    endQuietly(session)
                    return finish(input.number, session)
                }
                // What a client sends by itself its player knows nothing of.
                if case .message = input.kind {} else { session.send(.lineGivenUp) }
                return finish(input.number, session)
            }
            running = (session, input.number)
            process(input, session)
            running = nil
            if session.restartableLine == nil { finish(input.number, session) }
        } else if case .opened(let address, let client) = input.kind {
            willRun(Running(session: input.session, number: input.number, what: "(connects)", who: address))
            let session = Session(id: input.session, address: address, client: client, game: self)
            sessions[session.id] = session
            session.changed()
            watchIdling(of: session)
            if client.isStructured { publisher.clientChanged(session) }
            finish(input.number, session)
            let givenUp = givenUpOfNew.removeValue(forKey: session.id)
            guard givenUp != input.number else {
                session.isUngreeted = true
                return session.send(.connectedBadly)
            }
            session.givenUp = givenUp
            greet(session)
        } else {
            touched[input.session] = input.number
        }
    }

    /// Has the game's code begin with one who is not logged in.
    func greet(_ session: Session) {
        session.isUngreeted = false
        tell("didConnect") { $0.didConnect(session) }
    }

    private func finish(_ number: UInt64, _ session: Session) {
        session.done = number
        touched[session.id] = number
    }

    private func process(_ input: SessionInput, _ session: Session) {
        switch input.kind {
        case .opened: break
        case .line(let line):
            session.lastInputAt = clock.seconds
            session.isWarned = false
            if session.options.echoesLines ?? false, !(session.dialogue?.isSecret ?? false) {
                session.send(Markup.escape(line))
            }
            receive(line, number: input.number, from: session)
        case .message(let name, let json): receive(message: name, json, number: input.number, from: session)
        case .clientChanged(let client): session.told = client
        case .closed:
            willRun(session, input.number, "(is gone)")
            end(session, isMeant: false)
        }
    }

    /// The number of the line of a session that runs now; 0 when what runs is none of its lines, after a wait.
    func runningLine(of session: Session) -> UInt64 {
        guard let running, running.session === session else { return 0 }
        return running.number
    }

    /// Holds back the line that runs now. What goes on later, after a wait, has no line to be held back.
    func begin(restartable session: Session) {
        guard let running, running.session === session else { return }
        session.restartableLine = running.number
    }

    func end(restartable session: Session) {
        guard let line = session.restartableLine else { return }
        session.restartableLine = nil
        finish(line, session)
        released.append(session)
    }

    // MARK: Output

    func output(_ kind: SessionOutput.Kind, to session: Session) {
        outputs.append(SessionOutput(kind, to: [session.id]))
    }
}

nonisolated public enum LogLevel: String, Sendable { case debug, info, warning, error }
