import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    @Suite struct ReturningTests {
        @Test func whoComesBackReadsSinceWhenTheyWereAway() async throws {
            let game = TestGame.standard()
            _ = await game.connected("create Keeper red herring")
            let ann = await game.connected("create Ann red herring")
            await game.advance(.minutes(10))
            await ann.type("quit")
            await game.advance(.seconds(20))
            let again = await game.connected("connect Ann red herring")
            #expect(again.heard.contains("You were last here 20 seconds ago."), "\(again.heard)")
        }
    }
}
