/// A whole game in memory, for tests of game code: the clock stands still until the test moves it, players type what
/// the test says.
///
/// ```swift
/// let game = TestGame(types: [Lantern.self, Light.self])
/// let hall = Room.create("the hall")
/// let ann = try await game.player("Ann", in: hall)
/// Lantern.create("a lantern", in: hall)
/// await ann.type("light lantern")
/// #expect(ann.heard.contains("You light a lantern."))
/// ```
/// ``World/current`` and ``Game/current`` are this game's until the next is made: suites that use it are in one that is
/// `.serialized`.
public final class TestGame {
    public private(set) var game: Game
    public let store = MemoryStore()
    public private(set) var players: [UInt64: TestPlayer] = [:]
    /// What the makers of the game would read in its log.
    public private(set) var log: [String] = []
    /// Milliseconds since 1970.
    public private(set) var now: Int64 = 1_700_000_000_000

    /// Whether what a player types is waited for when it is done ``AnyCommand/elsewhere(_:)``. A test that wants a
    /// reload in the middle of it sets it to false.
    public var waitsForElsewhere = true
    /// The settings of game time, kept over ``reload()``.
    public var timeSettings = TimeSettings() { didSet { game.timeSettings = timeSettings } }
    /// The settings of sessions, kept over ``reload()``.
    public var sessionSettings = SessionSettings() { didSet { game.sessionSettings = sessionSettings } }
    /// The game's own settings, kept over ``reload()``.
    public var settings = GameSettings() { didSet { game.settings = settings } }
    /// How far the machine's clock is from ``now``; see ``setWallClock(by:)``.
    private var wallShift: Int64 = 0

    /// How long players were made to wait by ``Session/pause(_:)``; no test waits so long.
    public private(set) var pauses: [Duration] = []
    /// The settings' limits, kept over ``reload()``.
    public var limits = GameLimits() { didSet { game.limits = limits } }

    private let types: [Any.Type]
    private let operations: (any Operations)?
    private var epoch = 1

    public var world: World { game.world }

    /// - Parameters:
    ///   - types: the classes, commands, hooks, jobs and dialogues that the game has; without it all that the plugins
    ///     linked with the test declare, and the test itself.
    ///   - operations: what stands in for the Portal.
    public init(types: [Any.Type]? = nil, operations: (any Operations)? = nil) {
        (self.types, self.operations) = (types ?? LoadedTypes.ofGameCode, operations)
        game = Game(world: World(), store: store)
        game = newGame()
        begin(.start)
    }

    private func newGame() -> Game {
        // A steady clock begins with its process.
        let began = now
        var clock = Clock(wall: { [unowned self] in now + wallShift }, steady: { [unowned self] in now - began })
        clock.sleep = { [weak self] time in await self?.note(pause: time) }
        let game = Game(world: World(), store: store, clock: clock)
        game.limits = limits
        game.timeSettings = timeSettings
        game.sessionSettings = sessionSettings
        game.settings = settings
        game.world.classes.add(types)
        // Plain words for a hash: what a test does often should cost nothing.
        game.passwords = PasswordHasher(hash: { "plain:\($0)" }, verify: { $1 == "plain:\($0)" })
        game.operations = operations
        game.log = { [unowned self] level, text in log.append("\(level.rawValue): \(text)") }
        return game
    }

    private func begin(_ beginning: Game.Beginning) {
        do { try store.take(epoch: epoch) } catch { log.append("error: \(error)") }
        game.begin(
            beginning, epoch: epoch,
            live: players.values.filter(\.isConnected).sorted { $0.id < $1.id }.map { ($0.id, $0.address, $0.client) })
    }

    private func note(pause: Duration) { pauses.append(pause) }

    // MARK: Players

    /// Opens a connection: what follows is what a client sees.
    public func connect(from address: String = "127.0.0.1", client: Client = TestGame.plainClient) async -> TestPlayer {
        let player = TestPlayer(id: UInt64(players.count + 1), address: address, client: client, game: self)
        players[player.id] = player
        await give(.opened(address: address, client), to: player)
        return player
    }

    /// Somebody who is in the game already, with an account and a character of that name, and has heard nothing yet.
    public func player(
        _ name: String, as type: Character.Type = Character.self, in room: Object? = nil, permissions: [String] = [],
        client: Client = TestGame.plainClient
    ) async throws -> TestPlayer {
        let player = await connect(client: client)
        guard let session = player.session else { throw Refusal("The connection of \(name) was refused.") }
        let account = Account.create(name) { $0.permissions = permissions }
        let character = type.create(name, in: room ?? world.startRoom) { $0.account = account }
        account.characters = [character]
        account.lastCharacter = character
        session.endDialogue()
        session.login(account)
        try session.puppet(character)
        await turn()
        player.forget()
        return player
    }

    /// A client without colours.
    public nonisolated static var plainClient: Client {
        var client = Client()
        client.colors = .none
        return client
    }

    /// A client that takes structured data, by GMCP.
    public nonisolated static var structuredClient: Client {
        var client = plainClient
        client.abilities = [.structured, .gmcp]
        return client
    }

    // MARK: Time

    /// Lets time pass: waits and jobs that come due run.
    public func advance(_ time: Duration) async {
        now += time.milliseconds
        await turn()
    }

    /// Lets time pass in which the game has no turn.
    public func wait(_ time: Duration) { now += time.milliseconds }

    /// Sets the machine's clock, forward or back, while as much time passes as before.
    public func setWallClock(by jump: Duration) async {
        wallShift += jump.milliseconds
        await turn()
    }

    /// Replaces the game by one that has read all from the store, as a reload does. Entities from before are of the
    /// old world: find them anew.
    public func reload() async throws {
        // A test cannot run the main actor's jobs inside of `freeze`: what waits is ended before.
        game.interruptAll()
        await settle()
        if let outcome = game.freeze() { finish(outcome) }
        try await succeed(.reload)
    }

    /// Replaces the game as the Server is when its process dies: what was not committed never was. What waited is
    /// interrupted; connections outlive it.
    ///
    /// - Parameter turn: whether it dies between a turn and its commit: what is due has run, and is undone.
    public func crash(inTurn turn: Bool = false) async throws {
        if turn { _ = game.turn() }
        // What waits would end with its process, and here no process does: what it says is heard by nobody.
        game.interruptAll()
        await settle()
        try await succeed(.crash)
    }

    /// Stops the game, lets time pass, and starts it again: everybody is disconnected.
    public func restart(after pause: Duration = .zero) async throws {
        game.interruptAll()
        await settle()
        if let outcome = game.stop() { finish(outcome) }
        for player in players.values { player.isConnected = false }
        now += pause.milliseconds
        try await succeed(.start)
    }

    private func succeed(_ beginning: Game.Beginning) async throws {
        game = newGame()
        _ = try game.load(store.changes(after: -1))
        epoch += 1
        begin(beginning)
        await self.turn()
    }

    // MARK: Turns

    /// Runs turns until nothing more comes of them.
    public func turn(_ inputs: [SessionInput] = []) async {
        var inputs = inputs
        while true {
            let outcome = game.turn(inputs)
            inputs = []
            if let outcome { finish(outcome) }
            let waited = await settle()
            if outcome == nil, !waited { return }
        }
    }

    func give(_ kind: SessionInput.Kind, to player: TestPlayer) async {
        player.inputs += 1
        await turn([SessionInput(session: player.id, number: player.inputs, kind)])
    }

    /// Waits for what was resumed, and for passwords: both come back to the main actor by way of other threads.
    /// False when there was nothing to wait for.
    @discardableResult
    private func settle() async -> Bool {
        let deadline = ContinuousClock.now + .seconds(60)
        var waited = false
        while game.resuming > 0 || game.sessions.values.contains(where: { $0.restartableLine != nil })
            || waitsForElsewhere && game.elsewhere > 0
        {
            guard ContinuousClock.now < deadline else {
                log.append("error: a command did not go on within 60 seconds")
                return false
            }
            waited = true
            await Task.yield()
        }
        return waited
    }

    private func finish(_ outcome: TurnOutcome) {
        if let changes = outcome.changes {
            do { try store.commit(changes) } catch { log.append("error: \(error)") }
        }
        for output in outcome.outputs {
            for id in output.sessions { players[id]?.show(output.kind) }
        }
    }
}
