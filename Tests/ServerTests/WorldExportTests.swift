@testable import HearthKit
@testable import Server
import Settings
import Testing

/// What was built in the game, as a world file.
extension WorldDiffTests {
    @Test func anExportIsTheSameWorld() throws {
        let outer = world.enter()
        defer { World.current = outer }
        try apply("""
            start: inn
            rooms:
              inn:
                name: "The Inn: 'warm'"
                text: |
                  Two
                  lines, |yyellow|n.
                tags: [area]
                exits:
                  up: { to: cellar, name: a ladder, aliases: [rungs], locks: "traverse: all()" }
                things:
                  - key: lamp
                    class: FileLantern
                    name: a lamp
                    home: cellar
                    fields: { oil: 40, oath: "7", opens: { ref: inn/up }, marks: [1, 2] }
                    attributes: { smell: "true", size: 3, weight: 2.5, list: [a, { b: 1 }] }
                    on: { get: { do: "say: hot" }, drop: { do: say Ow. } }
                  - { name: a coin }
                  - { name: a coin }
                characters: [ { name: Wrack, permissions: Builder, things: [ { name: a pipe } ] } ]
              cellar: { name: The Cellar, tags: [area], class: FileCellar, fields: { depth: 3 }, exits: { down: inn } }
            """)
        let hut = Room.create("A Hut")
        Exit.create("out", in: hut) { $0.destination = hut }
        let ann = Character.create("Ann", in: try entry("inn")) { $0.account = Account.create("Ann") }
        Object.create("a sword", in: ann)

        var export = try WorldExport("area", of: world)
        let yaml = try export.yaml
        #expect(export.notes == [])
        let copy = World()
        copy.classes.add([FileLantern.self, FileBrassLantern.self, FileCellar.self])
        World.current = copy
        defer { World.current = world }
        let files = try WorldFiles.parse(yaml)
        try WorldBuilding.check(files, in: copy)
        try WorldDiff(files, copy).apply()
        func picture(_ world: World) -> [String] {
            func name(_ value: StoredValue, _ world: World) -> StoredValue {
                switch value {
                case .reference(let id): .string("-> " + (world.entity(id)?.name ?? "?"))
                case .list(let values): .list(values.map { name($0, world) })
                default: value
                }
            }
            return world.all(Object.self).filter { object in
                !["Ann", "a sword", "A Hut", "out"].contains(object.name)
            }.map { object in
                let facets = object.facets.map { "\($0.path) = \(name($1, world))" }
                    .filter { !$0.hasPrefix("aliases.") || object is Exit }.sorted()
                let contents = object.contents.map(\.name).filter { $0 != "Ann" }
                return "\(type(of: object)) in \(object.location?.name ?? "-"): \(facets) \(contents)"
            }.sorted()
        }
        #expect(picture(copy) == picture(world), "\(yaml)")
        #expect(copy.startRoom?.name == "The Inn: 'warm'")

        // The same again: its text is settled.
        var again = try WorldExport("all", of: copy)
        #expect(try again.yaml == yaml)
    }

    @Test func whatWasSpawnedIsExportedWithItsPrototype() throws {
        let outer = world.enter()
        defer { World.current = outer }
        func give(_ world: World) throws {
            world.prototypes.files = [
                "lamp": try Prototype(key: "lamp", [
                    "class": "FileLantern", "name": "a lamp", "text": "Brass.", "aliases": ["light"], "tags": ["metal"],
                    "locks": "get: all(); view: all()", "fields": ["oil": 40], "attributes": ["size": 3, "age": ["random": [1, 6]]],
                    "on": ["get": ["do": "say hot"]],
                ]),
                "chest": try Prototype(key: "chest", ["name": "a chest", "things": ["lamp"]]),
            ]
        }
        try give(world)
        try apply(Self.start)
        let hut = Room.create("A Hut") { $0.tags = ["built"] }
        try spawn("lamp", in: hut)
        let dim = try spawn("lamp", in: hut)
        dim.name = "a dim lamp"
        // As its class has it, which is other than its prototype does.
        try dim.set(.field("oil"), to: nil)
        dim.locks.add(try Locks(parsing: "get: none()"))
        dim.attributes["smell"] = "oil"
        let bare = try spawn("lamp", in: hut)
        bare.name = "a bare lamp"
        bare.tags.remove("metal")
        try spawn("chest", in: hut)

        var export = try WorldExport("built", of: world)
        let yaml = try export.yaml
        #expect(yaml.matches(of: /prototype: lamp/).count == 3, "not the bare one: \(yaml)")
        #expect(!yaml.contains("prototype: chest"), "its lamp would be there twice: \(yaml)")
        let copy = World()
        copy.classes.add([FileLantern.self, FileBrassLantern.self, FileCellar.self])
        World.current = copy
        defer { World.current = world }
        try give(copy)
        let files = try WorldFiles.parse("start: hut\n" + yaml)
        try WorldBuilding.check(files, in: copy)
        try WorldDiff(files, copy).apply()
        func picture(_ things: [Object]) -> [String] {
            things.flatMap { [$0] + $0.contents }.map { thing in
                let facets = thing.facets.map { "\($0.path) = \($1)" }
                return "\(type(of: thing)) \(facets.filter { !$0.hasPrefix("tags.world:") }.sorted())"
            }.sorted()
        }
        let there = try #require(copy.all(Room.self).first)
        #expect(picture(there.contents) == picture(hut.contents), "\(yaml)")
    }

    @Test func whatWasBuiltInTheGameAndExportedIsKnownAgain() throws {
        let outer = world.enter()
        defer { World.current = outer }
        try apply(Self.start)
        let hut = Room.create("A Hut") { $0.text = "Small." }
        Exit.create("in", in: try entry("inn")) { $0.destination = hut }
        Exit.create("out", in: hut) { $0.destination = try? entry("inn") }
        Object.create("a rope", in: hut)
        hut.tags = ["built"]
        let reached = try WorldExport("#\(hut.id.rawValue)", of: world)
        #expect(reached.roomNames == ["A Hut"], "what files have is not said twice")
        #expect(reached.notes.count == 1, "\(reached.notes)")
        var export = try WorldExport("built", of: world)
        let yaml = try export.yaml
        #expect(yaml.contains("hut:") && yaml.contains("out: inn"))
        let count = world.count
        let rooms = yaml.split(separator: "\n").dropFirst().joined(separator: "\n")
        let files = try WorldFiles.parse(Self.start + "\n" + rooms)
        let diff = WorldDiff(files, world)
        #expect(diff.lines.map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
            "= hut", "= hut/out", "= hut/a",
        ])
        try diff.apply()
        #expect(world.count == count)
        #expect(hut.tags == ["built", "world:hut"])
        #expect(throws: WorldExport.NoArea.self) { try WorldExport("nowhere", of: world) }
        #expect(try WorldExport("#\(hut.id.rawValue)", of: world).roomNames == ["The Inn", "The Cellar", "A Hut"])
    }
}
