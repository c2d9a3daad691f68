import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    @Suite struct AccountTests {
        let game = TestGame.standard()

        /// The second account of the game: no lock opens for it by itself.
        private func newcomer() async -> TestPlayer {
            _ = await game.connected("create Keeper red herring")
            return await game.connected("create Ann red herring")
        }

        @Test func changingThePassword() async throws {
            let ann = await newcomer()
            await ann.type("password")
            #expect(!ann.echoes)
            await ann.type("red herring")
            await ann.type("@blue whale")
            await ann.type("@blue whale")
            #expect(ann.heard == "Your password is changed.\n", "it may begin with a command's @")
            #expect(ann.echoes)
            #expect(try await accepts("@blue whale", ann))
            #expect(try await !accepts("red herring", ann))
            await ann.type("look")
            #expect(ann.heard.contains("the hall"))
        }

        @Test func thePasswordStays() async throws {
            let ann = await newcomer()
            for lines in [["blue whale"], [""], ["red herring", "blue whale", "blew whale", ""]] {
                await ann.type("password")
                for line in lines { await ann.type(line) }
                #expect(ann.echoes)
                #expect(ann.session?.dialogue == nil)
                #expect(try await accepts("red herring", ann))
            }
            await ann.type("password red herring = blue whale")
            #expect(ann.heard.hasPrefix("Type password by itself"))
        }

        private func accepts(_ password: String, _ player: TestPlayer) async throws -> Bool {
            let session = try #require(player.session)
            return try await player.account?.accepts(password: password, for: session) ?? false
        }

        @Test func severalCharacters() async throws {
            let ann = await newcomer()
            await ann.type("charcreate Zoe = A sailor.")
            #expect(ann.heard == "Zoe is born. ic Zoe steps into that life.\n")
            await ann.type("ic zoe")
            #expect(ann.heard.hasPrefix("You become Zoe.\n"))
            #expect(ann.puppet?.name == "Zoe")
            #expect(ann.puppet?.text == "A sailor.")
            let first = try #require(ann.account?.characters.first)
            #expect(first.location == nil, "the other one sleeps")
            await ann.type("ooc")
            #expect(ann.puppet == nil)
            #expect(ann.heard.hasPrefix("You step out of Zoe.\n\nAnn: 2 of 5 characters.\n"), "\(ann.heard)")
            let menu = ann.heard.dropFirst("You step out of Zoe.\n".count)
            await ann.type("look")
            #expect(ann.heard == menu, "the account's menu")
            await ann.type("say Hello")
            #expect(ann.heard == "You need to be in a character for that.\n")
            await ann.type("ic")
            #expect(ann.puppet?.name == "Zoe", "the last one")
            await ann.type("quit")
            let again = await game.connected("connect Ann red herring")
            #expect(again.puppet?.name == "Zoe")
        }

        @Test func charactersOfOthers() async {
            let ann = await newcomer()
            await ann.type("ic Keeper")
            #expect(ann.heard == "You have no character called 'Keeper'.\n")
            await ann.type("charcreate keeper")
            #expect(ann.heard == "The name keeper is taken. Try another.\n")
            for name in ["Bea", "Cid", "Dot", "Eva"] { await ann.type("charcreate \(name)") }
            await ann.type("charcreate Fay")
            #expect(ann.heard == "You have as many characters as you may: 5.\n")
        }

        @Test func endingACharacter() async throws {
            let ann = await newcomer()
            await ann.type("charcreate Zoe")
            await ann.type("chardelete Ann")
            #expect(ann.heard == "Ann is being played. Step out first.\n")
            await ann.type("chardelete Zoe")
            #expect(ann.heard == "Let Zoe go for good? [y/N] ")
            await ann.type("n")
            #expect(ann.heard == "Zoe stays.\n")
            await ann.type("chardelete Zoe")
            try await game.reload()
            await ann.type("y")
            #expect(ann.heard == "Zoe is gone.\n", "the question outlives a reload")
            #expect(ann.account?.characters.count == 1)
        }

        @Test func quell() async throws {
            let keeper = await game.connected("create Keeper red herring")
            await keeper.type("find Keeper")
            #expect(keeper.heard.contains("2 found."))
            await keeper.type("quell")
            await keeper.type("find Keeper")
            #expect(keeper.heard.hasPrefix("You know no way to 'find'") || keeper.heard.contains("is no command"))
            await keeper.type("unquell")
            await keeper.type("find Keeper")
            #expect(keeper.heard.contains("2 found."))
        }

        @Test func helpListsWhatOneMayDo() async throws {
            let ann = await newcomer()
            await ann.type("help")
            #expect(ann.heard.contains("inventory"))
            #expect(!ann.heard.contains("shutdown"))
            await ann.type("help inv")
            #expect(ann.heard == "inventory (i, inv)\nUsage: inventory\nShows what you carry.\n")
            await ann.type("help things")
            #expect(ann.heard.contains("drop"))
            #expect(!ann.heard.contains("whisper"))
            await ann.type("help inventry")
            #expect(ann.heard == "There is no help on 'inventry'. Perhaps inventory?\n")
            await ann.type("help reload")
            #expect(ann.heard.hasPrefix("There is no help on"))
        }

        @Test func everyCommandHasHelp() async throws {
            let keeper = await game.connected("create Keeper red herring")
            let all = game.game.commands(session: keeper.session, account: keeper.account, puppet: keeper.puppet)
            #expect(all.count > 40)
            for command in all {
                #expect(command.help.hasPrefix("Usage: \(command.key)"), "\(command.key)")
            }
            let words = all.flatMap { [$0.key] + $0.aliases }
            #expect(Set(words).count == words.count, "no two commands share a word")
        }
    }
}
