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
                try await ann.expect("Bob arrives")
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
    }
}
