import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    @Suite struct BuildingTests {
        let game = TestGame.standard()

        private func builder() async throws -> TestPlayer {
            try await game.player("Bil", permissions: ["Builder"])
        }

        private func thing<T: Object>(_ name: String, _ type: T.Type = Object.self) throws -> T {
            try #require(game.world.all(T.self).first { $0.name == name }, "no \(name)")
        }

        @Test func closedToPlayers() async throws {
            let ann = try await game.player("Ann", permissions: ["Player"])
            for line in ["create a rock", "dig A cave", "set me/x = 1", "teleport #1", "perm Ann = Builder"] {
                await ann.type(line)
                #expect(ann.heard.contains("no command") || ann.heard.contains("know no way"), "\(ann.heard)")
            }
            await ann.type("look #1")
            #expect(ann.heard == "You see no '#1' here.\n")
        }

        // MARK: Making

        @Test(arguments: [
            "create Lamp = a brass lamp;bl", "create a brass lamp;bl:lamp", "@create a brass lamp;bl:Lamp",
        ])
        func create(_ line: String) async throws {
            let bil = try await builder()
            await bil.type(line)
            let lamp = try thing("a brass lamp", Lamp.self)
            #expect(lamp.location === bil.puppet)
            #expect(lamp.aliases == ["bl"])
            #expect(bil.heard == "You made a brass lamp(\(lamp.id)), a Lamp.\n")
        }

        @Test func aVowelHasItsArticle() async throws {
            let bil = try await builder()
            await bil.type("create a box")
            let box = try thing("a box", Object.self)
            #expect(bil.heard == "You made a box(\(box.id)), an Object.\n")
            await bil.type("class box = Object")
            #expect(bil.heard == "a box(\(box.id)) is a HearthKit.Object already.\n")
            await bil.type("olc box")
            #expect(bil.heard.hasPrefix("a box (\(box.id)), an Object\n"), "\(bil.heard)")
        }

        @Test func classesThatAreNone() async throws {
            let bil = try await builder()
            await bil.type("create Lmap = a lamp")
            #expect(bil.heard == "No plugin has a class 'Lmap' that would do. Perhaps Lamp?\n")
            await bil.type("create Account = Mallory")
            #expect(bil.heard.hasPrefix("No plugin has a class 'Account' that would do."))
            #expect(game.world.account(named: "Mallory") == nil)
            await bil.type("create")
            #expect(bil.heard.hasPrefix("Usage: create"))
        }

        @Test func dig() async throws {
            let bil = try await builder()
            await bil.type("dig A cave = north;n, south;s")
            let cave = try thing("A cave", Room.self)
            await bil.type("n")
            #expect(bil.puppet?.location === cave)
            await bil.type("s")
            #expect(bil.puppet?.location === (try game.hall))
            await bil.type("dig Another = north")
            #expect(bil.heard == "There is a way 'north' here already.\n")
            #expect(!game.world.all(Room.self).contains { $0.name == "Another" }, "nothing is half made")
            await bil.type("dig/teleport An attic")
            #expect(bil.puppet?.location?.name == "An attic")
        }

        @Test func openLinkAndTunnel() async throws {
            let bil = try await builder()
            let cave = Room.create("A cave")
            await bil.type("open trapdoor;trap = A cave, ladder")
            await bil.type("trap")
            #expect(bil.puppet?.location === cave)
            await bil.type("tunnel up = A loft")
            await bil.type("u")
            #expect(bil.puppet?.location?.name == "A loft")
            await bil.type("link down = the hall")
            await bil.type("down")
            #expect(bil.puppet?.location === (try game.hall))
            await bil.type("tunnel sideways")
            #expect(bil.heard.hasPrefix("Tunnel where?"))
        }

        @Test func aRoomComesBeforeTheWayOfItsName() async throws {
            let bil = try await builder()
            let (hall, orchard) = (try game.hall, Room.create("The Orchard"))
            let way = Exit.create("orchard", in: hall) { $0.destination = hall }
            await bil.type("open gate = orchard")
            let gate = try thing("gate", Exit.self)
            #expect(gate.destination === orchard)
            await bil.type("link way = orchard")
            await bil.type("link orchard = orchard")
            #expect(way.destination === orchard)
            await bil.type("teleport/intoexit orchard")
            #expect(bil.puppet?.location === way)
            bil.puppet?.place(in: hall)
            await bil.type("teleport orchard")
            #expect(bil.puppet?.location === orchard)
            let attic = Room.create("an attic")
            Exit.create("hatch", in: attic) { $0.destination = hall }
            await bil.type("teleport hatch")
            #expect(bil.puppet?.location === attic, "where no room has the name, it is the way's place")
            Room.create("The Orchard")
            await bil.type("open door = orchard")
            #expect(bil.heard.hasPrefix("Which one do you mean? The Orchard(\(orchard.id)) or The Orchard(#"))
        }

        // MARK: Changing

        @Test func describeNameAlias() async throws {
            let bil = try await builder()
            let lamp = Lamp.create("a lamp", in: try game.hall)
            await bil.type("describe A |rred|n hall = no, just text")
            #expect(try game.hall.text == "A long hall.", "there is no such thing as 'A red hall'")
            await bil.type("desc lamp = It is old.")
            #expect(lamp.text == "It is old.")
            await bil.type("desc A high hall.")
            #expect(try game.hall.text == "A high hall.")
            await bil.type("name lamp = an old lamp;oldie")
            #expect(lamp.name == "an old lamp")
            await bil.type("alias oldie = glim, light")
            #expect(lamp.aliases == ["glim", "light"])
            await bil.type("alias glim =")
            #expect(lamp.aliases.isEmpty)
        }

        @Test func set() async throws {
            let bil = try await builder()
            let lamp = Lamp.create("a lamp", in: try game.hall)
            await bil.type("set lamp/oil = 50")
            #expect(lamp.oil == 50)
            #expect(bil.heard == "a lamp(\(lamp.id))/oil = 50\n")
            await bil.type("set lamp/oil = \"full\"")
            #expect(lamp.oil == 50)
            #expect(bil.heard.hasPrefix("oil cannot be \"full\""))
            await bil.type("set lamp/owner = \(bil.puppet?.id.description ?? "")")
            #expect(lamp.owner === bil.puppet)
            await bil.type("set lamp/owner = nil")
            #expect(lamp.owner == nil)
            await bil.type("set lamp/oill = 3")
            #expect(lamp.attributes["oill"] == .int(3))
            #expect(bil.heard.contains("Did you mean oil?"))
            await bil.type("set lamp/oill =")
            #expect(lamp.attributes.isEmpty)
            await bil.type("set lamp/text = hello")
            #expect(bil.heard == "'text' has a command of its own: describe.\n")
            await bil.type("set lamp/colour")
            #expect(bil.heard.contains("has neither a property nor an attribute 'colour'"))
            try await game.reload()
            #expect(try thing("a lamp", Lamp.self).oil == 50)
        }

        @Test func nobodyBuildsAWayUp() async throws {
            let bil = try await builder()
            let dev = try await game.player("Dev", permissions: ["Developer"])
            let rock = Character.create("a golem", in: try game.hall)
            let account = try #require(dev.account)
            for line in [
                "set *Bil/isSuperuserAccount = true", "set golem/account = \(account.id)", "name *Dev = Devil",
                "set Dev/pronounWord = it", "destroy Dev", "lock Dev = puppet: all()", "perm Bil = Admin",
                "force Dev = reload", "set *Bil/permissions = [\"Admin\"]",
            ] {
                await bil.type(line)
                await bil.type("y")
            }
            #expect(bil.account?.isSuperuserAccount == false)
            #expect(bil.account?.permissions == ["Builder"])
            #expect(rock.account == nil)
            #expect(account.name == "Dev")
            #expect((dev.puppet as? Character)?.pronounWord == "they")
            #expect(dev.puppet?.isDeleted == false)
            #expect(dev.puppet?.locks.isEmpty == true)
        }

        @Test func destroy() async throws {
            let bil = try await builder()
            let hall = try game.hall
            await bil.type("dig A cave = north, south")
            let cave = try thing("A cave", Room.self)
            let rock = Object.create("a rock", in: cave) { $0.home = hall }
            let ann = try await game.player("Ann", in: cave)
            await bil.type("destroy A cave")
            #expect(bil.heard.hasPrefix("End A cave(\(cave.id)) for good?"))
            await bil.type("no")
            #expect(!cave.isDeleted)
            await bil.type("destroy A cave")
            await bil.type("y")
            #expect(cave.isDeleted)
            #expect(hall.exits.isEmpty)
            #expect(game.world.all(Exit.self).isEmpty)
            #expect(rock.location === hall)
            #expect(ann.puppet?.location === hall)
            await bil.type("destroy here")
            #expect(bil.heard == "Newcomers begin in the hall: it must stay.\n")
            await bil.type("destroy Ann")
            #expect(bil.heard.hasPrefix("Somebody plays Ann."))
        }

        @Test func teleport() async throws {
            let bil = try await builder()
            let ann = try await game.player("Ann")
            let cave = Room.create("A cave")
            let rock = Object.create("a rock", in: try game.hall)
            await bil.type("tel rock = A cave")
            #expect(rock.location === cave)
            await bil.type("tel \(cave.id)")
            #expect(bil.puppet?.location === cave)
            #expect(ann.heard.hasSuffix("Bil vanishes in a puff of sparks.\n"))
            await bil.type("teleport Ann")
            #expect(bil.puppet?.location === (try game.hall))
        }

        // MARK: Seeing

        @Test func examine() async throws {
            let bil = try await builder()
            let lamp = Lamp.create("a lamp", in: try game.hall) {
                $0.oil = 7
                $0.tags = ["light"]
                $0.attributes = ["smell": "tar"]
            }
            await bil.type("examine lamp")
            for line in [
                "a lamp (\(lamp.id))", "Class: StandardTests.Lamp < Object", "Tags: light", "  oil = 7",
                "  owner = nil",
                "  smell = \"tar\"", "Location: the hall(\(try game.hall.id))",
            ] { #expect(bil.heard.contains(line), "\(line) in \(bil.heard)") }
            await bil.type("examine")
            #expect(bil.heard.contains("Contents: Bil("))
            await bil.type("examine *Bil")
            #expect(bil.heard.hasPrefix("You may not change"), "accounts are for developers")
            bil.account?.permissions = ["Developer"]
            await bil.type("examine *Bil")
            #expect(bil.heard.contains("Permissions: Developer"))
            #expect(!bil.heard.contains("passwordHash"))
        }

        @Test func find() async throws {
            let bil = try await builder()
            Lamp.create("a lamp") { $0.tags = ["light"] }
            Object.create("a lampshade")
            await bil.type("find lamp")
            #expect(bil.heard.contains("2 found."))
            await bil.type("find/exact lamp")
            #expect(bil.heard.contains("1 found."))
            await bil.type("find/class Lamp")
            #expect(bil.heard.contains("1 found."))
            await bil.type("find/tag light")
            #expect(bil.heard.contains("1 found."))
            await bil.type("find/room lamp")
            #expect(bil.heard == "Nothing in the world fits 'lamp'.\n")
        }

        // MARK: Rights

        @Test func lock() async throws {
            let bil = try await builder()
            let ann = try await game.player("Ann")
            let lamp = Lamp.create("a lamp", in: try game.hall)
            await bil.type("lock lamp = get: perm(Builder)")
            await ann.type("get lamp")
            #expect(ann.heard == "You cannot pick up a lamp.\n")
            await bil.type("lock lamp = get: perm(")
            #expect(bil.heard.contains("cannot be read"))
            await bil.type("lock lamp = get: moonlit()")
            #expect(bil.heard.contains("Nobody has the lock function moonlit"))
            await bil.type("lock/del lamp = get")
            #expect(lamp.locks.isEmpty)
            await ann.type("get lamp")
            #expect(lamp.location === ann.puppet)
        }

        @Test func tag() async throws {
            let bil = try await builder()
            let lamp = Lamp.create("a lamp", in: try game.hall)
            await bil.type("tag lamp = Light, quest:first")
            #expect(lamp.tags == ["light", "quest:first"])
            await bil.type("tag/del lamp = light")
            #expect(bil.heard == "a lamp(\(lamp.id)) is tagged: quest:first.\n")
        }

        @Test func perm() async throws {
            let bil = try await builder()
            let admin = try await game.player("Ada", permissions: ["Admin"])
            await admin.type("perm bil = Helper")
            #expect(bil.account?.permissions == ["Builder", "Helper"])
            #expect(bil.heard.hasSuffix("Ada gave you: Helper.\n"))
            await admin.type("perm bil = Admin")
            #expect(admin.heard == "You may give what is below your own rung alone.\n")
            await admin.type("perm/del bil = builders")
            #expect(bil.account?.permissions == ["Helper"])
            await bil.type("create a rock")
            #expect(game.world.all(Object.self).contains { $0.name == "a rock" } == false)
        }

        @Test func force() async throws {
            let admin = try await game.player("Ada", permissions: ["Admin"])
            let ann = try await game.player("Ann")
            admin.forget()
            await admin.type("force Ann = say hello")
            #expect(ann.heard == "(Ada makes you: say hello)\nYou say, \"hello\"\n")
            #expect(admin.heard == "Ann says, \"hello\"\nAnn(\(ann.puppet?.id.description ?? "")) does so.\n")
        }

        // MARK: Values

        @Test(arguments: [
            ("12", .int(12)), ("-0.5", .double(-0.5)), ("1_000", .int(1000)), ("true", .bool(true)), ("nil", .null),
            ("\"a \\\"b\\\"\\n\"", .string("a \"b\"\n")), ("#7", .reference(EntityID(rawValue: 7))),
            ("[1, \"a\", [true]]", .list([1, "a", [true]])), ("[\"a\": 1, \"b\": []]", .map(["a": 1, "b": []])),
            ("[:]", .map([:])), ("plain words, as typed", .string("plain words, as typed")),
        ] as [(String, StoredValue)])
        func literals(_ text: String, _ value: StoredValue) throws {
            #expect(try ValueLiteral.read(text) == value)
        }

        @Test(arguments: ["", "12 monkeys", "[1, 2", "\"open", "#", "[1: 2]", "[\"a\": 1, 2]", "1e999", "[a]", "--1"])
        func noLiterals(_ text: String) {
            #expect(throws: ValueLiteral.Problem.self) { try ValueLiteral.read(text) }
        }

        @Test func switchesThatPeopleKnow() async throws {
            let bil = try await game.player("Bil", permissions: ["Builder"])
            let ann = try await game.player("Ann", permissions: ["Player"])
            let attic = Room.create("The Attic")
            let chest = Object.create("a chest", in: try game.hall) { $0.tags = ["oak"] }
            await bil.type("tag/search oak")
            #expect(bil.heard.contains("a chest"))
            await bil.type("find/startswith a ch")
            #expect(bil.heard.contains("a chest") && bil.heard.contains("1 found."))
            await bil.type("find/startswith chest")
            #expect(bil.heard.hasPrefix("Nothing in the world fits"))
            ann.forget()
            await bil.type("teleport/quiet The Attic")
            #expect(bil.puppet?.location === attic && bil.heard.contains("The Attic") && ann.heard.isEmpty)
            await bil.type("teleport/tonone a chest")
            #expect(chest.location == nil && bil.heard == "a chest(\(chest.id)) is nowhere now.\n")
            await bil.type("teleport/tonone Ann")
            #expect(ann.puppet?.location != nil, "nobody who is played goes nowhere")
            await bil.type("destroy/force a chest")
            #expect(chest.isDeleted)
        }
    }
}

private final class Lamp: Object {
    @Saved var oil = 100
    @Saved var owner: Character?
}
