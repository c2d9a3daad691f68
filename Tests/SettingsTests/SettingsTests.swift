import Foundation
import Settings
import Testing

struct SettingsTests {
    private func settings(_ text: String) throws -> Settings {
        try Settings(YAMLValue.parse(text, named: "GameData/settings.yaml"))
    }

    /// The lines in which a person is told what is wrong.
    private func problems(_ text: String) -> [String] {
        let error = #expect(throws: FileProblems.self) { try settings(text) }
        return error?.problems.map(\.description) ?? []
    }

    @Test(arguments: ["", "# only a comment\n", "telnet:\nweb: ~\n", "{}"])
    func whatIsLeftOutIsTheDefault(_ text: String) throws {
        #expect(try settings(text) == Settings())
    }

    @Test(arguments: [
        ("name", "Saltmarsh"), ("limits.characters", "5"), ("Sessions.makeCharacter", "true"), ("login.deadline", "300"),
        ("durability", "normal"), ("build.configuration", "debug"), ("tls.certificate", nil), ("limits", nil),
        ("nothing", nil), ("web.metricsToken", nil),
    ])
    func locksAskForASettingByItsKey(_ key: String, _ value: String?) throws {
        let read = try settings(
            "name: Saltmarsh\nbuild: { configuration: debug }\nweb: { metricsToken: a-long-secret-token }")
        #expect(read.text(of: key) == value)
    }

    @Test func everyKeyIsRead() throws {
        let read = try settings("""
            name: Saltmarsh
            durability: full
            telnet: { address: 0.0.0.0, port: 23, compression: no, keepalive: 0 }
            proxies: [127.0.0.1, "::1"]
            mssp: { contact: me@example.org, GENRE: [Fantasy, Horror], CREATED: 2026 }
            tls: { enabled: no, address: "::1", port: 992, certificate: tls/chain.pem, key: tls/key.pem }
            web: { enabled: no, address: "::", port: 0, mediaHosts: [https://a.example.org, "b.example:8080"] }
            build: { configuration: release, deadline: 90 }
            limits:
              queuedLines: 20
              unsentBytes: 65536
              sessions: 300
              lineBurst: 7
              linesPerSecond: 0
              sessionsPerAddress: 3
              connectionBurst: 4
              connectionsPerSecond: 1
              accountsPerHour: 2
              countsLoopback: yes
              characters: 9
              objects: 10
            sessions:
              mode: 3
              makeCharacter: no
              enterCharacter: no
              puppets: 4
              linkDeath: 90
              guests: 5
              guestNames: [Wren, Heron]
            login: { newAccounts: no, only: Builder, deadline: 0, idle: 3600, idleWarning: 30, attempts: 6, longestDelay: 8, memory: 60 }
            time:
              factor: 2.5
              epoch: 1203-03-14 06:00
              passesWhileDown: yes
              months: { Thaw: 30, Reaping: 40 }
              weekdays: [Moonday, Restday]
              hoursPerDay: 20
              minutesPerHour: 50
              secondsPerMinute: 40
            reload: { warmDeadline: 5, handOverDeadline: 0.5, probation: 0, keepGenerations: 2 }
            """)
        var expected = Settings()
        expected.name = "Saltmarsh"
        expected.durability = .full
        expected.telnet.endpoints = Endpoints("0.0.0.0", port: 23)
        expected.telnet.compression = false
        expected.telnet.keepalive = .zero
        expected.proxies = ["127.0.0.1", "::1"]
        expected.mssp = ["CONTACT": ["me@example.org"], "GENRE": ["Fantasy", "Horror"], "CREATED": ["2026"]]
        (expected.tls.enabled, expected.tls.endpoints) = (false, Endpoints("::1", port: 992))
        (expected.tls.certificate, expected.tls.key) = ("tls/chain.pem", "tls/key.pem")
        (expected.web.enabled, expected.web.endpoints) = (false, Endpoints("::", port: 0))
        expected.web.mediaHosts = ["https://a.example.org", "b.example:8080"]
        (expected.build.configuration, expected.build.deadline) = (.release, .seconds(90))
        expected.limits.queuedLines = 20
        (expected.limits.unsentBytes, expected.limits.sessions) = (65536, 300)
        (expected.limits.lineBurst, expected.limits.linesPerSecond) = (7, 0)
        (expected.limits.sessionsPerAddress, expected.limits.accountsPerHour) = (3, 2)
        (expected.limits.connectionBurst, expected.limits.connectionsPerSecond) = (4, 1)
        expected.limits.countsLoopback = true
        (expected.limits.characters, expected.limits.objects) = (9, 10)
        (expected.login.newAccounts, expected.login.only) = (false, .builder)
        (expected.login.deadline, expected.login.idle) = (.zero, .seconds(3600))
        (expected.login.attempts, expected.login.longestDelay) = (6, .seconds(8))
        (expected.login.memory, expected.login.idleWarning) = (.seconds(60), .seconds(30))
        expected.sessions.mode = 3
        (expected.sessions.makeCharacter, expected.sessions.enterCharacter) = (false, false)
        (expected.sessions.puppets, expected.sessions.linkDeath) = (4, .seconds(90))
        (expected.sessions.guests, expected.sessions.guestNames) = (5, ["Wren", "Heron"])
        (expected.reload.warmDeadline, expected.reload.handOverDeadline) = (.seconds(5), .milliseconds(500))
        (expected.reload.probation, expected.reload.keepGenerations) = (.zero, 2)
        (expected.time.factor, expected.time.epoch) = (2.5, "1203-03-14 06:00")
        expected.time.passesWhileDown = true
        expected.time.months = [.init(name: "Thaw", days: 30), .init(name: "Reaping", days: 40)]
        expected.time.weekdays = ["Moonday", "Restday"]
        (expected.time.hoursPerDay, expected.time.minutesPerHour, expected.time.secondsPerMinute) = (20, 50, 40)
        #expect(read == expected)
    }

    @Test func twoEntrancesAtOnePortAreRefused() throws {
        for text in ["telnet: { port: 4001 }", "web: { port: 4000 }", "web: { port: 5 }\ntls: { port: 5 }"] {
            #expect(problems(text).first?.contains(/is at 127.0.0.1 port \d+, where (telnet|tls) is already/) == true, "\(text)")
        }
        for text in [
            "web: { port: 4000, enabled: false }", "web: { port: 4000, address: 127.0.0.2 }",
            "telnet: { port: 0 }\nweb: { port: 0 }",
        ] {
            _ = try settings(text)
        }
    }

    @Test func playersComeInAtSeveralPortsAndAddresses() throws {
        let read = try settings("telnet: { address: [0.0.0.0, \"::\"], port: [4000, 23] }\nweb: { port: 8080 }")
        #expect(read.telnet.endpoints.all.map(\.description) == [
            "0.0.0.0 port 4000", ":: port 4000", "0.0.0.0 port 23", ":: port 23",
        ])
        #expect(Set(read.telnet.endpoints.all.filter(\.isIPv6Alone).map(\.address)) == ["::"])
        #expect(!Endpoints("::", port: 0).first.isIPv6Alone)
        #expect(read.web.endpoints == Endpoints("127.0.0.1", port: 8080))
        let locked = try settings("lockdown: yes\ntelnet: { address: [0.0.0.0, \"::\"], port: 23 }\nweb: { address: 0.0.0.0 }")
        #expect(locked.telnet.endpoints == Endpoints(port: 23))
        #expect(locked.web.endpoints == Endpoints(port: 4001))
    }

    @Test func coloursAndWhatTheGamesOwnCodeReads() throws {
        let read = try settings("""
            colors: { ember: "|#ff6600", moss: =m, sea: 015, dawn: r }
            game: { tide: 6, weather: { rain: 0.3 } }
            """)
        #expect(read.colors == ["ember": "#ff6600", "moss": "=m", "sea": "015", "dawn": "r"])
        #expect(read.game.keys.sorted() == ["tide", "weather"])
        #expect(read.game["tide"]?.content == .scalar("6", plain: .int(6)))
        #expect(problems("colors:\n  ember: #ff6600\n  a b: r\n  x: orange\n").count == 3)
        #expect(problems("game: 6\n") == ["GameData/settings.yaml:1: 'game' is 6, expected a map of keys and values"])
    }

    @Test func whatIsSecretIsOverTheRest() throws {
        let base = try YAMLValue.parse("name: x\nweb: { port: 1, enabled: no }\ngame: { a: 1, b: 2 }\n", named: "s.yaml")
        let secret = try YAMLValue.parse("web: { port: 2 }\ngame: { b: 3, key: k }\n", named: "secret.yaml")
        let read = try Settings(base.overlaid(by: secret))
        #expect((read.name, read.web.endpoints.ports, read.web.enabled) == ("x", [2], false))
        #expect(read.game.mapValues(\.text) == ["a": "1", "b": "3", "key": "k"])
        #expect(try Settings(base.overlaid(by: try YAMLValue.parse("# nothing", named: "secret.yaml"))) == Settings(base))
        let wrong = try YAMLValue.parse("\nweb:\n  port: x\n", named: "secret.yaml")
        let error = #expect(throws: FileProblems.self) { try Settings(base.overlaid(by: wrong)) }
        #expect(error?.description.hasPrefix("secret.yaml:3: ") == true)
    }

    @Test func timeThatIsNone() {
        #expect(problems("time:\n  factor: 0\n  epoch: spring\n  months: { Thaw: long }\n") == [
            "GameData/settings.yaml:2: 'time.factor' is 0, expected a number from 0.001 to 1000",
            "GameData/settings.yaml:3: 'time.epoch' is \"spring\", expected a date, 1203-03-14 or 1203-03-14 06:00",
            "GameData/settings.yaml:4: 'time.months.Thaw' is \"long\", expected a number from 1 to 10000",
        ])
    }

    @Test func aValueOfTheWrongTypeIsToldWithItsLine() {
        #expect(problems("name: x\n\ntelnet:\n  port: abc\n") == [
            "GameData/settings.yaml:4: 'telnet.port' is \"abc\", expected a number from 0 to 65535"
        ])
    }

    @Test(arguments: [
        ("telnet: { port: 70000 }", "'telnet.port' is 70000, expected a number from 0 to 65535"),
        ("telnet: { port: \"23\" }", "'telnet.port' is \"23\", expected a number from 0 to 65535"),
        ("telnet: 4000", "'telnet' is 4000, expected a map of keys and values"),
        ("telnet: { address: [a, [b]] }", "'telnet.address[2]' is a list, expected a text"),
        ("telnet: { address: [] }", "'telnet' has a list of addresses or ports with nothing in it"),
        ("telnet: { port: [23, 23] }", "'telnet' names the same address or port twice"),
        ("telnet: { port: [23, 70000] }", "'telnet.port[2]' is 70000, expected a number from 0 to 65535"),
        ("web: { enabled: 3 }", "'web.enabled' is 3, expected true or false"),
        (
            "web: { origins: [client.example.org] }",
            "'web' has the origins entry \"client.example.org\", which is no site: https://client.example.org is one"
        ),
        (
            "web: { mediaHosts: [\"a; script-src *\"] }",
            "'web' has the mediaHosts entry \"a; script-src *\", which is no host: https://sounds.example.org is one"
        ),
        ("durability: most", "'durability' is \"most\", expected normal or full"),
        ("build: { configuration: fast }", "'build.configuration' is \"fast\", expected debug or release"),
        ("reload: { probation: soon }", "'reload.probation' is \"soon\", expected seconds from 0 to 3600"),
        ("reload: { handOverDeadline: .nan }", "'reload.handOverDeadline' is .nan, expected seconds from 0.1 to 600"),
        ("tls: { key: key.pem }", "'tls' names a key and no certificate: it needs both"),
        ("tls: { certificate: c.pem }", "'tls' names a certificate and no key: it needs both"),
        (
            "login: { only: Wizard }",
            "'login.only' is \"Wizard\", expected Player or Helper or Builder or Admin or Developer"
        ),
        ("sessions: { mode: 4 }", "'sessions.mode' is 4, expected a number from 0 to 3"),
        ("sessions: { guestNames: [] }", "'sessions' needs a name in guestNames"),
        ("- name", "this is a list, expected a map of keys and values"),
    ])
    func whatIsWrongIsSaid(_ text: String, _ message: String) {
        #expect(problems(text) == ["GameData/settings.yaml:1: " + message])
    }

    @Test func anUnknownKeyIsToldWithWhatMayStandThere() {
        #expect(problems("name: x\ntelnet:\n  prot: 4000\n") == [
            "GameData/settings.yaml:3: 'telnet.prot' is unknown (did you mean 'port'?); "
                + "what may stand here: address, compression, keepalive, port"
        ])
    }

    @Test func allThatIsWrongIsToldAtOnce() {
        #expect(problems("port: 1\nweb:\n  port: x\n  enabled: y\n").count == 3)
    }

    @Test func whatIsNoYAMLIsToldWithItsLine() {
        let texts = [("name: x\ntelnet: {port: 1\n", 3), ("a: 1\n\tb: 2\n", 2), ("web:\n  port: 1\n  port: 2\n", 2)]
        for (text, line) in texts {
            let lines = problems(text)
            #expect(lines.count == 1)
            #expect(lines.first?.hasPrefix("GameData/settings.yaml:\(line): ") == true, "\(lines)")
        }
    }
}
