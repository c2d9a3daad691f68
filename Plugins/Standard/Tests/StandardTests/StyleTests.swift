import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    /// `style`: how tables are drawn for each.
    struct StyleTests {
        let game = TestGame.standard()

        @Test func tablesAreDrawnAsTheirReaderLikesThem() async throws {
            let ann = try await game.player("Ann")
            let bob = try await game.player("Bob")
            await ann.type("style lines = box")
            #expect(ann.heard.contains("lines   box"))
            await ann.type("style border = all")
            await ann.type("who")
            #expect(ann.heard.contains("│ Ann ") && ann.heard.contains("┼───"))
            await bob.type("who")
            #expect(!bob.heard.contains("│") && bob.heard.contains("---"))
            try await game.restart()
            let again = await game.connect()
            let session = try #require(again.session)
            session.endDialogue()
            session.login(try #require(game.world.account(named: "Ann")))
            #expect(session.client.tables.lines == .box, "it is the account's")
            session.options.tables = nil
        }

        @Test func coloursAreOfMarkup() async throws {
            var client = TestGame.plainClient
            client.colors = .ansi16
            let ann = try await game.player("Ann", client: client)
            await ann.type("style color = |r")
            await ann.type("who")
            #expect(ann.heard.contains("\u{1B}[1;31m---") || ann.heard.contains("31m---"))
            for wrong in ["fish", "|[r", "r|n|r", "66", "lc"] {
                await ann.type("style color = \(wrong)")
                #expect(ann.heard.contains("is no colour"), "\(wrong): \(ann.heard)")
            }
            await ann.type("style lines = wood")
            #expect(ann.heard.contains("That is to be"))
            await ann.type("option/clear")
            #expect(ann.session?.client.tables.borderColor == "r", "it has a command of its own")
            await ann.type("style/clear")
            #expect(ann.session?.client.tables == TableStyle())
        }

        @Test func whoListensHearsNoLines() async throws {
            var client = TestGame.plainClient
            client.isScreenReader = true
            let ann = try await game.player("Ann", client: client)
            await ann.type("style border = all")
            #expect(ann.heard.contains("Style: border, Now: all") && !ann.heard.contains("---"))
        }
    }
}
