import ArgumentParser
import Generations
import Settings
import Wire

struct BuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Build and check the game; nothing goes live.",
        discussion: """
            What the build step of a reload does. A running Portal does it, at idle priority beside the game; without \
            one it is done here.

            EXAMPLES:
              hearth build
              hearth build && hearth reload
            """)

    @OptionGroup var game: GameOptions

    func run() async throws {
        let game = try game.find()
        let settings = try Settings.read(game)
        if let portal = try PortalConnection.open(game) {
            var printer = StepPrinter()
            do {
                let answer = try portal.client.ask(Check(by: Requester.name), .reload(settings)) { printer.show($0) }
                printer.sayRest(of: answer.warnings)
                Terminal.output.say("It builds (\(Words.duration(milliseconds: answer.milliseconds))).")
            } catch {
                throw printer.failure(error)
            }
        } else {
            try await build(game, settings)
        }
    }

    private func build(_ game: GamePaths, _ settings: Settings) async throws {
        let builder = Builder(
            game: GameFolder(game.folder),
            settings: .init(
                configuration: Self.configuration(settings),
                scratchFolder: try Installation.current().scratch(for: game), isIdle: false,
                deadline: settings.build.deadline))
        let build: Build
        do {
            build = try await builder.build { Self.show($0) }
        } catch .failed {
            // Each of its errors has been shown.
            throw Failure(.buildFailed, "the build failed.")
        }
        Terminal.output.say("It builds (\(Words.duration(build.duration))).")
    }

    private static func show(_ event: BuildEvent) {
        let terminal = Terminal.output
        switch event {
        case .started(.nothing, _): terminal.say("  nothing has changed since the last build")
        case .started(_, let reason): terminal.say("  building: \(reason)")
        case .progress(let done, let total, let text): terminal.progress("  [\(done)/\(total)] \(text)")
        case .diagnostic(let diagnostic): terminal.say("  " + StepPrinter.painted(diagnostic.excerpt, terminal))
        case .waiting(let text), .note(let text): terminal.say("  \(text)")
        case .finished: break
        }
    }

    /// As the Portal decides it: that of this very program, unless the settings name one.
    private static func configuration(_ settings: Settings) -> BuildConfiguration {
        if let wanted = settings.build.configuration.flatMap({ BuildConfiguration(rawValue: $0.rawValue) }) {
            return wanted
        }
        #if DEBUG
            return .debug
        #else
            return .release
        #endif
    }
}
