@testable import HearthKit
@testable import Server
import Settings
import Testing

/// World files that have changed since they were read, and what players did meanwhile.
@MainActor
@Suite(.serialized)
struct WorldDiffTests {
    let world = World()

    init() {
        world.classes.add([FileLantern.self, FileBrassLantern.self, FileCellar.self])
    }

    static let start = """
        start: inn
        rooms:
          inn:
            name: The Inn
            text: It is warm.
            tags: [indoors, old]
            locks: "get: none(); edit: perm(Builder)"
            exits: { down: cellar }
            things:
              - { key: lamp, class: FileLantern, name: a lamp, aliases: lamp, fields: { oil: 40 }, attributes: { smell: tar } }
              - { name: a coin }
            characters: [ { key: host, name: Wrack } ]
          cellar: { name: The Cellar, exits: { up: inn } }
        """

    func diff(_ text: String) throws -> WorldDiff {
        let files = try WorldFiles.parse(text)
        try WorldBuilding.check(files, in: world)
        return WorldDiff(files, world)
    }

    @discardableResult
    func apply(_ text: String) throws -> [String] {
        let diff = try diff(text)
        let lines = diff.lines
        try diff.apply()
        return lines
    }

    func entry<T: Object>(_ key: String, _ type: T.Type = Object.self) throws -> T {
        try #require(world.tagged("world:\(key)", T.self).first, "no \(key)")
    }

    /// A world that was made of the start, and the start with a text replaced.
    private func changed(_ old: String, _ new: String) throws -> String {
        try #require(Self.start.contains(old))
        return Self.start.replacing(old, with: new)
    }

    @Test func theSameFilesChangeNothing() throws {
        let outer = world.enter()
        defer { World.current = outer }
        try apply(Self.start)
        #expect(try diff(Self.start).isEmpty)
    }

    @Test func whatTheFileSaysOtherwiseChangesAndAllElseStays() throws {
        let outer = world.enter()
        defer { World.current = outer }
        try apply(Self.start)
        let lamp = try entry("lamp", FileLantern.self)
        let inn = try entry("inn", Room.self)
        lamp.oil = 3
        lamp.text = "Scratched."
        lamp.aliases.append("light")
        inn.tags.insert("mine")
        inn.name = "Ann's Inn"
        inn.locks.add("view: all()")
        let host = try entry("host")
        lamp.place(in: host)
        let text = try changed("It is warm.", "It is cold.").replacing("old]", with: "new]")
            .replacing("get: none()", with: "get: all()").replacing("smell: tar", with: "smell: oil")
        let lines = try apply(text)
        #expect(inn.text == "It is cold.")
        #expect(inn.name == "Ann's Inn")
        #expect(inn.tags == ["indoors", "new", "mine", "world:inn"])
        #expect(inn.locks["get"] == "all()" && inn.locks["edit"] == "perm(Builder)" && inn.locks["view"] == "all()")
        #expect(lamp.oil == 3 && lamp.text == "Scratched." && lamp.aliases == ["lamp", "light"])
        #expect(lamp.attributes["smell"] == "oil")
        #expect(lamp.location === host)
        #expect(lines == [
            "~ inn (Ann's Inn(\(inn.id)), world.yaml:3): locks.get was \"none()\", becomes \"all()\", "
                + "tags.new is added, tags.old is taken away, text was \"It is warm.\", becomes \"It is cold.\"",
            "~ lamp (a lamp(\(lamp.id)), world.yaml:10): attributes.smell was \"tar\", becomes \"oil\"",
        ])
        #expect(try diff(text).isEmpty)
    }

    @Test func newEntriesAreMadeAndOldOnesKnowThem() throws {
        let outer = world.enter()
        defer { World.current = outer }
        try apply(Self.start)
        let lines = try apply(try changed(
            "characters:",
            "  - { key: key, class: FileLantern, name: a key, fields: { opens: { ref: cellar/up } } }\n    characters:"))
        let key = try entry("key", FileLantern.self)
        #expect(lines == ["+ key is made (thing, world.yaml:12)"])
        #expect(key.opens === (try entry("cellar/up", Exit.self)))
        #expect(key.sawOilWhenCreated == 100)
        #expect(key.location === (try entry("inn")))
        #expect(world.all(Object.self).count == 8)
    }

    @Test func aFieldThatIsSaidNoMoreHasItsDefault() throws {
        let outer = world.enter()
        defer { World.current = outer }
        try apply(Self.start)
        try apply(try changed("fields: { oil: 40 }, ", ""))
        #expect(try entry("lamp", FileLantern.self).oil == 100)
    }

    @Test func aThingGetsAnotherClassAndAnotherPlace() throws {
        let outer = world.enter()
        defer { World.current = outer }
        try apply(Self.start)
        let old = try entry("lamp", FileLantern.self)
        old.oil = 7
        let text = try changed("FileLantern", "FileBrassLantern").replacing(
            "cellar: { name: The Cellar,", with: "cellar: { name: The Cellar, things: [ { name: a pipe } ],")
        try apply(text)
        let lamp = try entry("lamp", FileBrassLantern.self)
        #expect(lamp.id == old.id && lamp.oil == 7)
        #expect(try entry("inn").contents.contains { $0 === lamp })

        let moved = text.replacing("      - { name: a coin }\n", with: "")
            .replacing("[ { name: a pipe } ]", with: "[ { name: a pipe }, { key: inn/a coin, name: a coin } ]")
        try apply(moved)
        #expect(try entry("inn/a coin").location === (try entry("cellar")))
    }

    @Test func whatNoFileHasAnyMoreGoesUnlessSomebodyChangedIt() throws {
        let outer = world.enter()
        defer { World.current = outer }
        try apply(Self.start)
        let lamp = try entry("lamp")
        try entry("host").place(in: try entry("cellar"))
        lamp.text = "Mine."
        let lines = try apply("start: inn\nrooms:\n  inn: { name: The Inn, text: It is warm. }")
        #expect(lines.filter { $0.hasPrefix("-") }.map { $0.split(separator: " ")[1] } == [
            "cellar", "cellar/up", "host", "inn/a", "inn/down",
        ])
        #expect(lines.contains("! lamp (\(lamp)) stays, though no file has it any more: its text was changed"))
        #expect(world.all(Object.self).map(\.name) == ["The Inn", "a lamp"])
        // It is the game's own now.
        #expect(lamp.tags == [])
        #expect(try diff("start: inn\nrooms:\n  inn: { name: The Inn, text: It is warm. }").isEmpty)
    }

    @Test func aRoomWithSomethingInItStays() throws {
        let outer = world.enter()
        defer { World.current = outer }
        try apply(Self.start)
        let cellar = try entry("cellar")
        Object.create("a barrel", in: cellar)
        let lines = try apply("start: inn\nrooms:\n  inn: { name: The Inn }")
        #expect(lines.contains("! cellar (\(cellar)) stays, though no file has it any more: a barrel is in it"))
        #expect(!cellar.isDeleted)
    }

    @Test func whatWasDestroyedInTheGameStaysSo() throws {
        let outer = world.enter()
        defer { World.current = outer }
        try apply(Self.start)
        try entry("lamp").delete()
        #expect(try diff(Self.start).isEmpty)
        let lines = try apply(try changed("smell: tar", "smell: oil"))
        #expect(lines.count == 1 && lines[0].hasPrefix("! lamp was destroyed in the game and stays so (world.yaml:10)"))
        #expect(world.tagged("world:lamp", Object.self).isEmpty)
        #expect(try diff(try changed("smell: tar", "smell: oil")).isEmpty)
        #expect(try apply("start: inn\nrooms:\n  inn: { name: The Inn }").allSatisfy { !$0.contains("lamp") })
    }

    @Test func aDatabaseFromBeforeThatWasKeptKnowsItsEntries() throws {
        let outer = world.enter()
        defer { World.current = outer }
        try apply(Self.start)
        for key in world.values(under: "world file").keys { world.removeValue("world file" + key) }
        try entry("inn/a coin").tags.remove("world:inn/a coin")
        let count = world.count
        let lines = try apply(Self.start)
        #expect(lines.allSatisfy { $0.hasPrefix("=") } && lines.count == 7)
        #expect(world.count == count)
        try apply(try changed("It is warm.", "It is cold."))
        #expect(try entry("inn").text == "It is cold.")
    }

    @Test func newcomersBeginWhereTheFileSays() throws {
        let outer = world.enter()
        defer { World.current = outer }
        try apply(Self.start)
        world.setValue("start", .reference(try entry("cellar").id))
        #expect(try diff(Self.start).isEmpty)
        #expect(try apply(try changed("start: inn", "start: cellar")) == ["~ newcomers begin in cellar"])
        #expect(world.startRoom === (try entry("cellar")))
    }

    @Test func entriesOfPrototypesHaveWhatThoseSay() throws {
        let outer = world.enter()
        defer { World.current = outer }
        world.prototypes.files["glow"] = try Prototype(
            key: "glow",
            ["class": "FileLantern", "name": "a glow", "text": "Dim.", "fields": ["oil": ["random": [5, 6]]]])
        let text = """
            start: inn
            rooms:
              inn:
                name: The Inn
                things: [ { prototype: glow }, { prototype: glow, key: big, name: a big glow, on: { get: { do: say Ow. } } } ]
            """
        try apply(text)
        let big = try entry("big", FileLantern.self)
        let small = try entry("inn/glow", FileLantern.self)
        #expect(small.name == "a glow" && big.name == "a big glow" && big.text == "Dim.")
        #expect([5, 6].contains(big.oil) && big.sawOilWhenCreated == big.oil)
        #expect(big.triggers == [.get: .perform("say Ow.")])
        #expect(big.tags == ["world:big", "prototype:glow"])
        #expect(try diff(text).isEmpty)
        let error = #expect(throws: FileProblems.self) {
            try diff(text.replacing("{ prototype: glow }", with: "{ prototype: glwo }"))
        }
        #expect(error?.description == "world.yaml:5: 'rooms.inn.things[1].prototype' is \"glwo\": "
            + "there is no prototype 'glwo' (did you mean 'glow'?)")
        // Untouched is what the prototype made of it.
        let lines = try apply("start: inn\nrooms: { inn: { name: The Inn } }")
        #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("-") })
    }

    @Test func anotherPrototypeRemakesTheThingButNotWhatWasDoneToIt() throws {
        let outer = world.enter()
        defer { World.current = outer }
        world.prototypes.files["wick"] = try Prototype(key: "wick", ["name": "a wick"])
        world.prototypes.files["ember"] = try Prototype(key: "ember", ["name": "an ember"])
        world.prototypes.files["glow"] = try Prototype(key: "glow", [
            "class": "FileLantern", "name": "a glow", "text": "Dim.", "fields": ["oil": 5], "tags": ["dim"],
            "attributes": ["smell": "tar", "size": 1], "things": ["wick"],
        ])
        world.prototypes.files["blaze"] = try Prototype(key: "blaze", [
            "class": "FileBrassLantern", "name": "a blaze", "text": "Bright.", "fields": ["oil": 50], "tags": ["bright"],
            "attributes": ["smell": "smoke"], "things": ["ember"],
        ])
        func files(_ lamp: String) -> String { "start: inn\nrooms:\n  inn: { name: The Inn, things: [ \(lamp) ] }" }
        try apply(files("{ key: lamp, prototype: glow, tags: [inn] }"))
        let glow = try entry("lamp", FileLantern.self)
        glow.text = "Dented."
        glow.attributes["owner"] = "Ann"
        Object.create("a coin", in: glow)

        let lines = try apply(files("{ key: lamp, prototype: blaze, tags: [inn] }"))
        #expect(lines == ["~ lamp (\(glow), world.yaml:3): prototype was \"glow\", becomes \"blaze\""])
        let blaze = try entry("lamp", FileBrassLantern.self)
        #expect(blaze.id == glow.id && blaze.name == "a blaze" && blaze.oil == 50)
        #expect(blaze.text == "Dented.", "that was done in the game")
        #expect(blaze.attributes == ["smell": "smoke", "owner": "Ann"])
        #expect(blaze.tags == ["world:lamp", "inn", "bright", "prototype:blaze"])
        #expect(blaze.contents.map(\.name).sorted() == ["a coin", "an ember"])
        #expect(try diff(files("{ key: lamp, prototype: blaze, tags: [inn] }")).isEmpty)

        // What the entry says counts over it, and what it says no more the prototype does.
        try apply(files("{ key: lamp, prototype: blaze, name: a fire, fields: { oil: 7 } }"))
        #expect(try entry("lamp").name == "a fire" && entry("lamp", FileLantern.self).oil == 7)
        try apply(files("{ key: lamp, prototype: blaze }"))
        #expect(try entry("lamp").name == "a blaze" && entry("lamp", FileLantern.self).oil == 50)

        // Without one it is what the entry alone says.
        try apply(files("{ key: lamp, class: FileLantern, name: a lamp }"))
        let plain = try entry("lamp", FileLantern.self)
        #expect(type(of: plain) == FileLantern.self && plain.name == "a lamp" && plain.oil == 100)
        #expect(plain.tags == ["world:lamp"] && plain.attributes == ["owner": "Ann"])
        #expect(plain.contents.map(\.name) == ["a coin"])
    }

    @Test func triggersAreChecked() throws {
        let outer = world.enter()
        defer { World.current = outer }
        for (written, problem) in [
            ("entre: x()", "world.yaml:5: 'rooms.a.on.entre' is no moment; there are: enter, leave, get, drop, give"),
            ("enter: x()", "world.yaml:5: 'rooms.a.on.enter': x(): there is no native 'x'."),
            ("enter: say hello", "world.yaml:5: 'rooms.a.on.enter' is \"say hello\", expected a call such as"),
        ] {
            let error = #expect(throws: FileProblems.self) {
                try diff("start: a\nrooms:\n  a:\n    name: A\n    on: { \(written) }\n")
            }
            #expect(error?.description.hasPrefix(problem) == true, "\(error?.description ?? "")")
        }
    }
}
