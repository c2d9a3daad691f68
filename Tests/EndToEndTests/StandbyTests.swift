import Testing
import Wire

extension EndToEnd {
    @Suite struct Standby {
        @Test("The Server that stood by takes the place of one that is killed, and another stands by; so also after a reload")
        func stepsIn() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let typist = Typist(ann)
                await typist.begin()
                let first = try await game.standby()
                ProcessTable.kill(try await game.serverPid())
                let second = try await game.standby(otherThan: first)
                #expect(try await game.serverPid() == first)

                try game.edit("Version.swift", "version one", "version two")
                try await game.reload()
                let third = try await game.standby(otherThan: second)
                #expect(!ProcessTable.isAlive(second), "it has the code of before")
                ProcessTable.kill(try await game.serverPid())
                try await game.standby(otherThan: third)
                #expect(try await game.serverPid() == third)
                try await ann.type("version", expecting: "This is version two.")
                await typist.end()
                let lines = try await typist.settled()
                #expect(await typist.heard(typist) == Array(1...lines))
            }
        }

        @Test("Killed together with the live one, or before it: the game starts cold, and another stands by in time")
        func killed() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let (live, standby) = (try await game.serverPid(), try await game.standby())
                for pid in [standby, live] { ProcessTable.kill(pid) }
                let cold = try await game.successor(of: live)
                #expect(cold.serverPid != standby)
                try await ann.type("version", expecting: "This is version one.")

                let next = try await game.standby(otherThan: standby)
                ProcessTable.kill(next)
                try await game.standby(otherThan: next)
                #expect(try await game.serverPid() == cold.serverPid)
            }
        }

        @Test("What GameData says when one steps in is not asked: files that are wrong meanwhile harm nobody")
        func files() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let (live, standby) = (try await game.serverPid(), try await game.standby())
                try game.write("GameData/settings.yaml", "telnet: { port: no-number }\n")
                ProcessTable.kill(live)
                #expect(try await game.successor(of: live).serverPid == standby)
                try await ann.type("version", expecting: "This is version one.")
            }
        }

        @Test("A game that has none, by its settings, starts cold")
        func none() async throws {
            try await RunningGame.play(settings: "watchdog: { standby: false }") { game in
                let ann = try await game.newPlayer("Ann")
                try await ann.type("version", expecting: "This is version one.")
                let processes = try await ProcessTable.processes(ofGame: game.folder)
                #expect(processes.count == 2, "the Portal and the Server: \(processes)")
                let live = try await game.serverPid()
                ProcessTable.kill(live)
                try await game.successor(of: live)
                try await ann.type("version", expecting: "This is version one.")
            }
        }
    }
}

extension RunningGame {
    /// Waits until a Server stands by.
    @discardableResult
    fileprivate func standby(otherThan former: Int? = nil) async throws -> Int {
        try await eventually("a Server that stands by", seen: { "\(try await self.status())" }) {
            try await status().standbyPid.flatMap { $0 == former ? nil : $0 }
        }
    }
}
