import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    /// What `help` makes of commands, and pages in the line editor.
    struct HelpCommandTests {
        let game = TestGame.standard()

        private func admin(_ client: Client = TestGame.plainClient) async throws -> TestPlayer {
            try await game.player("Bil", permissions: ["Admin"], client: client)
        }

        @Test func aCommandsHelpHasTopics() async throws {
            let bil = try await admin()
            await bil.type("help ban")
            #expect(bil.heard.hasPrefix("ban (bans)\nUsage: ban <account>") && !bil.heard.contains("#"))
            #expect(bil.heard.hasSuffix("More: help ban/Addresses and help ban/Times\n"))
            await bil.type("help ban/addr")
            #expect(bil.heard.hasPrefix("ban/Addresses\nban 10.1.2.3 is one address"), "\(bil.heard)")
            await bil.type("help bans/times")
            #expect(bil.heard.hasPrefix("ban/Times\n"), "by its other name")
            await bil.type("help ban/fish")
            #expect(bil.heard == "ban has no topic 'fish'. There is Addresses or Times.\n")
            await bil.type("help look/fish")
            #expect(bil.heard == "look has no topics.\n")
            await bil.type("help/search ipv6")
            #expect(bil.heard.contains("ban"))
            await bil.type("ban for 2 days")
            #expect(!bil.heard.contains("##"), "a usage ends before them")
        }

        @Test func aPageOfACommandsNameHasItsTopicsToo() async throws {
            game.world.help.files = [
                try HelpEntry(markdown: "Of doors.\n## Weather\nStorms.\n## Times\nNever.\n", title: "ban")
            ]
            let bil = try await admin()
            await bil.type("help ban/weather")
            #expect(bil.heard == "ban/Weather\nStorms.\n")
            await bil.type("help ban/times")
            #expect(bil.heard.contains("12h"), "the command's own go first")
            await bil.type("help ban")
            #expect(bil.heard.contains("Usage: ban") && bil.heard.contains("Of doors."))
        }

        @Test func wordsOfHelpAreLinks() async throws {
            game.world.help.files = [try HelpEntry(markdown: "Hit.\n## Par|rying\nA shield.\n", title: "Combat")]
            var client = TestGame.plainClient
            client.links = .page
            let bil = try await admin(client)
            func link(_ path: String, _ words: String) -> String { "\u{1B}]8;;send:help%20\(path)\u{1B}\\\(words)\u{1B}]8;;\u{1B}\\" }
            await bil.type("help")
            #expect(bil.transcript.contains(link("Combat", "Combat")) || bil.heard.contains(link("about", "about")))
            await bil.type("@abort")
            await bil.type("help general")
            #expect(bil.heard.contains(link("about", "about") + "    "), "columns are as wide as the words")
            await bil.type("help combat")
            #expect(bil.heard.contains(link("Combat%2fPar%7crying", "help Combat/Par|rying")), "\(bil.heard.debugDescription)")
            await bil.type("help inventry")
            #expect(bil.heard.contains(link("inventory", "inventory")))
            await bil.type("help combat/dance")
            #expect(bil.heard.contains(link("Combat%2fPar%7crying", "Par|rying")))
            await bil.type("help/search shield")
            #expect(bil.heard.contains(link("Combat", "Combat")))
        }

        @Test func whoHearsItHearsWordsAlone() async throws {
            var client = TestGame.plainClient
            (client.links, client.isScreenReader) = (.page, true)
            let bil = try await admin(client)
            for line in ["help general", "help inventry", "help ban"] {
                await bil.type(line)
                #expect(!bil.heard.contains("\u{1B}") && !bil.heard.contains("send:"), "\(bil.heard.debugDescription)")
            }
        }

        // MARK: In the line editor

        private func helper() async throws -> TestPlayer {
            try await game.player("Hal", permissions: ["Helper"])
        }

        @Test func aPageIsWrittenLineByLine() async throws {
            let hal = try await helper()
            await hal.type("sethelp/edit Gulls")
            #expect(hal.heard.contains("You are editing the page 'Gulls'") || hal.heard.contains("the page 'Gulls'"))
            await hal.type("They |rsteal|n.")
            try await game.reload()
            await hal.type("## Feeding")
            await hal.type("Do not.")
            await hal.type(":wq")
            #expect(hal.session?.dialogue == nil)
            await hal.type("help gulls")
            #expect(hal.heard == "Gulls\nThey steal.\nMore: help Gulls/Feeding\n")
            await hal.type("sethelp/category gulls = Animals")
            await hal.type("sethelp/edit gulls")
            #expect(hal.heard.contains("They |rsteal|n.") && hal.heard.contains("## Feeding"), "\(hal.heard)")
            await hal.type("Never.")
            await hal.type(":wq")
            await hal.type("help gulls/feeding")
            #expect(hal.heard == "Gulls/Feeding\nDo not.\nNever.\n")
            #expect(game.world.help.stored("gulls")?.category == "Animals", "what else it has stays")
        }

        @Test func whatCannotBeReadIsNotKept() async throws {
            let hal = try await helper()
            await hal.type("sethelp/edit Gulls")
            await hal.type("#### Too deep")
            await hal.type(":w")
            #expect(hal.heard.contains("a topic of no topic"), "\(hal.heard)")
            #expect(hal.session?.dialogue != nil && game.world.help.stored("gulls") == nil)
        }

        @Test func whoMayNotWriteItMayNotEditIt() async throws {
            let hal = try await helper()
            await hal.type("sethelp Secrets = Dark.")
            game.world.help.files = [try HelpEntry(markdown: "---\nlocks: edit: perm(Admin)\n---\nRules.", title: "Rules")]
            await hal.type("sethelp/edit rules")
            #expect(hal.heard == "You may not change Rules.\n" && hal.session?.dialogue == nil)
            await hal.type("sethelp/edit secrets")
            hal.account?.permissions = ["Player"]
            await hal.type("Light.")
            await hal.type(":wq")
            #expect(hal.heard.contains("You may not change"))
            #expect(game.world.help.stored("secrets")?.text == "Dark.")
        }
    }
}
