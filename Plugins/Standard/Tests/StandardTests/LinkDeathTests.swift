import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    /// Characters whose connections broke.
    @Suite struct LinkDeathTests {
        let game = TestGame.standard()

        private func annAndBob() async -> (ann: TestPlayer, bob: TestPlayer) {
            _ = await game.connected("create Keeper red herring", "ooc")
            let ann = await game.connected("create Ann red herring")
            let bob = await game.connected("create Bob red herring")
            for player in [ann, bob] { player.forget() }
            return (ann, bob)
        }

        private var ann: Character {
            get throws { try #require(game.world.account(named: "Ann")?.characters.first) }
        }

        @Test func itStaysForAWhile() async throws {
            let (player, bob) = await annAndBob()
            await player.disconnect()
            #expect(bob.heard == "Ann stops in the middle of a movement and stares at nothing.\n")
            #expect(try ann.isLinkDead)
            #expect(try ann.location === (try game.hall))
            await bob.type("look")
            #expect(bob.heard == "the hall\nA long hall.\nHere is: Ann (link-dead)\n")
            await bob.type("who")
            #expect(bob.heard.contains("Ann (link-dead)"))
            bob.forget()
            await game.advance(.seconds(59))
            #expect(bob.heard.isEmpty)
            await game.advance(.seconds(1))
            #expect(bob.heard == "Ann drifts off to sleep and fades from sight.\n")
            #expect(try ann.location == nil)
            #expect(try !ann.isLinkDead)
            let again = await game.connected("connect Ann red herring")
            #expect(again.puppet === (try ann))
            #expect(try ann.location === (try game.hall))
            await game.advance(.minutes(5))
            #expect(try ann.location != nil, "what it waited for is over")
        }

        @Test func whoComesBackFindsItWhereItIs() async throws {
            let (player, bob) = await annAndBob()
            await player.disconnect()
            await bob.type("say Ann? Are you |rthere|n?")
            await bob.type("pose waits.")
            bob.forget()
            await game.advance(.seconds(30))
            let again = await game.connected("connect Ann red herring")
            #expect(bob.heard == "Ann blinks and is back.\n")
            #expect(again.puppet === (try ann))
            #expect(try !ann.isLinkDead)
            #expect(again.heard.hasSuffix("""
                Here is: Bob
                While your connection was broken:
                Bob says, "Ann? Are you |rthere|n?"
                Bob waits.

                """), "\(again.heard)")
            #expect(try ann.jobs.isEmpty, "nothing waits for it any more")
            await game.advance(.seconds(31))
            #expect(try ann.location != nil, "the old end comes no more")
            await again.disconnect()
            #expect(await game.connected("connect Ann red herring").heard.contains("While") == false, "told once")
        }

        @Test func muchIsMissed() async throws {
            let (player, bob) = await annAndBob()
            await player.disconnect()
            for number in 1...25 { await bob.type("say \(number)") }
            let again = await game.connected("connect Ann red herring")
            #expect(again.heard.contains("broken:\n(… five lines before this)\nBob says, \"6\"\n"), "\(again.heard)")
            #expect(again.heard.hasSuffix("Bob says, \"25\"\n"))
        }

        @Test func whoQuitsIsNotMissed() async throws {
            let (player, bob) = await annAndBob()
            await player.type("quit")
            #expect(bob.heard == "Ann drifts off to sleep and fades from sight.\n")
            #expect(try ann.location == nil)
        }

        @Test func withoutAWaitItLeavesAtOnce() async throws {
            game.sessionSettings.linkDeath = .zero
            let (player, bob) = await annAndBob()
            await player.disconnect()
            #expect(bob.heard == "Ann drifts off to sleep and fades from sight.\n")
        }

        @Test func oneOfSeveralConnections() async throws {
            game.sessionSettings.mode = .shared
            let (player, bob) = await annAndBob()
            let second = await game.connected("connect Ann red herring")
            bob.forget()
            await player.disconnect()
            #expect(bob.heard.isEmpty)
            #expect(try !ann.isLinkDead)
            await second.disconnect()
            #expect(try ann.isLinkDead)
        }

        @Test(arguments: [true, false])
        func theWaitAndWhatWasMissedOutliveTheProcess(_ isReload: Bool) async throws {
            let (player, bob) = await annAndBob()
            await player.disconnect()
            await bob.type("say Hello?")
            if isReload { try await game.reload() } else { try await game.crash() }
            #expect(try ann.isLinkDead)
            await bob.type("look")
            #expect(bob.heard.contains("Ann (link-dead)"))
            await bob.type("who")
            #expect(bob.heard.contains("Ann (link-dead)"))
            let again = await game.connected("connect Ann red herring")
            #expect(again.heard.contains("Bob says, \"Hello?\""))
            await again.disconnect()
            if isReload { try await game.reload() } else { try await game.crash() }
            await game.advance(.seconds(60))
            #expect(try ann.location == nil)
        }

        /// The Portal died, and all connections with it: the next start finds characters that nobody plays.
        @Test func afterARestart() async throws {
            let (player, bob) = await annAndBob()
            #expect(player.isConnected && bob.isConnected)
            try await game.restart(after: .hours(2))
            #expect(try ann.isLinkDead)
            #expect(try ann.location != nil)
            let again = await game.connected("connect Bob red herring")
            await again.type("look")
            #expect(again.heard.contains("Ann (link-dead)"))
            await game.advance(.seconds(60))
            #expect(try ann.location == nil)
            #expect(again.puppet?.location != nil)
        }

        @Test func aHookIsTold() async throws {
            let (player, _) = await annAndBob()
            let hooks = try #require(game.game.hooks.lazy.compactMap { $0 as? LinkHooks }.first)
            await player.disconnect()
            let again = await game.connected("connect Ann red herring")
            await again.disconnect()
            await game.advance(.seconds(60))
            #expect(hooks.heard == ["lost Ann", "regained Ann", "lost Ann", "ended Ann"])
        }

        @Test func itEndsWithTheCharacter() async throws {
            let (player, _) = await annAndBob()
            await player.disconnect()
            try ann.delete()
            #expect(game.world.linkDeadCharacters.isEmpty)
            await game.advance(.seconds(60))
            #expect(game.faults.isEmpty)
        }
    }
}

private final class LinkHooks: GameHooks {
    var heard: [String] = []
    override func didLoseLink(_ character: Character) { heard.append("lost \(character.name)") }
    override func didRegainLink(_ character: Character, by session: Session) {
        heard.append("regained \(character.name)")
    }
    override func didEndLinkDeath(_ character: Character) { heard.append("ended \(character.name)") }
}
