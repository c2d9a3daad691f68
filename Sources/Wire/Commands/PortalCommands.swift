// What any AMP client may ask the Portal: every command with its keys. The Portal listens on `run/portal.sock`, the
// others connect. `ReloadCommands.swift` has those about the code that runs, `ServerCommands.swift` those between Portal
// and Server.

/// The version of this file. A Server or Launcher that speaks another one is refused in words.
public let wireVersion = 5

/// The version of Hearth.
public let hearthVersion = "0.1.0"

/// The Portal's socket, relative to the run folder: Unix socket paths may have only about 107 bytes.
public let portalSocketName = "portal.sock"

/// Says who is there. A Server must begin with it; for others it proves that this Portal is their game's.
public struct Hello: AMPCommand {
    /// The absolute path of the game folder: the game's identity on this machine.
    public var game: String
    public var version: Int
    /// `launcher`, `server`, or what a client likes to be called in the log.
    public var role: String
    public var pid: Int
    /// A Server's own: the secret that the Portal gave its child, which proves that it is the one.
    public var token: String?
    /// A Server's own: the highest epoch that its database has seen.
    public var epoch: Int?

    public init(game: String, role: String, pid: Int, token: String? = nil, epoch: Int? = nil) {
        (self.game, self.role, self.pid, self.token, self.epoch) = (game, role, pid, token, epoch)
        version = wireVersion
    }

    public struct Answer: Codable, Sendable {
        public var game: String
        public var version: Int
        public var pid: Int
        public init(game: String, pid: Int) {
            (self.game, self.pid, version) = (game, pid, wireVersion)
        }
    }
}

/// What runs, since when, and with how many players. The Portal knows: it is the Server's parent.
public struct Status: AMPCommand {
    public init() {}

    public struct Answer: Codable, Sendable {
        public var game: String
        public var portalPid: Int
        /// Seconds since the Portal started.
        public var portalUptime: Double
        /// `running`, `stuck`, `starting`, `stopped`, `restarting`, `reloading`.
        public var server: String
        public var serverPid: Int?
        public var serverUptime: Double?
        /// The Server that stands by to take its place, once it is ready for that.
        public var standbyPid: Int?
        public var generation: Int?
        public var epoch: Int
        public var configuration: String
        public var telnetPort: Int?
        public var tlsPort: Int?
        public var webPort: Int?
        /// The addresses to these, as the settings name them.
        public var telnetAddress: String?
        public var tlsAddress: String?
        public var webAddress: String?
        /// Those of the three that were named when this Portal was started, not in the settings: a reboot keeps them.
        public var telnetPortGiven: Int?
        public var tlsPortGiven: Int?
        public var webPortGiven: Int?
        public var sessions: Int
        public var reloads: Int
        /// The step that a reload is at, when one runs.
        public var reloadStep: String?
        /// Why the Server is not running, when it is not; or why nothing can be saved, while players wait for that.
        public var problem: String?
        /// What the Server runs now, for whom, and for how many seconds already; nil when it waits for work.
        public var runs: String?
        public var runsFor: Double?
        /// Commands, jobs and hooks that crashed too often: they do not run until the next reload.
        public var outOfOrder: [String] = []
        public var hearthVersion: String

        public init(
            game: String, portalPid: Int, portalUptime: Double, server: String, serverPid: Int?, serverUptime: Double?,
            generation: Int?, epoch: Int, configuration: String, telnetPort: Int?, webPort: Int?, sessions: Int,
            reloads: Int, reloadStep: String?, problem: String?, hearthVersion: String
        ) {
            (self.game, self.portalPid, self.portalUptime) = (game, portalPid, portalUptime)
            (self.server, self.serverPid, self.serverUptime) = (server, serverPid, serverUptime)
            (self.generation, self.epoch, self.configuration) = (generation, epoch, configuration)
            (self.telnetPort, self.webPort, self.sessions) = (telnetPort, webPort, sessions)
            (self.reloads, self.reloadStep, self.problem) = (reloads, reloadStep, problem)
            self.hearthVersion = hearthVersion
        }
    }
}

/// The crashes that are on record, newest first.
public struct ListCrashes: AMPCommand {
    public init() {}
    public struct Answer: Codable, Sendable {
        public var crashes: [CrashReport]
        public init(crashes: [CrashReport]) { self.crashes = crashes }
    }
}

/// How a Server died, and of what.
public struct CrashReport: Codable, Sendable, Equatable {
    public var number: Int
    /// Seconds since 1970.
    public var time: Double
    public var generation: Int
    /// `crash`, `hang`, `kill` (from outside) or `exit`.
    public var kind: String
    /// For people: `signal 4`, `stuck for 1.0 s`.
    public var how: String
    /// What ran: the line or what else it was, and for whom; empty when nothing did.
    public var what: String
    public var who: String
    /// The command, job or hook to blame: `Standard.Look`, `Saltmarsh.Cat.didHear`; empty when it is not known.
    public var code: String
    /// Where it died in game code: `Look.run() at Plugins/Standard/Sources/Play/Look.swift:31`.
    public var place: String
    /// What it said when it died: the trap's message, then the backtrace, a frame a line.
    public var trace: [String]

    public init(
        number: Int, time: Double, generation: Int, kind: String, how: String, what: String, who: String, code: String,
        place: String, trace: [String]
    ) {
        (self.number, self.time, self.generation, self.kind) = (number, time, generation, kind)
        (self.how, self.what, self.who, self.code) = (how, what, who, code)
        (self.place, self.trace) = (place, trace)
    }
}

/// Starts the Server when it is stopped. Answered when it is live.
public struct StartServer: AMPCommand {
    public var by: String
    public init(by: String) { self.by = by }
    public struct Answer: Codable, Sendable {
        public var generation: Int
        /// False when it ran already.
        public var started: Bool
        /// That the sources have changed since, if they have, and what else its asker should know.
        public var note: String
        /// What the world files changed in the world, a line each.
        public var changes: String?
        public init(generation: Int, started: Bool, note: String, changes: String? = nil) {
            (self.generation, self.started, self.note, self.changes) = (generation, started, note, changes)
        }
    }
}

/// Stops the Server; players stay connected and are told. Answered when it has gone.
public struct StopServer: AMPCommand {
    public var by: String
    public init(by: String) { self.by = by }
    public struct Answer: Codable, Sendable {
        /// False when it was stopped already.
        public var stopped: Bool
        /// What could not be saved, and why, in words; nil when everything was.
        public var unsaved: String?
        public init(stopped: Bool, unsaved: String? = nil) { (self.stopped, self.unsaved) = (stopped, unsaved) }
    }
}

/// Stops the Server, then the Portal: answered when the Server has gone; the socket dies when the Portal has.
public struct StopPortal: AMPCommand {
    public var by: String
    public init(by: String) { self.by = by }
    public struct Answer: Codable, Sendable {
        /// As in ``StopServer``.
        public var unsaved: String?
        public init(unsaved: String? = nil) { self.unsaved = unsaved }
    }
}

/// Replaces the Portal by another program, in its own process, without ending it: listening sockets, players and
/// programs keep their connections, and the Server is not touched. Answered by the new Portal, on the same connection.
/// Refused when something else is being replaced, and when the new program cannot run, or speaks otherwise than the
/// Server.
public struct ReplacePortal: AMPCommand {
    public var by: String
    /// The absolute path of the new hearth-portal. Without it: the one that this Portal was started from.
    public var program: String?
    public init(by: String, program: String? = nil) { (self.by, self.program) = (by, program) }

    public struct Answer: Codable, Sendable, Equatable {
        /// The new Portal's.
        public var pid: Int
        /// How many players stayed connected.
        public var kept: Int
        /// How many were asked to come back: those in browsers.
        public var left: Int
        /// How many were told to connect again: those whose connection is encrypted (TLS), or compressed by the client
        /// (MCCP3), for no other process can go on with it.
        public var cutOff: Int?
        /// For how long nobody was listened to.
        public var milliseconds: Double
        /// Where players come in by other ports than before, and what could not be had, a line each.
        public var notes: String?
        public init(pid: Int, kept: Int, left: Int, cutOff: Int, milliseconds: Double) {
            (self.pid, self.kept, self.left, self.milliseconds) = (pid, kept, left, milliseconds)
            self.cutOff = cutOff
        }
    }
}
