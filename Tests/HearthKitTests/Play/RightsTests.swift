import Testing

@testable import HearthKit

extension GameTests {
    /// Whose session is a maker's, the Portal is told with the turn that made it so.
    @MainActor
    struct RightsTests {
        let game = TestGame(types: [])

        @Test func theSessionsOfDevelopersAreTold() async throws {
            let ann = try await game.player("Ann")
            let keeper = try await game.player("Keeper", permissions: ["Developer"])
            #expect(keeper.rights == "Keeper")
            #expect(ann.rights == "")

            let account = try #require(ann.session?.account)
            account.permissions = ["Developers"]
            await game.turn()
            #expect(ann.rights == "Ann")
            account.permissions = ["Admin"]
            await game.turn()
            #expect(ann.rights == "")
            account.isSuperuserAccount = true
            await game.turn()
            #expect(ann.rights == "Ann")
            ann.session?.login(nil)
            await game.turn()
            #expect(ann.rights == "")
        }

        @Test func theNextProcessTellsThemAgain() async throws {
            let keeper = try await game.player("Keeper", permissions: ["Developer"])
            _ = try await game.player("Ann")
            try await game.reload()
            #expect(game.game.sessions.values.map(\.toldRights).sorted() == ["", "Keeper"])
            // One that takes the game back.
            let outcome = game.game.freeze()
            #expect(outcome?.outputs.isEmpty ?? true)
            game.game.thaw(epoch: 9)
            let rights = game.game.turn()?.outputs.compactMap { output -> String? in
                if case .rights(let name) = output.kind { name } else { nil }
            }
            #expect(rights == ["Keeper"])
            #expect(keeper.isConnected)
        }
    }
}
