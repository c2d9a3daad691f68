import HearthKit
import Testing

@testable import Standard

final class Barrel: Object {
    @Saved var pints = 10
}

extension StandardTests {
    @MainActor
    struct CopyingTests {
        let game = TestGame.standard()

        private func builder() async throws -> (bil: TestPlayer, barrel: Barrel) {
            let bil = try await game.player("Bil", in: game.hall, permissions: ["Builder"])
            let barrel = Barrel.create("a barrel", in: try game.hall) {
                $0.pints = 3
                $0.text = "It leaks."
                $0.tags = ["wood", "world:barrel"]
                $0.attributes = ["smell": "beer"]
            }
            return (bil, barrel)
        }

        @Test func aCopyIsLikeItsOriginalButInWhatMakesThatOne() async throws {
            let (bil, barrel) = try await builder()
            await bil.type("copy barrel = a keg;cask")
            let copy = try #require(game.hall.contents(of: Barrel.self).first { $0 !== barrel })
            #expect(copy.name == "a keg" && copy.aliases == ["cask"] && copy.text == "It leaks." && copy.pints == 3)
            #expect(copy.tags == ["wood"] && copy.attributes == barrel.attributes)
            copy.pints = 1
            #expect(barrel.pints == 3)
        }

        @Test func aCopiedCharacterIsNobodysOwn() async throws {
            let (bil, _) = try await builder()
            let ann = try await game.player("Ann", in: game.hall)
            let body = try #require(ann.puppet as? Character)
            await bil.type("copy Ann = a likeness")
            #expect(try game.hall.contents(of: Character.self).count == 2, "who is played is not copied")
            await ann.disconnect()
            body.place(in: try game.hall)
            await bil.type("copy \(body.id) = a likeness")
            let copy = try #require(game.hall.contents(of: Character.self).first { $0.name == "a likeness" })
            #expect(copy.account == nil)
        }

        @Test func attributesAreCopiedMovedAndWiped() async throws {
            let (bil, barrel) = try await builder()
            let rock = Object.create("a rock", in: try game.hall)
            await bil.type("cpattr barrel/smell = rock/odour, Bil")
            #expect(rock.attributes == ["odour": "beer"] && barrel.attributes == ["smell": "beer"])
            await bil.type("mvattr barrel/smell = rock")
            #expect(barrel.attributes.isEmpty && rock.attributes["smell"] == "beer")
            await bil.type("wipe rock/smell")
            #expect(rock.attributes == ["odour": "beer"])
            await bil.type("wipe rock")
            #expect(rock.attributes.isEmpty && barrel.pints == 3)
        }

        @Test func anotherClassFromTheNextReload() async throws {
            let (bil, _) = try await builder()
            let rock = Object.create("a rock", in: try game.hall) { $0.attributes["smell"] = "earth" }
            await bil.type("class rock = Barrel")
            #expect(bil.heard.contains("will be a StandardTests.Barrel"))
            await bil.type("class rock = Room")
            #expect(bil.heard == "Room is no kind of Object, which it is and stays.\n" || bil.heard.contains("Room"))
            try await game.reload()
            let barrel = try #require(game.world.entity(rock.id) as? Barrel)
            #expect(barrel.name == "a rock" && barrel.pints == 10 && barrel.attributes["smell"] == "earth")
        }

        @Test func homesAndWaysAreSetAndUndone() async throws {
            let (bil, barrel) = try await builder()
            await bil.type("dig A cellar = down;d, up;u")
            await bil.type("sethome barrel = A cellar")
            #expect(barrel.home?.name == "A cellar")
            await bil.type("unlink down")
            await bil.type("down")
            #expect(bil.heard == "That way leads nowhere.\n")
        }

        @Test func commandSetsAndNumbersAreShown() async throws {
            let (bil, _) = try await builder()
            await bil.type("cmdsets")
            #expect(bil.heard.contains("only the commands that everyone has"))
            await bil.type("objects")
            #expect(bil.heard.contains("Rooms") && bil.heard.contains("a barrel"))
            await bil.type("class/list barrel")
            #expect(bil.heard.contains("StandardTests.Barrel"))
        }

        @Test func emitShowsTextAsItIs() async throws {
            let (bil, _) = try await builder()
            let ann = try await game.player("Ann", in: game.hall)
            await bil.type("emit The floor |rshakes|n.")
            #expect(ann.heard == "The floor shakes.\n")
            ann.forget()
            await ann.type("emit Boo")
            #expect(!ann.heard.contains("Boo\n"))
            await bil.type("emit/all = x")
            #expect(bil.heard.hasPrefix("You may not"))
        }
    }
}

extension StandardTests {
    @MainActor
    struct LockedAttributeTests {
        @Test func aLockKeepsOneAttributeOrAll() async throws {
            let game = TestGame.standard()
            let bil = try await game.player("Bil", in: game.hall, permissions: ["Builder"])
            let chest = Object.create("a chest", in: try game.hall) {
                $0.attributes = ["code": 1234, "smell": "oak"]
                $0.locks = "attrread_code: perm(Admin); attredit: perm(Admin)"
            }
            await bil.type("examine chest")
            #expect(bil.heard.contains("oak") && !bil.heard.contains("1234"))
            await bil.type("set chest/code")
            #expect(bil.heard.hasPrefix("A lock keeps a chest"))
            await bil.type("cpattr chest/code = me")
            #expect(bil.heard.hasPrefix("A lock keeps a chest"))
            await bil.type("set chest/smell = \"pine\"")
            #expect(chest.attributes["smell"] == "oak")
            bil.account?.permissions = ["Admin"]
            await bil.type("set chest/smell = \"pine\"")
            #expect(chest.attributes["smell"] == "pine")
        }

        @Test func aLockTellsWhy() async throws {
            let game = TestGame.standard()
            let bil = try await game.player("Bil", in: game.hall, permissions: ["Builder"])
            _ = try await game.player("Ann", in: game.hall, permissions: ["Player"])
            Object.create("a chest", in: try game.hall) { $0.locks = "get: perm(Builder) and not tag(ghost)" }
            await bil.type("lock/why chest = get")
            #expect(bil.heard.contains("'get' is allowed to Bil"))
            await bil.type("lock/why chest = get, Ann")
            #expect(bil.heard.contains("'get' is refused to Ann") && bil.heard.contains("perm(Builder)"))
        }
    }
}
