import Foundation
import Testing

@testable import PluginHost

@Suite struct PluginSetTests {
    @Test(arguments: Fixture.Mode.allCases)
    func namesEachPluginBeforeItIsTouched(_ mode: Fixture.Mode) throws {
        let game = try Game.built(mode)
        var announced: [String] = []
        let set = game.load { announced.append($0) }
        #expect(announced == [game.standard, game.lantern])
        #expect(set.images.map(\.name) == announced)
    }

    @Test(arguments: Fixture.Mode.allCases)
    func findsInternalCFunctionsOfThisPluginOnly(_ mode: Fixture.Mode) throws {
        let set = try Game.built(mode).load()
        let (standard, lantern) = (try #require(set.images.first), try #require(set.images.last))
        typealias Function = @convention(c) (Int32) -> Int32
        #expect(unsafeBitCast(try standard.function(named: "strength"), to: Function.self)(21) == 42)
        #expect(unsafeBitCast(try lantern.function(named: "roll"), to: Function.self)(6) == 6)
        // Lantern links against both of these, but they are not its own.
        for foreign in ["strength", "kit_only", "malloc", "nothing_at_all"] {
            let error = #expect(throws: PluginError.self) { try lantern.function(named: foreign) }
            #expect(error?.problem == .noFunction(foreign))
        }
    }

    @Test func reportsEveryFailureAndLoadsTheRest() throws {
        let fixture = try Fixture(.debug)
        defer { fixture.remove() }
        try fixture.compile("KitE", Fixture.kit())
        try fixture.compile("BaseE", "import KitE\nopen class Base: Entity {}", importing: ["KitE"])
        try fixture.compile(
            "OnTopE", "import KitE\nimport BaseE\nclass OnTop: Base {}", importing: ["KitE", "BaseE"])
        try fixture.compile("SoundE", "import KitE\nclass Sound: Entity {}", importing: ["KitE"])
        try Data("#!/bin/sh".utf8).write(to: URL(fileURLWithPath: fixture.path(of: "TextE")))
        try Data().write(to: URL(fileURLWithPath: fixture.path(of: "EmptyE")))
        let sound = try Data(contentsOf: URL(fileURLWithPath: fixture.path(of: "SoundE")))
        try sound.prefix(sound.count / 2).write(to: URL(fileURLWithPath: fixture.path(of: "CutE")))
        try FileManager.default.removeItem(atPath: fixture.path(of: "BaseE"))

        let names = ["BaseE", "OnTopE", "TextE", "EmptyE", "CutE", "SoundE"]
        let set = PluginSet.load(from: fixture.folder, names: names, kit: "KitE")
        #expect(set.images.map(\.name) == ["SoundE"])
        #expect(set.failures.map(\.plugin) == ["BaseE", "OnTopE", "TextE", "EmptyE", "CutE"])
        #expect(set.failures.map(\.problem) == [
            .missingFile, .dependencyFailed("BaseE"), .notALibrary(reason: "it is not an ELF file"),
            .notALibrary(reason: "it is not an ELF file"), .notALibrary(reason: "it is cut short"),
        ])
        #expect(set.failures.allSatisfy { $0.description.contains($0.plugin) })

        // Of what was proved before the loader alone tells what is wrong.
        let proved = PluginSet.load(from: fixture.folder, names: ["TextE", "SoundE"], kit: "KitE", isProved: true)
        #expect(proved.images.map(\.name) == ["SoundE"])
        #expect(proved.failures.map(\.plugin) == ["TextE"])
    }

    @Test func theLoaderItselfIsUnderstood() throws {
        let fixture = try Fixture(.debug)
        defer { fixture.remove() }
        try fixture.compile("KitL", Fixture.kit())
        try fixture.compile(
            "PlugL", "import KitL\nclass A: Entity { override func describe() -> String { \"a\" } }",
            importing: ["KitL"])
        // The same kit without `describe`: what the plugin overrides is gone.
        try fixture.compile("KitL", Fixture.kit(methods: ""))
        let missing = #expect(throws: PluginError.self) {
            try PluginImage(name: "PlugL", path: fixture.path(of: "PlugL"))
        }
        #expect(missing?.description.contains("KitL.Entity.describe() -> Swift.String") == true)
        try FileManager.default.removeItem(atPath: fixture.path(of: "KitL"))
        let alone = #expect(throws: PluginError.self) {
            try PluginImage(name: "PlugL", path: fixture.path(of: "PlugL"))
        }
        #expect(alone?.problem == .missingLibrary("libKitL.so"))
        let relative = #expect(throws: PluginError.self) { try PluginImage(name: "PlugL", path: "libPlugL.so") }
        #expect(relative?.description.contains("not an absolute path") == true)
    }
}
