import Testing
import Wire

extension EndToEnd {
    @Suite struct Crashes {
        @Test("kill -9 of the Server while players type: what was told holds, nothing is lost or done twice")
        func killedServer() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let typist = Typist(ann, command: "count")
                await typist.begin()
                for round in 1...3 {
                    try await ann.expect("counted \(round * 100).")
                    let pid = try await game.serverPid()
                    ProcessTable.kill(pid)
                    try await game.successor(of: pid)
                }
                let typed = await typist.end()
                try await ann.type("version", expecting: "This is version one.")

                let answered = await ann.numbers(after: "counted ")
                let stored = try await ann.type("recite", expecting: "\n", after: "recited: ").split(separator: " ")
                    .compactMap { Int($0.filter(\.isNumber)) }
                #expect(stored == answered, "what was told is what is stored, once and in order")
                #expect(answered == answered.sorted())
                #expect(Set(answered).count == answered.count)
                // Nobody's line is to blame for a kill: also the one that ran at that moment runs again.
                #expect(answered == Array(1...typed))
                #expect(await !ann.isClosed)
                let crashes = try await game.peer.ask(ListCrashes()).crashes
                #expect(crashes.map(\.kind) == ["kill", "kill", "kill"], "it came from outside: no code is to blame")
            }
        }

        @Test("kill -9 at random moments while a sword goes from hand to hand: it is always in one place, as was told")
        func sword() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let bob = try await game.newPlayer("Bob")
                try await ann.type("forge", expecting: "You have forged a sword.")
                // Each tries all the time, and may when it has it.
                let hands = [(ann, "give sword to Bob"), (bob, "give sword to Ann")].map { player, line in
                    Task {
                        while !Task.isCancelled {
                            await player.type(line)
                            // The pace of a player; nothing waits for it.
                            try? await Task.sleep(for: .milliseconds(2))
                        }
                    }
                }
                defer { for hand in hands { hand.cancel() } }
                for _ in 1...10 {
                    let pid = try await game.serverPid()
                    // Any moment: that is what is tested.
                    try await Task.sleep(for: .milliseconds(Int.random(in: 5...120)))
                    ProcessTable.kill(pid)
                    try await game.successor(of: pid)
                    // A Server that is started has no crashes behind it, after which the Portal would pause.
                    _ = try await game.peer.ask(StopServer(by: "a test"))
                    try await game.startServer()
                }
                for hand in hands { hand.cancel() }
                for hand in hands { await hand.value }
                // Both have heard all that there is when they hear this.
                try await ann.type("say I am done", expecting: "You say, \"I am done\"")
                try await bob.type("say I am done", expecting: "You say, \"I am done\"")
                try await ann.expect("Bob says, \"I am done\"")

                func given(_ player: TelnetPlayer, _ words: String) async -> Int {
                    await player.lines.count { $0.contains(words) }
                }
                let byAnn = await given(ann, "You give a sword to Bob")
                let byBob = await given(bob, "You give a sword to Ann")
                #expect(await given(bob, "Ann gives a sword to you") == byAnn, "both were told, or neither")
                #expect(await given(ann, "Bob gives a sword to you") == byBob)
                // One after the other: no gift was told that was not, and none was that was not told.
                let holder = byAnn > byBob ? "Bob" : "Ann"
                #expect(byAnn == byBob || byAnn == byBob + 1, "\(byAnn) and \(byBob)")
                #expect(byAnn > 20)
                try await bob.type("swords", expecting: "swords: at \(holder) held by \(holder).")
                #expect(await !ann.isClosed)
                #expect(await !bob.isClosed)
            }
        }

        @Test("A command that crashes costs its own line alone; the log has the line of code")
        func trap() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let bob = try await game.newPlayer("Bob")
                let before = try await game.serverPid()
                await bob.type("count 1")
                await ann.type("stumble")
                await bob.type("count 2")
                try await ann.expect("it was given up")
                try await bob.expect("counted 1.")
                try await bob.expect("counted 2.")
                try await bob.type("recite", expecting: "recited: 1 2.")
                try await ann.type("version", expecting: "This is version one.")
                try await game.successor(of: before)
                try await eventually("the trace in the log", seen: { game.serverLog }) {
                    game.serverLog.contains("Faults.swift:8") ? () : nil
                }
                try await eventually("what ran in the log", seen: { game.portalLog }) {
                    game.portalLog.contains("stumble") ? () : nil
                }
            }
        }

        @Test("kill -9 of the Portal: the Server leaves, a start just works, and sessions are new ones")
        func killedPortal() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let old = try await ann.type("session", expecting: "\n", after: "session ")
                try await ann.type("count 1", expecting: "counted 1.")
                ProcessTable.kill(game.portalPid)
                try await ann.expectEnd()
                try await eventually("the end of the Server") {
                    try await ProcessTable.processes(ofGame: game.folder).isEmpty ? () : nil
                }

                try await game.startPortal()
                try await game.startServer()
                let back = try await game.player("Ann")
                try await back.expect("The Hall")
                try await back.type("recite", expecting: "recited: 1.")
                let new = try await back.type("session", expecting: "\n", after: "session ")
                #expect(new != old)
                // Nobody is there who is not.
                try await back.type("sessions", expecting: "1 session(s).")
            }
        }

        @Test("New code that crashes in its first turn: the code before it has the game, and all input", arguments: [
            "fatalError(\"not with me\")", "while true {}",
        ])
        func firstTurn(fault: String) async throws {
            try await RunningGame.play(settings: "reload:\n  handOverDeadline: 5") { game in
                let ann = try await game.newPlayer("Ann")
                let typist = Typist(ann)
                await typist.begin()
                try game.edit("Places.swift", "// didReload", "override func didReload() { \(fault) }")
                // Whether it is refused or taken back in probation is the Portal's affair.
                _ = try? await game.reload()
                try await eventually("generation 1 to have the game", seen: { "\(try await game.status())" }) {
                    let status = try await game.status()
                    return status.server == "running" && status.generation == 1 ? () : nil
                }
                await typist.end()
                let lines = try await typist.settled()
                #expect(await typist.heard(typist) == Array(1...lines))
                let list = try await game.peer.ask(ListGenerations())
                #expect(list.generations.first { $0.number == 2 }?.state == "bad")
            }
        }
    }
}
