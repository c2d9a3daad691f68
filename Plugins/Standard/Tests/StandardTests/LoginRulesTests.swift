import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    /// A game that takes no strangers, or none below a rung.
    struct LoginRulesTests {
        let game = TestGame.standard()
        private let closed = "This game takes no new names just now."

        @Test func strangersAreToldThatNoNamesAreTaken() async throws {
            _ = await game.connected("create Keeper red herring")
            _ = await game.connected("create Ann red herring")
            let early = await game.connected("new", "Early", "red herring")
            game.limits.takesNewAccounts = false
            for lines in [["create Bob red herring"], ["new", "Bob"], ["Bob"]] {
                let bob = await game.connect()
                for line in lines { await bob.type(line) }
                #expect(bob.heard.contains(closed), "\(lines): \(bob.heard)")
                #expect(bob.isConnected && bob.heard.hasSuffix("to begin: ") || lines.first == "new")
            }
            await early.type("red herring")
            #expect(early.account == nil && early.heard.contains(closed), "one that had begun before")
            #expect(await game.connected("connect Ann red herring").account?.name == "Ann")
            #expect(await game.connected("Ann", "red herring").account?.name == "Ann")
            #expect(game.world.accounts.count == 2)
        }

        @Test func onlyThoseOfARungComeIn() async throws {
            game.sessionSettings.guests = 5
            _ = await game.connected("create Keeper red herring")
            let ann = await game.connected("create Ann red herring")
            let bob = await game.connected("create Bob red herring")
            bob.account?.permissions = ["Builder"]
            await bob.type("quit")
            game.limits.lowestLevel = .builder
            await ann.type("look")
            #expect(ann.heard.hasPrefix("the hall"), "who is in stays")
            await ann.type("quit")
            let words = "Only those who are Builder or more may come in just now."
            for line in ["connect Ann red herring", "create Cal red herring", "guest", "new"] {
                let player = await game.connected(line, "Cal")
                #expect(player.account == nil && player.transcript.contains(words), "\(line): \(player.transcript)")
                #expect(player.isConnected)
            }
            #expect(game.audit.contains { $0.hasPrefix("refused login: Ann(") })
            let wrong = await game.connected("connect Ann wrong")
            #expect(wrong.heard.contains("do not go together"), "of an account nobody learns more than before")
            #expect(await game.connected("connect Bob red herring").account?.name == "Bob")
            #expect(await game.connected("connect Keeper red herring").account?.name == "Keeper")
            game.limits.lowestLevel = nil
            #expect(await game.connected("connect Ann red herring").account?.name == "Ann")
        }
    }
}
