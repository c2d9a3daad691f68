import Testing
import Wire

extension EndToEnd {
    @Suite struct ReloadSteps {
        @Test("Who asks and who watches are told each step, in order")
        func order() async throws {
            try await RunningGame.play { game in
                let asker = try await game.connectPeer()
                let watcher = try await game.connectPeer()
                _ = try await watcher.ask(Watch())
                try game.edit("Version.swift", "one", "two")
                let report = try await asker.ask(Reload(by: "a test"))
                let expected =
                    ["build", "stage", "warm", "hand over", "resume"].flatMap { ["\($0) began", "\($0) done"] }
                    + ["probation began"]
                try await watcher.expectStep("probation", "began")
                #expect(await asker.told == expected)
                #expect(await watcher.told == expected)
                #expect(report.steps.allSatisfy { $0.milliseconds >= 0 })
                #expect(report.held >= 0)
                #expect(try await game.status().reloadStep == nil)
            }
        }

        @Test("Reloads that are asked for while one runs wait for it and are one reload together")
        func joined() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let peers = try await [game.connectPeer(), game.connectPeer(), game.connectPeer()]
                let before = try await game.status().reloads
                try game.edit("Version.swift", "one", "two")
                async let first = peers[0].ask(Reload(by: "first"))
                try await peers[0].expectStep("build", "began")
                async let second = peers[1].ask(Reload(by: "second"))
                async let third = peers[2].ask(Reload(by: "third"))
                try await peers[0].expectStep("stage", "began")
                // Too late for the first: it has built already.
                try game.edit("Version.swift", "two", "three")
                let reports = try await (first, second, third)
                #expect(reports.0.generation == 2)
                #expect(reports.1.generation == 3)
                #expect(reports.1 == reports.2)
                #expect(try await game.status().reloads == before + 2)
                try await ann.type("version", expecting: "This is version three.")
            }
        }

        @Test("Whoever connects while a reload runs is greeted before its step is over")
        func greeted() async throws {
            try await RunningGame.play { game in
                let peer = try await game.connectPeer()
                try game.edit("Version.swift", "one", "two")
                let reload = Task { try await peer.ask(Reload(by: "a test")) }
                var greetedIn: Set<String> = []
                let deadline = ContinuousClock.now + .seconds(120)
                while await peer.told.last != "probation began", ContinuousClock.now < deadline {
                    let before = await peer.told.last ?? ""
                    let client = try await game.connect()
                    try await client.expect("Welcome to the trial.")
                    if await peer.told.last == before { greetedIn.insert(before) }
                    await client.close()
                }
                _ = try await reload.value
                // The others may last a few milliseconds: a connection need not meet them.
                #expect(greetedIn.isSuperset(of: ["build began", "warm began"]))
                let ann = try await game.newPlayer("Ann")
                try await ann.type("version", expecting: "This is version two.")
            }
        }
    }
}
