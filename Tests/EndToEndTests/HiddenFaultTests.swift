import Testing
import Wire

extension EndToEnd {
    /// Faults that come while something else runs, or nothing: whose they are is found out, and nobody else pays.
    @Suite struct HiddenFaults {
        @Test("Work on another thread that traps costs nobody else their line")
        func elsewhere() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let bob = try await game.newPlayer("Bob")
                let before = try await game.serverPid()
                try await ann.type("dowse", expecting: "The rod trembles.")
                // It traps while one of these runs.
                for _ in 1...3 { await bob.type("dawdle") }
                await bob.type("count 1")
                try await bob.expect("counted 1.")
                try await game.successor(of: before)
                try await ann.expect("(Your 'dowse' was interrupted.)")
                try await ann.type("count 2", expecting: "counted 2.")
                try await bob.type("count 3", expecting: "counted 3.")
                #expect(await bob.lines.count { $0.contains("There you are.") } == 3)
                for player in [ann, bob] { #expect(await !player.transcript.contains("given up")) }
                let report = try await eventually("the report") { try await game.peer.ask(ListCrashes()).crashes.first }
                #expect((report.kind, report.code) == ("crash", "Trial.Dowse"))
                #expect((report.what, report.who) == ("", ""), "what the main thread did is not to blame")
            }
        }

        @Test("A connection whose end traps is over all the same")
        func closing() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let bob = try await game.newPlayer("Bob")
                try await ann.type("haunt", expecting: "A chill.")
                let before = try await game.serverPid()
                await ann.close()
                try await game.successor(of: before)
                try await bob.type("sessions", expecting: "1 session(s).")
                let report = try await eventually("the report") { try await game.peer.ask(ListCrashes()).crashes.first }
                #expect((report.code, report.what) == ("Trial.TrialHooks.didDisconnect", "(is gone)"))
                // She is not locked out of her own character.
                let back = try await game.player("Ann")
                try await back.type("count 1", expecting: "counted 1.")
                try await bob.type("sessions", expecting: "2 session(s).")
            }
        }

        @Test("What traps as a turn is written costs the line that changed it, and no other")
        func writing() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let bob = try await game.newPlayer("Bob")
                try await ann.type("hoard 9", expecting: "It is hoarded.")
                await bob.type("count 1")
                await ann.type("hoard 99")
                await bob.type("count 2")
                try await ann.expect("it was given up")
                try await bob.expect("counted 2.")
                try await bob.type("recite", expecting: "recited: 1 2.")
                #expect(await !bob.transcript.contains("given up"))
                #expect(await ann.lines.count { $0.contains("It is hoarded.") } == 1)
                let crashes = try await eventually("the report") {
                    let crashes = try await game.peer.ask(ListCrashes()).crashes
                    return crashes.isEmpty ? nil : crashes
                }
                #expect(crashes.count <= 2, "once it may be nobody's line, when it shared its turn with others")
            }
        }

        @Test("A Server that is stuck when its Portal is killed leaves too")
        func stuckWithoutPortal() async throws {
            try await RunningGame.play(settings: "watchdog: { limit: 0 }") { game in
                let ann = try await game.newPlayer("Ann")
                await ann.type("spin")
                try await eventually("the word that it is stuck") {
                    try await game.status().server == "stuck" ? () : nil
                }
                ProcessTable.kill(game.portalPid)
                try await eventually("the end of the Server") {
                    try await ProcessTable.processes(ofGame: game.folder).isEmpty ? () : nil
                }
                try await game.startPortal()
                try await game.startServer()
                try await game.player("Ann").type("count 1", expecting: "counted 1.")
            }
        }
    }
}
