import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    @Suite struct LimitTests {
        let game = TestGame.standard()

        @Test func soManyCharacters() async throws {
            game.limits.characters = 2
            let ann = try await game.player("Ann", permissions: ["Player"])
            await ann.type("charcreate Bob")
            #expect(ann.account?.characters.count == 2)
            await ann.type("charcreate Carl")
            #expect(ann.heard == "You have as many characters as you may: 2.\n")
            #expect(ann.account?.characters.count == 2)
        }

        @Test func soManyThings() async throws {
            game.limits.objects = 4
            let ann = try await game.player("Ann", permissions: ["Builder"])
            await ann.type("create a lamp")
            await ann.type("tunnel/oneway n")
            #expect(ann.account?.built.count == 3, "\(ann.transcript)")
            await ann.type("dig A cave = hole, out")
            #expect(ann.heard == "You have made 3 things, and may make 4. destroy some, or ask an admin.\n")
            #expect(!game.world.all(Room.self).contains { $0.name == "A cave" })
            try await game.reload()
            await ann.type("open door = #\(try game.hall.id.rawValue)")
            await ann.type("create a stone")
            #expect(ann.heard.hasPrefix("You have made 4 things"))
            await ann.type("destroy lamp")
            await ann.type("y")
            await ann.type("create a stone")
            #expect(ann.heard.hasPrefix("You made a stone"))
        }

        @Test func adminsMakeWhatTheyLike() async throws {
            game.limits.objects = 1
            let ann = try await game.player("Ann", permissions: ["Admin"])
            for _ in 1...3 { await ann.type("create a lamp") }
            #expect(ann.heard.hasPrefix("You made a lamp"))
            game.limits.objects = 0
            let bob = try await game.player("Bob", permissions: ["Builder"])
            for _ in 1...3 { await bob.type("create a lamp") }
            #expect(bob.heard.hasPrefix("You made a lamp"), "0 is no limit")
        }

        @Test func aConnectionOnWhichNobodyLogsInIsClosed() async throws {
            let stranger = await game.connect()
            await game.advance(.seconds(100))
            let late = await game.connected("create Ann red herring")
            let later = await game.connect()
            await game.advance(.seconds(199))
            await stranger.type("who")
            #expect(stranger.isConnected)
            try await game.reload()
            await game.advance(.seconds(1))
            #expect(!stranger.isConnected)
            #expect(stranger.heard.contains("Nobody has come in by this connection"))
            #expect(late.isConnected && later.isConnected)
            #expect(game.game.millisecondsToNextTurn == 100_000)
            await game.advance(.seconds(100))
            #expect(late.isConnected && !later.isConnected)
            #expect(game.game.millisecondsToNextTurn == nil)
        }

        @Test func aReloadIsNoInput() async throws {
            let ann = try await game.player("Ann")
            game.limits.idle = .minutes(30)
            await game.advance(.minutes(20))
            try await game.reload()
            await game.advance(.minutes(9))
            #expect(ann.isConnected)
            await game.advance(.minutes(1))
            #expect(!ann.isConnected)
        }

        @Test func whoLogsOutHasThatTimeAnew() async throws {
            let ann = try await game.player("Ann")
            await game.advance(.hours(1))
            await ann.type("logout")
            try await game.reload()
            await game.advance(.seconds(299))
            #expect(ann.isConnected)
            await game.advance(.seconds(1))
            #expect(!ann.isConnected)
        }

        @Test func whoIsIdleStaysUnlessTheSettingsSayElse() async throws {
            let dev = try await game.player("Dev", permissions: ["Developer"])
            let ann = try await game.player("Ann")
            await game.advance(.hours(24))
            #expect(ann.isConnected)
            game.limits.idle = .minutes(30)
            await game.turn()
            #expect(!ann.isConnected)
            #expect(ann.heard == "You have typed nothing for long, so you are sent to bed. Come back soon.\n")
            #expect(dev.isConnected)
            let bob = try await game.player("Bob")
            await game.advance(.minutes(28))
            await bob.type("look")
            await game.advance(.minutes(28))
            #expect(bob.isConnected)
            bob.forget()
            await game.advance(.minutes(2))
            #expect(!bob.isConnected)
        }

        @Test func whoIsIdleIsToldBefore() async throws {
            game.limits.idle = .minutes(30)
            let ann = try await game.player("Ann")
            await game.advance(.minutes(29))
            #expect(ann.heard.contains("in 1 minute you are sent to bed"))
            ann.forget()
            await game.advance(.seconds(30))
            #expect(ann.heard.isEmpty, "once is enough")
            await ann.type("look")
            await game.advance(.minutes(29))
            #expect(ann.heard.contains("in 1 minute you are sent to bed"), "and again after something was typed")
            #expect(game.game.millisecondsToNextTurn == 60_000)
            game.limits.idleWarning = .zero
            await ann.type("look")
            await game.advance(.minutes(29))
            #expect(!ann.heard.contains("sent to bed"))
            await game.advance(.minutes(1))
            #expect(!ann.isConnected)
        }

        @Test func aLockLetsSomebodyStay() async throws {
            game.limits.idle = .minutes(30)
            let (ann, bob) = (try await game.player("Ann"), try await game.player("Bob"))
            let cid = try await game.player("Cid")
            ann.account?.permissions = ["noidle"]
            bob.account?.locks = "noidle: self()"
            await game.advance(.hours(1))
            #expect(ann.isConnected && bob.isConnected)
            #expect(!ann.heard.contains("sent to bed"))
            #expect(!cid.isConnected)
        }
    }
}
