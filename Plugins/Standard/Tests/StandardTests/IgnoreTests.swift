import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    @MainActor
    struct IgnoreTests {
        let game = TestGame.standard()

        /// Bob has shut out Ann; Cat has not.
        private func three() async throws -> (ann: TestPlayer, bob: TestPlayer, cat: TestPlayer) {
            var players: [TestPlayer] = []
            for name in ["Ann", "Bob", "Cat"] {
                players.append(
                    try await game.player(name, in: game.hall, permissions: ["Player"], client: TestGame.structuredClient))
            }
            await players[1].type("ignore ann")
            #expect(players[1].heard == "You hear nothing from Ann any more. (unignore Ann hears them again.)\n")
            for player in players { player.forget() }
            return (players[0], players[1], players[2])
        }

        @Test(arguments: ["say hello", "pose waves.", ":waves.", "emote waves.", "whisper cat psst"])
        func whatIsSaidAndShownPasses(_ line: String) async throws {
            let (ann, bob, cat) = try await three()
            await ann.type(line)
            #expect(!ann.heard.isEmpty && !cat.heard.isEmpty)
            #expect(bob.heard.isEmpty && bob.data.isEmpty, "\(bob.heard) \(bob.data)")
            bob.forget()
            await cat.type(line.replacing("cat", with: "bob"))
            #expect(!bob.heard.isEmpty, "others are heard")
        }

        @Test func whispersAreNotHeardAndTheirSpeakerDoesNotLearnIt() async throws {
            let (ann, bob, _) = try await three()
            await ann.type("whisper bob psst")
            #expect(ann.heard == "You whisper to Bob, \"psst\"\n" && bob.heard.isEmpty && bob.data.isEmpty)
        }

        @Test(arguments: ["page bob = psst", "tell bob psst"])
        func pagesAreRefusedAsByOneWhoTakesNone(_ line: String) async throws {
            let (ann, bob, cat) = try await three()
            await ann.type(line)
            #expect(ann.heard == "Bob will hear nothing from you.\n" && bob.heard.isEmpty && bob.data.isEmpty)
            #expect(bob.account?.messages(.page).isEmpty ?? false, "nor is it kept for later")
            await cat.type(line)
            #expect(bob.heard == "Cat pages you: psst\n")
            ann.forget()
            await bob.type("page ann = me too")
            #expect(ann.heard == "Bob pages you: me too\n", "it is one way")
        }

        @Test func lettersAreNotTaken() async throws {
            let (ann, bob, _) = try await three()
            await ann.type("mail bob, cat = Oil/Three cans.")
            #expect(ann.heard == "Bob does not take mail from you.\n" && bob.heard.isEmpty)
            #expect(bob.account?.messages(.letter).isEmpty ?? false)
        }

        @Test func channelsAreHeardWithoutThem() async throws {
            let (ann, bob, cat) = try await three()
            for player in [ann, bob, cat] { await player.type("channel/sub public") }
            await cat.type("pub before")
            for player in [bob, cat] { player.forget() }
            await ann.type("pub psst")
            #expect(cat.heard == "[Public] Ann: psst\n" && bob.heard.isEmpty && bob.data.isEmpty)
            await cat.type("pub hello")
            #expect(bob.heard == "[Public] Cat: hello\n")
            try await game.reload()
            await bob.type("channel/history public = 2")
            #expect(bob.heard.contains("before") && bob.heard.contains("hello") && !bob.heard.contains("psst"))
            await cat.type("channel/history public")
            #expect(cat.heard.contains("psst"))
        }

        @Test func linesFromBeforeSendersWereKeptStay() async throws {
            let (ann, bob, _) = try await three()
            let channel = try #require(game.world.channels.first { $0.name == "Public" })
            channel.post("an old line")
            channel.pages.last?.senders = []
            try channel.say("psst", by: ann.account, as: "Ann")
            #expect(channel.history(9, for: bob.account).map(\.line) == ["an old line"])
            #expect(channel.history(9).count == 2)
        }

        @Test func theirTypingIsNotTold() async throws {
            let (ann, bob, cat) = try await three()
            await ann.send("Room.Typing", "true")
            #expect(bob.data.isEmpty && cat.data == [#"Room.Typing {"name":"Ann","typing":true}"#])
        }

        @Test func aSecondCharacterIsTheSameSomebody() async throws {
            let (ann, bob, _) = try await three()
            let mask = Character.create("Mask", in: try game.hall) { $0.account = ann.account }
            mask.speak(Speech(.say, by: mask, "psst"), .says, ["text": "psst"])
            await game.turn()
            #expect(bob.heard.isEmpty)
        }

        @Test func itIsListedKeptAndTakenBack() async throws {
            let (ann, bob, cat) = try await three()
            await bob.type("mute cat")
            try await game.reload()
            await bob.type("ignore")
            #expect(bob.heard == "You hear nothing from Ann and Cat.\n")
            await bob.type("unignore dan")
            #expect(bob.heard == "You have shut out nobody named 'dan'.\n")
            await bob.type("unmute ann")
            #expect(bob.heard == "You hear Ann again.\n")
            bob.forget()
            await ann.type("say hello")
            await cat.type("say goodbye")
            #expect(bob.heard == "Ann says, \"hello\"\n")
            await bob.type("unignore cat")
            await bob.type("ignore")
            #expect(bob.heard == "You have shut out nobody.\n")
        }

        @Test func whoLooksAfterPeopleIsAlwaysHeard() async throws {
            let (ann, bob, _) = try await three()
            let ada = try await game.player("Ada", in: game.hall, permissions: ["Admin"])
            await bob.type("ignore ada")
            #expect(bob.heard == "Ada looks after the game, and cannot be shut out.\n")
            ann.account?.permissions = ["Admin"]
            bob.forget()
            await ann.type("say Order, please.")
            #expect(bob.heard == "Ann says, \"Order, please.\"\n", "who came to do so later, too")
            await ada.type("ignore bob")
            #expect(ada.heard.hasPrefix("You hear nothing from Bob"))
            await bob.type("ignore bob")
            #expect(bob.heard == "You cannot help hearing yourself.\n")
        }

        @Test func thereIsAMostOfThem() async throws {
            let (_, bob, _) = try await three()
            let account = try #require(bob.account)
            while account.ignored.count < Account.mostIgnored {
                account.ignored.append(Account.create("Nobody\(account.ignored.count)"))
            }
            await bob.type("ignore cat")
            #expect(bob.heard.hasPrefix("You have shut out 100 already"))
        }
    }
}
