import Foundation
import Testing
import Wire

extension EndToEnd {
    /// Faults in game code: what the others, the one who typed and those who look after the code notice of them.
    @Suite struct Faults {
        @Test("A trap costs its own line alone, and makers read where it was", arguments: [
            ("stumble", "Trial.Stumble", "Faults.swift:8"),
            ("fall", "Trial.Fall", "Faults.swift:26"),
            ("scribble", "Trial.Scribble", "Faults.swift:32"),
        ])
        func trap(command: String, code: String, place: String) async throws {
            try await RunningGame.play { game in
                let keeper = try await game.keeper()
                let ann = try await game.newPlayer("Ann")
                let bob = try await game.newPlayer("Bob")
                await bob.type("count 1")
                await ann.type("\(command) now")
                await ann.type("count 2")
                await bob.type("count 3")
                try await ann.expect("it was given up")
                try await ann.expect("counted 2.")
                try await bob.expect("counted 1.")
                try await bob.expect("counted 3.")
                try await keeper.expect("(`hearth crashes 1` has all of it.)")
                try await bob.type("recite", expecting: "recited: 1 3.")
                #expect(await !keeper.transcript.contains("given up"), "only whose line it was is told")

                let report = try #require(try await game.peer.ask(ListCrashes()).crashes.first)
                #expect(report.kind == "crash")
                #expect((report.what, report.who) == ("\(command) now", "Ann"))
                #expect(report.code == code)
                #expect(report.place.contains(place), "\(report.trace.joined(separator: "\n"))")
                #expect(await keeper.transcript.contains(place))
                let shown = try await game.hearth("crashes", "1")
                #expect(shown.output.contains(place) && shown.output.contains(code))
            }
        }

        @Test("A crash whose trace takes longer than the watchdog's limit is no hang")
        func longTrace() async throws {
            try await RunningGame.play(settings: "watchdog:\n  limit: 0.3") { game in
                let ann = try await game.newPlayer("Ann")
                await ann.type("fall now")
                try await ann.expect("it was given up")
                let report = try await eventually("the report") { try await game.peer.ask(ListCrashes()).crashes.first }
                #expect(report.kind == "crash", "\(game.portalLog)")
            }
        }

        @Test("An endless loop costs the limit; makers read where it hung")
        func hang() async throws {
            try await RunningGame.play(settings: "watchdog:\n  limit: 1.5") { game in
                let ann = try await game.newPlayer("Ann")
                let bob = try await game.newPlayer("Bob")
                let before = try await game.serverPid()
                await ann.type("spin")
                await bob.type("count 1")
                try await ann.expect("it was given up")
                try await bob.expect("counted 1.")
                #expect(try await game.serverPid() != before)
                let report = try await eventually("the report") { try await game.peer.ask(ListCrashes()).crashes.first }
                #expect(report.kind == "hang")
                #expect(report.code == "Trial.Spin")
                #expect(report.place.contains("Faults.swift:1"), "\(report.trace.joined(separator: "\n"))")
                #expect(game.portalLog.contains("is stuck in Ann: spin (Trial.Spin)"))
            }
        }

        @Test("Without a limit a stuck Server stays, status says what runs, and a reload replaces it")
        func noLimit() async throws {
            try await RunningGame.play(
                settings: "watchdog: { limit: 0, slow: 0.05 }\nreload: { handOverDeadline: 5 }"
            ) { game in
                let ann = try await game.newPlayer("Ann")
                await ann.type("spin")
                let status = try await eventually("the word that it is stuck") {
                    let status = try await game.status()
                    return status.server == "stuck" ? status : nil
                }
                #expect(status.runs == "Ann: spin (Trial.Spin)")
                #expect(try await game.hearth("status").output.contains("STUCK"))
                try game.edit("Version.swift", "version one", "version two of it")
                try await game.reload()
                try await ann.expect("it was given up")
                try await ann.type("version", expecting: "This is version two of it.")

                // What is slow is logged; here a line that takes its time, and ends.
                await ann.type("dawdle")
                try await ann.expect("There you are.")
                try await eventually("the slow line in the log", seen: { game.serverLog }) {
                    game.serverLog.contains("slow: Ann: dawdle (Trial.Dawdle) took") ? () : nil
                }
            }
        }

        @Test("What crashes three times is out of order until the next reload")
        func quarantine() async throws {
            try await RunningGame.play { game in
                let keeper = try await game.keeper()
                let ann = try await game.newPlayer("Ann")
                for round in 1...3 {
                    await ann.type("stumble")
                    try await eventually("crash \(round)") {
                        try await game.peer.ask(ListCrashes()).crashes.count == round ? () : nil
                    }
                }
                try await keeper.expect("Trial.Stumble is out of order until the next reload")
                #expect(try await game.status().outOfOrder == ["Trial.Stumble"])
                let pid = try await game.serverPid()
                try await ann.type("stumble", expecting: "out of order")
                #expect(try await game.serverPid() == pid)

                try game.edit("Version.swift", "version one", "version two")
                try await game.reload()
                #expect(try await game.status().outOfOrder == [])
                await ann.type("stumble")
                try await eventually("the fourth crash: it is tried again") {
                    try await game.peer.ask(ListCrashes()).crashes.count == 4 ? () : nil
                }
                try game.edit("Faults.swift", "numbers[args.count + 3]", "numbers[args.count]")
                try await game.reload()
                try await ann.type("stumble", expecting: "1")
            }
        }

        @Test("What hangs three times is out of order as well")
        func quarantinedHang() async throws {
            try await RunningGame.play(settings: "watchdog:\n  limit: 1.5") { game in
                let ann = try await game.newPlayer("Ann")
                for round in 1...3 {
                    await ann.type("spin")
                    try await eventually("hang \(round)") {
                        try await game.peer.ask(ListCrashes()).crashes.count == round ? () : nil
                    }
                }
                #expect(try await game.peer.ask(ListCrashes()).crashes.map(\.kind) == ["hang", "hang", "hang"])
                try await ann.type("spin", expecting: "out of order")
            }
        }

        @Test("A hook that crashes three times is left out; the command that called it works")
        func hook() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                try await ann.type("conjure", expecting: "There it is.")
                for round in 1...3 {
                    await ann.type("say boo")
                    try await eventually("crash \(round)") {
                        try await game.peer.ask(ListCrashes()).crashes.count == round ? () : nil
                    }
                }
                let report = try #require(try await game.peer.ask(ListCrashes()).crashes.first)
                #expect(report.code == "Trial.Shy.didHear")
                try await ann.type("say at last", expecting: "You say, \"at last\"")
            }
        }

        @Test("A job that crashes is put off; the game goes on")
        func job() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let before = try await game.serverPid()
                try await ann.type("ignite", expecting: "It burns.")
                try await game.successor(of: before)
                let after = try await game.serverPid()
                for number in 1...5 { try await ann.type("count \(number)", expecting: "counted \(number).") }
                #expect(try await game.serverPid() == after)
                #expect(await !ann.transcript.contains("given up"), "it was nobody's line")
                let report = try await eventually("the report") { try await game.peer.ask(ListCrashes()).crashes.first }
                #expect(report.code == "Trial.Blast")
            }
        }

        @Test("A game that starts on no generation leaves the Portal up, and a reload mends it")
        func nothingStarts() async throws {
            // None has loaded that generation before it is damaged.
            try await RunningGame.play(settings: "watchdog: { standby: false }") { game in
                let ann = try await game.newPlayer("Ann")
                let program = game.runFolder + "/generations/1/hearth-server"
                try FileManager.default.removeItem(atPath: program)
                try Data("#!/bin/sh\nexit 9\n".utf8).write(to: URL(filePath: program))
                ProcessTable.kill(try await game.serverPid())
                try await eventually("the loss of the Server") {
                    try await game.status().server == "restarting" ? () : nil
                }
                try await ann.type("count 1", expecting: "What you type is kept")
                let bob = try await game.connect("Bob")
                try await bob.expect("The game is waking up")

                try game.edit("Version.swift", "version one", "version two of it all")
                // A build that fails leaves it as it is.
                try game.edit("Ledger.swift", "counted", "counted \\(nothing)")
                _ = try await game.refusedReload()
                try game.edit("Ledger.swift", "counted \\(nothing)", "counted")
                try await game.reload()
                try await ann.expect("counted 1.")
                try await ann.type("version", expecting: "This is version two of it all.")
            }
        }
    }
}
