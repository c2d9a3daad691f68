import Testing
import Wire

extension EndToEnd {
    @Suite struct StopAndRollback {
        @Test("While the Server is stopped players stay, and what they type is played when it is back")
        func stoppedServer() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                #expect(try await game.peer.ask(StopServer(by: "a test")).stopped)
                try await ann.expect("The game is asleep")
                let status = try await game.status()
                #expect(status.server == "stopped")
                #expect(status.serverPid == nil)
                #expect(status.sessions == 1)
                #expect(try await ProcessTable.processes(ofGame: game.folder).map(\.program) == ["hearth-portal"])
                #expect(try await game.peer.ask(StopServer(by: "a test")).stopped == false)

                for number in 1...5 { await ann.type("count \(number)") }
                // Who comes now is told as well.
                let bob = try await game.connect("Bob")
                try await bob.expect("The game is asleep")
                #expect(try await game.startServer().started)
                try await ann.expect("counted 5.")
                try await ann.type("recite", expecting: "recited: 1 2 3 4 5.")
                try await bob.expect("Your name")
                #expect(try await game.startServer().started == false)
            }
        }

        @Test("A start runs the newest good generation without building, and says what has changed since")
        func startDoesNotBuild() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                _ = try await game.peer.ask(StopServer(by: "a test"))
                try game.edit("Version.swift", "one", "two")
                let start = try await game.startServer()
                #expect(start.generation == 1)
                #expect(start.note.contains("Trial"))
                try await ann.type("version", expecting: "This is version one.")
                try await game.reload()
                try await ann.type("version", expecting: "This is version two.")
            }
        }

        @Test("A rollback brings older code back without building")
        func rollback() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                try game.edit("Version.swift", "one", "two")
                try await game.reload()
                try game.edit("Version.swift", "two", "three")
                try await game.reload()
                try await ann.type("version", expecting: "This is version three.")

                let report = try await game.peer.ask(Rollback(by: "a test"))
                #expect(report.generation == 2)
                #expect(!report.built)
                #expect(report.steps.map(\.step) == ["warm", "hand over", "resume"])
                try await ann.type("version", expecting: "This is version two.")
                #expect(try await game.peer.ask(Rollback(by: "a test", generation: 1)).generation == 1)
                try await ann.type("version", expecting: "This is version one.")
                #expect(try await game.peer.ask(Rollback(by: "a test", generation: 3)).generation == 3)
                try await ann.type("version", expecting: "This is version three.")
                #expect(try await game.peer.refusal(of: Rollback(by: "a test", generation: 99)).code == .refused)

                let list = try await game.peer.ask(ListGenerations())
                #expect(list.live == 3)
                #expect(list.generations.map(\.number) == [3, 2, 1])
                #expect(list.generations.allSatisfy { $0.state == "good" && $0.by == "a test" })

                // Data that only newer code can read does not close the way back.
                try game.write(
                    "GameData/prototypes/newer.yaml", "newer: { class: Trial.NotYetThere, name: a thing to come }\n")
                let back = try await game.peer.ask(Rollback(by: "a test", generation: 2))
                #expect(back.warnings.contains("Trial.NotYetThere"))
                try await ann.type("version", expecting: "This is version two.")
                let keeper = try await game.keeper()
                try await keeper.type("rollback 99", expecting: "there is no good generation 99 to go back to")
                try await keeper.type("rollback 2", expecting: "generation 2 is the one that is live")
            }
        }

        @Test("A generation that crashes on probation is rolled back by itself, and marked bad")
        func probation() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                try game.edit("Version.swift", "one", "two")
                try await game.reload()
                try await ann.type("version", expecting: "This is version two.")
                let keeper = try await game.keeper()
                await ann.type("stumble")
                // In either order.
                for words in ["back to generation 1", "Ann: stumble (Trial.Stumble)"] {
                    try await eventually(words) { await keeper.transcript.contains(words) ? () : nil }
                }
                try await ann.type("version", expecting: "This is version one.")
                let list = try await game.peer.ask(ListGenerations())
                #expect(list.live == 1)
                #expect(list.generations.first { $0.number == 2 }?.state == "bad")
                #expect(await !ann.isClosed)
            }
        }
    }
}
