import Foundation
import Testing
import Wire

extension EndToEnd {
    /// `reboot --keep-players`: another Portal, the same connections.
    @Suite struct ReplacingThePortal {
        private static let crowd = 50
        private static let upgrade = "GET /socket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"

        @Test("Fifty players type while the Portal is replaced, twice: no line is lost, doubled, cut or out of order")
        func fiftyPlayers() async throws {
            try await RunningGame.play(isStarted: false) { game in
                let settings = game.read("GameData/settings.yaml")
                try game.write(
                    "GameData/settings.yaml",
                    settings.replacing("web:\n  enabled: false", with: "web:\n  enabled: true\n  port: 0"))
                try await game.startPortal()
                try await game.startServer()
                // The width goes with the connection, and half a line, and half an option.
                let ann = try await game.newPlayer("Ann")
                await ann.send([255, 251, 31, 255, 250, 31, 0, 132, 0, 50, 255, 240])
                try await ann.type("width", expecting: "Your window has 132 columns.")
                let bob = try await game.newPlayer("Bob")
                try await bob.type("riddle", expecting: "never consumed?")
                let secretive = try await game.connect()
                try await secretive.expect("Your name")

                var typists: [Typist] = []
                for number in 1...Self.crowd {
                    // Names are letters: Runnera, Runnerb, … Runneraa.
                    let last = Unicode.Scalar(UInt8(97 + number % 26))
                    let name = "Runner" + String(repeating: "a", count: number / 26) + "\(last)"
                    typists.append(Typist(try await game.newPlayer(name), command: "number \(number)"))
                }
                let before = try await game.status()
                for typist in typists { await typist.begin(every: .milliseconds(20)) }
                let watcher = try await game.connectPeer()
                _ = try await watcher.ask(Watch())

                let webPort = try #require(before.webPort)
                let browser = try await TelnetPlayer.connect("a browser", port: webPort)
                await browser.send(Array(Self.upgrade.utf8))
                try await browser.expect("Your name")

                for round in 1...2 {
                    await ann.send(Array("ver".utf8) + [255, 250, 31, 0])
                    let outcome = try await game.hearth("reboot", "--keep-players")
                    #expect(outcome.status == 0, "\(outcome.all)")
                    #expect(outcome.output.contains("\(Self.crowd + 3) players stayed connected"))
                    print("reboot --keep-players, round \(round): \(outcome.output)")
                    await ann.send([100 + UInt8(round), 0, 50, 255, 240] + Array("sion\r\n".utf8))
                    try await ann.expect("This is version one.")
                    try await ann.type("width", expecting: "Your window has \(100 + round) columns.")
                }

                // A browser is told to come back, and can.
                try await browser.expectEnd()
                #expect(await browser.raw.suffix(4) == [0x88, 2, 0x03, 0xE9])
                let again = try await TelnetPlayer.connect("a browser", port: webPort)
                await again.send(Array(Self.upgrade.utf8))
                try await again.expect("Your name")
                await again.close()

                for (index, typist) in typists.enumerated() {
                    try await eventually("enough lines to prove anything") {
                        await typist.player.numbers(after: "Number \(index + 1): ").count > 20 ? () : nil
                    }
                    await typist.end()
                }
                var longest = Duration.zero
                for (index, typist) in typists.enumerated() {
                    let lines = try await typist.settled(after: "Number \(index + 1): ")
                    #expect(await typist.player.numbers(after: "Number \(index + 1): ") == Array(1...lines))
                    longest = max(longest, await typist.player.longestSilence)
                }
                print("the longest silence that one of \(Self.crowd) players saw: \(longest)")

                // The Server was not touched: what was suspended in it goes on.
                let after = try await game.status()
                #expect(after.serverPid == before.serverPid)
                #expect(after.epoch == before.epoch)
                #expect(after.telnetPort == before.telnetPort)
                #expect(after.webPort == before.webPort)
                _ = try await eventually("the end of the browsers' sessions", seen: { "\(try await game.status())" }) {
                    try await game.status().sessions == before.sessions ? true : nil
                }
                let known = try await ann.type("sessions", expecting: " session(s).")
                #expect(known.contains("\(before.sessions) session(s)."))
                try await bob.type("a hearth", expecting: "You answered a hearth.")
                try await secretive.type("create Cid secret-of-Cid", expecting: "The Hall")

                // Who connects gets a number that nobody had; who leaves is gone.
                await secretive.close()
                _ = try await eventually("the end of a session") {
                    try await game.status().sessions == before.sessions - 1 ? true : nil
                }
                let late = try await game.newPlayer("Dan")
                try await late.type("version", expecting: "This is version one.")

                // All that a Portal can, this one can: reload, mend a crash, stop.
                try game.edit("Version.swift", "version one", "version two")
                #expect(try await game.reload().generation == 2)
                try await watcher.expectStep("hand over", "done")
                try await ann.type("version", expecting: "This is version two.")
                let outcome = try await game.hearth("reboot", "--keep-players")
                #expect(outcome.status == 0, "\(outcome.all)")
                let pid = try await game.serverPid()
                await ann.type("stumble")
                let successor = try await game.successor(of: pid)
                // The probation went over too.
                #expect(successor.generation == 1)
                try await ann.type("version", expecting: "This is version one.")
                ProcessTable.kill(try #require(successor.serverPid))
                try await game.successor(of: try #require(successor.serverPid))
                try await ann.type("version", expecting: "This is version one.")

                let stop = try await game.hearth("stop")
                #expect(stop.status == 0, "\(stop.all)")
                #expect(try await ProcessTable.processes(ofGame: game.folder).isEmpty)
                let left = try FileManager.default.contentsOfDirectory(atPath: game.runFolder)
                #expect(left.filter { $0.hasPrefix("succession") || $0.hasPrefix("running.") } == [])
            }
        }

        @Test("A program that cannot take over is refused in words, and nobody notices; one that fails at it begins anew")
        func refused() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let peer = try await game.connectPeer()
                func refusal(_ program: String) async throws -> RemoteError {
                    try await peer.refusal(of: ReplacePortal(by: "a test", program: program))
                }
                #expect(try await refusal("/nowhere/hearth-portal").code == .refused)
                #expect(try await refusal("hearth-portal").code == .badArguments)
                #expect(try await refusal("/bin/false").description.contains("could not take over"))
                // Not one of Hearth's: it says no version.
                #expect(try await refusal("/bin/true").description.contains("speaks version ?"))

                try game.write("GameData/settings.yaml", "nonsense: [")
                #expect(try await refusal(Checkout.program("hearth-portal")).description.contains("settings.yaml"))
                try Workshop.restore()
                let folder = game.runFolder + "/succession"
                try FileManager.default.createDirectory(
                    atPath: folder + "/in the way", withIntermediateDirectories: true)
                #expect(try await refusal(Checkout.program("hearth-portal")).description.contains("cannot be written"))
                try FileManager.default.removeItem(atPath: folder)
                try await ann.type("version", expecting: "This is version one.")

                // No Server: the Portal is replaced all the same, and players wait for one.
                _ = try await peer.ask(StopServer(by: "a test"))
                try await ann.expect("asleep")
                let answer = try await peer.ask(ReplacePortal(by: "a test"))
                #expect(answer.kept == 1)
                #expect(answer.pid == game.portalPid)
                try await ann.type("version", expecting: "asleep")
                _ = try await peer.ask(StartServer(by: "a test"))
                try await ann.expect("This is version one.")

                // One that proves itself and then cannot read what it is handed: a Portal as after a start.
                let lost = try await game.serverPid()
                try game.write(
                    "run/spoiler",
                    """
                    #!/bin/sh
                    case " $* " in *" --check "*) ;; *) echo garbage > succession ;; esac
                    exec '\(Checkout.program("hearth-portal"))' "$@"

                    """)
                let spoiler = game.runFolder + "/spoiler"
                try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: spoiler)
                await #expect(throws: AMPPeer.Ended.self) {
                    try await peer.ask(ReplacePortal(by: "a test", program: spoiler))
                }
                try await ann.expectEnd()
                try await game.attach()
                #expect(game.portalLog.contains("CRITICAL the Portal could not take over"))
                #expect(try await game.status().server == "stopped")
                try await eventually("the end of the former Server") { ProcessTable.isAlive(lost) ? nil : () }
                try await game.startServer()
                let again = try await game.player("Ann")
                try await again.type("version", expecting: "This is version one.")
            }
        }
    }
}
