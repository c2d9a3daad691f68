import Foundation
@testable import HearthKit
@testable import Server
import Settings
import Testing

class FileLantern: Object {
    @Saved var oil = 100
    @Saved var oath = ""
    @Saved var opens: Exit?
    @Saved var marks: [Int] = []
    var sawOilWhenCreated = -1

    override func created() { sawOilWhenCreated = oil }
}

final class FileBrassLantern: FileLantern {}

final class FileCellar: Room {
    @Saved var depth = 1.5
}

/// World files become a world.
@MainActor
@Suite(.serialized)
struct WorldFilesApplyingTests {
    let world = World()

    init() {
        world.classes.add([FileLantern.self, FileBrassLantern.self, FileCellar.self])
    }

    private func apply(_ text: String) throws {
        let files = try WorldFiles.parse(text)
        try WorldBuilding.check(files, in: world)
        try WorldDiff(files, world).apply()
    }

    private func problems(_ text: String) -> [String] {
        let error = #expect(throws: FileProblems.self) { try apply(text) }
        return error?.problems.map(\.description) ?? []
    }

    private static let cellar = """
        start: inn
        rooms:
          inn:
            name: The Inn
            text: It is |ywarm|n.
            tags: [indoors]
            exits: { down: cellar }
            things:
              - key: lamp
                class: FileBrassLantern
                name: a brass lantern
                aliases: [lamp]
                locks: "get: perm(Builder)"
                attributes: { smell: tar, maker: { ref: host } }
                fields: { oil: 40, oath: 7, opens: { ref: cellar/up }, marks: [1, 2] }
            characters:
              - { key: host, name: Wrack, permissions: Builder, things: [ { name: a pipe } ] }
          cellar: { class: ServerTests.FileCellar, name: The Cellar, fields: { depth: 3 }, exits: { up: inn } }
        """

    private func check(_ world: World) throws {
        let lamp = try #require(world.tagged("world:lamp", FileBrassLantern.self).first)
        let inn = try #require(world.tagged("world:inn", Room.self).first)
        let cellar = try #require(world.all(FileCellar.self).first)
        let host = try #require(world.all(Character.self).first)
        #expect(lamp.oil == 40)
        #expect(lamp.oath == "7")
        #expect(lamp.marks == [1, 2])
        #expect(lamp.opens === cellar.exits.first)
        #expect(lamp.location === inn)
        #expect(lamp.aliases == ["lamp"])
        #expect(lamp.locks["get"] != nil)
        #expect(lamp.attributes == ["smell": "tar", "maker": .reference(host.id)])
        #expect(inn.text == "It is |ywarm|n.")
        #expect(inn.tags == ["indoors", "world:inn"])
        #expect(lamp.tags == ["world:lamp"])
        #expect(inn.exits.map(\.name) == ["down"])
        #expect(inn.exits.first?.destination === cellar)
        #expect(cellar.exits.first?.destination === inn)
        #expect(cellar.exits.first?.aliases == ["u"])
        #expect(cellar.depth == 3)
        #expect(host.permissions == ["Builder"])
        #expect(host.contents.map(\.name) == ["a pipe"])
        #expect(world.startRoom === inn)
    }

    @Test func entriesBecomeEntities() throws {
        let outer = world.enter()
        defer { World.current = outer }
        try apply(Self.cellar)
        try check(world)
    }

    @Test func theHookSeesTheFields() throws {
        let outer = world.enter()
        defer { World.current = outer }
        try apply(Self.cellar)
        #expect(world.all(FileLantern.self).first?.sawOilWhenCreated == 40)
    }

    /// What a first start makes is there at the second.
    @Test func theWorldComesBackFromTheStore() throws {
        let outer = world.enter()
        defer { World.current = outer }
        let folder = try TemporaryFolder()
        try apply(Self.cellar)
        let store = try SQLiteStore.open(folder.database)
        try store.take(epoch: 1)
        var changes = Changes.turn(1, epoch: 1)
        world.takeChanges(into: &changes)
        try store.commit(changes)

        let next = World()
        next.classes.add([FileLantern.self, FileBrassLantern.self, FileCellar.self])
        World.current = next
        let report = try next.read(try SQLiteStore.open(folder.database).changes(after: -1))
        #expect(report.problems.isEmpty)
        #expect(next.count == world.count)
        try check(next)
    }

    @Test(arguments: [
        (
            "class: FileLanten",
            "world.yaml:7: 'rooms.a.things[1].class' is \"FileLanten\": no plugin has such a class "
                + "(did you mean 'FileLantern'?)"
        ),
        ("class: Room", nil),
        (
            "class: Account",
            "world.yaml:7: 'rooms.a.things[1].class' is \"Account\", which is no HearthKit.Object: "
                + "expected a subclass of it"
        ),
        (
            "class: FileLantern, fields: { marks: many }",
            "world.yaml:7: 'rooms.a.things[1].fields.marks' is \"many\", expected a list"
        ),
        (
            "class: FileCellar, fields: { depht: 2 }",
            "world.yaml:7: 'rooms.a.things[1].fields.depht' is no saved property of ServerTests.FileCellar: it has depth"
        ),
        (
            "fields: { oil: 1 }",
            "world.yaml:7: 'rooms.a.things[1].fields.oil' is no saved property of HearthKit.Object: it has none"
        ),
        (
            "class: FileLantern, fields: { opens: { ref: a } }",
            "world.yaml:7: 'rooms.a.things[1].fields.opens' is 'a', expected a Exit"
        ),
    ])
    func whatTheClassCannotTakeIsToldWithItsLine(_ thing: String, _ problem: String?) throws {
        let outer = world.enter()
        defer { World.current = outer }
        let text = "start: a\nrooms:\n  a:\n    name: A\n    things:\n      -\n        { name: x, \(thing) }\n"
        guard let problem else { return try apply(text) }
        #expect(problems(text) == [problem])
    }

    @Test func aRoomMustBeARoom() {
        let outer = world.enter()
        defer { World.current = outer }
        #expect(problems("start: a\nrooms:\n  a:\n    name: A\n    class: FileLantern\n") == [
            "world.yaml:5: 'rooms.a.class' is \"FileLantern\", which is no HearthKit.Room: expected a subclass of it"
        ])
    }

    @Test func aLockThatCannotBeReadIsToldBeforeAnythingIsMade() {
        let outer = world.enter()
        defer { World.current = outer }
        let lines = problems("start: a\nrooms:\n  a:\n    name: A\n    locks: \"get: perm(\"\n")
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("world.yaml:5: The lock 'get: perm(' cannot be read") == true)
        #expect(world.count == 0)
    }
}
