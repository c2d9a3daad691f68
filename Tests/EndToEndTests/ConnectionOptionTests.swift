import Testing

extension EndToEnd {
    /// What a player says of their client, and accounts with several connections, in a game that runs.
    @Suite struct Sessions {
        private static let latin1 = Array("say Gr".utf8) + [0xFC, 0xDF, 0x65, 13, 10]

        @Test("Latin-1 and no prompt marks, from the word on, through reload, kill -9 and another Portal")
        func connectionOptions() async throws {
            try await RunningGame.play { game in
                let bob = try await game.newPlayer("Bob")
                let ann = try await game.connect("Ann")
                try await ann.expect("Your name")
                try await ann.type("encoding latin-1", expecting: "Text is sent to you as latin-1 now.")
                try await ann.type("create Ann secret-of-Ann", expecting: "The Hall")
                try await ann.type("option/save promptmark = none", expecting: "kept for each time you come")

                func understandEachOther(_ moment: String) async throws {
                    await ann.send(Self.latin1)
                    try await bob.expect("Ann says, \"Grüße\"")
                    await bob.type("say Schön – \(moment)")
                    let end = "Bob says, \"Sch\u{FFFD}n - \(moment)\""
                    try await ann.expect(end)
                    #expect(await ann.raw.suffix(200).contains([0x53, 0x63, 0x68, 0xF6, 0x6E]), "\(moment)")
                }
                try await understandEachOther("at first")
                try await game.reload()
                try await understandEachOther("after a reload")
                let pid = try await game.serverPid()
                ProcessTable.kill(pid)
                try await game.successor(of: pid)
                try await understandEachOther("after a crash")
                let outcome = try await game.hearth("reboot", "--keep-players")
                #expect(outcome.status == 0, "\(outcome.all)")
                try await understandEachOther("with another Portal")

                await ann.type("password")
                try await ann.expect("Your password as it is now: ")
                #expect(await !ann.raw.suffix(20).contains([255, 249]), "no mark after a prompt")
                await ann.type("")
                try await ann.expect("stays as it was")
                await ann.close()

                // What was saved is there the next time, from the login on.
                let again = try await game.player("Ann")
                await bob.type("say Schön")
                try await again.expect("Bob says, \"Sch\u{FFFD}n\"")
                try await again.type("option/clear", expecting: "encoding")
                await again.type("say Grüße")
                try await bob.expect("Ann says, \"Grüße\"")
                await bob.type("say Schön")
                try await again.expect("Bob says, \"Schön\"")
            }
        }

        @Test("Two connections that share a character do so through reload and kill -9")
        func severalConnections() async throws {
            try await RunningGame.play(settings: "\nsessions: { mode: 3, linkDeath: 600 }") { game in
                let (ann, bob) = (try await game.newPlayer("Ann"), try await game.newPlayer("Bob"))
                let second = try await game.player("Ann")
                try await ann.expect("Your connection 2 plays Ann as well.")
                func share(_ word: String) async throws {
                    await bob.type("say \(word)")
                    for player in [ann, second] { try await player.expect("Bob says, \"\(word)\"") }
                    await second.type("say I heard \(word)")
                    for player in [ann, second] { try await player.expect("You say, \"I heard \(word)\"") }
                }
                try await share("one")
                try await game.reload()
                try await share("two")
                let pid = try await game.serverPid()
                ProcessTable.kill(pid)
                try await game.successor(of: pid)
                try await share("three")

                // A connection that breaks, and one that comes back.
                await second.close()
                await ann.close()
                try await bob.expect("Ann stops in the middle of a movement")
                await bob.type("say Ann?")
                let again = try await game.player("Ann")
                try await bob.expect("Ann blinks and is back.")
                try await again.expect("Bob says, \"Ann?\"")
            }
        }

        @Test("The Portal is killed: characters wait for their players, guests are gone")
        func killedPortal() async throws {
            try await RunningGame.play(settings: "\nsessions: { guests: 3, linkDeath: 600 }") { game in
                _ = try await game.newPlayer("Ann")
                let bob = try await game.newPlayer("Bob")
                let guest = try await game.connect("a guest")
                try await guest.expect("Your name")
                try await guest.type("connect guest", expecting: "The Hall")
                try await bob.type("look", expecting: "Guest")
                let server = try await game.serverPid()
                ProcessTable.kill(game.portalPid)
                try await eventually("the Server's end") { ProcessTable.isAlive(server) ? nil : () }
                try await game.startPortal()
                try await game.startServer()
                let again = try await game.player("Bob")
                let seen = try await again.type("look", expecting: "link-dead")
                #expect(seen.contains("Ann"))
                #expect(!seen.contains("Guest"))
                let keeper = try await game.keeper()
                #expect(try await !keeper.type("accounts", expecting: "accounts.").contains("Guest"))
            }
        }
    }
}
