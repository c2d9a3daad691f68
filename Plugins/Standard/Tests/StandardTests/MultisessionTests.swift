import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    /// Several connections of one account, by the mode that the settings say.
    @Suite struct MultisessionTests {
        let game = TestGame.standard()

        /// Two connections of Ann, who is nobody special, and what the second one heard.
        private func twice(
            _ mode: SessionSettings.Mode, characters: [String] = []
        ) async -> (TestPlayer, TestPlayer) {
            game.sessionSettings.mode = mode
            _ = await game.connected("create Keeper red herring")
            let first = await game.connected("create Ann red herring")
            for name in characters { await first.type("charcreate \(name)") }
            first.forget()
            return (first, await game.connected("connect Ann red herring"))
        }

        @Test func theNumbersAreTheFields() {
            #expect(SessionSettings.Mode.allCases.map(\.rawValue) == [0, 1, 2, 3])
            #expect(SessionSettings().mode == .one)
        }

        @Test func oneConnection() async throws {
            let (first, second) = await twice(.one)
            #expect(!first.isConnected)
            #expect(first.heard.hasSuffix("You have logged in from elsewhere.\n"))
            #expect(second.heard.contains("(You were here already; the other connection was closed.)"))
            #expect(second.puppet?.name == "Ann")
            #expect(second.account?.sessions.count == 1)
        }

        @Test func severalThatPlayTogether() async throws {
            let (first, second) = await twice(.together, characters: ["Zoe"])
            #expect(first.isConnected && second.isConnected)
            #expect(first.heard == "(You have logged in from 127.0.0.1 as well: connection 2.)\n")
            #expect(second.heard.contains("(You are here already, by connection 1.)"))
            #expect(first.puppet === second.puppet)
            first.forget()
            await second.type("inventory")
            #expect(second.heard == "You carry nothing.\n")
            #expect(first.heard == second.heard, "what comes of a command all of them read")
            first.forget()
            await second.type("inventry")
            #expect(!second.heard.isEmpty)
            #expect(first.heard == second.heard, "what does not as well")
            first.forget()
            await second.type("say Hello")
            #expect(first.heard == "You say, \"Hello\"\n")
            first.forget()
            await second.type("ic Zoe")
            #expect(first.puppet === second.puppet)
            #expect(first.puppet?.name == "Zoe")
            #expect(first.heard.components(of: "You become Zoe.\n") == 1)
            await first.type("ooc")
            #expect(first.puppet == nil && second.puppet == nil)
        }

        @Test func severalThatPlayApart() async throws {
            let (first, second) = await twice(.apart, characters: ["Zoe"])
            #expect(first.puppet?.name == "Ann")
            #expect(second.puppet?.name == "Zoe", "one that is not played yet")
            #expect(second.transcript.contains("Here is: Keeper and Ann"))
            first.forget()
            await second.type("inventory")
            #expect(first.heard.isEmpty)
            await second.type("ic Ann")
            #expect(second.puppet?.name == "Ann")
            #expect(first.puppet == nil)
            #expect(first.heard.contains("Your connection 2 plays Ann now."))
            let zoe = try #require(second.account?.characters.last)
            #expect(zoe.location == nil, "nobody plays her any more")
            let third = await game.connected("connect Ann red herring")
            #expect(third.puppet === zoe)
            let fourth = await game.connected("connect Ann red herring")
            #expect(fourth.puppet == nil, "all are played")
            #expect(fourth.heard.contains("Ann: 2 of 5 characters."))
            #expect(second.puppet?.name == "Ann")
        }

        @Test func severalThatShare() async throws {
            let (first, second) = await twice(.shared, characters: ["Zoe"])
            #expect(first.puppet === second.puppet)
            #expect(first.heard.contains("Your connection 2 plays Ann as well."))
            first.forget()
            await second.type("inventory")
            #expect(first.heard.isEmpty, "each reads what comes of its own commands")
            await second.type("say Hello")
            #expect(first.heard == "You say, \"Hello\"\n", "and both see what the character does")
            await second.type("ic Zoe")
            #expect(first.puppet?.name == "Ann")
            #expect(second.puppet?.name == "Zoe")
            await second.type("quit")
            #expect(first.puppet?.location != nil)
        }

        @Test func someoneElsesCharacterIsTheirs() async throws {
            for mode in SessionSettings.Mode.allCases {
                let game = TestGame.standard()
                game.sessionSettings.mode = mode
                let keeper = await game.connected("create Keeper red herring")
                let ann = await game.connected("create Ann red herring")
                await keeper.type("ic #\(ann.puppet?.id.rawValue ?? 0)")
                #expect(keeper.heard == "Ann is being played by somebody else.\n", "\(mode)")
                #expect(keeper.puppet?.name == "Keeper")
            }
        }

        @Test(arguments: [SessionSettings.Mode.apart, .shared])
        func soManyAtOnce(_ mode: SessionSettings.Mode) async throws {
            game.sessionSettings.puppets = 1
            let (first, second) = await twice(mode, characters: ["Zoe"])
            #expect(first.puppet?.name == "Ann")
            await second.type("ooc")
            await second.type("ic Zoe")
            #expect(second.puppet == nil)
            #expect(second.heard == "You play as many characters at a time as you may: 1. (ooc steps out of one.)\n")
            await first.type("ooc")
            await second.type("ic Zoe")
            #expect(second.puppet?.name == "Zoe")
        }

        @Test(arguments: SessionSettings.Mode.allCases)
        func throughReloadAndCrash(_ mode: SessionSettings.Mode) async throws {
            let (first, second) = await twice(mode, characters: ["Zoe"])
            func state() -> [[String]] {
                [first, second].map { ["\($0.isConnected)", $0.puppet?.name ?? "-", "\($0.session?.number ?? 0)"] }
            }
            let before = state()
            try await game.reload()
            #expect(state() == before)
            try await game.crash()
            #expect(state() == before)
            first.forget()
            await second.type("inventory")
            #expect(second.heard == "You carry nothing.\n")
            #expect(first.heard == (mode == .together ? second.heard : ""))
        }

        @Test func connectionsAreListedAndEnded() async throws {
            let (first, second) = await twice(.shared)
            let third = await game.connected("connect Ann red herring")
            await second.type("sessions/end 1")
            #expect(second.heard == "Connection 1 is closed.\n")
            #expect(!first.isConnected)
            #expect(first.heard.hasSuffix("You have closed this connection from elsewhere.\n"))
            await second.type("sessions")
            let rows = second.heard.split(separator: "\n").dropFirst().map { $0.split(separator: " ").prefix(3) }
            #expect(rows.contains(["*", "2", "127.0.0.1"]), "\(second.heard)")
            #expect(rows.contains(["3", "127.0.0.1", "telnet"]), "a number stays while the connection lasts")
            await second.type("sessions/end 2")
            #expect(second.heard == "That is the one you type on: quit ends it.\n")
            await second.type("sessions/end 1")
            #expect(second.heard.hasPrefix("You have no connection 1."))
            let fourth = await game.connected("connect Ann red herring")
            #expect(fourth.session?.number == 1, "the lowest that is free")
            await second.type("quit/all")
            #expect(![second, third, fourth].contains { $0.isConnected })
        }

        /// Evennia held two sessions from one address to be the same.
        @Test func connectionsOfOneAddressAreTwo() async throws {
            let (first, second) = await twice(.shared)
            let (a, b) = (try #require(first.session), try #require(second.session))
            #expect(a.address == b.address)
            #expect(a != b)
            #expect(Set([a, b]).count == 2)
            #expect(a == game.game.sessions[first.id])
            await first.type("quit")
            #expect(second.isConnected)
            #expect(game.game.sessions[second.id] === b)
        }

        @Test func logOutAsksWhoOneIs() async throws {
            let (first, second) = await twice(.shared)
            await second.type("option colors = 256")
            await second.type("logout")
            #expect(second.isConnected)
            #expect(second.account == nil)
            #expect(second.heard.hasSuffix("Your name, or new to begin: "))
            #expect(first.account?.sessions.count == 1)
            #expect(second.session?.options.isEmpty == true, "what was said of the client was said by another")
            await second.type("connect Keeper red herring")
            #expect(second.puppet?.name == "Keeper")
            await first.type("logout")
            #expect(game.world.account(named: "Ann")?.characters.first?.location == nil)
        }
    }
}
