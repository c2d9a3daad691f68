import Testing
import Wire

extension EndToEnd {
    @Suite struct Reloading {
        @Test("An edit is live after a reload, and connections are the same")
        func newCode() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let before = try await game.status()
                try await ann.type("version", expecting: "This is version one.")
                try game.edit("Version.swift", "version one", "version two")
                let report = try await game.reload()
                #expect(report.built)
                #expect(report.generation == 2)
                #expect(report.steps.map(\.step) == ["build", "stage", "warm", "hand over", "resume"])
                try await ann.type("version", expecting: "This is version two.")

                let after = try await game.status()
                #expect(after.serverPid != before.serverPid)
                #expect(after.portalPid == before.portalPid)
                #expect(after.generation == 2)
                #expect(after.epoch > before.epoch)
                #expect(after.sessions == before.sessions)
                #expect(await !ann.isClosed)
            }
        }

        @Test("Nobody who types through three reloads loses a line, reads one twice, or out of order")
        func typingThroughReloads() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let bob = try await game.newPlayer("Bob")
                try await ann.expect("Bob wakes")
                let typists = [Typist(ann), Typist(bob)]
                for typist in typists { await typist.begin() }
                for number in 1...3 {
                    try game.edit("Version.swift", number == 1 ? "one" : "try \(number - 1)", "try \(number)")
                    #expect(try await game.reload().generation == number + 1)
                }
                for typist in typists { await typist.end() }
                for typist in typists {
                    let lines = try await typist.settled()
                    #expect(lines > 100, "too few lines to prove anything")
                    for listener in typists {
                        #expect(await listener.heard(typist) == Array(1...lines))
                    }
                }
                #expect(try await game.status().sessions == 2)
            }
        }

        @Test("Eight quick edits, each within the second of the build before: each reload shows its own")
        func quickEdits() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                for number in 1...8 {
                    try game.edit("Version.swift", number == 1 ? "one" : "edit \(number - 1)", "edit \(number)")
                    try await game.reload()
                    try await ann.type("version", expecting: "This is version edit \(number).")
                }
            }
        }

        @Test("A file that is dropped into a plugin is live after a reload, and gone with its file")
        func newAndRemovedFile() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                try game.write("Plugins/Trial/Sources/Curtsey.swift", """
                    import HearthKit

                    final class Curtsey: Command {
                        override class var key: String { "curtsey" }
                        override func run() async throws { tell("You curtsey.") }
                    }
                    """)
                try await game.reload()
                try await ann.type("curtsey", expecting: "You curtsey.")
                try game.remove("Plugins/Trial/Sources/Curtsey.swift")
                try await game.reload()
                try await ann.type("curtsey", expecting: "curtsey'")
                #expect(await !ann.transcript.hasSuffix("You curtsey.\n"))
            }
        }

        @Test("What is in GameData goes live without a build")
        func gameData() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                try game.write("GameData/connection.txt", "Welcome, changed.\n")
                try game.write("GameData/texts.yaml", "unknown command: \"Nobody knows {word} any more.\"\n")
                let report = try await game.reload()
                #expect(!report.built)
                #expect(report.generation == 1)
                try await game.connect().expect("Welcome, changed.")
                try await ann.type("xyzzy", expecting: "Nobody knows xyzzy any more.")
            }
        }

        @Test("Settings go live by a reload: limits, ports and what is open; makers are told of it, and of mistakes")
        func settings() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let file = "GameData/settings.yaml"
                let before = game.read(file)
                func limits(_ more: String) -> String {
                    before.replacing("limits: { linesPerSecond: 0,", with: "limits: { \(more), linesPerSecond: 0,")
                }
                try game.write(file, limits("lineBites: 100"))
                let refused = try await game.refusedReload()
                #expect(refused.description.contains("'limits.lineBites' is unknown (did you mean 'lineBytes'?)"), "\(refused)")
                try game.write(
                    file, limits("lineBytes: 256").replacing("telnet:\n", with: "telnet:\n  address: 127.0.0.2\n")
                        .replacing("web:\n  enabled: false", with: "web:\n  port: 0")
                        .replacing("tls: { enabled: false }", with: "tls: { port: 0 }"))
                let report = try await game.hearth("reload")
                #expect(report.status == 0, "\(report.all)")
                let status = try await game.status()
                let ports = try [status.telnetPort, status.tlsPort, status.webPort].map { try #require($0) }
                for (moved, port) in zip(["telnet at 127.0.0.2", "TLS at 127.0.0.1", "the web at 127.0.0.1"], ports) {
                    #expect(report.output.contains("players come in by \(moved) port \(port) now"), "\(report.all)")
                }
                let bob = try await TelnetPlayer.connect("Bob", host: "127.0.0.2", port: ports[0])
                try await bob.type("create Bob secret-of-Bob", expecting: "The Hall")
                let browser = try await TelnetPlayer.connect("a browser", port: ports[2])
                try await browser.type("GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n", expecting: "404 Not Found")
                // Who came by the port that is closed plays on, also by another Portal.
                let long = String(repeating: "long ", count: 60)
                try await ann.type("say " + long, expecting: "That line was too long; it was not taken.")
                try game.write(file, before)
                let reboot = try await game.hearth("reboot", "--keep-players")
                let last = try await game.status()
                let port = try #require(last.telnetPort)
                #expect(reboot.output.contains("players come in by telnet at 127.0.0.1 port \(port) now"), "\(reboot.all)")
                #expect(reboot.output.contains("nobody new comes in by TLS now"), "\(reboot.all)")
                #expect(last.webPort == nil)
                try await ann.type("say " + long, expecting: "You say, \"long long")
                try await bob.type("version", expecting: "This is version one.")
                let cid = try await game.newPlayer("Cid", at: port)
                try await cid.type("version", expecting: "This is version one.")
                #expect(try await game.reload().warnings.isEmpty)
            }
        }

        @Test("The keeper reloads from within the game and reads what came of it; a player may not")
        func fromWithin() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let keeper = try await game.keeper()
                try game.edit("Version.swift", "version one", "version two")
                try await keeper.type("reload", expecting: "Generation 2 is live")
                try await ann.type("version", expecting: "This is version two.")

                try game.edit("Version.swift", "version two", "version three")
                await ann.type("reload")
                try await ann.type("version", expecting: "This is version two.")
                #expect(try await game.status().generation == 2)

                try game.edit("Version.swift", "tell(", "teil(")
                try await keeper.type("reload", expecting: "Plugins/Trial/Sources/Version.swift:6:")
                try await keeper.expect("the game plays on")
                try await ann.type("version", expecting: "This is version two.")
            }
        }
    }
}
