import Generations
import Logging
import NIOCore
import NIOPosix
import Settings
import Telnet
import Wire

/// The process that players are connected to: it owns their sockets, sessions and input, the generations, and the
/// life of the Server, which is its child.
///
/// All of it runs on one event loop, which nothing may block: the actor's executor is that loop, so that a line on its
/// way from a socket to the Server changes no thread.
actor Portal {
    nonisolated let eventLoop: any EventLoop
    private nonisolated let executor: any SerialExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// As they were at the last reload, but for what only a new Portal can change.
    var settings: Settings
    let paths: GamePaths
    let log: Logger
    let serverLog: LogFile
    let started = ContinuousClock.now
    let configuration: BuildConfiguration
    let arguments: PortalArguments
    var builder: Builder
    let generations: GenerationStore

    // MARK: Players

    var sessions: [UInt64: PlayerSession] = [:]
    /// Begins at what the lock says, which no earlier Portal of the game has begun with.
    var nextSession: UInt64
    var nextOrder: UInt64 = 0
    var outgoingEvents = ByteBuffer()
    var eventsScheduled = false
    /// Input is kept back, for the moment in which one Server hands over to another.
    var isHolding: Bool { handingOver != nil }
    /// One hand over at a time.
    var handingOver: Awaited<Void>?
    var heldLines = 0
    var uncommitted: [Turn] = []
    var addressLimits: AddressLimits
    /// Whose connections are that a proxy passes on, by the PROXY protocol.
    var toldAddresses: [ObjectIdentifier: ClientAddress] = [:]
    /// Whose they are at the moment, by the header of the last request.
    var namedAddresses: [ObjectIdentifier: ClientAddress] = [:]
    /// How many have logged in, as the Server last said.
    var players = 0
    /// Connections to the TLS port that are no sessions yet.
    var handshakes = 0
    /// Nil when nobody may come by TLS.
    var tlsIdentity: RenewedIdentity?
    var lineLimit: TokenBucket.Limit?
    /// The sessions of pages that can come back, by their tokens.
    var conversations: [WebConversation.Token: WebConversation] = [:]
    let replayBudget: ReplayBudget
    var resumeCount = 0
    /// Makers' pages that are told what happens, with the number of the last line of the logs that each has.
    var desks: [UInt64: Int] = [:]
    var tellsLog = false
    /// What the Server said of the game to anybody, and when.
    var publicGame: (answer: ShowGame.Answer, at: ContinuousClock.Instant)?
    var askingForGame: Task<ShowGame.Answer?, Never>?
    var publicHelp: [String: (answer: ShowHelp.Answer, at: ContinuousClock.Instant)] = [:]
    /// What has been counted since this Portal began, for `/metrics`.
    var counts = Counts()
    /// What a client reads first. The Server renders it; before the first one there is only a name.
    var greeting: ByteBuffer

    // MARK: Programs

    var connections: [Int: AMPConnection] = [:]
    private var nextConnection = 1
    var processes: [String: ServerProcess] = [:]
    var server = ServerState()
    /// A Server that was told to stop or that died, while what it told last may still come.
    var leaving: ServerProcess?
    var stopping: Task<StopServer.Answer, any Error>?
    var epoch = 0
    var quarantine = Quarantine()
    var recoveries = 0
    var crashes: CrashLog
    var reloads = ReloadQueue()
    var reloadCount = 0
    /// Builds that go nowhere live, by their (negative) numbers.
    var checks: [Int: ReloadRun] = [:]
    var nextCheck = 0
    /// Where players are waited for; of each entrance the first is the one that they are told of.
    var listeners: [Entrance: [Listener]] = [:]
    /// The last time that these followed the settings; the next waits for it.
    var moving: Task<[String], Never>?
    let webFolder: WebFolder
    var webLimits = WebLimits()
    /// For a client's handshake, and how often it is seen whether the certificate has been renewed.
    var (handshakeDeadline, renewalInterval) = (TimeAmount.seconds(10), TimeAmount.seconds(10))
    /// Where programs are waited for.
    var programs: (any Channel)?
    let lock: GameLock?
    /// Who asked for this Portal instead of the former one.
    var successionAsker: (connection: AMPConnection, ask: String)?
    var isBeingReplaced = false
    /// The Portal is being stopped: clients that can are asked to come back.
    var isStopping = false
    private var isFinished = false
    private var finished: CheckedContinuation<Void, Never>?

    init(
        settings: Settings, paths: GamePaths, configuration: BuildConfiguration, scratchFolder: String,
        arguments: PortalArguments, log: Logger, serverLog: LogFile, firstSession: UInt64,
        lock: GameLock? = nil, eventLoop: any EventLoop
    ) {
        (self.arguments, self.lock) = (arguments, lock)
        (self.settings, self.paths, self.configuration) = (settings, paths, configuration)
        (self.log, self.serverLog, self.eventLoop) = (log, serverLog, eventLoop)
        executor = eventLoop.executor
        webFolder = WebFolder(paths.webPage, paths.shippedWebPage)
        addressLimits = AddressLimits(settings.limits)
        lineLimit = TokenBucket.Limit(burst: settings.limits.lineBurst, perSecond: settings.limits.linesPerSecond)
        replayBudget = ReplayBudget(settings)
        nextSession = firstSession
        greeting = ByteBuffer(string: "\n\(settings.name)\n\n")
        crashes = CrashLog(folder: paths.crashes)
        let game = GameFolder(paths.package)
        builder = Builder(
            game: game,
            settings: Builder.Settings(
                configuration: configuration, scratchFolder: scratchFolder,
                deadline: settings.build.deadline))
        generations = GenerationStore(folder: paths.generations)
    }

    /// How much a client may leave unread before it is dropped.
    var unsentLimit: ChannelOptions.Types.WriteBufferWaterMark {
        .init(low: settings.limits.unsentBytes / 2, high: settings.limits.unsentBytes)
    }

    /// Returns when the Portal has been told to stop.
    func untilStopped() async {
        if !isFinished { await withCheckedContinuation { finished = $0 } }
    }

    /// Says goodbye and closes everything; the last that the Portal does.
    func shutDown(_ farewell: String) async {
        log.info("the Portal stops")
        isStopping = true
        broadcast(farewell)
        for session in sessions.values { session.channel?.close(promise: nil) }
        for listener in listeners.values.joined() { await close(listener) }
        try? await programs?.close()
        for process in Array(processes.values) { await end(process, within: .zero) }
        isFinished = true
        finished?.resume()
        finished = nil
    }

    // MARK: Connections of programs

    func connected(_ channel: any Channel) -> Int {
        let id = nextConnection
        nextConnection += 1
        connections[id] = AMPConnection(id: id, channel: channel)
        return id
    }

    func dropped(_ id: Int, because reason: String) {
        log.warning("a connection (\(connections[id]?.role ?? "client")) was dropped: \(reason)")
    }

    func disconnected(_ id: Int) {
        guard let connection = connections.removeValue(forKey: id) else { return }
        connection.closed()
        connection.end.resolve(.success(()))
        // A Server whose connection is gone is gone, whatever its process does.
        if let process = connection.server, !process.isLeaving {
            if server.live === process { lostLive(process, "its connection ended") }
            process.clearAway()
        }
    }
}

/// Which Servers there are.
struct ServerState {
    enum Phase: String {
        case stopped, starting, running, restarting, reloading
    }

    /// The one that has the game.
    var live: ServerProcess?
    /// The one that is to take its place when it is lost, whether it is ready for that or not yet.
    var standby: ServerProcess?
    var phase = Phase.stopped
    /// Why there is none, for status and for those who connect.
    var problem: String?
    /// Nothing can be saved, and the game waits for that.
    var trouble: StoreTrouble?
    /// Which recovery is under way; 0 when none is. One that is overtaken by a stop ends.
    var recovery = 0
    /// Servers in a row that died young, for the pause before the next try.
    var failures = 0
    /// What ran when one was killed from outside: a line that runs again then is to blame.
    var killedIn: RunningPage.Entry?
    /// Lines and jobs that must not run again in the next one.
    var givenUp: [GivenUp] = []
    /// Nobody knows what to give up: see ``TakeOver/oneByOne``.
    var oneByOne = false
    /// What makers are to read as soon as there is a Server to tell them.
    var notices: [String] = []
    /// Set while the live one is on probation: the generation to return to.
    var probation: (until: ContinuousClock.Instant, lastGood: Int)?
}

extension Portal {
    /// What a player reads who types or connects while no Server has the game.
    var absenceNotice: String? {
        guard server.live == nil, !isHolding else { return nil }
        switch server.phase {
        case .starting, .restarting: return "(The game is waking up. What you type is kept.)"
        default: return "(The game is asleep for now. You stay connected; what you type is kept.)"
        }
    }
}
