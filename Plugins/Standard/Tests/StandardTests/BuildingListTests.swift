import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    /// Several things by one line, and parts of things.
    @Suite struct BuildingListTests {
        let game = TestGame.standard()

        private func builder() async throws -> TestPlayer {
            try await game.player("Bil", permissions: ["Builder"])
        }

        private func thing<T: Object>(_ name: String, _ type: T.Type = Object.self) throws -> T {
            try #require(game.world.all(T.self).first { $0.name == name }, "no \(name)")
        }

        @Test func severalAreMadeAtOnce() async throws {
            let bil = try await builder()
            await bil.type("create a lamp;glim:Jar, a rock")
            #expect(try thing("a lamp", Jar.self).aliases == ["glim"])
            #expect(try thing("a rock").location === bil.puppet)
            await bil.type("create Jar = a pot;p, a vase")
            #expect(try thing("a pot", Jar.self).aliases == ["p"] && thing("a vase", Jar.self).location === bil.puppet)
            await bil.type("create a brick, a tile:Nonesuch")
            #expect(!game.world.all(Object.self).contains { $0.name == "a brick" }, "nothing is half made")
        }

        @Test func severalAreEndedAtOnce() async throws {
            let bil = try await builder()
            let hall = try game.hall
            let things = ["a", "b", "c", "d"].map { Object.create("thing \($0)", in: hall) }
            await bil.type("destroy thing a, thing b")
            #expect(bil.heard.hasPrefix("End thing a(\(things[0].id)) and thing b(\(things[1].id)) for good?"))
            #expect(!things[0].isDeleted)
            await bil.type("y")
            #expect(things.map(\.isDeleted) == [true, true, false, false])
            await bil.type("destroy/force \(things[0].id)-\(things[3].id.rawValue)")
            #expect(things.map(\.isDeleted) == [true, true, true, true], "\(bil.heard)")
            await bil.type("destroy #9000-9005")
            #expect(bil.heard == "There is no #9000-9005.\n")
            let last = Object.create("the last", in: hall)
            await bil.type("destroy/force the last, here")
            #expect(!last.isDeleted && bil.heard.contains("must stay"), "all or none")
            await bil.type("find \(last.id)-#\(last.id.rawValue + 5)")
            #expect(bil.heard.contains("1 found."))
        }

        @Test func waysAndRoomsHaveAliasesAndClasses() async throws {
            let bil = try await builder()
            await bil.type("tunnel n = Loft;attic:Nook")
            let loft = try thing("Loft", Nook.self)
            #expect(loft.aliases == ["attic"])
            await bil.type("dig The Mill;mill = gate;g:Portcullis, out;o")
            let gate = try thing("gate", Portcullis.self)
            #expect(gate.aliases == ["g"] && gate.destination?.name == "The Mill")
            #expect(try thing("The Mill", Room.self).aliases == ["mill"])
            await bil.type("open hatch;h:Portcullis = The Mill, chute;c:Portcullis")
            #expect(try thing("hatch", Portcullis.self).aliases == ["h"])
            #expect(try thing("chute", Portcullis.self).aliases == ["c"])
            await bil.type("dig Nowhere = door:Nonesuch")
            #expect(!game.world.all(Room.self).contains { $0.name == "Nowhere" }, "nothing is half made")
        }

        @Test func attributesUnderALockStay() async throws {
            let bil = try await builder()
            let jar = Jar.create("a jar", in: try game.hall) {
                $0.attributes = ["a": 1, "b": 2, "secret": 3]
                $0.locks = "attredit_secret: none()"
            }
            let pot = Object.create("a pot", in: try game.hall) { $0.locks = "attredit_b: none()" }
            await bil.type("wipe jar/secret")
            #expect(bil.heard.hasPrefix("A lock keeps") && jar.attributes["secret"] == 3)
            await bil.type("wipe jar")
            #expect(jar.attributes.count == 3, "all or none")
            await bil.type("cpattr jar/a/b = pot")
            #expect(bil.heard.hasPrefix("A lock keeps") && pot.attributes.isEmpty)
            await bil.type("mvattr jar/secret = pot")
            #expect(jar.attributes["secret"] == 3 && pot.attributes.isEmpty)
            await bil.type("cpattr jar/a/b = pot/one/two")
            #expect(pot.attributes == ["one": 1, "two": 2])
            await bil.type("wipe jar/a/b")
            #expect(jar.attributes == ["secret": 3])
        }

        @Test func aPartOfAValue() async throws {
            let bil = try await builder()
            let chest = Jar.create("a chest", in: try game.hall)
            await bil.type("set chest/stock[rope] = 3")
            await bil.type("set chest/stock[more][\"tar\"] = \"black\"")
            #expect(chest.attributes["stock"] == ["rope": 3, "more": ["tar": "black"]])
            await bil.type("set chest/stock[rope]")
            #expect(bil.heard == "a chest(\(chest.id))/stock[rope] = 3\n")
            await bil.type("set chest/stock[rope] =")
            #expect(chest.attributes["stock"] == ["more": ["tar": "black"]])
            await bil.type("set chest/stock[rope] =")
            #expect(bil.heard == "stock[rope]: there is no part 'rope'.\n")
            await bil.type("set chest/stock[more] = nil")
            #expect(chest.attributes["stock"] == ["more": .null], "nil is a value")
            await bil.type("set chest/marks[1] = 7")
            #expect(chest.marks == [5, 7], "a list grows by one")
            await bil.type("set chest/marks[9] = 7")
            #expect(bil.heard == "marks[9]: there is no part '9'.\n")
            await bil.type("set chest/marks[0] = \"x\"")
            #expect(chest.marks == [5, 7] && bil.heard.hasPrefix("marks cannot be"))
            await bil.type("set chest/marks[0 = 1")
            #expect(bil.heard.contains("is no part of anything"))
        }

        @Test func whatIsExamined() async throws {
            let bil = try await builder()
            let jar = Jar.create("a jar", in: try game.hall) {
                $0.heartbeat = .seconds(10)
                $0.nicks = [Nick(.line, "x", "look")]
                $0.attributes["long"] = .string(String(repeating: "la ", count: 100))
            }
            schedule(Crack(jar: Ref(jar)), in: .seconds(60), for: jar)
            let rust = game.world.begin(Script.self, "rust")
            rust.attach(to: jar)
            jar.add(Corked.self)
            await bil.type("examine jar")
            for line in [
                "Scripts: rust(\(rust.id))", "Sets of commands: StandardTests.Corked", "Heartbeat: every 10 seconds",
                "Jobs: 1 Crack, once, in 1 minute", "Nicks: x = look (line)",
            ] {
                #expect(bil.heard.contains(line), "\(line) in \(bil.heard)")
            }
            #expect(!bil.heard.contains(String(repeating: "la ", count: 100)))
            await bil.type("examine jar/long")
            #expect(bil.heard.contains("la la la"))
            await bil.type("examine jar/nothing")
            #expect(bil.heard.contains("has neither a property nor an attribute"))
        }

        @Test func emitting() async throws {
            let bil = try await builder()
            let ann = try await game.player("Ann")
            let bob = try await game.player("Bob", in: Room.create("the moon"))
            let cat = Character.create("a cat", in: try game.hall)
            func heard(_ line: String) async -> [String] {
                for player in [ann, bob] { player.forget() }
                await bil.type(line)
                return [ann.heard, bob.heard]
            }
            #expect(await heard("remit the moon = Dust.") == ["", "Dust.\n"])
            #expect(await heard("emit/room Ann = Dust.") == ["", ""] && bil.heard.contains("is no room"))
            #expect(await heard("pemit Ann = Dust.") == ["Dust.\n", ""])
            #expect(await heard("emit/accounts \(cat.id) = Dust.") == ["", ""] && bil.heard.hasPrefix("Nobody plays a cat"))
            let bag = Object.create("a bag", in: try game.hall)
            bob.puppet?.place(in: bag)
            #expect(await heard("emit/contents a bag, Ann = Dust.") == ["Dust.\n", "Dust.\n"])
            ann.puppet?.locks = "tell: none()"
            #expect(await heard("pemit Ann = Dust.") == ["", ""])
        }

        @Test func teleportAliasAndCopySwitches() async throws {
            let bil = try await builder()
            let hall = try game.hall
            let (attic, chest) = (Room.create("The Attic"), Object.create("a chest", in: hall))
            let door = Exit.create("door", in: hall) { $0.destination = attic }
            let rock = Object.create("a rock", in: attic)
            await bil.type("teleport/intoexit a rock = door")
            #expect(rock.location === door)
            await bil.type("teleport/loc a rock = a chest")
            #expect(rock.location === hall)
            await bil.type("copy a chest = a coffer;c, The Attic")
            #expect(try thing("a coffer").location === attic && thing("a coffer").aliases == ["c"])
            chest.aliases = ["box", "crate"]
            await bil.type("alias/delete a chest = box")
            #expect(chest.aliases == ["crate"])
            await bil.type("alias/delete a chest")
            #expect(chest.aliases.isEmpty)
            await bil.type("objects 2")
            #expect(bil.heard.contains("a coffer") && !bil.heard.contains("The Attic  "))
            await bil.type("teleport door = The Attic")
            #expect(door.location === hall && bil.heard.hasPrefix("You may not change"), "a way stays where it is")
            let cat = Character.create("a cat", in: hall)
            await bil.type("teleport a cat = The Attic")
            #expect(cat.location === hall, "people are for admins to move")
        }

        @Test func oneCommandAlone() async throws {
            let ada = try await game.player("Ada", permissions: ["Admin"])
            let ann = try await game.player("Ann", permissions: ["Player"])
            await ada.type("perm Ann = dig")
            await ann.type("dig A cave")
            #expect(ann.heard.hasPrefix("You dug A cave"))
            await ann.type("create a rock")
            #expect(ann.heard.contains("no command") || ann.heard.contains("know no way"))
            await ada.type("perm Ann = jobs")
            #expect(ada.heard == "You may give what is below your own rung alone.\n", "nobody gives what they do not have")
        }

        @Test func locksTellWhatTheyAre() async throws {
            let bil = try await builder()
            let jar = Jar.create("a jar", in: try game.hall)
            await bil.type("lock jar = gte: none()")
            #expect(bil.heard.contains("Nothing asks a lock for 'gte' of itself. Did you mean get"))
            await bil.type("lock jar = brew: none()")
            #expect(!bil.heard.contains("Did you mean"), "a game has its own, and a class says so")
            await bil.type("lock/functions")
            #expect(bil.heard.contains("perm_above") && bil.heard.contains("serversetting"))
            await bil.type("lock/why jar = get, Bil")
            #expect(bil.heard.contains("Did") || bil.heard.contains("without one it is open"))
            await bil.type("lock/why jar = put_in, Bil")
            #expect(bil.heard.contains("without one it is closed"))
            await bil.type("lock/why jar = veiw")
            #expect(bil.heard.hasPrefix("Nothing asks a lock for 'veiw' of itself. Did you mean view?"), "\(bil.heard)")
            let ada = try await game.player("Ada", permissions: ["Developer"])
            let ann = try await game.player("Ann", permissions: ["Player"])
            await ada.type("lock/why jar = ann")
            #expect(ada.heard.hasPrefix("No lock and no default of the name 'ann' is known.\n"), "\(ada.heard)")
            await ada.type("lock/why jar = brew")
            #expect(!ada.heard.contains("is known"), "the jar has a lock of that name")
            await ada.type("lock/why jar = attrread_oil")
            #expect(!ada.heard.contains("is known"))
            await ada.type("lock/why *Ann = edit, Ada")
            #expect(ada.heard.contains("without one it is open"))
            await ada.type("lock/why *Ann = edit, Bil")
            #expect(ada.heard.contains("without one it is closed"))
            await ada.type("lock/why \(ann.puppet?.id.description ?? "") = puppet, *Ann")
            #expect(ada.heard.contains("is allowed to") && ada.heard.contains("owner()"))
        }

        @Test func wordsThatPeopleKnow() async throws {
            let ada = try await game.player("Ada", permissions: ["Developer"])
            let bob = try await game.player("Bob", permissions: ["Player"])
            schedule(Crack(jar: Ref(Jar.create("a jar"))), in: .seconds(60))
            await ada.type("jobs/remove 1")
            #expect(ada.heard.contains("is cancelled") && game.game.scheduledJobs.isEmpty)
            let channel = try #require(game.world.channels.first { $0.name == "Public" })
            await ada.type("channel/ban public")
            #expect(ada.heard == "Nobody is banned from Public.\n")
            await ada.type("channel/ban public = Bob")
            await ada.type("channel/ban public")
            #expect(ada.heard == "Banned from Public: Bob.\n" && channel.banned.count == 1)
            await bob.type("option colors = truecolor")
            #expect(bob.session?.client.colors == .trueColor)
            await bob.type("option colors = xterm256")
            #expect(bob.session?.client.colors == .xterm256)
        }

        @Test func aClassBeginsAnew() async throws {
            let bil = try await builder()
            let jar = Jar.create("a jar", in: try game.hall)
            jar.begun = 0
            await bil.type("class/reset jar")
            #expect(jar.begun == 1 && bil.heard.contains("begins anew"))
        }
    }
}

private final class Jar: Object {
    @Saved var marks = [5]
    @Saved var begun = 0
    override class var defaultLocks: Locks { "brew: perm(Builder)" }
    override func created() { begun += 1 }
}

private enum Corked: LastingCommandSet {
    static var set: CommandSet { CommandSet(Get.self, merge: .remove) }
}

private struct Crack: Job {
    var jar: Ref<Object>
    func run() {}
}

private final class Nook: Room {}
private final class Portcullis: Exit {}
