/// A connection, from the Portal's greeting to its end. It outlives reloads and crashes of the Server.
public final class Session {
    /// The Portal's number for it; never used again.
    public let id: UInt64
    public let address: String
    /// What is known of the client: what it told of itself, and what the player said of it.
    public private(set) var client: Client
    /// What the client told of itself.
    var told: Client {
        didSet {
            client = options.applied(to: told)
            if told.abilities != oldValue.abilities || told.packages != oldValue.packages {
                game.publisher.clientChanged(self)
            }
        }
    }
    /// What the player said of it.
    public var options = ClientOptions() {
        didSet {
            let hadLinks = client.links == .mxp
            client = options.applied(to: told)
            let connection = ConnectionOptions(options)
            if !isOver, connection != ConnectionOptions(oldValue) { game.output(.connection(connection), to: self) }
            // A client whose MXP its player switched on is in the mode in which others' words can be tags.
            if client.links == .mxp, !hadLinks, account != nil { game.output(.text("\u{1B}[7z"), to: self) }
            changed()
        }
    }
    public internal(set) unowned var game: Game

    public private(set) var account: Account? {
        didSet { game.playerCount += (account == nil ? 0 : 1) - (oldValue == nil ? 0 : 1) }
    }
    public private(set) var puppet: Object?
    /// Its number among its account's connections, by which their player names it: the lowest that was free. 0 while it
    /// has no account.
    public internal(set) var number = 0
    /// What takes the lines instead of commands; see ``dialogue``.
    var dialogues = DialogueStack()

    /// Seconds since 1970.
    public internal(set) var connectedAt: Int
    public internal(set) var lastInputAt: Int
    /// Since when it has no account.
    lazy var strangerSince = connectedAt

    /// Up to which event all is done. Held back while a line is restartable.
    var done: UInt64 = 0
    /// The game's code that was told of its connection crashed: with its next line it is told again.
    var isUngreeted = false
    /// Events that wait for a restartable line to end.
    var backlog: [SessionInput] = []
    var restartableLine: UInt64?
    /// The line that ran in a crash, until it comes again: it is not run. Those before it, of the same turn, are.
    var givenUp: UInt64?
    /// Commands that wait for an answer, the newest last.
    var asks: [Suspension] = []
    var suspended: [Suspension] = []
    var isChanged = false
    /// As the store has it, or will with this turn.
    var writtenRow: SessionRow?
    /// What its character missed, until that is told: see ``tellWhatWasMissed()``.
    private var missed: LinkDeath?
    /// It was told that it will be sent out unless its player types something.
    var isWarned = false
    /// Variables of which the client is told by MSDP.
    var reported: [String] = [] { didSet { if reported != oldValue { changed() } } }
    /// It was told of once that its client sends what cannot be read.
    var hasSentNonsense = false
    /// The connection has ended.
    public internal(set) var isOver = false
    /// Whose rights the Portal was told that it has: see ``SessionOutput/Kind/rights(_:)``.
    var toldRights = ""

    init(id: UInt64, address: String, client: Client, game: Game) {
        (self.id, self.address, self.game) = (id, address, game)
        self.client = ClientOptions().applied(to: client)
        told = client
        connectedAt = game.clock.seconds
        lastInputAt = connectedAt
    }

    // MARK: Telling

    /// Who reads what comes of a command that is typed here: all connections of the account where they play together.
    var readers: [Session] {
        guard game.sessionSettings.mode == .together, let account, account.sessions.count > 1 else { return [self] }
        return account.sessions
    }

    /// Shows text with markup, and ends the line.
    public func send(_ markup: String) {
        guard !isOver else { return }
        game.output(.text(render(markup) + "\n"), to: self)
    }

    /// Shows a prompt: text after which the player types on the same line.
    public func prompt(_ markup: String) {
        guard !isOver else { return }
        let text = render(markup)
        // What is wrapped ends without spaces, and the player would type into the prompt.
        game.output(.prompt(markup.hasSuffix(" ") && !text.hasSuffix(" ") ? text + " " : text), to: self)
    }

    /// Whether what the player types is shown: false while a password is typed.
    public func setEcho(_ shown: Bool) {
        guard !isOver else { return }
        game.outputs.append(SessionOutput(.echo(shown), to: [id]))
    }

    /// Ends the connection after `farewell`.
    public func disconnect(_ farewell: String = "") {
        guard !isOver else { return }
        send(.gmcp("Core.Goodbye", .string(Markup.strip(farewell))))
        game.outputs.append(SessionOutput(.close(farewell.isEmpty ? "" : render(farewell) + "\n"), to: [id]))
        game.end(self, isMeant: true)
    }

    /// Markup as this client's bytes of text, wrapped to its width.
    public func render(_ markup: String) -> String {
        client.render(markup)
    }

    // MARK: Who

    /// Gives the session an account; nil logs it out.
    public func login(_ account: Account?) {
        if let old = self.account { old.sessions.removeAll { $0 === self } }
        self.account = account
        let taken = Set(account?.sessions.map(\.number) ?? [])
        number = account == nil ? 0 : (1...).first { !taken.contains($0) } ?? 0
        account?.sessions.append(self)
        // What was said before the login was said of this connection: it goes before what was kept.
        if let account, !account.clientOptions.isEmpty { options = options.over(account.clientOptions) }
        if account == nil { strangerSince = game.clock.seconds }
        game.watchIdling(of: self)
        changed()
    }

    /// Leaves the account, and stays: whoever sits there is asked who they are, as after connecting. Throws the
    /// ``Refusal`` of hooks.
    public func logOut() throws {
        guard let account else { return }
        try puppet(nil)
        for suspension in suspended { suspension.interrupt(.gone) }
        dialogues.removeAll()
        login(nil)
        options = ClientOptions()
        game.didLogOut(account)
        game.greet(self)
    }

    /// Sees through `object`; nil leaves it. Throws the ``Refusal`` of its hooks.
    public func puppet(_ object: Object?) throws {
        guard object !== puppet else { return }
        if let object {
            try object.mustWork("willPuppet")
            try object.willPuppet(by: self)
        }
        if let old = puppet {
            if old.works("willUnpuppet") { old.willUnpuppet(by: self) }
            old.sessions.removeAll { $0 === self }
            puppet = nil
            if old.works("didUnpuppet") { old.didUnpuppet(by: self) }
            game.tell("didUnpuppet") { $0.didUnpuppet(old, by: self) }
        }
        puppet = object
        changed()
        object?.sessions.append(self)
        guard let object else { return }
        let character = object as? Character
        let linkDeath = character?.endLinkDeath()
        if let character, linkDeath != nil {
            if character.works("didRegainLink") { character.didRegainLink() }
            game.tell("didRegainLink") { $0.didRegainLink(character, by: self) }
        }
        if object.works("didPuppet") { object.didPuppet(by: self) }
        game.tell("didPuppet") { $0.didPuppet(object, by: self) }
        missed = linkDeath
    }

    /// Tells what its character would have been shown while the connection was broken, once.
    public func tellWhatWasMissed() {
        guard let missed, !missed.missed.isEmpty else { return }
        self.missed = nil
        send(.missedMeanwhile)
        if missed.dropped > 0 { send(.missedBefore, ["count": counted(missed.dropped, .oneLine, .manyLines)]) }
        for text in missed.missed { send(text) }
    }

    /// Restores what its player said of the client: the Portal knows it already.
    func restore(_ options: ClientOptions) {
        let before = game.outputs.count
        self.options = options
        game.outputs.removeSubrange(before...)
    }

    /// Restores who it is after a reload, without hooks.
    func restore(account: Account?, puppet: Object?) {
        self.account?.sessions.removeAll { $0 === self }
        self.puppet?.sessions.removeAll { $0 === self }
        (self.account, self.puppet) = (account, puppet)
        account?.sessions.append(self)
        puppet?.sessions.append(self)
    }

    /// What it saw through is another instance now.
    func sees(_ new: Object, insteadOf old: Object) {
        guard puppet === old else { return }
        puppet = new
        new.sessions.append(self)
    }

    // MARK: Waiting for work elsewhere

    /// Waits for work that is done off the world loop and changes nothing until it is done.
    ///
    /// The line that asked is not acknowledged before it ends: when the Server is replaced meanwhile, its successor
    /// is given the line again. Later lines of the session wait.
    public func restartable<T: Sendable>(_ work: @escaping @Sendable () async -> T) async throws -> T {
        game.begin(restartable: self)
        let result = await work()
        guard game.isRunning else { throw Interrupted(.reload) }
        if let restartableLine { game.willRun(self, restartableLine, "(answers)") }
        game.end(restartable: self)
        return result
    }

    /// Lets time pass before the line goes on, as ``restartable(_:)`` does: the player's later lines wait, nobody else.
    public func pause(_ time: Duration) async throws {
        let sleep = game.clock.sleep
        try await restartable { await sleep(time) }
    }

    func changed() {
        guard !isChanged else { return }
        isChanged = true
        game.changedSessions.append(self)
    }
}

extension Session: Hashable {
    public nonisolated static func == (a: Session, b: Session) -> Bool { a === b }
    public nonisolated func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
