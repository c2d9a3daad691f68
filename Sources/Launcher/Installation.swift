import Settings
import Wire

/// Where the `hearth` in use was built, so that the other programs are found, or built, beside it.
struct Installation: Equatable {
    /// The folder of the programs, without symbolic links.
    let programs: String
    /// The package they are built from, and SwiftPM's scratch folder for it; nil when they were copied elsewhere.
    let package: Package?

    struct Package: Equatable {
        let folder: String
        let scratch: String
        let configuration: String
    }

    /// - Parameter executable: the program's file: `PACKAGE/.build/TRIPLE/debug/hearth` as SwiftPM lays it.
    init(executable: String) {
        programs = executable.parentFolder
        let scratch = programs.parentFolder.parentFolder
        let configuration = programs.lastComponent
        let folder = scratch.parentFolder
        let isBuilt = scratch.lastComponent == ".build" && ["debug", "release"].contains(configuration)
        package = isBuilt ? Package(folder: folder, scratch: scratch, configuration: configuration) : nil
    }

    static func current() throws -> Installation {
        guard let executable = Platform.executable else {
            throw Failure(.error, "the system does not tell where this program lies, so the Portal cannot be found.")
        }
        return Installation(executable: executable)
    }

    var portal: String { programs + "/hearth-portal" }

    /// The folder into which the game's code is built: SwiftPM's own.
    func scratch(for game: GamePaths) -> String {
        guard let package, package.folder == game.folder else { return game.folder + "/.build" }
        return package.scratch
    }

    /// Makes sure that there is a Portal to start. A fresh checkout whose `swift run hearth` has built only `hearth`
    /// has none yet.
    func buildPortalIfMissing(_ terminal: Terminal, within deadline: Duration) throws {
        guard !Platform.isExecutable(portal) else { return }
        guard let package else {
            throw Failure(
                .error, "there is no hearth-portal beside hearth in \(programs): copy it there, or run hearth from "
                    + "the checkout in which it is built.")
        }
        terminal.say("The Portal is not built yet: building it (the first time takes minutes).")
        let swift = try ChildProcess.start(
            "swift",
            [
                "build", "--package-path", package.folder, "--scratch-path", package.scratch, "-c",
                package.configuration, "--product", "hearth-portal",
            ], .inner)
        guard let status = swift.wait(deadline) else {
            throw Failure(.timedOut, "the build of the Portal took longer than \(Words.duration(deadline)): given up.")
        }
        guard status == 0, Platform.isExecutable(portal) else {
            throw Failure(.buildFailed, "the Portal could not be built: see above.")
        }
    }
}

extension String {
    var parentFolder: String { String(self[..<(lastIndex(of: "/") ?? startIndex)]) }
    var lastComponent: String { String(self[(lastIndex(of: "/").map(index(after:)) ?? startIndex)...]) }
}
