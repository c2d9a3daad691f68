import Foundation
import Testing
import Wire

extension EndToEnd {
    /// `hearth` itself: what it says, and how it ends.
    @Suite struct LauncherProgram {
        @Test("start, status, stop --server, start, stop: what each says and its exit code")
        func upAndDown() async throws {
            try await RunningGame.play(isStarted: false) { game in
                #expect(try await game.hearth("status").status == 5)
                #expect(try await game.hearth("stop").status == 5)

                let start = try await game.hearth(["start"] + game.startOptions)
                #expect(start.status == 0, "\(start)")
                #expect(start.output.contains("Hearth is running"))
                try await game.attach()
                try await game.connect().expect("Welcome to the trial.")
                let ann = try await game.newPlayer("Ann")

                let again = try await game.hearth("start")
                #expect(again.status == 0)
                #expect(again.output.contains("running already"))

                let json = try await game.hearth("status", "--json")
                #expect(json.status == 0)
                let status = try JSONDecoder().decode(Told.self, from: Data(json.output.utf8))
                let truth = try await game.status()
                #expect(status.portalPid == truth.portalPid)
                #expect(status.serverPid == truth.serverPid)
                #expect(status.telnetPort == game.port)
                #expect(status.generation == 1)
                #expect(status.server == "running")
                #expect(status.sessions == truth.sessions)

                #expect(try await game.hearth("stop", "--server").status == 0)
                #expect(try await game.hearth("status").status == 5)
                await ann.type("count 1")
                #expect(try await game.hearth("start").status == 0)
                try await ann.expect("counted 1.")
                #expect(try await game.hearth("status").status == 0)
                let generations = try await listed(game)
                #expect(generations.live == 1)

                let stop = try await game.hearth("stop")
                #expect(stop.status == 0)
                #expect(stop.output.contains("has stopped"))
                // Nothing is left when it returns.
                #expect(try await ProcessTable.processes(ofGame: game.folder).isEmpty)
                #expect(!FileManager.default.fileExists(atPath: game.runFolder + "/" + portalSocketName))
                try await ann.expectEnd()
                // Without a Portal the list is read from the run folder.
                let left = try await listed(game)
                #expect(left.live == nil)
                #expect(left.generations == generations.generations)
            }
        }

        private func listed(_ game: RunningGame) async throws -> ListGenerations.Answer {
            let json = try await game.hearth("generations", "--json")
            #expect(json.status == 0, "\(json)")
            return try JSONDecoder().decode(ListGenerations.Answer.self, from: Data(json.output.utf8))
        }

        private struct Told: Decodable {
            var portalPid: Int
            var serverPid: Int?
            var telnetPort: Int?
            var generation: Int?
            var server: String
            var sessions: Int
        }

        @Test("The first start tells the administrator's password once, and it opens the door")
        func firstPassword() async throws {
            try await RunningGame.play(isStarted: false) { game in
                let start = try await game.hearth("start", "--telnet-port", "0")
                #expect(start.status == 0, "\(start)")
                try await game.attach()
                let file = game.runFolder + "/admin-password"
                let words = game.read("run/admin-password").split(whereSeparator: \.isWhitespace).map(String.init)
                try #require(words.count == 2)
                #expect(start.output.contains(words[1]))
                let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
                #expect(mode == 0o600)
                _ = try await game.player(words[0], password: words[1])

                #expect(try await game.hearth("stop").status == 0)
                let second = try await game.hearth("start", "--telnet-port", "0")
                #expect(second.status == 0)
                #expect(!second.all.contains(words[1]))
            }
        }

        @Test("An administrator's name and password come by the environment alone, and are told nowhere")
        func passwordOfTheEnvironment() async throws {
            try await RunningGame.play(isStarted: false) { game in
                let password = "a door of oak and iron"
                let start = try await game.hearth(
                    ["start", "--telnet-port", "0"], environment: ["HEARTH_ADMIN": "Ada", "HEARTH_PASSWORD": password])
                #expect(start.status == 0, "\(start)")
                try await game.attach()
                let ada = try await game.player("Ada", password: password)
                try await ada.type("generations", expecting: "live")  // an administrator's command
                // An account that is there already keeps its own.
                #expect(try await game.hearth("stop").status == 0)
                let again = try await game.hearth(
                    ["start", "--telnet-port", "0"], environment: ["HEARTH_ADMIN": "Eve", "HEARTH_PASSWORD": "evening"])
                #expect(again.status == 0)
                try await game.attach()
                _ = try await game.player("Ada", password: password)

                #expect(!(start.all + again.all).contains("password"))
                let files = try FileManager.default.subpathsOfDirectory(atPath: game.runFolder)
                #expect(files.contains("portal.log") && files.contains("game.db"))
                #expect(!files.contains("admin-password"))
                for file in files where !file.hasPrefix("generations/") {
                    let bytes = FileManager.default.contents(atPath: game.runFolder + "/" + file) ?? Data()
                    #expect(bytes.firstRange(of: Data(password.utf8)) == nil, "\(file)")
                }
                for process in try await ProcessTable.processes(ofGame: game.folder) {
                    #expect(!process.words.joined(separator: " ").contains(password))
                }
            }
        }

        @Test("reboot replaces Portal and Server; the world, the ports and the way back in stay")
        func reboot() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                try await ann.type("count 7", expecting: "counted 7.")
                try await ann.type("north", expecting: "The Garden")
                let (before, serverBefore) = (try await game.status(), try await game.serverPid())

                let reboot = try await game.hearth("reboot")
                #expect(reboot.status == 0, "\(reboot)")
                // Nobody waits: whoever comes when it has returned is let in.
                let back = try await TelnetPlayer.connect("Ann", port: game.port)
                try await back.type("connect Ann secret-of-Ann", expecting: "The Garden")
                try await back.type("recite", expecting: "recited: 7.")
                try await ann.expect("The game shuts down.")
                try await ann.expectEnd()

                try await game.attach()
                let after = try await game.status()
                #expect(after.portalPid != before.portalPid)
                #expect(after.serverPid != serverBefore)
                #expect(after.telnetPort == before.telnetPort)
                #expect(after.generation == before.generation)
                #expect(after.sessions == 1)
                #expect(!ProcessTable.isAlive(before.portalPid))
                #expect(!ProcessTable.isAlive(serverBefore))
                #expect(reboot.output.contains("Portal pid \(after.portalPid)"))

                #expect(try await game.hearth("stop").status == 0)
                let start = try await game.hearth("reboot")
                #expect(start.status == 0)
                #expect(start.output.contains("was not running"))
                #expect(try await game.hearth("status").status == 0)
            }
        }

        @Test("reload: the report, the diagnostics, and the exit codes of its failures")
        func reload() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                try await ann.type("makelamp 40", expecting: "A lamp stands here.")
                try game.edit("Version.swift", "one", "two")
                let done = try await game.hearth("reload")
                #expect(done.status == 0, "\(done)")
                #expect(done.output.contains("Generation 2 is live"))
                try await ann.type("version", expecting: "This is version two.")

                try game.edit("Version.swift", "tell(", "teil(")
                let failed = try await game.hearth("restart")
                #expect(failed.status == 4)
                #expect(failed.all.contains("Plugins/Trial/Sources/Version.swift:6:"))
                #expect(try await game.hearth("build").status == 4)
                let json = try await game.hearth("reload", "--json")
                #expect(json.status == 4)
                let told = try JSONDecoder().decode(Problem.self, from: Data(json.output.utf8))
                #expect(told.exitCode == 4)
                #expect(told.diagnostics.contains { $0.contains("Version.swift:6:") })

                try game.edit("Version.swift", "teil(", "tell(")
                let lamps = game.read("Plugins/Trial/Sources/Lamps.swift")
                try game.edit("Lamps.swift", "oil = 100", "oil = [100]")
                let refused = try await game.hearth("reload")
                #expect(refused.status == 8)
                #expect(refused.all.contains("Trial.Lamp.oil"))
                try game.write("Plugins/Trial/Sources/Lamps.swift", lamps)

                #expect(try await game.hearth("rollback", "99").status == 3)
                #expect(try await game.hearth("rollback").status == 0)
                try await ann.type("version", expecting: "This is version one.")
                let list = try await listed(game)
                #expect(list.live == 1)
                #expect(list.generations.first { $0.number == 3 }?.state == "bad")
                #expect(try await game.hearth("log", "--no-follow").output.contains("rollback to generation 1"))
            }
        }

        private struct Problem: Decodable {
            var exitCode: Int
            var diagnostics: [String]
        }

        @Test("A port that is in use: one sentence, and a failure that leaves nothing behind")
        func portInUse() async throws {
            try await RunningGame.play { game in
                let other = try OtherGame()
                defer { other.remove() }
                let start = try await game.hearth("start", "--game", other.folder, "--telnet-port", "\(game.port)")
                #expect(start.status != 0)
                #expect(start.all.contains("port \(game.port)"))
                #expect(try await ProcessTable.processes(ofGame: other.folder).isEmpty)
            }
        }

        @Test("Two games on one machine never meet")
        func twoGames() async throws {
            try await RunningGame.play { game in
                let other = try OtherGame()
                defer { other.remove() }
                for words in [["status"], ["stop"], ["rollback"]] {
                    let outcome = try await game.hearth(words + ["--game", other.folder])
                    #expect(outcome.status == 5, "\(words): \(outcome)")
                }
                #expect(try await game.status().server == "running")
            }
        }

        @Test("watch reloads when a file is saved, and the end of it is not the game's")
        func watch() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let output = game.runFolder + "/watch.out"
                try FolderCopy.write("", output)
                let watch = Process()
                watch.executableURL = URL(filePath: Checkout.program("hearth"))
                watch.arguments = ["watch", "--game", game.folder]
                watch.standardInput = FileHandle.nullDevice
                watch.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
                watch.standardError = watch.standardOutput
                try watch.run()
                defer { watch.terminate() }
                try await eventually("watch to begin", seen: { game.read("run/watch.out") }) {
                    game.read("run/watch.out").contains("Watching") ? () : nil
                }
                try game.edit("Version.swift", "one", "two")
                try await eventually("a reload", seen: { game.read("run/watch.out") }) {
                    game.read("run/watch.out").contains("Generation 2 is live") ? () : nil
                }
                try await ann.type("version", expecting: "This is version two.")
                try game.edit("Version.swift", "tell(", "teil(")
                try await eventually("the compiler's words", seen: { game.read("run/watch.out") }) {
                    game.read("run/watch.out").contains("Version.swift:6:") ? () : nil
                }
                watch.interrupt()
                try await eventually("the end of watch") { watch.isRunning ? nil : () }
                try await ann.type("version", expecting: "This is version two.")
            }
        }
    }
}

/// The folder of a game that does not run.
private struct OtherGame {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appending(path: "hearth-other-\(UUID().uuidString.prefix(8))").path(percentEncoded: false)
        try FolderCopy.write("// swift-tools-version: 6.2\n", folder + "/Package.swift")
        let settings = "name: Other\ntls: { enabled: false }\nweb: { enabled: false }\n"
        try FolderCopy.write(settings, folder + "/GameData/settings.yaml")
        try FolderCopy.write("", folder + "/Plugins/None/none")
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
