import HearthKit
import Testing

@testable import Standard

/// Hears nothing of cod, and what is of herring otherwise.
private final class Fisher: Account {
    override func willHear(_ line: String, on channel: Script) -> String? {
        if line.contains("cod") { return nil }
        return line.replacing("herring", with: channel.name == "Public" ? "fish" : "herring")
    }
}

/// A channel for those whose names begin with an A.
private final class Choosy: Channel {
    var said: [String] = []

    override func willJoin(_ account: Account) throws {
        guard account.name.hasPrefix("A") else { throw Refusal("Not you.") }
    }

    override func didSend(_ text: String, by sender: Account?, as name: String) { said.append("\(name): \(text)") }
}

extension StandardTests {
    /// What a game may say about its channels, and what they tell by themselves.
    struct ChannelHookTests {
        @Test func aListenerReadsWhatItsAccountLetsIt() async throws {
            SeaHooks.accounts = Fisher.self
            defer { SeaHooks.accounts = Account.self }
            let game = TestGame.standard()
            let ann = await game.connected("create Ann red herring")
            let bob = try await game.player("Bob")
            await bob.type("channel/sub public")
            for line in ["pub cod", "pub herring", "pub eel"] { await bob.type(line) }
            #expect(ann.heard.hasSuffix("[Public] Bob: fish\n[Public] Bob: eel\n") && !ann.heard.contains("cod"))
            await bob.type("pub herring")
            #expect(bob.heard == "[Public] Bob: herring\n", "others read what was said")
            ann.forget()
            game.game.outOfOrder = ["StandardTests.Fisher.willHear"]
            await bob.type("pub cod")
            #expect(ann.heard == "[Public] Bob: cod\n", "one that crashes is asked no more")
            await ann.type("channel/history public = 2")
            #expect(ann.heard.contains("Bob: herring\n"), "what is kept is as it was said")
        }

        @Test func aGamesOwnChannelsSayWhoMayJoin() async throws {
            SeaHooks.channelsAre = Choosy.self
            defer { SeaHooks.channelsAre = Channel.self }
            let game = TestGame.standard()
            let ann = try await game.player("Ann", permissions: ["Helper"])
            let bob = try await game.player("Bob")
            await bob.type("channel/sub public")
            #expect(bob.heard == "Not you.\n")
            await ann.type("channel/sub public")
            #expect(ann.heard == "You listen to Public now.\n")
            await bob.type("pub hello")
            #expect(ann.heard == "You listen to Public now.\n")
            await ann.type("pub hello")
            let channel = try #require(game.world.channel("public") as? Choosy)
            #expect(channel.said == ["Ann: hello"])
            ann.forget()
            try channel.say(":coughs |r.", by: nil, as: "The gull")
            await game.turn()
            #expect(ann.heard == "[Public] The gull coughs |r.\n")
            await ann.type("channel/create Net = of ours")
            #expect(game.world.channel("Net") is Choosy)
        }

        // MARK: News for those who help

        @Test func staffReadsWhoComesAndGoes() async throws {
            let game = TestGame.standard()
            let helper = try await game.player("Hal", permissions: ["Helper"])
            await helper.type("channel/sub staff")
            helper.forget()
            let ann = await game.connected("create Ann red herring")
            #expect(helper.heard.contains("[Staff] Ann has come in.\n"))
            helper.forget()
            let second = await game.connected("connect Ann red herring")
            #expect(second.account?.name == "Ann" && !ann.isConnected)
            #expect(!helper.heard.contains("[Staff]"), "she was here already: \(helper.heard)")
            await second.type("quit")
            #expect(helper.heard.contains("[Staff] Ann has left.\n"))
        }

        @Test func wrongPasswordsAreNewsNowAndThen() async throws {
            let game = TestGame.standard()
            let helper = try await game.player("Hal", permissions: ["Helper"])
            await helper.type("channel/sub staff")
            await game.connected("create Ann red herring").type("quit")
            helper.forget()
            let line = "[Staff] Somebody gave a wrong password for Ann.\n"
            for _ in 1...4 { _ = await game.connected("connect ann secret-of-ann", "connect nobody my-password") }
            #expect(helper.heard == line)
            try await game.reload()
            await game.advance(.seconds(599))
            _ = await game.connected("connect ann wrong")
            #expect(helper.heard == line)
            await game.advance(.seconds(2))
            _ = await game.connected("connect ann wrong")
            #expect(helper.heard == line + line)
        }

        @Test func aListOfNamesIsTriedWithoutAFlood() async throws {
            let game = TestGame.standard()
            game.limits.accountsPerHour = 0
            let helper = try await game.player("Hal", permissions: ["Helper"])
            await helper.type("channel/sub staff")
            let names = "abcdefghijklmno".map { "Player\($0)" }
            for name in names { Account.create(name) { $0.setPassword(hash: "plain:x") } }
            helper.forget()
            for name in names { _ = await game.connected("connect \(name) wrong") }
            #expect(helper.heard.components(of: "wrong password") == 10)
        }

        @Test func aGameWithoutSuchAChannelHasNoNews() async throws {
            let game = TestGame.standard()
            try game.world.channel("Staff")?.delete()
            let ann = await game.connected("create Ann red herring")
            #expect(ann.account != nil && game.faults.isEmpty)
        }
    }
}
