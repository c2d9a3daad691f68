/// What `GameData/settings.yaml` says. Every key may be left out: these are the defaults.
public struct Settings: Sendable, Hashable {
    /// The name of the game, as clients and lists of games are told it.
    public var name = "Hearth"
    public var telnet = Telnet()
    public var tls = TLS()
    public var web = Web()
    /// Proxies that say whose connections they pass on, by the PROXY protocol: their addresses, as they come from. For
    /// all ports that players connect to. Nobody else is believed, and one of these must say it.
    public var proxies: [String] = []
    /// Players come in from this machine alone, whatever the addresses say.
    public var lockdown = false
    /// What lists of games are told by MSSP beside what the game knows of itself, or instead of it: `CONTACT`, `GENRE`.
    public var mssp: [String: [String]] = [:]
    public var build = Build()
    public var durability = Durability.normal
    public var limits = Limits()
    public var login = Login()
    public var sessions = Sessions()
    public var passwords = Passwords()
    public var reload = Reload()
    public var watchdog = Watchdog()
    public var time = Time()
    /// Colours by the game's own names: `ember` is written `|{ember}`. The values are codes without their bar.
    public var colors: [String: String] = [:]
    /// What the game's own code reads, whatever that is.
    public var game: [String: YAMLValue] = [:]

    public init() {}

    public struct Telnet: Sendable, Hashable {
        public var endpoints = Endpoints(port: 4000)
        /// Whether clients are offered compression: MCCP2, and MCCP3 for what they send.
        public var compression = true
        /// How often a connection is kept from being forgotten on its way, though nothing is said. Zero: never.
        public var keepalive = Duration.seconds(60)
    }

    /// Telnet over TLS.
    public struct TLS: Sendable, Hashable {
        public var enabled = true
        public var endpoints = Endpoints(port: 4003)
        /// PEM files, by their paths from the game's folder: the certificate with its chain, and its key. nil: one that
        /// the game signs itself, made on first use.
        public var certificate: String?
        public var key: String?
    }

    public struct Web: Sendable, Hashable {
        public var enabled = true
        /// Of the web page and its WebSocket.
        public var endpoints = Endpoints(port: 4001)
        /// For how long the session of a page whose connection was lost waits for it to come back. Zero: not at all.
        public var keep = Duration.seconds(300)
        /// Bytes of what a page was sent last, which are sent again when it comes back: of one session, and of all.
        public var replayBytes = 65_536
        public var replayBytesInAll = 67_108_864
        /// Whether the front page names who is online; otherwise it only counts them.
        public var namesPlayers = false
        /// Who may read `/metrics` from another machine: `Authorization: Bearer TOKEN`. nil: nobody.
        public var metricsToken: String?
        /// Other hosts whose sounds and music the page may play: `https://sounds.example.org`.
        public var mediaHosts: [String] = []
        /// Other sites whose pages may connect to the WebSocket: `https://client.example.org`.
        public var origins: [String] = []
    }

    public struct Build: Sendable, Hashable {
        public enum Configuration: String, Sendable, CaseIterable { case debug, release }

        /// nil: that of the `hearth` in use.
        public var configuration: Configuration?
        /// A build that takes longer is given up.
        public var deadline = Duration.seconds(600)
    }

    /// What one player, or one address, may take of a game. 0 is no limit where nothing else is said.
    public struct Limits: Sendable, Hashable {
        /// Lines of one session that wait to be played; more are refused.
        public var queuedLines = 1000
        /// Lines of one session that are played as fast as they come, and how many a second after that: what is faster
        /// waits its turn. A speedwalk or a pasted letter passes at once.
        public var lineBurst = 100
        public var linesPerSecond = 20
        /// Bytes of a line; a longer one is refused. No client is taken to send more than 8192.
        public var lineBytes = 8192
        /// Bytes that a client has not read yet; one that falls farther behind is dropped.
        public var unsentBytes = 1_048_576
        /// Sessions at the same time; more are turned away in words.
        public var sessions = 10_000
        /// Sessions of one address at the same time. All of an IPv6 /64 are one address: that is what one customer has.
        /// Its connections to the web port, where a page takes a few at once, are four times as many.
        public var sessionsPerAddress = 20
        /// New connections of one address: so many at once, and so many a second after that.
        public var connectionBurst = 20
        public var connectionsPerSecond = 2
        /// New accounts of one address in an hour.
        public var accountsPerHour = 5
        /// Whether connections from this machine itself count as any other address's. They are not those of one
        /// stranger: a proxy for TLS or for the web has all its players connect from here, as tests and benches do.
        public var countsLoopback = false
        /// Characters of one account; developers may have more.
        public var characters = 5
        /// Things, rooms and ways that a builder's account may make; those from Admin on may make more.
        public var objects = 200
    }

    /// Who comes in, and who stays. 0 is no limit.
    public struct Login: Sendable, Hashable {
        /// A connection that nobody has logged in on by then is closed.
        public var deadline = Duration.seconds(300)
        /// Whether strangers may make accounts.
        public var newAccounts = true
        /// The lowest rung of the ladder of permissions whose people may come in; nil: everybody. Who is in stays.
        public var only: Level?
        /// A player who has typed nothing for so long is sent out, unless the lock `noidle` of their account lets them
        /// stay.
        public var idle = Duration.zero
        /// How long before that they are told.
        public var idleWarning = Duration.seconds(60)
        /// Wrong passwords that end a connection.
        public var attempts = 5
        /// After wrong passwords for an account, or from an address, the next one is looked at later: after 1 second,
        /// 2, 4, up to this.
        public var longestDelay = Duration.seconds(30)
        /// Wrong passwords are forgotten when none has come for so long.
        public var memory = Duration.seconds(900)

        /// The rungs above guests.
        public enum Level: String, Sendable, CaseIterable {
            case player = "Player", helper = "Helper", builder = "Builder", admin = "Admin", developer = "Developer"
        }
    }

    public struct Passwords: Sendable, Hashable {
        /// What a guess costs an attacker, and a login the server: the logarithm of scrypt's N. Each step doubles
        /// time and memory; 15 takes 32 MB and some 70 ms. Passwords that were set before keep the cost they have.
        public var cost = 15
    }

    /// When code runs for too long, or fails too often.
    public struct Watchdog: Sendable, Hashable {
        /// A line or job that runs longer is taken for stuck: the Server is replaced. Zero: never.
        public var limit = Duration.seconds(1)
        /// A line or job that runs longer is logged as slow. Zero: none is.
        public var slow = Duration.milliseconds(100)
        /// So many crashes of the same command, job or hook put it out of order until the next reload.
        public var crashes = 3
        /// Whether a second Server stands by, to take the place of one that is lost.
        public var standby = true
    }

    public struct Reload: Sendable, Hashable {
        /// A new Server that is not ready by then is discarded.
        public var warmDeadline = Duration.seconds(60)
        /// A new Server that does not take over by then is discarded, and the old one plays on.
        public var handOverDeadline = Duration.seconds(10)
        /// A crash or hang this soon after a reload brings the last good generation back.
        public var probation = Duration.seconds(60)
        /// Good generations to keep, to roll back to.
        public var keepGenerations = 5
    }
}

extension Settings {
    /// Reads the settings of a game, those that are secret over the others; all defaults when it has no such file.
    /// Throws ``FileProblems``.
    public static func read(_ game: GamePaths) throws -> Settings {
        let files = [game.settings, game.secretSettings].filter { game.exists($0) }
        let values = try files.map { try YAMLValue.read(file: $0, named: game.shown($0)) }
        guard let first = values.first else { return Settings() }
        return try Settings(values.dropFirst().reduce(first) { $0.overlaid(by: $1) })
    }

    /// Throws ``FileProblems``: all that is wrong.
    public init(_ yaml: YAMLValue) throws {
        self.init()
        let report = FileReport()
        if let map = YAMLMap(yaml, report) { read(map) }
        try report.check()
    }

    private mutating func read(_ map: YAMLMap) {
        name = map.text("name") ?? name
        durability = map.choice("durability", of: Durability.self) ?? durability
        map.section("telnet") {
            telnet.endpoints.read($0)
            telnet.compression = $0.bool("compression") ?? telnet.compression
            telnet.keepalive = $0.seconds("keepalive", in: 0...3600) ?? telnet.keepalive
        }
        proxies = map.texts("proxies") ?? proxies
        lockdown = map.bool("lockdown") ?? lockdown
        map.section("mssp") { variables in
            for entry in variables.entries {
                mssp[entry.key.uppercased()] = variables.texts(entry.key)
            }
        }
        map.section("tls") {
            tls.enabled = $0.bool("enabled") ?? tls.enabled
            tls.endpoints.read($0)
            tls.certificate = $0.text("certificate")
            tls.key = $0.text("key")
            if (tls.certificate == nil) != (tls.key == nil) {
                let what = tls.key == nil ? "certificate and no key" : "key and no certificate"
                $0.refuse("names a \(what): it needs both")
            }
        }
        map.section("web") {
            web.enabled = $0.bool("enabled") ?? web.enabled
            web.endpoints.read($0)
            web.keep = $0.seconds("keep", in: 0...86_400) ?? web.keep
            web.replayBytes = $0.int("replayBytes", in: 4096...16_777_216) ?? web.replayBytes
            web.replayBytesInAll = $0.int("replayBytesInAll", in: 65_536...17_179_869_184) ?? web.replayBytesInAll
            web.namesPlayers = $0.bool("namesPlayers") ?? web.namesPlayers
            web.mediaHosts = $0.texts("mediaHosts") ?? web.mediaHosts
            // They become part of the page's content security policy.
            let form = /(https?:\/\/)?[a-z0-9]([a-z0-9.\-]*[a-z0-9])?(:[0-9]{1,5})?/.ignoresCase()
            for host in web.mediaHosts where host.wholeMatch(of: form) == nil {
                $0.refuse("has the mediaHosts entry \"\(host)\", which is no host: https://sounds.example.org is one")
            }
            web.origins = $0.texts("origins") ?? web.origins
            let origin = /https?:\/\/[a-z0-9]([a-z0-9.\-]*[a-z0-9])?(:[0-9]{1,5})?/.ignoresCase()
            for site in web.origins where site.wholeMatch(of: origin) == nil {
                $0.refuse("has the origins entry \"\(site)\", which is no site: https://client.example.org is one")
            }
            web.metricsToken = $0.text("metricsToken")
            if let token = web.metricsToken, token.utf8.count < 16 {
                $0.refuse("has a metricsToken that can be guessed: give it 16 characters or more")
            }
        }
        map.section("build") {
            build.configuration = $0.choice("configuration", of: Build.Configuration.self)
            build.deadline = $0.seconds("deadline", in: 1...86_400) ?? build.deadline
        }
        map.section("limits") {
            limits.queuedLines = $0.int("queuedLines", in: 1...1_000_000) ?? limits.queuedLines
            limits.lineBytes = $0.int("lineBytes", in: 80...8192) ?? limits.lineBytes
            limits.unsentBytes = $0.int("unsentBytes", in: 4096...1_073_741_824) ?? limits.unsentBytes
            limits.sessions = $0.int("sessions", in: 1...1_000_000) ?? limits.sessions
            limits.lineBurst = $0.int("lineBurst", in: 1...1_000_000) ?? limits.lineBurst
            limits.linesPerSecond = $0.int("linesPerSecond", in: 0...1_000_000) ?? limits.linesPerSecond
            limits.sessionsPerAddress = $0.int("sessionsPerAddress", in: 0...1_000_000) ?? limits.sessionsPerAddress
            limits.connectionBurst = $0.int("connectionBurst", in: 1...1_000_000) ?? limits.connectionBurst
            limits.connectionsPerSecond =
                $0.int("connectionsPerSecond", in: 0...1_000_000) ?? limits.connectionsPerSecond
            limits.accountsPerHour = $0.int("accountsPerHour", in: 0...1_000_000) ?? limits.accountsPerHour
            limits.countsLoopback = $0.bool("countsLoopback") ?? limits.countsLoopback
            limits.characters = $0.int("characters", in: 0...1_000_000) ?? limits.characters
            limits.objects = $0.int("objects", in: 0...1_000_000) ?? limits.objects
        }
        map.section("login") {
            login.deadline = $0.seconds("deadline", in: 0...86_400) ?? login.deadline
            login.newAccounts = $0.bool("newAccounts") ?? login.newAccounts
            login.only = $0.choice("only", of: Login.Level.self)
            login.idle = $0.seconds("idle", in: 0...31_536_000) ?? login.idle
            login.idleWarning = $0.seconds("idleWarning", in: 0...86_400) ?? login.idleWarning
            login.attempts = $0.int("attempts", in: 0...1000) ?? login.attempts
            login.longestDelay = $0.seconds("longestDelay", in: 0...3600) ?? login.longestDelay
            login.memory = $0.seconds("memory", in: 0...86_400) ?? login.memory
        }
        map.section("sessions") { sessions.read($0) }
        map.section("passwords") {
            passwords.cost = $0.int("cost", in: 1...20) ?? passwords.cost
        }
        map.section("reload") {
            reload.warmDeadline = $0.seconds("warmDeadline", in: 1...3600) ?? reload.warmDeadline
            reload.handOverDeadline = $0.seconds("handOverDeadline", in: 0.1...600) ?? reload.handOverDeadline
            reload.probation = $0.seconds("probation", in: 0...3600) ?? reload.probation
            reload.keepGenerations = $0.int("keepGenerations", in: 1...1000) ?? reload.keepGenerations
        }
        map.section("watchdog") {
            watchdog.limit = $0.seconds("limit", in: 0...3600) ?? watchdog.limit
            watchdog.slow = $0.seconds("slow", in: 0...3600) ?? watchdog.slow
            watchdog.crashes = $0.int("crashes", in: 1...1000) ?? watchdog.crashes
            watchdog.standby = $0.bool("standby") ?? watchdog.standby
        }
        map.section("time") { time.read($0) }
        map.section("colors") { colors = $0.colors() }
        for entry in map.map("game")?.entries ?? [] { game[entry.key] = entry.value }
        if lockdown {
            telnet.endpoints.lockDown()
            tls.endpoints.lockDown()
            web.endpoints.lockDown()
        }
        refuseSharedPorts(map)
        map.finish()
    }

    /// Two entrances at one port would each say that another program uses it.
    private func refuseSharedPorts(_ map: YAMLMap) {
        var taken: [String: Entrance] = [:]
        for entrance in Entrance.allCases {
            for endpoint in entrance.endpoints(in: self) where endpoint.port != 0 {
                let other = taken.updateValue(entrance, forKey: endpoint.description)
                if let other, other != entrance, let section = map.map(entrance.rawValue) ?? map.map(other.rawValue) {
                    section.refuse("is at \(endpoint), where \(other.rawValue) is already")
                }
            }
        }
    }
}

extension YAMLMap {
    fileprivate func section(_ key: String, _ body: (YAMLMap) -> Void) {
        guard let map = map(key) else { return }
        body(map)
        map.finish()
    }
}
