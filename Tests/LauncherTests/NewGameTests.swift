import Foundation
import Settings
import Testing

@testable import Launcher

struct NewGameTests {
    /// A folder that has what `init` and `new plugin` look at in a checkout.
    private func withCheckout(_ body: (_ folder: String, _ checkout: String) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            let checkout = folder + "/hearth"
            try TextFile.write("name: Hearth\ntelnet:\n  port: 4000\n", to: checkout + "/GameData/settings.yaml")
            try TextFile.write("welcome", to: checkout + "/GameData/connection.txt")
            try TextFile.write("start: quay", to: checkout + "/GameData/world/saltmarsh.yaml")
            try TextFile.write("", to: checkout + "/GameData/web/index.html")
            try TextFile.write("let plugins = [\n    \"Standard\",\n]\n", to: checkout + "/Package.swift")
            try TextFile.write("", to: checkout + "/Sources/HearthKit/Package.swift")
            try TextFile.write("", to: checkout + "/Plugins/Standard/Package.swift")
            try body(folder, checkout)
        }
    }

    private func read(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test func gameHasAllThatAGameNeeds() throws {
        try withCheckout { folder, checkout in
            try NewGame(at: folder + "/emberfall", checkout: checkout).write()
            let game = try GamePaths.find(from: folder + "/emberfall")
            #expect(game.folder == folder + "/emberfall")
            #expect(try Settings.read(game).name == "Emberfall")
            #expect(try read(game.connectionScreen) == "welcome")
            #expect(game.exists(game.webPage + "/index.html"))
            let manifest = PackageManifest(try read(game.manifest))
            #expect(manifest.hearth == "../hearth")
            #expect(manifest.plugins == ["EmberfallWorld"])
            let plugin = game.plugins + "/EmberfallWorld"
            #expect(try read(plugin + "/Package.swift").contains("path: \"../../../hearth/Sources/HearthKit\""))
            #expect(try read(plugin + "/Sources/Campfire.swift").contains("class Campfire: Object"))
            #expect(try read(game.folder + "/.gitignore").contains("run/"))
            #expect(try read(game.folder + "/.gitignore").contains("GameData/settings.secret.yaml"))
        }
    }

    @Test func worldIsTheGamesOwn() throws {
        try withCheckout { folder, checkout in
            try NewGame(at: folder + "/emberfall", checkout: checkout).write()
            let world = folder + "/emberfall/GameData/world"
            #expect(try FileManager.default.contentsOfDirectory(atPath: world) == ["start.yaml"])
            #expect(try read(world + "/start.yaml").contains("class: EmberfallWorld.Campfire"))
        }
    }

    @Test func folderThatIsNotEmptyIsLeftAlone() throws {
        try withCheckout { folder, checkout in
            try TextFile.write("mine", to: folder + "/emberfall/notes.txt")
            let failure = #expect(throws: Failure.self) { try NewGame(at: folder + "/emberfall", checkout: checkout) }
            #expect(failure?.status == .refused)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/emberfall") == ["notes.txt"])
        }
    }

    @Test(arguments: ["Hearth", "standard", "hearthkit", "42"])
    func nameThatSwiftPMWouldMixUpIsRefused(name: String) throws {
        try withCheckout { folder, checkout in
            let path = folder + "/games/" + name
            let failure = #expect(throws: Failure.self) { try NewGame(at: path, checkout: checkout) }
            #expect(failure?.status == .refused)
        }
    }

    @Test(arguments: [
        ("emberfall", "Emberfall", "EmberfallWorld"), ("my-game", "My Game", "MyGame"),
        ("2nd_age", "2nd Age", "Game2ndAge"),
    ])
    func namesComeFromTheFolder(folder: String, title: String, plugin: String) {
        #expect(GameTemplate.title(of: folder) == title)
        #expect(GameTemplate.plugin(for: folder) == plugin)
        #expect(plugin.lowercased() != folder.lowercased())
    }

    // MARK: Plugins

    @Test func pluginInTheCheckoutItself() throws {
        try withCheckout { _, checkout in
            let game = GamePaths(checkout)
            try NewPlugin(name: "Weather", game: game).write()
            #expect(PackageManifest(try read(game.manifest)).plugins == ["Standard", "Weather"])
            let manifest = try read(game.plugins + "/Weather/Package.swift")
            #expect(manifest.contains("path: \"../../Sources/HearthKit\""))
            #expect(manifest.contains("path: \"../Standard\""))
        }
    }

    @Test func pluginInAGameBesideTheCheckout() throws {
        try withCheckout { folder, checkout in
            try NewGame(at: folder + "/emberfall", checkout: checkout).write()
            let game = GamePaths(folder + "/emberfall")
            try NewPlugin(name: "Weather", game: game).write()
            #expect(PackageManifest(try read(game.manifest)).plugins == ["EmberfallWorld", "Weather"])
            let manifest = try read(game.plugins + "/Weather/Package.swift")
            #expect(manifest.contains("path: \"../../../hearth/Sources/HearthKit\""))
            #expect(manifest.contains("path: \"../../../hearth/Plugins/Standard\""))
        }
    }

    @Test(arguments: ["standard", "HearthKit", "2nd", "with space", "", "../up"])
    func badNameChangesNothing(name: String) throws {
        try withCheckout { _, checkout in
            let game = GamePaths(checkout)
            let before = try read(game.manifest)
            let failure = #expect(throws: Failure.self) { try NewPlugin(name: name, game: game).write() }
            #expect(failure?.status == .refused)
            #expect(try read(game.manifest) == before)
            #expect(try FileManager.default.contentsOfDirectory(atPath: game.plugins) == ["Standard"])
        }
    }

    @Test func relativePaths() {
        #expect(RelativePath.from("/home/ada/emberfall", to: "/home/ada/hearth") == "../hearth")
        #expect(RelativePath.from("/srv/games/a", to: "/opt/hearth") == "../../../opt/hearth")
        #expect(RelativePath.from("/opt", to: "/opt") == ".")
    }
}
