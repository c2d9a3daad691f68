import HearthKit
import Testing

@testable import Standard

private enum Side: String, CaseIterable, AnswerValue, Storable { case sun, moon }

private final class Believer: Account {
    @Saved var isBrief = false
    @Saved var side = Side.sun
    @Saved var tithe = 10
    override class var options: [AccountOption] {
        [
            AccountOption("brief", \Believer.isBrief, "on or off: rooms that you know without their texts"),
            AccountOption("side", \Believer.side, "sun or moon: whose banner you carry"),
            AccountOption("tithe", \Believer.tithe, "what you give of a hundred coins") { tithe in
                guard (0...100).contains(tithe) else { throw Refusal("It is of a hundred.") }
            },
        ]
    }
}

extension StandardTests {
    /// What a player says of their client.
    @Suite struct OptionTests {
        let game = TestGame.standard()

        private func player() async throws -> TestPlayer { try await game.player("Ann", permissions: ["Player"]) }

        /// The options as a player reads them: each with how it is, and whether they set it.
        private func shown(_ player: TestPlayer) async -> [String: [String]] {
            await player.type("option")
            // A screen reader has it in other words.
            let plain = player.heard.replacing("Option: ", with: "").replacing(", Now:", with: "")
            let rows = plain.replacing(", Set by you:", with: "").split(separator: "\n")
                .map { $0.split(separator: " ").map(String.init) }
            return Dictionary(rows.map { ($0[0], Array($0.dropFirst())) }) { first, _ in first }
        }

        nonisolated static let values = [
            "colors": "256", "width": "132", "height": "50", "screenreader": "on", "links": "mxp",
            "encoding": "latin-1", "promptmark": "none", "keepalive": "off", "localecho": "on", "raw": "on",
            "language": "de",
        ]

        @Test func eachHasATest() {
            #expect(Set(ClientOptionSetting.all.map(\.name)) == Set(Self.values.keys))
        }

        @Test(arguments: values.map { ($0.key, $0.value) })
        func eachCanBeSetAndGivenBack(_ name: String, _ value: String) async throws {
            game.world.texts.languages = ["de": ["language name": "Deutsch"]]
            let ann = try await player()
            let before = await shown(ann)[name]
            await ann.type("option \(name) = \(value)")
            let now = await shown(ann)[name]
            #expect(now == [name == "language" ? "Deutsch" : value, "yes"])
            await ann.type("option \(name) = nonsense")
            #expect(ann.heard.contains("\(name) takes "))
            #expect(await shown(ann)[name] == now)
            await ann.type("option \(name) = auto")
            #expect(await shown(ann)[name] == before)
            #expect(ann.session?.options.isEmpty == true)
        }

        @Test func whatTheClientSpeaksIsShown() async throws {
            var client = TestGame.structuredClient
            client.abilities.insert([.utf8, .compressed])
            let ann = try await game.player("Ann", permissions: ["Player"], client: client)
            #expect(await shown(ann)["speaks"] == ["UTF-8,", "GMCP,", "MCCP2"])
        }

        @Test func aGameHasOptionsOfItsOwn() async throws {
            let ann = await game.connect()
            let session = try #require(ann.session)
            let account = Believer.create("Ann") { $0.permissions = ["Player"] }
            session.endDialogue()
            session.login(account)
            for line in ["brief = on", "side = m", "tithe = 25", "width = 100"] { await ann.type("option \(line)") }
            #expect((account.isBrief, account.side, account.tithe) == (true, .moon, 25))
            #expect(session.options.width == 100)
            let all = await shown(ann)
            #expect((all["brief"], all["side"], all["tithe"]) == (["on"], ["moon"], ["25"]))
            await ann.type("option/clear")
            #expect(account.isBrief, "it is no matter of the client")
            for (line, answer) in [
                "tithe = 101": "It is of a hundred.", "side = stars": "sun", "brief": "brief is on. It takes on or off",
                "width": "width is", "nothing": "There is no option 'nothing'.",
            ] {
                await ann.type("option \(line)")
                #expect(ann.heard.contains(answer), "\(ann.heard)")
            }
            #expect((account.isBrief, account.side, account.tithe) == (true, .moon, 25))
        }

        @Test func oneThatThereIsNot() async throws {
            let ann = try await player()
            await ann.type("option taste = good")
            #expect(ann.heard.hasPrefix("There is no option 'taste'. There are colors, width"))
        }

        @Test func whatIsSavedIsThereTheNextTime() async throws {
            _ = await game.connected("create Keeper red herring")
            let ann = await game.connected("create Ann red herring")
            await ann.type("option encoding = latin-1")
            await ann.type("option width = 40")
            #expect(ann.account?.clientOptions.isEmpty == true, "for this connection alone")
            await ann.type("option/save promptmark = none")
            #expect(ann.account?.clientOptions.width == 40, "all that is set")
            await ann.type("quit")
            let again = await game.connected("connect Ann red herring")
            #expect(again.session?.client.width == 40)
            #expect(again.connection?.encoding == .latin1)
            #expect(again.connection?.promptMark == PromptMark.none)
            await again.type("option/clear")
            #expect(again.connection?.encoding == nil && again.connection?.promptMark == nil)
            await again.type("quit")
            let last = await game.connected("connect Ann red herring")
            #expect(last.session?.options.isEmpty == true)
            #expect(last.connection == nil)
        }

        @Test func whatWasSaidBeforeTheLoginGoesFirst() async throws {
            _ = await game.connected("create Keeper red herring")
            await game.connected("create Ann red herring").type("option/save width = 40")
            let again = await game.connected("encoding latin-1", "connect Ann red herring")
            #expect(again.transcript.contains("Text is sent to you as latin-1 now."))
            #expect(again.session?.options.encoding == .latin1)
            #expect(again.session?.options.width == 40)
            let other = await game.connected("encoding", "encoding klingon")
            #expect(other.transcript.contains("Text is sent to you as auto."))
            #expect(other.heard.hasPrefix("encoding takes utf-8, latin-1 or ascii"))
        }

        @Test func thePortalIsToldOnceAndKnowsItThroughAReload() async throws {
            let ann = try await player()
            await ann.type("option keepalive = off")
            #expect(ann.connection?.keepsAlive == false)
            await ann.type("option width = 40")
            try await game.reload()
            #expect(ann.session?.options.keepsAlive == false)
            #expect(ann.session?.client.width == 40)
            #expect(ann.connection?.keepsAlive == false)
        }

        @Test func whatOneTypesIsSentBack() async throws {
            let ann = try await player()
            await ann.type("option localecho = on")
            await ann.type("look |rhere")
            #expect(ann.heard.hasPrefix("look |rhere\n"))
            await ann.type("password")
            await ann.type("red herring")
            #expect(!ann.heard.contains("herring"), "but no password")
        }

        @Test func textAsItIsWritten() async throws {
            let ann = try await player()
            try game.hall.text = "A |rred|n hall."
            await ann.type("option raw = on")
            await ann.type("look")
            #expect(ann.heard == "|cthe hall|n\nA |rred|n hall.\n")
            #expect(ann.session?.client.isRaw == true)
        }

        @Test func theHelpNamesEachOption() {
            for setting in ClientOptionSetting.all { #expect(SetOptions.help.contains("  \(setting.name) ")) }
        }
    }
}
