import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    @Suite struct GuestTests {
        let game = TestGame.standard()

        private func guest() async -> TestPlayer {
            game.sessionSettings.guests = 2
            if game.world.accounts.isEmpty { _ = await game.connected("create Keeper red herring") }
            return await game.connected("connect guest")
        }

        private var guests: [Account] { game.world.accounts.filter(\.isGuest) }

        @Test func thereAreNoneUnlessTheSettingsSayElse() async {
            let player = await game.connected("connect guest")
            #expect(player.heard.hasPrefix("This game has no guests."))
            #expect(player.account == nil)
            #expect(game.world.accounts.isEmpty)
            await player.type("help")
            #expect(!player.heard.contains("guest"))
        }

        @Test func oneComesIn() async throws {
            let guest = await guest()
            #expect(guest.puppet?.name == "Guest")
            #expect(guest.account?.permissions == ["Guest"])
            #expect(guest.account?.isSuperuserAccount == false)
            #expect(guest.heard.contains("the hall"))
            for line in ["password", "charcreate Zoe"] {
                await guest.type(line)
                #expect(guest.account?.characters.count == 1)
                #expect(guest.session?.dialogue == nil, "\(line)")
            }
            let other = await game.connected("help", "guest")
            #expect(other.transcript.contains("connect guest"))
            #expect(other.puppet?.name == "Guest2")
            #expect(await game.connected("connect guest").heard.hasPrefix("There are as many guests as there may be."))
        }

        @Test func theFirstOfTheGameIsNoSuperuser() async {
            game.sessionSettings.guests = 1
            let guest = await game.connected("connect guest")
            #expect(guest.account?.isSuperuserAccount == false)
            #expect(await game.connected("create Ann red herring").account?.isSuperuserAccount == true)
        }

        @Test func namesOfTheSettings() async throws {
            game.sessionSettings.guestNames = ["Wren", "Heron"]
            _ = await game.connected("create Keeper red herring", "charcreate wren")
            #expect(await guest().puppet?.name == "Heron")
            #expect(await guest().puppet?.name == "Wren2")
        }

        @Test func nothingStays() async throws {
            let guest = await guest()
            let lamp = Object.create("a lamp", in: try game.hall)
            await guest.type("get lamp")
            #expect(lamp.location === guest.puppet)
            await game.connected("connect Keeper red herring").type("page Guest = Hello")
            let before = game.world.count
            await guest.type("quit")
            #expect(guests.isEmpty)
            #expect(game.world.count < before)
            #expect(lamp.location === (try game.hall))
            #expect(game.world.channels.allSatisfy { $0.listeners.allSatisfy { !$0.isDeleted && !$0.isGuest } })
            #expect(game.world.all(Message.self).isEmpty)
            #expect(game.world.all(Character.self).map(\.name) == ["Keeper"])
            #expect(game.faults.isEmpty)
        }

        @Test func nothingStaysOfOneWhoseConnectionBroke() async {
            await guest().disconnect()
            #expect(guests.isEmpty, "there is no way back to it")
        }

        @Test func oneOutlivesReloadAndCrash() async throws {
            let guest = await guest()
            try await game.reload()
            try await game.crash()
            await guest.type("look")
            #expect(guest.heard.hasPrefix("the hall"))
            #expect(guests.count == 1)
        }

        /// The Portal died, or the machine.
        @Test func noneOutlivesTheConnections() async throws {
            _ = await guest()
            _ = await guest()
            try await game.restart()
            #expect(guests.isEmpty)
            #expect(game.world.all(Character.self).map(\.name) == ["Keeper"])
            #expect(game.faults.isEmpty)
        }
    }
}
