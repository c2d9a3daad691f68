import ArgumentParser
import Foundation
import Settings
import Testing
import Wire

@testable import Launcher

struct LauncherTests {
    @Test(arguments: [
        ["start", "--log"], ["start", "--telnet-port", "0", "--web-port", "4001", "--admin", "Ada"], ["stop"],
        ["stop", "--server"], ["reload", "--set-aside"], ["restart"], ["reload", "--json"], ["reboot", "--log"],
        ["run"], ["status", "--json"], ["info"], ["log", "--lines", "5"], ["log", "--since", "10m", "--no-follow"],
        ["generations", "--json"], ["rollback"], ["rollback", "3"], ["watch"], ["build"], ["init", "emberfall"],
        ["new", "plugin", "Weather"],
        ["backup", "monday.db"], ["backup", "--force", "--json", "monday.db"], ["restore", "monday.db"],
    ])
    func commandLineIsUnderstood(words: [String]) throws {
        _ = try HearthCommand.parseAsRoot(words)
    }

    @Test(arguments: [
        ["reload", "--json", "--log"], ["log", "--lines", "5", "--since", "1h"], ["log", "--since", "soon"],
        ["start", "--telnet-port", "70000"], ["dance"], ["rollback", "last"], ["backup"],
        ["restore"],
    ])
    func wrongCommandLineIsRefused(words: [String]) {
        let error = #expect(throws: (any Error).self) { _ = try HearthCommand.parseAsRoot(words) }
        if let error { #expect(HearthCommand.exitCode(for: error) == .validationFailure) }
    }

    @Test func gameMayBeNamedBeforeOrBehind() throws {
        for words in [["--game", "/tmp", "status"], ["status", "--game", "/tmp"], ["--game=/tmp", "status"]] {
            let command = try HearthCommand.parseAsRoot(LauncherProgram.words(["hearth"] + words))
            #expect((command as? StatusCommand)?.game.folder == "/tmp")
        }
        let words = LauncherProgram.words(["hearth", "--game", "/tmp", "stop", "--server"])
        #expect(words == ["stop", "--server", "--game", "/tmp"])
        #expect(LauncherProgram.words(["hearth"]) == [])
    }

    @Test func folderInsideAGameIsNotMistakenForIt() throws {
        try TemporaryFolder.with { folder in
            for name in ["Plugins", "GameData"] {
                try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
            }
            try TextFile.write("", to: folder + "/Package.swift")
            #expect(try options(folder).find().folder == folder)
            #expect(throws: Failure.self) { try options(folder + "/Plugins").find() }
        }
    }

    private func options(_ folder: String) throws -> GameOptions { try GameOptions.parse(["--game", folder]) }

    @Test func programsLieBesideOneAnother() {
        let installation = Installation(executable: "/opt/hearth/.build/x86_64-unknown-linux-gnu/release/hearth")
        #expect(installation.portal == "/opt/hearth/.build/x86_64-unknown-linux-gnu/release/hearth-portal")
        #expect(
            installation.package
                == .init(folder: "/opt/hearth", scratch: "/opt/hearth/.build", configuration: "release"))
        #expect(installation.scratch(for: GamePaths("/opt/hearth")) == "/opt/hearth/.build")
        #expect(installation.scratch(for: GamePaths("/srv/emberfall")) == "/srv/emberfall/.build")
        #expect(Installation(executable: "/usr/local/bin/hearth").package == nil)
    }

    @Test func passwordFileIsNamedForAnotherFolder() throws {
        try TemporaryFolder.with { folder in
            try TextFile.write("secret", to: folder + "/password")
            let options = try StartOptions.parse([
                "--telnet-port", "4444", "--admin", "Ada", "--password-file", "\(folder)/./password",
            ])
            #expect(
                try options.arguments
                    == ["--telnet-port", "4444", "--admin", "Ada", "--password-file", folder + "/password"])
            let missing = try StartOptions.parse(["--password-file", folder + "/none"])
            #expect(throws: Failure.self) { try missing.arguments }
        }
    }

    @Test func keptPlayersKeepThePorts() throws {
        #expect(try RebootCommand.parse(["--keep-players", "--log"]).keepPlayers)
        #expect(throws: (any Error).self) { try RebootCommand.parse(["--keep-players", "--telnet-port", "4444"]) }
    }

    @Test func statusIsReadable() {
        let status = Status.Answer(
            game: "/g", portalPid: 7, portalUptime: 93_784, server: "running", serverPid: 8, serverUptime: 62,
            generation: 5, epoch: 9, configuration: "debug", telnetPort: 4000, webPort: nil, sessions: 3, reloads: 4,
            reloadStep: nil, problem: nil, hearthVersion: hearthVersion)
        #expect(
            status.lines == [
                "Portal      running, pid 7, for 1 d 2 h", "Server      running, pid 8, for 1 min 2 s",
                "Generation  5, debug", "Telnet      port 4000", "Sessions    3", "Reloads     4",
            ])
    }

    @Test func jsonIsTheAnswerItself() throws {
        let list = ListGenerations.Answer(live: 2, generations: [])
        let object = try JSONSerialization.jsonObject(with: Data(JSON.text(list).utf8)) as? [String: Any]
        #expect(object?["live"] as? Int == 2)
        #expect(object?["generations"] is [Any])
    }

    @Test(arguments: [
        (0.04, "0.0 ms"), (2.14, "2.1 ms"), (99.94, "99.9 ms"), (610, "0.61 s"), (9_990, "9.99 s"), (12_400, "12 s"),
        (185_000, "3 min 5 s"), (7_200_000, "2 h"),
    ])
    func durationsAreReadable(milliseconds: Double, expected: String) {
        #expect(Words.duration(milliseconds: milliseconds) == expected)
    }

    @Test func failureOfABuildIsNotToldTwice() {
        var printer = StepPrinter(.error)
        let error = RemoteError(.buildFailed, "The build failed:\nA.swift:1:1: error: no")
        #expect(printer.failure(error).description == error.description)
        for text in ["A.swift:1:1: error: no", "A.swift:2:1: warning: unused"] {
            printer.show(Step(reload: 1, step: "build", what: "diagnostic", milliseconds: 1, text: text))
        }
        #expect(printer.failure(error).description == "the build failed with 1 error; nothing was changed.")
        #expect(printer.failure(error).status == .buildFailed)
    }

    @Test func whatIsSaidBesidesTheCompilerIsSaidOnce() {
        var printer = StepPrinter(.error)
        let warning = "A.swift:2:1: warning: unused"
        #expect(printer.rest(of: "a port moved\n\(warning)") == "a port moved\n\(warning)")
        printer.show(Step(reload: 1, step: "build", what: "diagnostic", milliseconds: 1, text: warning))
        #expect(printer.rest(of: "a port moved\n\(warning)") == "a port moved")
        #expect(printer.rest(of: warning).isEmpty)
    }

    @Test func saveIsNoticed() throws {
        try TemporaryFolder.with { folder in
            let path = folder + "/Plugins/Standard/Look.swift"
            try TextFile.write("one", to: path)
            let before = FolderState(of: [folder + "/Plugins"])
            #expect(FolderState(of: [folder + "/Plugins"]) == before)
            // As editors do: the same size, in the same clock tick perhaps, but a new file in the old one's place.
            try TextFile.write("two", to: path)
            try TextFile.write("", to: folder + "/Plugins/Standard/.Look.swift.swp")
            #expect(FolderState(of: [folder + "/Plugins"]).changes(since: before) == [path])
            try FileManager.default.removeItem(atPath: path)
            #expect(FolderState(of: [folder + "/Plugins"]).changes(since: before) == [path])
            #expect(WatchCommand.told(["a", "b", "c"]) == "a and 2 more changed")
        }
    }

    @Test func childThatIsDetachedLeavesItsWordsInAFile() throws {
        try TemporaryFolder.with { folder in
            let child = try ChildProcess.start(
                "sh", ["-c", "echo out; echo words >&2; ps -o sid= -p $$; exit 3"],
                .detached(output: folder + "/out"))
            #expect(child.wait(.seconds(60)) == 3)
            let words = (Platform.readText(folder + "/out") ?? "").split(whereSeparator: \.isWhitespace)
            #expect(words.prefix(2) == ["out", "words"])
            // Leader of a session of its own: the terminal's end is not its end.
            #expect(words.last == "\(child.pid)")
            #expect(!Platform.isAlive(Int(child.pid)))
        }
    }

    @Test func programThatIsNotThereIsTold() {
        #expect(throws: ChildProcess.NotStarted.self) { try ChildProcess.start("/nowhere/hearth-portal", [], .inner) }
    }
}
