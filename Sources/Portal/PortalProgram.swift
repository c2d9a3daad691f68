import Generations
import Logging
import NIOPosix
import Settings
import Wire

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The Portal's life: take the game's lock, listen, serve until told to stop.
public enum PortalProgram {
    public static func main() async -> Never {
        do {
            let arguments = try PortalArguments(CommandLine.arguments)
            if arguments.checksOnly { try check(arguments) } else { try await run(arguments) }
            exit(0)
        } catch {
            Platform.complain("hearth-portal: \(error)")
            beginAnew(after: error)
            exit(1)
        }
    }

    private static func run(_ arguments: PortalArguments) async throws {
        Platform.ignoreSignals()
        Platform.raiseFileLimit()
        let paths = GamePaths(arguments.game)
        var settings = try Settings.read(paths)
        mkdir(paths.run, 0o700)
        mkdir(paths.generations, 0o700)
        guard Platform.changeFolder(paths.run) else { throw ProgramError.noRunFolder(paths.run) }
        let former = try arguments.succession.map { try PortalState.inherit($0) }
        guard let lock = former.map({ GameLock(descriptor: $0.lock, firstSession: $0.nextSession) })
            ?? GameLock(path: paths.run + "/portal.lock")
        else {
            throw ProgramError.alreadyRunning(paths.folder)
        }
        settings.goBy(arguments)

        let log = LogFile(path: paths.portalLog, echoes: arguments.isForeground)
        let serverLog = LogFile(path: paths.serverLog, echoes: arguments.isForeground, tail: log.tail)
        let logger = Logger(label: "portal") { _ in LogFileHandler(file: log) }
        let portal = Portal(
            settings: settings, paths: paths, configuration: configuration(settings),
            scratchFolder: arguments.scratch ?? paths.folder + "/.build", arguments: arguments, log: logger,
            serverLog: serverLog, firstSession: lock.firstSession, lock: lock,
            eventLoop: MultiThreadedEventLoopGroup(numberOfThreads: 1).next())
        logger.info("the Portal (\(getpid())) of \(paths.folder) starts")
        if let former {
            try await portal.goOn(from: former)
        } else {
            for entrance in Entrance.allCases {
                try await portal.listen(to: entrance, at: entrance.endpoints(in: settings))
            }
            try await portal.listenToPrograms()
        }
        await portal.startWatchdog()
        await portal.keepConnectionsAlive()
        await portal.untilStopped()
        Platform.removeFile(paths.run + "/" + portalSocketName)
    }

    /// That of this very program, unless the settings name one.
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

enum ProgramError: Error, CustomStringConvertible {
    case alreadyRunning(String)
    case noRunFolder(String)
    case badArgument(String)

    var description: String {
        switch self {
        case .alreadyRunning(let game): "a Portal runs already for \(game): see `hearth status`"
        case .noRunFolder(let path): "the run folder \(path) cannot be made or entered"
        case .badArgument(let word): "unknown or incomplete argument \(word); use `hearth start`"
        }
    }
}

struct PortalArguments: Sendable {
    var game = ""
    /// Where `swift build` puts things.
    var scratch: String?
    var telnetPort: Int?
    var tlsPort: Int?
    var webPort: Int?
    var admin: String?
    var passwordFile: String?
    var isForeground = false
    var checksOnly = false
    /// The file in which the Portal that this process was before has left its state.
    var succession: String?

    init(_ words: [String]) throws {
        var rest = words.dropFirst()
        func value(_ word: String) throws -> String {
            guard let value = rest.popFirst() else { throw ProgramError.badArgument(word) }
            return value
        }
        func port(_ word: String) throws -> Int {
            guard let port = Int(try value(word)), (0...65535).contains(port) else {
                throw ProgramError.badArgument(word)
            }
            return port
        }
        while let word = rest.popFirst() {
            switch word {
            case "--game": game = try value(word)
            case "--scratch": scratch = try value(word)
            case "--telnet-port": telnetPort = try port(word)
            case "--tls-port": tlsPort = try port(word)
            case "--web-port": webPort = try port(word)
            case "--admin": admin = try value(word)
            case "--password-file": passwordFile = try value(word)
            case "--foreground": isForeground = true
            case "--check": checksOnly = true
            case "--succeed": succession = try value(word)
            default: throw ProgramError.badArgument(word)
            }
        }
        guard checksOnly || !game.isEmpty else { throw ProgramError.badArgument("--game") }
    }
}
