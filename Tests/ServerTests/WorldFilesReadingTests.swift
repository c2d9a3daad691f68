import Foundation
@testable import Server
import Settings
import Testing

/// What the files say, and what is wrong with them, without a world.
struct WorldFilesReadingTests {
    private func problems(_ text: String) -> [String] {
        let error = #expect(throws: FileProblems.self) { try WorldFiles.parse(text) }
        return error?.problems.map(\.description) ?? []
    }

    private static let quay = """
        start: quay
        rooms:
          quay:
            name: The Old Quay
            exits: { north: inn }
          inn:
            name: The Inn
            exits:
              South: quay
              up: { to: quay, name: a ladder, aliases: rungs, locks: "traverse: all()" }
            things:
              - key: chest
                name: a chest
                things: [ { name: a coin } ]
            characters: [ { key: host, name: the host } ]
        """

    @Test func roomsAndWhatIsInThemAreRead() throws {
        let world = try WorldFiles.parse(Self.quay)
        #expect(world.start?.text == "quay")
        #expect(world.entries.map(\.name) == [
            "The Old Quay", "north", "The Inn", "South", "a ladder", "a chest", "a coin", "the host",
        ])
        #expect(world.entries.map(\.key) == [
            "quay", "quay/north", "inn", "inn/South", "inn/up", "chest", "chest/a coin", "host",
        ])
        #expect(world.entries.map(\.kind) == [.room, .exit, .room, .exit, .exit, .thing, .thing, .character])
    }

    @Test func waysOutAnswerToTheirShortNames() throws {
        let exits = try WorldFiles.parse(Self.quay).entries.filter { $0.kind == .exit }
        #expect(exits.map(\.aliases) == [["n"], ["s"], ["up", "rungs", "u"]])
        #expect(exits.map(\.destination?.text) == ["inn", "quay", "quay"])
    }

    @Test func whatHasNoKeyIsGivenOneByItsNameAndPlace() throws {
        let coin = "{ name: a coin }"
        let world = try WorldFiles.parse(
            "start: a\nrooms:\n  a: { name: A, things: [\(coin), { key: a/a coin.2, name: x }, \(coin)] }")
        #expect(world.entries.map(\.key) == ["a", "a/a coin", "a/a coin.2", "a/a coin.3"])
        #expect(world.entries.map(\.hasOwnKey) == [true, false, true, false])
    }

    @Test func anEmptyFileIsAnEmptyWorld() throws {
        #expect(try WorldFiles.parse("").rooms.isEmpty)
        #expect(try WorldFiles.parse("rooms: {}\n").rooms.isEmpty)
    }

    @Test(arguments: [
        (
            "rooms: { a: { name: A } }",
            "world.yaml: no file says where characters begin: add a line `start: KEY-OF-A-ROOM`"
        ),
        ("start: b", "world.yaml:1: 'start' is \"b\": no file has a room with that key"),
        (
            "start: a\nrooms:\n  a:\n    name: A\n    exits:\n      north: inn\n  inns: { name: I }",
            "world.yaml:6: 'rooms.a.exits.north' is \"inn\": no file has a room with that key (did you mean 'inns'?)"
        ),
        (
            "start: a\nrooms:\n  a:\n    name: A\n    exits: { up: lamp }\n    things: [ { key: lamp, name: L } ]",
            "world.yaml:5: 'rooms.a.exits.up' is \"lamp\": that is the key of no room"
        ),
        ("start: a\nrooms:\n  a: { text: x }", "world.yaml:3: 'rooms.a' has no name: add `name: …`"),
        (
            "start: a\nrooms:\n  a:\n    name: A\n    exits:\n      up:\n        name: x",
            "world.yaml:6: 'rooms.a.exits.up' leads nowhere, expected the key of a room"
        ),
        (
            "start: a\nrooms:\n  a:\n    name: A\n    exits:\n      north: a\n      N: a",
            "world.yaml:7: 'N' is a way out of 'a' already, in world.yaml:6"
        ),
        (
            "start: a\nrooms:\n  a:\n    name: A\n    things:\n      - { key: a, name: x }",
            "world.yaml:6: the key 'a' is used a second time; world.yaml:3 has it already"
        ),
        (
            "start: a\nrooms:\n  a:\n    name: A\n    fields:\n      keys: [ { ref: lamp } ]",
            "world.yaml:6: 'rooms.a.fields.keys[1]' is \"lamp\": no file has anything with that key"
        ),
        ("start: a\nrooms:\n  a:\n    name: [A]", "world.yaml:4: 'rooms.a.name' is a list, expected a text"),
        (
            "start: a\nrooms:\n  a: { name: A, things: lamp }",
            "world.yaml:3: 'rooms.a.things' is \"lamp\", expected a list"
        ),
        ("rooms: [quay]", "world.yaml:1: 'rooms' is a list, expected a map of keys and values"),
    ])
    func whatIsWrongIsSaidWithItsLine(_ text: String, _ problem: String) {
        #expect(problems(text) == [problem])
    }

    @Test func anUnknownKeyIsToldWithWhatMayStandThere() {
        let lines = problems("start: a\nrooms:\n  a:\n    name: A\n    exists: {}\n")
        #expect(lines.count == 1)
        let start = "world.yaml:5: 'rooms.a.exists' is unknown (did you mean 'exits'?); what may stand here: aliases, "
        #expect(lines.first?.hasPrefix(start) == true)
    }

    @Test func filesOfOneGameAreOneWorldAndEveryProblemIsTold() throws {
        let folder = try TemporaryFolder()
        let game = GamePaths(folder.path)
        #expect(try WorldFiles.read(game).rooms.isEmpty)
        try FileManager.default.createDirectory(atPath: game.worldFiles, withIntermediateDirectories: true)
        func write(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: URL(filePath: game.worldFiles + "/" + name))
        }
        try write("a.yaml", "start: quay\nrooms: { quay: { name: Quay, exits: { in: inn } } }\n")
        try write("b.yml", "rooms: { inn: { name: Inn, exits: { out: quay } } }\n")
        try write("notes.txt", "not: [ yaml")
        #expect(try WorldFiles.read(game).rooms.map(\.key) == ["quay", "inn"])

        try write("b.yml", "start: inn\nrooms:\n  quay: { name: Again }\n")
        try write("c.yaml", "rooms: { x: [\n")
        let error = #expect(throws: FileProblems.self) { try WorldFiles.read(game) }
        let places = error?.problems.map(\.place.description) ?? []
        #expect(places.contains("GameData/world/a.yaml:2"))  // leads to a room that is gone
        #expect(places.contains("GameData/world/b.yml:1"))  // a second start
        #expect(places.contains("GameData/world/b.yml:3"))  // a second quay
        #expect(places.contains { $0.hasPrefix("GameData/world/c.yaml:") })
        #expect(places.count == 4)
    }

    @Test func theDeliveredWorldIsRight() throws {
        let game = try GamePaths.find(from: URL(filePath: #filePath).deletingLastPathComponent().path)
        let world = try WorldFiles.read(game)
        #expect(!world.rooms.isEmpty)
        #expect(world.start != nil)
    }
}
