import Testing
import Wire

extension EndToEnd {
    /// Clients that are broken, rude or hostile: the others notice nothing.
    @Suite struct RoughClients {
        @Test("A flood, a huge line, random bytes, broken text, one that never reads: the game plays on")
        func others() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let flood = try await game.newPlayer("Flood")
                for _ in 1...5000 { await flood.type("look") }

                let huge = try await game.connect("huge")
                await huge.send([UInt8](repeating: 65, count: 10 << 20))
                await huge.send([13, 10])
                try await huge.expect("too long")

                let noise = try await game.connect("noise")
                var seed: UInt64 = 23
                await noise.send((0..<100_000).map { _ in
                    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return UInt8(truncatingIfNeeded: seed >> 56)
                })
                // Half an option and the half of a letter, and gone.
                for bytes in [[255], [255, 253], [255, 250, 31, 0], [0xC3]] as [[UInt8]] {
                    let client = try await game.connect()
                    await client.send(bytes)
                    await client.close()
                }
                let broken = try await game.newPlayer("Broken")
                await broken.send(Array("say caf".utf8) + [0xE9, 13, 10])
                try await broken.expect("You say, \"café\"")

                try await ann.type("count 1", expecting: "counted 1.")
                try await ann.type("recite", expecting: "recited: 1.")
                #expect(try await game.status().server == "running")
            }
        }

        @Test("Passwords are not echoed, and answers to options make no loop")
        func negotiation() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                await ann.type("quit")
                try await ann.expectEnd()
                let back = try await game.connect("Ann")
                try await back.expect("Your name")
                // A client that agrees to everything, and offers what nobody knows.
                await back.send([255, 253, 1, 255, 251, 200, 255, 253, 200])
                try await back.type("Ann", expecting: "Password:")
                let asked = await back.raw
                #expect(asked.hasPair(251, 1), "WILL ECHO")
                #expect(asked.hasPair(254, 200), "DONT for what is unknown")
                #expect(asked.hasPair(252, 200), "WONT for what is unknown")
                try await back.type("secret-of-Ann", expecting: "Welcome back")
                #expect(await back.raw.hasPair(252, 1), "WONT ECHO")
                #expect(await back.raw.count { $0 == 255 } < 60)
            }
        }
    }
}

extension [UInt8] {
    /// Whether it has that telnet command for that option.
    fileprivate func hasPair(_ command: UInt8, _ option: UInt8) -> Bool {
        indices.dropLast(2).contains { self[$0] == 255 && self[$0 + 1] == command && self[$0 + 2] == option }
    }
}
