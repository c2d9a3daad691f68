import Testing

@testable import HearthKit

private final class Plain: Command {
    override class var key: String { "plain" }
    override class var aliases: [String] { ["simple"] }
    override class var help: String { "Usage: plain\nWhat `is` **so** stays so. ## No topic" }
}

private final class Rich: Command {
    override class var key: String { "rich" }
    override class var help: String { "Usage: rich\nSpends.\n\n## Gold\nShines." }
}

extension GameTests {
    @MainActor
    @Suite struct HelpTests {
        private static let page = """
            ---
            aliases: fight, brawl
            category: World
            locks: view: perm(Builder)
            ---
            # Combat

            Hit **first**. Type `kill`.

            ## Parrying
            A shield.
            ### Ripostes
            Quick.
            ## Running
            Away.
            """

        @Test func aPageIsRead() throws {
            let entry = try HelpEntry(markdown: Self.page, title: "x")
            #expect(entry.title == "Combat")
            #expect(entry.aliases == ["fight", "brawl"])
            #expect(entry.category == "World")
            #expect(entry.text == "Hit |wfirst|n. Type |wkill|n.")
            #expect(entry.topics.map(\.title) == ["Parrying", "Running"])
            #expect(entry.topic(["parr", "RIP"])?.topic.text == "Quick.")
            #expect(entry.topic(["parr", "RIP"])?.titles == ["Combat", "Parrying", "Ripostes"])
            #expect(entry.topic(["dancing"]) == nil)
            #expect(!entry.isVisible(to: nil))
        }

        @Test func aPageWithoutAHeadingIsCalledAsItsFile() throws {
            #expect(try HelpEntry(markdown: "Text.", title: "rules").title == "rules")
        }

        @Test(arguments: [
            ("---\nalaises: x\n---\nText.", 2, "'alaises' is unknown"),
            ("---\nlocks: view: perm(\n---\nText.", 2, "The lock"),
            ("---\ntitle: x\nText.", 3, "expected `key: value`"),
            ("# A\nText.\n# B\n", 3, "one # is the title"),
            ("Text.\n### Deep\n", 2, "'Deep' is a topic of no topic, expected ##"),
            ("# A\n", nil, "there is nothing to read in it"),
        ] as [(String, Int?, String)])
        func whatIsWrongIsSaidWithItsLine(_ markdown: String, _ line: Int?, _ message: String) {
            let error = #expect(throws: HelpProblems.self) { try HelpEntry(markdown: markdown, title: "x") }
            let problem = error?.problems.first
            #expect(problem?.line == line)
            #expect(problem?.message.hasPrefix(message) == true, "\(error?.description ?? "")")
        }

        @Test func aCommandsHelpHasTopicsWhereItSaysSo() {
            let plain = HelpEntry(of: Plain.self)
            #expect(plain.text == Plain.help && plain.topics.isEmpty && plain.aliases == ["simple"])
            let rich = HelpEntry(of: Rich.self)
            #expect(rich.title == "rich" && rich.text == "Usage: rich\nSpends.")
            #expect(rich.topic(["gold"])?.topic.text == "Shines.")
            #expect(HelpLibrary.search("shines", in: [plain, rich]).map(\.title) == ["rich"])
        }

        @Test func pagesAreFoundByTheirWords() throws {
            let combat = try HelpEntry(markdown: Self.page, title: "x")
            var shields = HelpEntry(title: "Shields")
            shields.text = "What a |rshield|n does in combat."
            let all = [combat, shields]
            #expect(HelpLibrary.search("shield", in: all).map(\.title) == ["Shields", "Combat"])
            #expect(HelpLibrary.search("shield first", in: all).map(\.title) == ["Combat"])
            #expect(HelpLibrary.search("fight", in: all).map(\.title) == ["Combat"])
            #expect(HelpLibrary.search("dragon", in: all).isEmpty)
        }

        @Test func pagesWrittenInTheGameOutliveAReloadAndStandInForAFiles() async throws {
            let game = TestGame(types: [])
            game.world.help.files = [HelpEntry(title: "Rules"), HelpEntry(title: "Combat")]
            var rules = HelpEntry(title: "rules")
            rules.source = "Be kind.\n## More\nStill."
            rules.aliases = ["law"]
            game.world.help.save(rules)
            try await game.reload()
            game.world.help.files = [HelpEntry(title: "Rules"), HelpEntry(title: "Combat")]
            let entries = game.world.help.entries
            #expect(entries.map(\.title) == ["rules", "Combat"])
            #expect(entries[0].text == "Be kind." && entries[0].topics.map(\.title) == ["More"])
            #expect(entries[0].aliases == ["law"])
            game.world.help.delete("Rules")
            #expect(game.world.help.entries.map(\.title) == ["Rules", "Combat"])
        }
    }
}
