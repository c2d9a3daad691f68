import Foundation
@testable import HearthKit
@testable import Server
import Settings
import Testing

/// All files of GameData, and what is wrong in them.
@MainActor
@Suite(.serialized)
struct GameDataTests {
    private func data(_ files: [String: String], classes: [Any.Type] = []) throws -> (GameData, World) {
        let folder = try TemporaryFolder()
        for (name, text) in files {
            let file = URL(filePath: folder.path + "/GameData/" + name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let world = World()
        world.classes.add(classes)
        World.current = world
        var data = GameData(GamePaths(folder.path))
        data.install(in: world)
        return (data, world)
    }

    @Test func allIsRead() throws {
        let outer = World.current
        defer { World.current = outer }
        let (data, world) = try data([
            "texts.yaml": "exit locked: No.\n", "connection.txt": "Hello",
            "prototypes/a/b.yaml": "gull: { name: a gull }\nfat-gull: { parents: [gull] }\n",
            "help/hens.md": "They lay.\n",
            "world/x.yaml": "start: a\nrooms: { a: { name: A, things: [ { prototype: gull } ] } }\n",
            "menus/m.yaml": "pike:\n  start: a\n  nodes: { a: { text: Well?, options: [ { text: No, goto: end } ] } }\n",
        ])
        #expect(data.problems == [])
        #expect(world.texts[.exitLocked] == "No.")
        #expect(data.greeting == "Hello\n")
        #expect(world.prototypes.keys == ["fat-gull", "gull"])
        #expect(world.help.entries.map(\.title) == ["hens"])
        #expect(data.menus["pike"]?.nodes["a"]?.options?.count == 1)
        try data.apply(to: world)
        #expect(world.all(Object.self).map(\.name) == ["A", "a gull"])
    }

    @Test(arguments: [
        ("texts.yaml", "a:\n  b: 1\n", "GameData/texts.yaml:1: 'a' is a map, expected a text"),
        ("prototypes/p.yaml", "a:\n  fields:\n    x: { random: 3 }\n",
         "GameData/prototypes/p.yaml:3: 'a.fields.x.random' is 3, expected two numbers, the lower one first: [1, 6]"),
        ("prototypes/p.yaml", "a:\n  things:\n    - b\n    - parents: c\n",
         "GameData/prototypes/p.yaml:3: 'a.things[1].parents' there is no prototype 'b'"),
        ("prototypes/p.yaml", "a:\n  class: FileLantern\n  fields:\n    oil: lots\n",
         "GameData/prototypes/p.yaml:4: 'a.fields.oil' is \"lots\", expected an integer from "),
        ("prototypes/p.yaml", "a: [1]\n", "GameData/prototypes/p.yaml:1: 'a' is a list, expected a map of keys"),
        ("prototypes/p.yaml", "a: { name: x\n", "GameData/prototypes/p.yaml:2: this is no YAML"),
        ("help/h.md", "---\nlock: x\n---\nText.\n", "GameData/help/h.md:2: 'lock' is unknown; what may stand here"),
        ("menus/m.yaml", "a:\n  start: b\n  nodes:\n    c: { text: x }\n", "GameData/menus/m.yaml:1: 'a': it starts at 'b'"),
        ("menus/m.yaml", "a:\n  start: b\n  nodes:\n    b: { text: x, options: [{ text: y, action: nix() }] }\n",
         "GameData/menus/m.yaml:4: 'a.nodes.b.options[1].action': nix(): there is no native 'nix'"),
        ("menus/m.yaml", "a:\n  start: b\n  nodes:\n    b: { text: x, input: { name: n, action: \"nix({n})\" } }\n",
         "GameData/menus/m.yaml:4: 'a.nodes.b.input.action': nix("),
        ("menus/m.yaml", "a:\n  start: b\n  nodes:\n    b: { txt: x }\n", "GameData/menus/m.yaml:4: 'a.nodes.b' has no text"),
    ])
    func whatIsWrongIsSaidWithItsPlace(_ file: String, _ text: String, _ problem: String) throws {
        let outer = World.current
        defer { World.current = outer }
        let problems = try data([file: text], classes: [FileLantern.self]).0.problems.map(\.description)
        #expect(problems.first?.hasPrefix(problem) == true, "\(problems)")
    }

    @Test func twoFilesWithTheSameKeyAreTold() throws {
        let outer = World.current
        defer { World.current = outer }
        let (data, _) = try data([
            "prototypes/a.yaml": "x: { name: a }\n", "prototypes/b.yaml": "x: { name: b }\n", "help/a.md": "# T\nx\n",
            "help/b.md": "# t\nx\n",
        ])
        #expect(data.problems.map(\.description) == [
            "GameData/prototypes/b.yaml:1: the key 'x' is used a second time; GameData/prototypes/a.yaml:1 has it already",
            "GameData/help/b.md: there is a page 't' already, in GameData/help/a.md",
        ])
    }

    @Test func whatIsDeliveredIsRight() throws {
        let outer = World.current
        defer { World.current = outer }
        let game = try GamePaths.find(from: URL(filePath: #filePath).deletingLastPathComponent().path)
        let data = GameData(game)
        #expect(data.problems == [])
        #expect(!data.prototypes.isEmpty && !data.help.isEmpty)
    }
}
