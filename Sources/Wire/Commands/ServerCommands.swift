import NIOCore

// What crosses between the Portal and the Server that it has started: every command with its keys.

// MARK: - Portal to Server

/// What the players did, in order: see ``SessionEvent``. Never asks.
public struct Events: AMPCommand {
    public var events: Bytes
    public init(_ events: ByteBuffer) { self.events = Bytes(events) }
}

/// To the live Server: interrupt what is suspended, commit, run nothing more. Answered when it is so.
public struct Freeze: AMPCommand {
    public init() {}
    public struct Answer: Codable, Sendable {
        /// The last turn that was committed.
        public var turn: Int
        public init(turn: Int) { self.turn = turn }
    }
}

/// To a Server that stands by: the live one is lost. It loads the world as one that starts cold, and says ``Warmed``.
public struct StepIn: AMPCommand {
    public init() {}
}

/// To a warm Server: the game is yours. It reads the last rows, commits its first turn under `epoch`, and answers.
/// A frozen Server that is to take the game back is told the same.
public struct TakeOver: AMPCommand {
    public var epoch: Int
    /// The live sessions, one ``SessionState`` after the other.
    public var sessions: Bytes
    /// `start` (nothing ran before), `reload`, `crash` (the one before died) or `return` (a frozen one goes on).
    public var reason: String
    /// After a crash: the line that ran then, which is given up.
    public var givenUp: [GivenUp]
    /// See ``OutOfOrder``.
    public var outOfOrder: [String]
    /// Nobody knows what brought the last one down: each thing that players did has a turn of its own, at first, so that
    /// it is known when it happens again.
    public var oneByOne: Bool

    public init(
        epoch: Int, sessions: ByteBuffer, reason: String, givenUp: [GivenUp] = [], outOfOrder: [String] = [],
        oneByOne: Bool = false
    ) {
        (self.epoch, self.sessions, self.reason) = (epoch, Bytes(sessions), reason)
        (self.givenUp, self.outOfOrder, self.oneByOne) = (givenUp, outOfOrder, oneByOne)
    }

    public struct Answer: Codable, Sendable {
        /// The last turn that the database had: what the Portal holds of later ones is void.
        public var turn: Int
        public init(turn: Int) { self.turn = turn }
    }
}

/// A line; a job when `session` is 0.
public struct GivenUp: Codable, Sendable, Equatable {
    public var session: UInt64
    public var number: UInt64
    public init(session: UInt64, number: UInt64) { (self.session, self.number) = (session, number) }
}

/// To the live Server: what the makers who are in the game should read.
public struct Notice: AMPCommand {
    public var text: String
    public init(text: String) { self.text = text }
}

/// To the live Server: all code that is out of order, because it has brought Servers down again and again. A command or
/// job by its class (`Standard.Look`), a hook by class and name (`Saltmarsh.Cat.didHear`).
public struct OutOfOrder: AMPCommand {
    public var code: [String]
    public init(code: [String]) { self.code = code }
}

/// To a warm Server that must not go live after all, and to a live one that is to stop: commit and leave.
public struct Leave: AMPCommand {
    /// `stop`, `reload`, `discarded`.
    public var reason: String
    public init(reason: String) { self.reason = reason }
}

/// To the live Server: what anybody may know of the game, for its web page.
public struct ShowGame: AMPCommand {
    public init() {}
    public struct Answer: Codable, Sendable, Equatable {
        /// How many are in the game.
        public var players: Int
        /// Who they are, a name a line; of very many those who came first.
        public var names: String
        /// What a stranger may read.
        public var pages: [HelpTitle]
        public init(players: Int = 0, names: [String] = [], pages: [HelpTitle] = []) {
            (self.players, self.names, self.pages) = (players, names.joined(separator: "\n"), pages)
        }
    }
}

public struct HelpTitle: Codable, Sendable, Equatable {
    public var title: String
    public var category: String
    public init(title: String, category: String) { (self.title, self.category) = (title, category) }
}

/// To the live Server: a page of help, as a stranger may read it.
public struct ShowHelp: AMPCommand {
    public var title: String
    public init(title: String) { self.title = title }
    public struct Answer: Codable, Sendable, Equatable {
        /// Empty when there is no such page for a stranger.
        public var title: String
        public var category: String
        /// With ANSI escapes, as for a terminal with true colour.
        public var text: String
        public init(title: String, category: String, text: String) {
            (self.title, self.category, self.text) = (title, category, text)
        }
    }
}

// MARK: - Server to Portal

/// A Server that stands by has loaded all that is not the game's state, and waits for ``StepIn``.
public struct StandingBy: AMPCommand {
    public init() {}
}

/// A Server that takes over has read the database, and has written nothing yet. Said before its first turn: whatever
/// becomes of it, the Portal knows which turns of the one before ever were.
public struct Found: AMPCommand {
    /// The last turn that was committed.
    public var turn: Int
    public init(turn: Int) { self.turn = turn }
}

/// A warm Server has loaded plugins and world; or could not, and says why (then it leaves).
public struct Warmed: AMPCommand {
    public var turn: Int
    public var objects: Int
    public var classes: Int
    /// Loading plugins, then the world, in milliseconds.
    public var pluginTime: Double
    public var worldTime: Double
    /// Empty when all is well; else plugin, class and field, a problem a line.
    public var problems: String
    public var warnings: String
    /// What a new connection reads first, rendered.
    public var greeting: String
    /// What the world files change in the world with the first turn, a line each; nothing when that is nothing.
    public var changes: String?

    public init(
        turn: Int, objects: Int, classes: Int, pluginTime: Double, worldTime: Double, problems: String,
        warnings: String, greeting: String, changes: String? = nil
    ) {
        (self.greeting, self.changes) = (greeting, changes)
        (self.turn, self.objects, self.classes) = (turn, objects, classes)
        (self.pluginTime, self.worldTime) = (pluginTime, worldTime)
        (self.problems, self.warnings) = (problems, warnings)
    }
}

/// What a turn told the players, sent before the turn is committed and shown when ``Committed`` comes.
public struct Turn: AMPCommand {
    public var turn: Int
    /// See ``Output``.
    public var output: Bytes
    /// See ``Acknowledgement``: the events of each session that are done with when the turn is committed.
    public var done: Bytes
    /// The turn changed nothing that is stored: there is no commit to wait for.
    public var unchanged: Bool
    /// How many connections somebody has logged in on, when that is another number than before.
    public var players: Int?

    public init(turn: Int, output: ByteBuffer, done: ByteBuffer, unchanged: Bool, players: Int? = nil) {
        (self.turn, self.output, self.done) = (turn, Bytes(output), Bytes(done))
        (self.unchanged, self.players) = (unchanged, players)
    }
}

public struct Committed: AMPCommand {
    public var turn: Int
    public init(turn: Int) { self.turn = turn }
}

/// The database fails. From a live Server: its last turn cannot be committed. It runs no other until that is done, and
/// tries by itself; the Portal tells those who wait. From one that warms up: it cannot begin, and leaves.
public struct Trouble: AMPCommand {
    /// What is wrong and what to do, for those who run the game. Empty when the turn has been saved after all.
    public var reason: String
    /// The sessions of makers, who are told the reason: their numbers, 8 bytes each.
    public var makers: Bytes

    public init(reason: String, makers: [UInt64] = []) {
        var numbers = ByteBuffer()
        for maker in makers { numbers.writeInteger(maker) }
        (self.reason, self.makers) = (reason, Bytes(numbers))
    }

    public var makerSessions: [UInt64] {
        var numbers = makers.buffer
        var all: [UInt64] = []
        while let next = numbers.readInteger(as: UInt64.self) { all.append(next) }
        return all
    }
}

/// A line for the log, from the world loop. `level` as in swift-log.
public struct Log: AMPCommand {
    public var level: String
    public var text: String
    public init(level: String, text: String) { (self.level, self.text) = (level, text) }
}
