import Foundation
import Settings
import Testing

struct GamePathsTests {
    /// A game in a temporary folder, for as long as `body` runs.
    private func withGame(_ body: (String) throws -> Void) throws {
        let files = FileManager.default
        let root = files.temporaryDirectory.appending(path: "HearthGame-\(UUID().uuidString)")
            .resolvingSymlinksInPath().path(percentEncoded: false)
        defer { try? files.removeItem(atPath: root) }
        for folder in ["Plugins/Deep/Sources", "GameData"] {
            try files.createDirectory(atPath: root + "/" + folder, withIntermediateDirectories: true)
        }
        try Data().write(to: URL(filePath: root + "/Package.swift"))
        try body(root)
    }

    @Test func theGameIsFoundFromEveryFolderInIt() throws {
        try withGame { root in
            // A plugin has a Package.swift too, but is no game.
            try Data().write(to: URL(filePath: root + "/Plugins/Deep/Package.swift"))
            for folder in ["", "/", "/Plugins", "/Plugins/Deep/Sources", "/GameData/../Plugins"] {
                #expect(try GamePaths.find(from: root + folder).folder == root)
            }
        }
    }

    @Test func aFolderWithoutAGameIsTold() throws {
        try withGame { root in
            try FileManager.default.removeItem(atPath: root + "/GameData")
            #expect(throws: NoGame.self) { try GamePaths.find(from: root) }
        }
    }

    @Test func pathsAreShownFromTheGameFolder() {
        let game = GamePaths("/srv/game")
        #expect(game.database == "/srv/game/run/game.db")
        #expect(game.shown(game.settings) == "GameData/settings.yaml")
        #expect(game.shown("/srv/gamebook/x") == "/srv/gamebook/x")
    }

    @Test func settingsAreReadFromTheGame() throws {
        try withGame { root in
            let game = GamePaths(root)
            #expect(try Settings.read(game) == Settings())
            try Data("telnet:\n  port: x\n".utf8).write(to: URL(filePath: game.settings))
            let error = #expect(throws: FileProblems.self) { try Settings.read(game) }
            #expect(error?.description.hasPrefix("GameData/settings.yaml:2: ") == true)
            try Data([0xFF, 0xFE, 0x00]).write(to: URL(filePath: game.settings))
            #expect(throws: FileProblems.self) { try Settings.read(game) }
        }
    }
}

/// What is delivered with Hearth.
struct DeliveredGameDataTests {
    private var game: GamePaths {
        get throws { try GamePaths.find(from: URL(filePath: #filePath).deletingLastPathComponent().path) }
    }

    /// The comments show the defaults: with every `# ` of an example taken away, the settings are the defaults still.
    @Test func theSettingsFileIsRightAndItsCommentsAreTheDefaults() throws {
        let game = try game
        var expected = Settings()
        #expect(try Settings.read(game) == expected)
        let text = try String(contentsOfFile: game.settings, encoding: .utf8)
        let opened = text.replacing(/(?m)^# ((?: +)?[a-zA-Z]+:(?: +[a-z0-9]+)?(?: +#.*)?)$/) { $0.1 }
        #expect(opened.contains("\nbuild:\n  configuration: release"))
        expected.build.configuration = .release  // the one that has no default to show
        #expect(try Settings(YAMLValue.parse(opened, named: "opened")) == expected)
    }

    @Test func theConnectionScreenFitsEveryTerminal() throws {
        let lines = try String(contentsOfFile: try game.connectionScreen, encoding: .utf8).split(separator: "\n")
        #expect(lines.count <= 10)
        for line in lines { #expect(line.replacing(/\|(?:\d{3}|.)/, with: "").count <= 78) }
    }
}
