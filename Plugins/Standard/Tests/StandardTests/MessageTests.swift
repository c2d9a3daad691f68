import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    /// Pages and letters between several, and what code writes to people.
    struct MessageTests {
        let game = TestGame.standard()

        private func three() async throws -> (ann: TestPlayer, bob: TestPlayer, cal: TestPlayer) {
            var players: [TestPlayer] = []
            for name in ["Ann", "Bob", "Cal"] {
                players.append(try await game.player(name, in: game.hall, permissions: ["Player"]))
            }
            return (players[0], players[1], players[2])
        }

        @Test func aPageGoesToSeveralAndThenToTheSameAgain() async throws {
            let (ann, bob, cal) = try await three()
            await ann.type("page = anybody?")
            #expect(ann.heard.hasPrefix("Usage: page"), "nobody was paged yet")
            await ann.type("page bob, cal = the tide")
            #expect(ann.heard == "You page Bob and Cal: the tide\n")
            for player in [bob, cal] {
                #expect(player.heard == "Ann pages you: the tide\n")
                player.forget()
            }
            try await game.reload()
            await ann.type("page = turns")
            for player in [bob, cal] { #expect(player.heard.hasSuffix("Ann pages you: turns\n")) }
            try game.world.player(named: "Bob").delete()
            try game.world.player(named: "Cal").delete()
            await ann.type("page = gone?")
            #expect(ann.heard.contains("gone") && !ann.heard.hasPrefix("You page"))
        }

        @Test func theLastPagesAreThoseOfBothSides() async throws {
            let (ann, bob, _) = try await three()
            await ann.type("page bob, cal = the tide")
            await game.advance(.seconds(120))
            await bob.type("page ann = which tide?")
            await game.advance(.seconds(60))
            await ann.type("page/last")
            #expect(ann.heard == "3m ago to Bob and Cal: the tide\n1m ago Bob: which tide?\n")
            await bob.type("page/list")
            #expect(bob.heard == "3m ago Ann: the tide\n1m ago to Ann: which tide?\n")
            await ann.type("page/last 1")
            #expect(ann.heard == "1m ago Bob: which tide?\n")
        }

        @Test func whatIsWrittenToSomebodyIsTheirsAlone() async throws {
            let (ann, bob, _) = try await three()
            let admin = try await game.player("Dan", in: game.hall, permissions: ["Admin"])
            await ann.type("mail bob = Treasure/Under the third stone.")
            await ann.type("page bob = do not tell")
            let letter = try #require(game.world.player(named: "Bob").messages(.letter).first)
            for line in ["find treasure", "find/attribute text", "examine \(letter.id)", "set \(letter.id)/text = x"] {
                await admin.type(line)
                #expect(!admin.heard.contains("third stone") && !admin.heard.contains("Treasure"), "\(line): \(admin.heard)")
            }
            #expect(letter.text == "Under the third stone.")
            await bob.type("mail 1")
            #expect(bob.heard.contains("Under the third stone."))
        }

        @Test func aLetterIsPassedOn() async throws {
            let (ann, bob, cal) = try await three()
            await ann.type("mail bob = Oil/Three |rcans.")
            await bob.type("mail/forward 1")
            #expect(bob.heard.hasPrefix("Usage: mail"))
            await bob.type("mail/forward 1 = nobody")
            #expect(cal.heard.isEmpty && !bob.heard.contains("on its way"))
            await bob.type("mail/forward 1 = cal, ann")
            #expect(bob.heard == "Your letter is on its way to Cal and Ann.\n")
            #expect(cal.heard == "A letter from Bob: Fwd: Oil (mail 1)\n")
            await cal.type("mail 1")
            #expect(cal.heard.contains("From: Bob") && cal.heard.hasSuffix("Ann wrote:\nThree |rcans.\n"))
        }

        @Test func codeWritesToPeople() async throws {
            let (ann, _, _) = try await three()
            let account = try game.world.player(named: "*ann")
            Message.send(.letter, as: "The harbour", to: account, subject: "Dues", "|rPay|n up.")
            Message.send(.page, as: "The gull", to: account, "Caw.")
            await game.turn()
            #expect(ann.heard == "A letter from The harbour: Dues (mail 1)\nThe gull pages you: Caw.\n")
            #expect(account.messages(.page).map(\.isRead) == [true])
            await ann.type("mail/reply 1 = No.")
            #expect(ann.heard.contains("The harbour"), "there is nobody to answer")
            for number in 1...Message.mostKept { Message.send(.letter, as: "x", to: account, "\(number)") }
            #expect(account.messages(.letter).count == Message.mostKept)
            #expect(Message.send(.letter, as: "x", to: account, "too much") == nil)
        }
    }
}
