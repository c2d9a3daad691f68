import Foundation
import Testing
import Wire

extension EndToEnd {
    /// Those who want to take the game from the others, each from an address of its own: the others play on.
    @Suite struct Abuse {
        @Test("300 connections, a storm of options, one that never reads: another player's commands are answered")
        func floods() async throws {
            let settings = """
                limits: { countsLoopback: yes, sessionsPerAddress: 30, linesPerSecond: 0, accountsPerHour: 0 }
                login: { deadline: 6 }
                """
            try await RunningGame.play(settings: settings) { game in
                let ann = try await game.newPlayer("Ann", from: "127.0.0.2")

                var flood: [TelnetPlayer] = []
                for _ in 1...300 { flood.append(try await game.connect("the flood")) }
                try await ann.type("count 1", expecting: "counted 1.")
                var (admitted, turnedAway) = (0, 0)
                for client in flood {
                    switch try await client.expect(oneOf: ["Your name", "too often", "connections from your address"]) {
                    case "Your name": admitted += 1
                    default:
                        turnedAway += 1
                        try await client.expectEnd()
                    }
                }
                #expect(admitted <= 30 && admitted + turnedAway == 300)
                let told = game.portalLog.split(separator: "\n").count { $0.contains("from 127.0.0.1 was turned away") }
                #expect(told == 1, "once a minute")

                // Logged in, so that it is not the login's deadline that ends it.
                let storm = try await game.newPlayer("Storm", from: "127.0.0.3")
                let quiet = await storm.raw.count
                // All but compression: this client reads the answer as it comes.
                let options = (0..<500).map { UInt8($0 % 250) }.filter { $0 != 86 }
                for _ in 1...200 {
                    await storm.send(options.flatMap { [255, 253, $0] })
                    await storm.send((0..<100).flatMap { [255, 250, 31, 0, UInt8(20 + $0), 0, 40, 255, 240] })
                }
                try await storm.type("who", expecting: "player")
                let answers = await storm.raw.count - quiet
                #expect(answers < 2000)

                for client in flood where await !client.isClosed { try await client.expect("Nobody has come in") }
                let players = try await eventually("the end of the flood's sessions") {
                    let sessions = try await game.status().sessions
                    return sessions == 2 ? sessions : nil
                }
                let before = try memory(of: game.portalPid)
                let deaf = try await game.connect("the deaf", from: "127.0.0.4", reads: false)
                await deaf.type("create Deaf secret-of-Deaf")
                await deaf.type("north")
                try await ann.expect("Deaf leaves north")
                let text = String(repeating: "x", count: 8000)
                for _ in 1...4000 { await deaf.type("say \(text)") }
                try await ann.type("count 2", expecting: "counted 2.")
                try await eventually("the end of the deaf") {
                    try await game.status().sessions == players ? () : nil
                }
                #expect(try memory(of: game.portalPid) - before < 64 << 10, "KB")

                try await ann.type("recite", expecting: "recited: 1 2.")
            }
        }

        @Test("Wrong passwords and bans outlive kill -9; nobody else waits; no password is in a log")
        func guesses() async throws {
            let settings = "limits: { countsLoopback: yes }\nlogin: { longestDelay: 2 }"
            try await RunningGame.play(settings: settings) { game in
                let ann = try await game.newPlayer("Ann", from: "127.0.0.2")
                let thief = try await game.connect("the thief", from: "127.0.0.3")
                try await thief.expect("Your name")
                try await thief.type("connect Ann guess-at-Ann", expecting: "do not go together")
                try await thief.type("connect Ann guess-at-Ann", expecting: "looked at in 1 second")
                try await ann.type("count 1", expecting: "counted 1.")
                try await thief.expect("do not go together")

                let keeper = try await game.keeper()
                try await keeper.type("ban 127.0.0.64/26 for 2 days = Spam.", expecting: "is kept out from now on")
                let pid = try await game.serverPid()
                ProcessTable.kill(pid)
                try await game.successor(of: pid)

                await thief.type("connect Ann guess-at-Ann")
                try await thief.expect("looked at in 2 seconds")
                let banned = try await game.connect("the banned", from: "127.0.0.99")
                try await banned.expect("The door is closed to you here. The reason: Spam.")
                try await banned.expectEnd()
                await ann.type("password secret-of-Ann=another-secret")
                await ann.type("connect Ann secret-of-Ann")
                await ann.type("quit")
                try await ann.expectEnd()
                // From elsewhere, while somebody guesses: the longest wait and no more.
                let back = try await game.player("Ann")
                try await back.type("recite", expecting: "recited: 1.")
                for log in [game.portalLog, game.serverLog] {
                    #expect(!log.contains("secret") && !log.contains("guess"))
                }
            }
        }

        /// In KB, what is really in memory.
        private func memory(of pid: Int) throws -> Int {
            let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
            let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
            return try #require(Int(line.filter(\.isNumber)))
        }
    }
}
