import Foundation
import NIOPosix
import Testing
import Wire

extension EndToEnd {
    /// What runs in a terminal until somebody ends it: `hearth run`, and `hearth log`.
    @Suite struct Foreground {
        /// Ctrl-C, a service manager's request, and the end of the terminal.
        @Test("run serves players until it is told to end, and leaves nothing behind")
        func run() async throws {
            try await RunningGame.play(isStarted: false) { game in
                for (number, signal) in [SIGINT, SIGTERM, SIGHUP].enumerated() {
                    let run = try ForegroundLauncher(["run"] + game.startOptions, in: game.folder)
                    try await run.expect("Ctrl-C stops the game.")
                    try await game.attach()
                    #expect(run.output.contains("localhost \(game.port)"))
                    let isFirst = number == 0
                    let ann = isFirst ? try await game.newPlayer("Ann") : try await game.player("Ann")
                    // Both logs are on the terminal, as they are written.
                    try await ann.type("count \(number)", expecting: "counted \(number).")
                    await ann.type("mutter \(number)")
                    try await run.expect("somebody mutters \(number)")
                    if isFirst { try await refuseSecond(game) }

                    run.send(signal)
                    #expect(try await run.exitCode() == 0, "\(run.output)")
                    try await ann.expect("The game shuts down.")
                    try await ann.expectEnd()
                    try await expectNothingLeft(of: game)
                }
            }
        }

        @Test("What is stuck is ended in the foreground too")
        func runAndHang() async throws {
            try await RunningGame.play(settings: "watchdog: { limit: 1.5 }", isStarted: false) { game in
                let run = try ForegroundLauncher(["run"] + game.startOptions, in: game.folder)
                try await run.expect("Ctrl-C stops the game.")
                try await game.attach()
                let ann = try await game.newPlayer("Ann")
                await ann.type("spin")
                try await ann.expect("it was given up")
                try await ann.type("count 1", expecting: "counted 1.")
                run.send(SIGINT)
                #expect(try await run.exitCode() == 0, "\(run.output)")
                try await expectNothingLeft(of: game)
            }
        }

        private func refuseSecond(_ game: RunningGame) async throws {
            let second = try await game.hearth("run")
            #expect(second.status == 3)
            #expect(second.errors.contains("running already (Portal pid \(game.portalPid))"))
            let start = try await game.hearth("start")
            #expect(start.status == 0)
            #expect(start.output.contains("running already: Portal pid \(game.portalPid)"))
            #expect(start.output.contains("Nothing was done."))
            let status = try await game.status()
            #expect(status.server == "running")
            #expect(status.portalPid == game.portalPid)
        }

        private func expectNothingLeft(of game: RunningGame) async throws {
            #expect(try await ProcessTable.processes(ofGame: game.folder).isEmpty)
            let left = try FileManager.default.contentsOfDirectory(atPath: game.runFolder)
            #expect(!left.contains(portalSocketName))
            #expect(!left.contains { $0.hasPrefix("running.") })
        }

        @Test("run ends well when the game is stopped from elsewhere, and says why it cannot begin")
        func runAndStop() async throws {
            try await RunningGame.play { game in
                // What a daemon said once is not why this one fails.
                try game.write("run/portal.out", "an old tale\n")
                try await game.stop()
                let other = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                    .bind(host: "127.0.0.1", port: 0).get()
                let port = try #require(other.localAddress?.port)
                let refused = try await game.hearth("run", "--telnet-port", "\(port)")
                #expect(refused.status == 1)
                #expect(refused.all.contains("on 127.0.0.1 port \(port): another game or program uses it"))
                #expect(!refused.all.contains("an old tale"))
                try await expectNothingLeft(of: game)
                try await other.close()

                let run = try ForegroundLauncher(["run"] + game.startOptions, in: game.folder)
                try await run.expect("Ctrl-C stops the game.")
                #expect(try await game.hearth("stop").status == 0)
                #expect(try await run.exitCode() == 0, "\(run.output)")
                try await expectNothingLeft(of: game)
            }
        }

        @Test("log shows both logs as one, follows them, and its end is not the game's")
        func log() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                for number in 1...3 {
                    await ann.type("mutter \(number)")
                    try await game.logged("somebody mutters \(number)", in: "server.log")
                    try await game.reload()
                }
                // A process that has ended is logged when the system says so, which may be while the log is read.
                let all = try await eventually("logs that stay as they are") {
                    let all = try await entries(game, "--since", "1h")
                    let isQuiet = try await game.peer.ask(Status()).standbyPid != nil
                    return try await entries(game, "--since", "1h") == all && isQuiet ? all : nil
                }
                let moments = all.map(\.moment)
                #expect(moments == moments.sorted())
                #expect(Set(all.map(\.source)) == ["portal", "server"])
                // Between two reloads of the Portal's log stands what the Server said between them.
                let order = all.compactMap { entry in
                    ["mutters 1", "reload 2: Gen", "mutters 2", "reload 3: Gen", "mutters 3", "reload 4: Gen"]
                        .first { entry.text.contains($0) }
                }
                #expect(order == [
                    "mutters 1", "reload 2: Gen", "mutters 2", "reload 3: Gen", "mutters 3", "reload 4: Gen",
                ])

                #expect(try await entries(game, "--lines", "5") == all.suffix(5))
                #expect(try await entries(game, "--lines", "0").isEmpty)
                let middle = try #require(all.first { $0.text.contains("mutters 2") })
                #expect(try await entries(game, "--since", middle.moment) == all.filter { $0.moment >= middle.moment })
                #expect(try await game.hearth("log", "--since", "teatime").status == 64)

                let log = try ForegroundLauncher(["log", "--lines", "5"], in: game.folder)
                try await log.expect(all[all.count - 1].text)
                #expect(log.lines.count == 5)
                await ann.type("mutter again")
                try await log.expect("server somebody mutters again")
                try await game.reload()
                try await log.expect("reload 5: Generation")
                log.send(SIGINT)
                #expect(try await log.exitCode() == 0)
                try await ann.type("version", expecting: "This is version one.")
                #expect(try await game.status().portalPid == game.portalPid)
            }
        }

        /// A line as `hearth log` shows it.
        private struct Entry: Equatable {
            var moment: String
            var source: String
            var text: String
        }

        private func entries(_ game: RunningGame, _ words: String...) async throws -> [Entry] {
            let outcome = try await game.hearth(["log", "--no-follow"] + words)
            #expect(outcome.status == 0, "\(outcome)")
            return try outcome.output.split(separator: "\n").map { line in
                let match = try #require(line.wholeMatch(of: /(\S+ \S+) (portal|server) (.*)/), "\(line)")
                return Entry(moment: String(match.1), source: String(match.2), text: String(match.3))
            }
        }
    }
}
