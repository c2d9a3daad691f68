import ArgumentParser
import Settings
import Wire

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Tell what runs.",
        discussion: """
            Asks the Portal, which is the Server's parent: what it says is so. Exit code 0 when both run (also while \
            the Server is being replaced), 5 when the Portal or the Server does not.

            EXAMPLES:
              hearth status
              hearth status --json | jq .sessions
            """)

    @OptionGroup var game: GameOptions

    @Flag(help: "Print the Portal's answer as JSON; when nothing runs, {\"server\": \"stopped\"} alone.")
    var json = false

    func run() throws {
        let game = try game.find()
        guard let portal = try PortalConnection.open(game, anyVersion: true) else {
            if json { JSON.say(NothingRuns()) } else {
                Terminal.output.say("Portal      not running\nServer      not running")
            }
            throw ExitCode(ExitReason.notRunning.rawValue)
        }
        let status = try portal.client.ask(Status())
        if json { JSON.say(status) } else { for line in status.lines { Terminal.output.say(line) } }
        if status.server == "stopped" { throw ExitCode(ExitReason.notRunning.rawValue) }
    }

    private struct NothingRuns: Encodable { var server = "stopped" }
}

struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Tell where the game is to be found, and all versions.",
        discussion: """
            Ports, addresses, files and versions. When nothing runs it tells what is set, and ends with 5.

            EXAMPLES:
              hearth info
              hearth info --game ~/emberfall
            """)

    @OptionGroup var game: GameOptions

    func run() throws {
        let game = try game.find()
        let settings = try Settings.read(game)
        let portal = try PortalConnection.open(game, anyVersion: true)
        let status = try portal?.client.ask(Status())
        if let status {
            InfoBox(game, settings, status).show(on: .output)
        } else {
            Terminal.output.say("\(settings.name) is not running. `hearth start` starts it.")
        }
        for (name, value) in try rows(game, settings, status) {
            Terminal.output.say("  \(name.padded(to: 11)) \(value)")
        }
        if status == nil { throw ExitCode(ExitReason.notRunning.rawValue) }
    }

    private func rows(_ game: GamePaths, _ settings: Settings, _ status: Status.Answer?) throws -> [(String, String)] {
        var rows = [("game", game.folder), ("hearth", "\(hearthVersion), wire protocol \(wireVersion)")]
        if let status {
            rows.append(("portal", "Hearth \(status.hearthVersion), pid \(status.portalPid)"))
        } else {
            rows.append(("telnet", "\(settings.telnet.endpoints), when it runs"))
            if settings.tls.enabled {
                rows.append(("tls", "\(settings.tls.endpoints), when it runs"))
            }
            if settings.web.enabled {
                rows.append(("web", "\(settings.web.endpoints), when it runs"))
            }
        }
        let generations = GenerationTable.read(game)
        let number = status?.generation ?? generations.last { $0.state == .good }?.number
        if let generation = generations.first(where: { $0.number == number }) {
            rows.append(("compiler", "\(generation.compiler), for generation \(generation.number)"))
        }
        rows.append(("database", game.shown(game.database)))
        rows.append(("programs", try Installation.current().programs))
        return rows
    }
}
