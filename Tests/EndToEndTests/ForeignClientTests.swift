import Foundation
import Testing
import Wire

extension EndToEnd {
    /// Programs that others wrote.
    @Suite struct ForeignClients {
        @Test("A stock Twisted AMP client asks for the status, reloads, and is told the steps")
        func twisted() async throws {
            let python = try await Python.withTwisted()
            try await RunningGame.play { game in
                try game.edit("Version.swift", "one", "two")
                let outcome = try await Shell.run(
                    python, [Checkout.clients + "/amp_client.py", portalSocketName], in: game.runFolder)
                #expect(outcome.status == 0, "\(outcome.all)")
                let told = try JSONDecoder().decode(Told.self, from: Data(outcome.output.utf8))
                #expect(told.status.game == game.folder)
                #expect(told.status.portalPid == game.portalPid)
                #expect(told.status.server == "running")
                #expect(told.status.generation == 1)
                #expect(told.report.generation == 2)
                #expect(told.report.built)
                let steps = ["build", "stage", "warm", "hand over", "resume"]
                #expect(told.report.steps == steps)
                #expect(told.steps.filter { $0.hasSuffix(" done") } == steps.map { "\($0) done" })
                #expect(told.refusal == "REFUSED")
                let ann = try await game.newPlayer("Ann")
                try await ann.type("version", expecting: "This is version two.")
            }
        }

        /// What `amp_client.py` prints.
        private struct Told: Decodable {
            struct Status: Decodable {
                var game: String
                var portalPid: Int
                var server: String
                var generation: Int
            }
            struct Report: Decodable {
                var generation: Int
                var built: Bool
                var steps: [String]
            }
            var status: Status
            var report: Report
            var steps: [String]
            var refusal: String
        }

        @Test("A client that is no page plays over a WebSocket, with GMCP beside its text")
        func webSocket() async throws {
            let python = try await Python.with(["websockets"], from: ["websockets"])
            try await RunningGame.playByWeb { game, port in
                let ann = try await game.newPlayer("Ann")
                let outcome = try await Shell.run(python, [Checkout.clients + "/web_player.py", "\(port)"])
                #expect(outcome.status == 0, "\(outcome.all)")
                try await ann.expect("Webber says, \"Hello from afar\"")
                let heard = try JSONDecoder().decode(Heard.self, from: Data(outcome.output.utf8))
                #expect(heard.agreed == "gmcp.mudstandards.org")
                #expect(Set(heard.told).isSuperset(of: ["Char.Name", "Room.Info"]), "\(heard.told)")
                #expect(heard.code == 1000)
            }
        }

        /// What `web_player.py` prints.
        private struct Heard: Decodable {
            var agreed: String
            var told: [String]
            var code: Int
        }

        @Test(
            "TinTin++ connects, makes an account and talks", .enabled(if: Tintin.path != nil, "tt++ is not installed"))
        func tintin() async throws {
            let tintin = try #require(Tintin.path)
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let script = game.runFolder + "/tintin.tin"
                try FolderCopy.write("""
                    #config {charset} {UTF-8}
                    #event {SESSION DISCONNECTED} {#end}
                    #action {^Welcome to the trial.} {create Tin secret-of-Tin}
                    #action {^Here everything is tried.} {say Hello from afar}
                    #action {^You say, "Hello from afar"} {quit}
                    #session trial 127.0.0.1 \(game.port)

                    """, script)
                // It wants a terminal that has a size.
                let tmux = ["tmux", "-L", "hearth-\(game.portalPid)", "-f", "/dev/null"]
                let start = try await Shell.run(
                    "/usr/bin/env", tmux + ["new-session", "-d", "-x", "80", "-y", "24", "\(tintin) \(script)"])
                #expect(start.status == 0, "\(start)")
                try await ann.expect("Tin says, \"Hello from afar\"")
                try await eventually("TinTin++ to have quit") {
                    try await game.status().sessions == 2 ? nil : ()
                }
                _ = try await Shell.run("/usr/bin/env", tmux + ["kill-server"])
            }
        }

        @Test(
            "TinTin++ compresses both ways, and comes by TLS",
            .enabled(if: Tintin.path != nil, "tt++ is not installed"), arguments: [false, true])
        func tintinSecure(byTLS: Bool) async throws {
            let tintin = try #require(Tintin.path)
            try await RunningGame.play(settings: "tls: { enabled: true, port: 0 }") { game in
                let ann = try await game.newPlayer("Ann")
                let port = byTLS ? try #require(try await game.status().tlsPort) : game.port
                let script = game.runFolder + "/tintin.tin"
                try FolderCopy.write("""
                    #config {debug telnet} {on}
                    #action {^Welcome to the trial.} {create Tin secret-of-Tin}
                    #action {^Here everything is tried.} {say Hello from afar}
                    \(byTLS ? "#ssl" : "#session") trial localhost \(port)

                    """, script)
                let prefix = ["HOME=\(game.runFolder)", "tmux", "-L", "hearth-\(game.portalPid)", "-f", "/dev/null"]
                func tmux(_ words: String...) async throws -> String {
                    try await Shell.run("/usr/bin/env", prefix + words).output
                }
                _ = try await tmux("new-session", "-d", "-x", "80", "-y", "24", "\(tintin) \(script)")
                try await ann.expect("Tin says, \"Hello from afar\"")
                let shown = try await tmux("capture-pane", "-p", "-S", "-200")
                #expect(shown.contains("MCCP2 INITIALIZED") && shown.contains("MCCP3 INITIALIZED"), "\(shown)")
                _ = try await tmux("kill-server")
            }
        }
    }
}

enum Tintin {
    static let path = ["/usr/bin/tt++", "/usr/games/tt++", "/usr/local/bin/tt++", "/opt/homebrew/bin/tt++"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }
}

enum Python {
    /// A Python that has Twisted.
    static func withTwisted() async throws -> String { try await with(["twisted.protocols.amp"], from: ["twisted"]) }

    /// A Python that has these modules; made in the tests' own folder when the system's has them not.
    static func with(_ modules: [String], from packages: [String]) async throws -> String {
        let own = Checkout.workshop + "/python/bin/python3"
        func has(_ python: String) async throws -> String? {
            let code = modules.map { "import \($0)" }.joined(separator: "; ") + "; import sys; print(sys.executable, end='')"
            let probe = try await Shell.run("/usr/bin/env", [python, "-c", code])
            return probe.status == 0 ? probe.output : nil
        }
        for python in [own, "python3"] {
            if let found = try await has(python) { return found }
        }
        for words in [
            ["python3", "-m", "venv", Checkout.workshop + "/python"], [own, "-m", "pip", "install", "-q"] + packages,
        ] {
            let outcome = try await Shell.run("/usr/bin/env", words, within: .seconds(300))
            guard outcome.status == 0 else { throw NotInstalled(packages: packages, output: outcome.all) }
        }
        return own
    }

    struct NotInstalled: Error {
        var packages: [String]
        var output: String
    }
}
