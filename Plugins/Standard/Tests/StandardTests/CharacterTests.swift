import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    /// Who has which characters, and who is played after a login.
    @Suite struct CharacterTests {
        let game = TestGame.standard()

        private func newcomer() async -> TestPlayer {
            _ = await game.connected("create Keeper red herring")
            return await game.connected("create Ann red herring")
        }

        @Test func anAccountMayBeginWithoutACharacter() async throws {
            game.sessionSettings.makesCharacter = false
            let ann = await newcomer()
            #expect(ann.puppet == nil)
            #expect(ann.account?.characters.isEmpty == true)
            #expect(ann.heard.contains("Ann: 0 of 5 characters.\nYou have no character yet"), "\(ann.heard)")
            await ann.type("ic")
            #expect(ann.heard.hasPrefix("You are in no character now."))
            await ann.type("charcreate Zoe")
            await ann.type("ic Zoe")
            #expect(ann.puppet?.name == "Zoe")
            #expect(game.world.account(named: "Keeper")?.characters.count == 1, "the first one has one all the same")
        }

        @Test func aLoginMayStopAtTheMenu() async throws {
            game.sessionSettings.entersCharacter = false
            let ann = await newcomer()
            #expect(ann.puppet == nil)
            #expect(ann.heard.contains("Ann: 1 of 5 characters."))
            #expect(ann.heard.contains("asleep"))
            await ann.type("ic")
            #expect(ann.puppet?.name == "Ann")
            await ann.type("quit")
            #expect(await game.connected("connect Ann red herring").puppet == nil)
        }

        @Test func theMenuToldAloud() async throws {
            game.sessionSettings.entersCharacter = false
            _ = await game.connected("create Keeper red herring")
            let ann = await game.connected("screenreader", "create Ann red herring")
            #expect(ann.heard.contains("Character: Ann, Now: asleep"), "\(ann.heard)")
        }

        @Test func whoeverWasPlayedLastIsPlayedAgain() async throws {
            let ann = await newcomer()
            await ann.type("charcreate Zoe")
            await ann.type("ic Zoe")
            await ann.type("quit")
            try await game.restart()
            let again = await game.connected("connect Ann red herring")
            #expect(again.puppet?.name == "Zoe")
        }

        @Test func anythingWithTheLockCanBePlayed() async throws {
            let ann = await newcomer()
            let owl = Object.create("a stuffed owl", in: try game.hall)
            await ann.type("ic owl")
            #expect(ann.heard == "You have no character called 'owl'.\n")
            owl.locks = "puppet: all()"
            await ann.type("ic owl")
            #expect(ann.puppet === owl)
            let character = try #require(ann.account?.characters.first)
            #expect(character.location == nil)
            await ann.disconnect()
            #expect(owl.location != nil, "a thing stays where it is")
            #expect(!owl.isLinkDead)
            let again = await game.connected("connect Ann red herring")
            #expect(again.puppet === owl, "what was played last")
            await again.type("ooc")
            await again.type("ic #\(owl.id.rawValue)")
            #expect(again.puppet === owl)
            await again.type("quit")
            owl.locks = "puppet: none()"
            #expect(await game.connected("connect Ann red herring").puppet === character)
        }

        @Test func roomsAndWaysArePlayedByNobody() async throws {
            let keeper = await game.connected("create Keeper red herring")
            let (hall, door) = (try game.hall, Exit.create("a door", in: try game.hall))
            for place in [hall, door] {
                await keeper.type("ic #\(place.id.rawValue)")
                #expect(keeper.heard.hasPrefix("You have no character called"))
            }
            #expect(keeper.puppet?.name == "Keeper")
        }

        @Test func aCharactersNameIsNobodyElses() async {
            let ann = await newcomer()
            await ann.type("charcreate Zoe")
            let other = await game.connected("create zoe red herring")
            #expect(other.account == nil)
            #expect(other.heard.contains("is taken"))
        }

        @Test func whoTellsWhatPeopleDo() async throws {
            let ann = await newcomer()
            await ann.type("doing mending |rnets|n")
            #expect(ann.heard == "Who looks at who reads of you now: mending |rnets|n\n")
            try await game.reload()
            await game.advance(.seconds(90))
            await ann.type("who")
            let row = try #require(ann.heard.split(separator: "\n").first { $0.hasPrefix("Ann") })
            #expect(row.contains("mending |rnets|n"), "as it was typed")
            #expect(ann.heard.hasSuffix("Two players here.\n"))
            await ann.type("doing \(String(repeating: "x", count: 46))")
            #expect(ann.heard == "That is more than 45 letters.\n")
            await ann.type("doing")
            #expect(ann.heard.contains("mending"))
            await ann.type("doing/clear")
            await ann.type("who")
            #expect(!ann.heard.contains("mending"))
        }
    }
}
