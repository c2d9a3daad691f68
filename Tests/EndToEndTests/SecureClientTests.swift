import Foundation
import Testing
import Wire

extension EndToEnd {
    /// TLS and compression, with Python's zlib and OpenSSL at the other end.
    @Suite struct SecureClients {
        private static let tls = "tls: { enabled: true, port: 0 }"

        @Test("MCCP2, MCCP3 and TLS play as plain telnet does, together and apart; compression ends and begins at will")
        func compressedAndEncrypted() async throws {
            try await RunningGame.play(settings: Self.tls) { game in
                let tlsPort = try #require(try await game.status().tlsPort)
                let certificate = game.runFolder + "/certificate.pem"
                let ways: [(name: String, proxy: TelnetProxy)] = [
                    ("Ann", try await TelnetProxy(to: game.port, "mccp2")),
                    ("Bob", try await TelnetProxy(to: game.port, "mccp3")),
                    ("Cid", try await TelnetProxy(to: game.port, "mccp2", "mccp3")),
                    ("Dan", try await TelnetProxy(to: tlsPort, "tls", certificate)),
                    ("Eve", try await TelnetProxy(to: tlsPort, "tls", certificate, "mccp2", "mccp3")),
                ]
                var players: [TelnetPlayer] = []
                for (name, proxy) in ways {
                    let player = try await game.newPlayer(name, at: proxy.port)
                    try await player.type("version", expecting: "This is version one.")
                    players.append(player)
                }
                try await players[0].type("say Hello from zlib", expecting: "You say")
                for player in players.dropFirst() { try await player.expect("Ann says, \"Hello from zlib\"") }

                let ann = players[0]
                await ann.type("compress off")
                try await ann.expect("[MCCP2 ended]")
                try await ann.type("version", expecting: "This is version one.")
                await ann.type("compress on")
                try await ann.expect("[MCCP2 begins]")
                try await ann.type("version", expecting: "This is version one.")
                // A reload changes nothing for them.
                try await game.reload()
                for player in players { try await player.type("version", expecting: "This is version one.") }
            }
        }

        @Test("Compressed garbage and a bomb cost their sender the connection, with a reason, and the others nothing")
        func hostile() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let begin: [UInt8] = [255, 253, 87, 255, 250, 87, 255, 240]
                let garbage = try await game.connect()
                await garbage.send(begin + [0x78, 0x9C] + [UInt8](repeating: 0xFF, count: 100))
                try await garbage.expect("your client cannot be understood: its compressed data is damaged")
                try await garbage.expectEnd()
                try await game.logged("its compressed data is damaged", in: "portal.log")

                // A gigabyte of zeros, as gzip has them but for the header.
                let python = "import sys, zlib; c = zlib.compressobj(9); z = bytes(1 << 20); "
                    + "sys.stdout.buffer.write(b''.join(c.compress(z) for _ in range(1024)) + c.flush())"
                let file = game.runFolder + "/bomb"
                _ = try await Shell.run("/bin/sh", ["-c", "python3 -c \"\(python)\" > '\(file)'"])
                let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
                #expect((500_000..<2_000_000).contains(bytes.count))
                let bomber = try await game.connect()
                await bomber.send(begin + bytes)
                try await bomber.expect("comes to too much")
                try await bomber.expectEnd()
                try await ann.type("version", expecting: "This is version one.")
            }
        }

        @Test("TLS: the box and status name its port, openssl agrees to it, and a bad certificate is told at the start")
        func tls() async throws {
            try await RunningGame.play(settings: Self.tls, isStarted: false) { game in
                let start = try await game.hearth(["start"] + game.startOptions)
                #expect(start.status == 0, "\(start)")
                try await game.attach()
                let port = try #require(try await game.status().tlsPort)
                #expect(start.output.contains("localhost \(port)   (its certificate is signed by itself"))
                #expect(try await game.hearth("status").output.contains("TLS         port \(port)"))
                #expect(game.portalLog.contains("made run/certificate.pem, signed by the game itself"))

                for (version, isAgreed) in [("-tls1_3", true), ("-tls1_2", true), ("-tls1_1", false)] {
                    let words = "printf 'create Ann secret-of-Ann\\r\\nquit\\r\\n' | openssl s_client -quiet "
                        + "-connect localhost:\(port) -CAfile run/certificate.pem -verify_return_error \(version) "
                        + "| LC_ALL=C tr -d '\\200-\\377'"
                    let outcome = try await Shell.run("/bin/sh", ["-c", words], in: game.folder)
                    #expect(outcome.output.contains("Your name") == isAgreed, "\(version): \(outcome)")
                }
                #expect(try await game.hearth("stop").status == 0)

                let text = game.read("GameData/settings.yaml")
                try game.write(
                    "GameData/settings.yaml",
                    text.replacing("port: 0 }", with: "port: 0, certificate: no.pem, key: no.key }"))
                let refusal = try await game.hearth(["start"] + game.startOptions)
                #expect(refusal.status != 0)
                #expect(
                    refusal.errors.contains("the certificate for TLS, no.pem, cannot be used: no such file"),
                    "\(refusal)")
            }
        }

        @Test("Replacing the Portal: MCCP2 is ended and begins again; TLS and MCCP3 are told, and can come back")
        func replaced() async throws {
            try await RunningGame.play(settings: Self.tls) { game in
                let tlsPort = try #require(try await game.status().tlsPort)
                let certificate = game.runFolder + "/certificate.pem"
                let compressing = try await TelnetProxy(to: game.port, "mccp2")
                let ann = try await game.newPlayer("Ann", at: compressing.port)
                let plain = try await game.newPlayer("Bob")
                let encrypted = try await TelnetProxy(to: tlsPort, "tls", certificate)
                let both = try await TelnetProxy(to: game.port, "mccp2", "mccp3")
                let leaving = [
                    try await game.newPlayer("Cid", at: encrypted.port), try await game.newPlayer("Dan", at: both.port),
                ]
                let typist = Typist(ann, command: "number 1")
                await typist.begin(every: .milliseconds(20))
                for _ in 1...2 {
                    let peer = try await game.connectPeer()
                    let answer = try await peer.ask(ReplacePortal(by: "a test"))
                    #expect(answer.left == 0)
                    for _ in 1...2 {
                        _ = try await ann.expect(oneOf: ["[MCCP2 ended]", "[MCCP2 begins]"])
                    }
                    try await plain.type("version", expecting: "This is version one.")
                }
                await typist.end()
                let lines = try await typist.settled(after: "Number 1: ")
                #expect(await ann.numbers(after: "Number 1: ") == Array(1...lines))
                let told = await ann.lines.filter { $0.hasPrefix("[MCCP2") }
                let round = ["[MCCP2 ended]", "[MCCP2 begins]"]
                #expect(told.map(String.init) == round.suffix(1) + round + round)

                for player in leaving {
                    try await player.expect("please connect again.")
                    try await player.expectEnd()
                }
                #expect(try await game.status().tlsPort == tlsPort)
                let again = try await TelnetPlayer.connect("Cid", port: encrypted.port)
                try await again.expect("Your name")
                try await again.type("connect Cid secret-of-Cid", expecting: "Welcome")
                let report = try await game.hearth("reboot", "--keep-players")
                #expect(report.output.contains("2 players stayed connected, 1 by TLS, WebSocket or MCCP3 told"), "\(report)")
                try await ann.expect("[MCCP2 begins]")
                try await ann.type("version", expecting: "This is version one.")
            }
        }
    }
}
