import Foundation
import Testing

@testable import Generations

@Suite struct SourceTreeTests {
    let tiny: TinyGame

    init() throws { tiny = try TinyGame() }

    /// Runs `body` and takes the folder away.
    private func with(_ body: (SourceScanner) throws -> Void) throws {
        defer { try? FileManager.default.removeItem(atPath: tiny.folder) }
        try body(SourceScanner(game: tiny.game))
    }

    @Test func everyInputBelongsToTheGroupThatItIsBuiltInto() throws {
        try with { scanner in
            let tree = try scanner.scan()
            #expect(tree.files[TinyGame.alpha]?.group == .plugin("Alpha"))
            #expect(tree.files["Plugins/Beta/Package.swift"]?.group == .plugin("Beta"))
            #expect(tree.files[TinyGame.kit]?.group == .kit)
            #expect(tree.files[TinyGame.server]?.group == .server)
            #expect(tree.files["Package.swift"]?.group == .package)
            #expect(tree.files["GameData/settings.yaml"] == nil)
            #expect(tree.files.count == 9)
        }
    }

    @Test func pluginsComeAfterThoseTheyImport() throws {
        try with { scanner in
            try tiny.write("Plugins/Aaa/Package.swift", TinyGame.package("Aaa", imports: ["../Beta"]))
            try tiny.write("Package.swift", TinyGame.manifest(plugins: ["Aaa", "Alpha", "Beta"]))
            let plugins = try scanner.scan().plugins
            #expect(plugins.map(\.name) == ["Alpha", "Beta", "Aaa"])
            #expect(plugins.map(\.imports) == [[], ["Alpha"], ["Beta"]])
            #expect(plugins[0].library == Platform.libraryFile("Alpha"))
        }
    }

    @Test func differenceNamesWhatChanged() throws {
        try with { scanner in
            let before = try scanner.scan()
            try tiny.write(TinyGame.alpha, "// other\n")
            try tiny.write("Plugins/Alpha/Sources/Alpha/New.swift", "")
            try tiny.remove(TinyGame.beta)
            let difference = try scanner.scan().difference(from: before)
            #expect(difference.changed.keys.sorted() == [TinyGame.alpha])
            #expect(difference.added.keys.sorted() == ["Plugins/Alpha/Sources/Alpha/New.swift"])
            #expect(difference.removed.keys.sorted() == [TinyGame.beta])
            #expect(difference.groups == [.plugin("Alpha"), .plugin("Beta")])
            #expect(difference.description.contains("\(TinyGame.alpha) changed"))
            #expect(difference.description.contains("\(TinyGame.beta) is gone"))
        }
    }

    @Test func dateAloneIsNoChange() throws {
        try with { scanner in
            let before = try scanner.scan()
            try tiny.date(TinyGame.alpha, to: 1_700_000_000)
            #expect(try scanner.scan().difference(from: before).isEmpty)
        }
    }

    @Test func contentDecidesEvenIfSizeAndDateAreAsBefore() throws {
        try with { scanner in
            try tiny.write(TinyGame.alpha, "let a = 1\n")
            try tiny.date(TinyGame.alpha, to: 1_700_000_000)
            let before = try scanner.scan()
            try tiny.write(TinyGame.alpha, "let a = 2\n")
            try tiny.date(TinyGame.alpha, to: 1_700_000_000)
            #expect(try scanner.scan().difference(from: before).paths == [TinyGame.alpha])
        }
    }

    @Test func scratchFilesAreNoSources() throws {
        try with { scanner in
            let before = try scanner.scan()
            for name in [".build/x.swift", "Sources/Alpha/.A.swift.swp", "Sources/Alpha/A.swift~", "README.md"] {
                try tiny.write("Plugins/Alpha/" + name, "x")
            }
            try tiny.write("Plugins/Alpha/Tests/AlphaTests/T.swift", "x")
            #expect(try scanner.scan().difference(from: before).isEmpty)
        }
    }

    @Test func pluginThatPackageDoesNotNameIsReported() throws {
        try with { scanner in
            try tiny.write("Plugins/Gamma/Package.swift", TinyGame.package("Gamma", imports: []))
            try tiny.write("Plugins/notes.txt", "no package")
            let tree = try scanner.scan()
            #expect(tree.unnamedPlugins == ["Gamma"])
            #expect(tree.warnings.first?.contains("Plugins/Gamma is not built") == true)
            #expect(!tree.files.keys.contains { $0.hasPrefix("Plugins/Gamma") })

            let commentedOut = TinyGame.manifest(plugins: ["Alpha", "Beta", "Gamma"])
                .replacing("    \"Gamma\",", with: "    // \"Gamma\",")
            try tiny.write("Package.swift", commentedOut)
            #expect(try scanner.scan().unnamedPlugins == ["Gamma"])

            try tiny.write("Package.swift", TinyGame.manifest(plugins: ["Alpha", "Beta", "Gamma"]))
            #expect(try scanner.scan().unnamedPlugins == [])
        }
    }

    /// A folder made by `hearth init` beside a checkout.
    @Test func gameMayLieOutsideTheCheckout() throws {
        try with { _ in
            let manifest = """
                let hearth = ".." // the checkout
                dependencies: [
                    .package(name: "hearth", path: hearth), .package(path: "\\(hearth)"),
                    .package(path: "\\(hearth)/Plugins/Alpha"), .package(path: "Plugins/Mine"),
                ],
                products: [.library(name: "MinePlugins", type: .dynamic, targets: ["MinePlugins"])]
                """
            try tiny.write("mine/Package.swift", manifest)
            try tiny.write(
                "mine/Plugins/Mine/Package.swift", TinyGame.package("Mine", imports: ["../../../Plugins/Alpha"]))
            let tree = try SourceScanner(game: GameFolder(tiny.path("mine"))).scan()
            #expect(tree.plugins.map(\.name) == ["Alpha", "Mine"], "Beta is the checkout's, this game does not host it")
            #expect(tree.files["../" + TinyGame.kit]?.group == .kit)
            #expect(tree.files["../" + TinyGame.server]?.group == .server)
            #expect(tree.files["../Package.swift"]?.group == .server)
            #expect(tree.files["../" + TinyGame.alpha]?.group == .plugin("Alpha"))
            #expect(tree.files["Package.swift"]?.group == .package)
            #expect(tree.graph.aggregate == "MinePlugins")
        }
    }

    @Test func folderWithoutPackageIsRefusedInWords() throws {
        try with { _ in
            let scanner = SourceScanner(game: GameFolder(tiny.path("GameData")))
            let error = try #require(throws: SourceError.self) { try scanner.scan() }
            #expect(error.description.contains("it has no Package.swift"))
        }
    }

    @Test func relativePathsAreAsAPersonWouldWriteThem() throws {
        try with { _ in
            let game = GameFolder("/games/tiny")
            #expect(game.relative("/games/tiny/Plugins/A.swift") == "Plugins/A.swift")
            #expect(game.relative("/games/hearth/Sources/K.swift") == "../hearth/Sources/K.swift")
            #expect(game.relative("/usr/lib/x.swift") == "/usr/lib/x.swift")
            #expect(game.absolute("../hearth/K.swift") == "/games/hearth/K.swift")
        }
    }
}
