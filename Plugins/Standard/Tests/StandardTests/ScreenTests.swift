import HearthKit
import Testing

@testable import Standard

/// Found by itself.
private final class OwnTexts: InlineFunctions {
    override class var functions: [InlineFunction] {
        [InlineFunction("test_shout(text)", "Louder.") { $0.text("text").uppercased() + "!" }]
    }
}

extension StandardTests {
    /// What commands show on different screens and in different languages.
    struct ScreenTests {
        private let game = TestGame.standard()

        private func reader(_ name: String, permissions: [String] = []) async throws -> TestPlayer {
            var client = TestGame.plainClient
            client.isScreenReader = true
            return try await game.player(name, in: game.hall, permissions: permissions, client: client)
        }

        @Test func tablesAreReadAloud() async throws {
            let ann = try await reader("Ann", permissions: ["Admin"])
            await ann.type("who")
            #expect(ann.heard.hasPrefix("Name: Ann, Connected: 0s, Idle: 0s, Where: the hall, From: 127.0.0.1\n"))
            await ann.type("sessions")
            #expect(ann.heard.hasPrefix("*, No: 1, From: 127.0.0.1, By: telnet, Client: -, Connected: 0s, "))
            for line in ["find hall", "accounts", "objects", "cmdsets", "option", "nick a = b", "nick", "classes"] {
                await ann.type(line)
                #expect(!ann.heard.contains("---"), "\(line)")
            }
            await ann.type("find hall")
            #expect(ann.heard.contains("Name: the hall, Class: Room, Where: -\n"))
        }

        @Test func tablesTakeTheWidthOfTheScreen() async throws {
            let ann = try await game.player("Ann", in: game.hall, permissions: ["Admin"])
            ann.puppet?.location?.name = "a hall with a name that is a good deal longer than any screen of a telephone"
            for width in [30, 40, 60, 200] {
                ann.session?.options.width = width
                await ann.type("who")
                #expect(ann.heard.split(separator: "\n").allSatisfy { $0.count <= width }, "\(width)")
                #expect(ann.heard.contains("telephone"))
            }
        }

        @Test func aLanguageIsTheAccounts() async throws {
            let ann = await game.connected("create Ann secret-enough-words")
            await ann.type("language")
            #expect(ann.heard == "This game has one language alone.\n")
            game.world.texts.languages = [
                "de": [
                    "language name": "Deutsch", "language set": "Das Spiel spricht nun {name} mit dir.",
                    "says": "$obj(actor): {text}", "welcome back": "Da bist du wieder, {name}.",
                    "not found": "Hier ist kein '{what}'.",
                ]
            ]
            await ann.type("language Klingon|r")
            #expect(ann.heard.hasPrefix("This game has no language 'Klingon|r'."))
            await ann.type("language deutsch")
            #expect(ann.heard == "Das Spiel spricht nun Deutsch mit dir.\n")
            await ann.type("language")
            #expect(ann.heard.contains("*  de    Deutsch") && ann.heard.contains("auto  English"))
            await ann.type("get lamp")
            #expect(ann.heard == "Hier ist kein 'lamp'.\n")
            await ann.type("quit")
            let again = await game.connected("connect Ann secret-enough-words")
            #expect(again.transcript.contains("Da bist du wieder, Ann."))
            await again.type("option/clear")
            #expect(again.session?.language == "de")
            await again.type("language auto")
            #expect(again.heard == "The game speaks English to you now.\n")
            #expect(again.account?.clientOptions.isEmpty == true)
        }

        @Test func linksAreAnOption() async throws {
            let ann = try await game.player("Ann", in: game.hall)
            await ann.type("option links = mxp")
            #expect(ann.session?.client.links == .mxp)
            await ann.type("say <b> |lclook|ltx|le")
            #expect(ann.heard.contains("<b> |lclook|ltx|le") && !ann.heard.contains("SEND"))
            await ann.type("option links = many")
            #expect(ann.heard.hasPrefix("links takes none, mxp or osc8"))
        }

        @Test func buildersCallFunctionsInTexts() async throws {
            let dev = try await game.player("Dev", in: game.hall, permissions: ["Developer"])
            Object.create("a sign", in: try game.hall)
            await dev.type("describe sign = It reads: $pad($test_shout(inn), 8, fill=*)")
            await dev.type("look sign")
            #expect(dev.heard.hasSuffix("It reads: **INN!**\n"))
            await dev.type("functions shout")
            #expect(dev.heard == "$test_shout(text)\n  Louder.\n")
            await dev.type("functions pad")
            #expect(dev.heard.contains("$pad(text, width=78, align=center, fill=)\n  Fills"))
            await dev.type("functions none")
            #expect(dev.heard == "Texts have no such function.\n")
        }

        @Test func helpListsInColumnsOrWords() async throws {
            let ann = try await game.player("Ann", in: game.hall)
            await ann.type("help general")
            #expect(ann.heard.contains("\n  about    go "))
            let bob = try await reader("Bob")
            await bob.type("help general")
            #expect(bob.heard.contains("\nabout, go, "))
        }

        @Test func whatPlayersWriteOfThemselvesCallsNothing() async throws {
            let ann = try await game.player("Ann", in: game.hall)
            let bob = try await game.player("Bob", in: game.hall)
            await ann.type("setdesc Tall, $pad(a, 9) $$an(apple).")
            await bob.type("look ann")
            #expect(bob.heard.contains("Tall, $pad(a, 9) $$an(apple).\n"))
            for line in ["say $an(apple)", "pose $an(apple)", "whisper bob = $an(apple)"] {
                bob.forget()
                await ann.type(line)
                #expect(bob.heard.contains("$an(apple)"), "\(line)")
            }
        }
    }
}
