import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    @MainActor
    struct CommunicationTests {
        let game = TestGame.standard()

        private func players(_ names: String...) async throws -> [TestPlayer] {
            var players: [TestPlayer] = []
            for name in names { players.append(try await game.player(name, in: game.hall, permissions: ["Player"])) }
            return players
        }

        /// Both listen to Public.
        private func listeners() async throws -> (ann: TestPlayer, bob: TestPlayer) {
            let players = try await players("Ann", "Bob")
            for player in players { await player.type("channel/sub public") }
            for player in players { player.forget() }
            return (players[0], players[1])
        }

        // MARK: Channels

        @Test func whatIsSaidReachesThoseWhoListen() async throws {
            let (ann, bob) = try await listeners()
            await ann.type("public Hello |rall")
            #expect(bob.heard == "[Public] Ann: Hello |rall\n")
            #expect(ann.heard == bob.heard)
            bob.forget()
            await ann.type("pub :waves.")
            #expect(bob.heard == "[Public] Ann waves.\n")
            bob.forget()
            await bob.type("channel/mute public")
            await ann.type("channel pub = psst")
            #expect(!bob.heard.contains("psst"))
            await bob.type("channel/unmute public")
            await bob.type("channel/unsub public")
            await ann.type("channel/who public")
            #expect(ann.heard == "Listening to Public: Ann.\n")
            await bob.type("pub hello?")
            #expect(bob.heard.contains("You know no way to 'pub'") || bob.heard.contains("'pub' is no command"))
        }

        @Test func historyIsKeptThroughReloadAndHasABound() async throws {
            let (ann, bob) = try await listeners()
            for number in 1...300 { await ann.type("pub number \(number)") }
            await game.advance(.seconds(7200))
            try await game.reload()
            await bob.type("channel/history public = 2")
            #expect(bob.heard == "2h ago [Public] Ann: number 299\n2h ago [Public] Ann: number 300\n")
            let channel = try #require(game.world.channels.first { $0.name == "Public" })
            #expect(channel.pages.count == channel.mostPages)
            #expect(game.world.all(ChannelPage.self).count == channel.mostPages, "pages that made room are gone")
            #expect(channel.history(1000).first?.line.hasSuffix("number 51") ?? false)
        }

        @Test func aNewPlayerHearsThoseForEveryone() async throws {
            let (ann, _) = try await listeners()
            let cal = await game.connected("create Cal secret-enough-words")
            await ann.type("pub welcome")
            #expect(cal.heard.contains("[Public] Ann: welcome"), "\(cal.transcript)")
        }

        @Test func whoLooksAfterAChannelSaysWhoIsOnIt() async throws {
            let (ann, bob) = try await listeners()
            await ann.type("channel/create Fish = about fish")
            #expect(ann.heard == "Channels are made by those who help run the game.\n")
            ann.account?.permissions = ["Helper"]
            await ann.type("channel/create Fish;f = about fish")
            await bob.type("channel/sub fish")
            await bob.type("f cod?")
            #expect(ann.heard.contains("[Fish] Bob: cod?"))
            await bob.type("channel/ban fish = Ann")
            #expect(bob.heard == "Fish is not yours to look after.\n")
            await ann.type("channel/ban fish = Bob")
            await bob.type("channel/sub fish")
            #expect(bob.heard == "You may not listen to Fish.\n")
            await ann.type("channel/unban fish = Bob")
            await ann.type("channel/lock fish = send: perm(Helper)")
            await bob.type("channel/sub fish")
            await bob.type("f cod!")
            #expect(bob.heard == "You may not speak on Fish.\n")
            await ann.type("channel/destroy fish")
            await ann.type("y")
            #expect(!game.world.channels.contains { $0.name == "Fish" })
            await bob.type("f cod!")
            #expect(!bob.heard.contains("Fish"), "its words went with it")
        }

        @Test func staffChannelsAreNoPlayersBusiness() async throws {
            let (ann, _) = try await listeners()
            await ann.type("channel/all")
            #expect(ann.heard.contains("Public") && !ann.heard.contains("Staff"))
            await ann.type("channel/history staff")
            #expect(ann.heard.hasPrefix("There is no channel 'staff'."))
        }

        @Test func locksAreShownToThoseWhoLookAfterIt() async throws {
            let (ann, bob) = try await listeners()
            let channel = try #require(game.world.channels.first { $0.name == "Public" })
            ann.account?.permissions = ["Admin"]
            await ann.type("channels public")
            #expect(ann.heard.contains("\ntwo listeners, locks: send: all()"), "\(ann.heard)")
            await bob.type("channels public")
            #expect(bob.heard.hasSuffix("\ntwo listeners\n"), "\(bob.heard)")
            channel.leave(try #require(ann.account))
            await bob.type("channels public")
            #expect(bob.heard.hasSuffix("\none listener\n"), "\(bob.heard)")
        }

        @Test func wordsToTalkByComeAndGo() async throws {
            let (ann, bob) = try await listeners()
            await ann.type("channel/alias public = hey")
            #expect(ann.heard == "You talk on Public by public, pub and hey.\n")
            await ann.type("hey there")
            #expect(bob.heard == "[Public] Ann: there\n")
            await ann.type("channel/unalias pub = hey")
            #expect(ann.heard == "You talk on Public by public and pub.\n")
            await ann.type("hey there")
            #expect(ann.heard.contains("'hey'"))
        }

        @Test func oneIsSentAwayAndMayComeBack() async throws {
            let (ann, bob) = try await listeners()
            ann.account?.permissions = ["Admin"]
            await bob.type("channel/boot public = ann")
            #expect(bob.heard == "Public is not yours to look after.\n")
            await bob.type("channel/desc public = mine")
            #expect(bob.heard == "Public is not yours to look after.\n")
            bob.forget()
            await ann.type("channel/boot public = bob")
            #expect(bob.heard == "You were sent away from Public.\n")
            await ann.type("pub gone?")
            #expect(!bob.heard.contains("gone?"))
            await bob.type("channel/sub public")
            #expect(bob.heard == "You listen to Public now.\n")
            await ann.type("channel/desc public = For |rall")
            #expect(ann.heard.hasPrefix("Public For |rall\n"))
            bob.account?.permissions = ["Developer"]
            await ann.type("channel/boot public = bob")
            #expect(ann.heard == "Bob stands above you.\n")
        }

        @Test func noCountIsTooSmallOrTooLarge() async throws {
            let (ann, _) = try await listeners()
            ann.account?.permissions = ["Admin"]
            await ann.type("pub hello")
            for count in ["-5", "0", "99999999999"] {
                await ann.type("channel/history public = \(count)")
                #expect(ann.heard.contains("hello"))
                await ann.type("page/last \(count)")
                #expect(ann.heard == "Nobody has paged you, nor you them.\n")
                await ann.type("accounts \(count)")
                #expect(ann.heard.contains("accounts."))
            }
        }

        // MARK: Pages and letters

        @Test func whatIsPagedToTheAbsentIsReadOnReturn() async throws {
            let ann = try await players("Ann")[0]
            _ = await game.connected("create Bob secret-enough-words", "quit")
            await ann.type("page bob = the tide turns at six")
            #expect(ann.heard == "Bob will read it when they come: the tide turns at six\n")
            try await game.reload()
            let bob = await game.connected("connect Bob secret-enough-words")
            #expect(bob.transcript.contains("While you were away:\nAnn pages you: the tide turns at six\n"))
            await bob.type("quit")
            let again = await game.connected("connect Bob secret-enough-words")
            #expect(!again.transcript.contains("While you were away"))
            await again.type("page/last")
            #expect(again.heard.contains("Ann: the tide turns at six"))
        }

        @Test func lettersWaitAndAreAnswered() async throws {
            let players = try await players("Ann", "Bob")
            let (ann, bob) = (players[0], players[1])
            await ann.type("mail bob = Oil/Bring |rthree cans.")
            #expect(ann.heard == "Your letter is on its way to Bob.\n")
            #expect(bob.heard == "A letter from Ann: Oil (mail 1)\n")
            await bob.type("mail")
            #expect(bob.heard.contains("Oil") && bob.heard.contains("new"))
            await bob.type("mail 1")
            #expect(bob.heard.contains("Bring |rthree cans."))
            await bob.type("mail/reply 1 = Two must do.")
            await ann.type("mail 1")
            #expect(ann.heard.contains("Re: Oil") && ann.heard.contains("Two must do."))
            await bob.type("mail/delete 1")
            await bob.type("mail")
            #expect(bob.heard == "You have no letters.\n")
        }

        @Test func aFullBoxLosesWhatWasReadAndRefusesTheRest() async throws {
            let players = try await players("Ann", "Bob")
            let bob = try #require(players[1].account)
            for number in 1...Message.mostKept { await players[0].type("mail bob = letter \(number)") }
            await players[0].type("mail bob = one too many")
            #expect(players[0].heard == "Bob has no room for another letter.\n")
            bob.messages(.letter)[0].isRead = true
            await players[0].type("mail bob = the last")
            #expect(bob.messages(.letter).count == Message.mostKept)
            #expect(bob.messages(.letter).last?.text == "the last")
        }

        // MARK: Words of one's own, and how things are shown

        @Test func nicksOfLinesThingsAndPeople() async throws {
            let players = try await players("Ann", "Bob")
            let ann = players[0]
            await ann.type("nick tm $1 = page bob = $1")
            await ann.type("tm are you there?")
            #expect(players[1].heard == "Ann pages you: are you there?\n")
            await ann.type("nick/account him = bob")
            await ann.type("page him = you?")
            #expect(players[1].heard.hasSuffix("Ann pages you: you?\n"))
            await ann.type("nick")
            #expect(ann.heard.contains("tm $1") && ann.heard.contains("him"))
            await ann.type("nick/delete tm $1")
            await ann.type("tm hello")
            #expect(ann.heard.contains("'tm'"))
        }

        @Test func optionsHoldForTheConnectionAndIfSavedForThoseToCome() async throws {
            let ann = await game.connected("create Ann secret-enough-words")
            await ann.type("option colors = 256")
            #expect(ann.session?.client.colors == .xterm256)
            try await game.reload()
            #expect(ann.session?.client.colors == .xterm256)
            await ann.type("option/save screenreader = on")
            await ann.type("quit")
            let again = await game.connected("connect Ann secret-enough-words")
            #expect(again.session?.client.isScreenReader == true && again.session?.client.colors == .xterm256)
            await again.type("option/clear")
            #expect(again.session?.client == TestGame.plainClient)
            await again.type("option width = 7")
            #expect(again.heard == "width takes columns, from 20 to 500.\n")
        }
    }
}

extension StandardTests {
    @MainActor
    struct BeforeLoginTests {
        @Test func aStrangerMaySayHowTheyReadAndAskWhatThisIs() async throws {
            let game = TestGame.standard()
            let stranger = await game.connected("screenreader")
            #expect(stranger.session?.client.isScreenReader == true)
            #expect(stranger.heard.contains("suits a screen reader now") && stranger.heard.contains("Your name"))
            await stranger.type("info")
            #expect(stranger.heard.contains("Players: 0."))
            await stranger.type("create Ann secret-enough-words")
            #expect(stranger.session?.client.isScreenReader == true)
        }
    }
}
