import Foundation
import Testing
import Wire

extension EndToEnd {
    @Suite struct Init {
        /// It builds all of Hearth anew, which takes minutes: `Tests/long.sh` asks for it.
        @Test(
            "init makes a game of one's own: it builds, starts, is played, and takes a new plugin",
            .enabled(if: ProcessInfo.processInfo.environment["HEARTH_TEST_INIT"] != nil))
        func gameOfOnesOwn() async throws {
            try await Workshop.shared.ready()
            let game = OwnGame()
            try await game.play {
                let made = try await game.hearth(
                    "init", game.folder, "--hearth", Checkout.folder, in: Checkout.workshop)
                #expect(made.status == 0, "\(made)")
                #expect(made.output.contains("Emberfall is in \(game.folder)"))
                let again = try await game.hearth("init", game.folder, in: Checkout.workshop)
                #expect(again.status == 3)
                #expect(again.errors.contains("not empty"))
                try game.putScratchBack()

                let start = try await game.hearth("start", "--telnet-port", "0", "--tls-port", "0", "--web-port", "0")
                #expect(start.status == 0, "\(start)")
                #expect(start.output.contains("-- Emberfall -"))
                let status = try await game.hearth("status", "--json")
                let port = try JSONDecoder().decode(Told.self, from: Data(status.output.utf8)).telnetPort
                let ann = try await TelnetPlayer.connect("Ann", port: port)
                try await ann.expect("Your name")
                try await ann.type("create Ann secret-of-Ann", expecting: "A Clearing")
                try await ann.type("look", expecting: "a campfire")
                try await ann.type("feed fire", expecting: "You lay a log on the fire")

                #expect(try await game.hearth("new", "plugin", "Weather").status == 0)
                let build = try await game.hearth("build")
                #expect(build.status == 0, "\(build)")
                #expect(build.output.contains("It builds"))
                #expect(try await game.hearth("reload").status == 0)
                try await ann.type("weather", expecting: "You touch a warm stone.")
                #expect(try await game.hearth("stop").status == 0)
                try await ann.expectEnd()
            }
        }

        private struct Told: Decodable { var telnetPort: Int }
    }
}

/// The folder of a game that `hearth init` makes. What is built in it stays from run to run: all of Hearth, which
/// takes minutes the first time.
private struct OwnGame {
    let folder = Checkout.workshop + "/emberfall"
    private var scratch: String { folder + "/.build" }
    private let keptScratch = Checkout.workshop + "/emberfall-build"

    /// Runs `body` with no folder there; ends every process of the game then.
    func play(_ body: () async throws -> Void) async throws {
        try await end()
        try keepScratch()
        try? FileManager.default.removeItem(atPath: folder)
        do { try await body() } catch {
            try await end()
            throw error
        }
        try await end()
    }

    func hearth(_ words: String..., in place: String? = nil) async throws -> Shell.Outcome {
        try await Shell.run(Checkout.program("hearth"), words, in: place ?? folder, within: .seconds(1200))
    }

    func putScratchBack() throws {
        guard FileManager.default.fileExists(atPath: keptScratch) else { return }
        try FileManager.default.moveItem(atPath: keptScratch, toPath: scratch)
    }

    private func keepScratch() throws {
        guard FileManager.default.fileExists(atPath: scratch) else { return }
        try? FileManager.default.removeItem(atPath: keptScratch)
        try FileManager.default.moveItem(atPath: scratch, toPath: keptScratch)
    }

    private func end() async throws {
        try await eventually("the end of all processes") {
            let left = try await ProcessTable.processes(ofGame: folder)
            for process in left { ProcessTable.kill(Int(process.pid)) }
            return left.isEmpty ? () : nil
        }
    }
}
