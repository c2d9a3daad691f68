import ArgumentParser
import Settings

struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the tests of the game's plugins.",
        discussion: """
            A plugin is a package, and its tests are in its folder Tests: they play a game in memory, no Portal and no \
            Server takes part. They are built in a scratch folder of their own, so that a reload may build meanwhile.

            EXAMPLES:
              hearth test
              hearth test Saltmarsh --filter Lamp
            """)

    @OptionGroup var game: GameOptions

    @Argument(help: "The plugins whose tests are run; all that have any, without a name.")
    var plugins: [String] = []

    @Option(help: "Runs only the tests whose names match this regular expression.")
    var filter: String?

    func run() throws {
        let game = try game.find()
        let manifest = PackageManifest((try? String(contentsOfFile: game.manifest, encoding: .utf8)) ?? "")
        let tested = manifest.plugins.filter { Platform.isFolder("\(game.plugins)/\($0)/Tests") }
        if let other = plugins.first(where: { !tested.contains($0) }) {
            let which = tested.isEmpty ? "No plugin has any." : "Those that have: \(tested.joined(separator: ", "))."
            throw Failure(.error, "the game has no plugin \(other) with a folder Tests. \(which)")
        }
        guard !tested.isEmpty else {
            return Terminal.output.say("No plugin has tests. `hearth new plugin NAME` makes one that has.")
        }
        var failed: [String] = []
        for plugin in plugins.isEmpty ? tested : plugins {
            Terminal.output.say("== \(plugin)")
            if try !passes(plugin, game) { failed.append(plugin) }
        }
        guard failed.isEmpty else {
            throw Failure(.error, "the tests of \(failed.joined(separator: ", ")) did not pass.")
        }
    }

    private func passes(_ plugin: String, _ game: GamePaths) throws -> Bool {
        let arguments = [
            "test", "--disable-build-manifest-caching", "--package-path", "\(game.plugins)/\(plugin)", "--scratch-path",
            "\(game.folder)/.build-plugins",
        ]
        let swift: ChildProcess
        do {
            swift = try ChildProcess.start("swift", arguments + (filter.map { ["--filter", $0] } ?? []), .inner)
        } catch {
            throw Failure(.error, "\(error.description) Install the Swift toolchain, see https://www.swift.org/install.")
        }
        while true {
            if let status = swift.ended() { return status == 0 }
            Platform.sleep(.milliseconds(20))
        }
    }
}
