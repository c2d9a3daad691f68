import ArgumentParser
import Settings

/// Which game a command is about.
struct GameOptions: ParsableArguments {
    @Option(
        name: .customLong("game"),
        help: ArgumentHelp("The game's folder. Without it: the nearest at or above the current one.", valueName: "dir"),
        completion: .directory)
    var folder: String?

    /// Throws ``NoGame`` or a ``Failure``.
    func find() throws -> GamePaths {
        guard let folder else { return try GamePaths.find(from: Platform.currentFolder) }
        let paths = try GamePaths.find(from: folder)
        // A folder that is named is meant: its neighbour above is not.
        guard paths.folder == GamePaths(folder).folder else {
            throw Failure(.error, "\(folder) is no game's folder; the nearest one above it is \(paths.folder).")
        }
        return paths
    }
}
