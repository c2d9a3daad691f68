import Foundation

/// Where a game keeps what: a folder with `Package.swift`, `Plugins/` and `GameData/`.
public struct GamePaths: Sendable, Hashable {
    /// Absolute.
    public let folder: String

    public init(_ folder: String) {
        self.folder = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL.resolvingSymlinksInPath()
            .path(percentEncoded: false).withoutEndSlash
    }

    /// The game at `folder` or in the nearest folder above it. Throws ``NoGame``.
    public static func find(from folder: String) throws -> GamePaths {
        var paths = GamePaths(folder)
        while !paths.isGame {
            guard paths.folder != "/" else { throw NoGame(folder: folder) }
            paths = GamePaths(URL(filePath: paths.folder).deletingLastPathComponent().path(percentEncoded: false))
        }
        return paths
    }

    private var isGame: Bool { exists(manifest) && exists(plugins) && exists(gameData) }

    public var manifest: String { at("Package.swift") }
    public var plugins: String { at("Plugins") }

    /// The folder of the package that is built: where `Package.swift` lies really, should it be a symbolic link. Games
    /// that share one package share its builds.
    public var package: String {
        URL(filePath: manifest).resolvingSymlinksInPath().deletingLastPathComponent().path(percentEncoded: false)
            .withoutEndSlash
    }

    // What the maker writes.
    public var gameData: String { at("GameData") }
    public var settings: String { at("GameData/settings.yaml") }
    /// What is over that, and under no version control: passwords, keys.
    public var secretSettings: String { at("GameData/settings.secret.yaml") }
    public var texts: String { at("GameData/texts.yaml") }
    /// The same in other languages, a file for each.
    public var languages: String { at("GameData/texts") }
    /// What a client reads before it has logged in.
    public var connectionScreen: String { at("GameData/connection.txt") }
    public var worldFiles: String { at("GameData/world") }
    public var prototypes: String { at("GameData/prototypes") }
    public var help: String { at("GameData/help") }
    public var menus: String { at("GameData/menus") }
    public var webPage: String { at("GameData/web") }
    /// The page that comes with Hearth: what a game's own folder does not have is taken from there.
    public var shippedWebPage: String { package + "/GameData/web" }

    // What the running game writes: never under version control.
    public var run: String { at("run") }
    public var generations: String { at("run/generations") }
    public var crashes: String { run + "/crashes" }
    /// What the TLS port proves itself with when the settings name nothing.
    public var ownCertificate: String { at("run/certificate.pem") }
    public var ownKey: String { at("run/certificate.key") }
    public var database: String { at("run/game.db") }
    /// The Portal's AMP socket. Bind and connect by ``socketName`` from within ``run``: a path may have 107 bytes.
    public var socket: String { at("run/portal.sock") }
    public var socketName: String { "portal.sock" }
    public var portalLog: String { at("run/portal.log") }
    public var serverLog: String { at("run/server.log") }

    public func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// `path` from the game folder, as a person there would write it.
    public func shown(_ path: String) -> String {
        let prefix = folder == "/" ? "/" : folder + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }

    private func at(_ name: String) -> String { folder == "/" ? "/" + name : folder + "/" + name }
}

/// There is no game at a folder or above it.
public struct NoGame: Error, Sendable, Hashable, CustomStringConvertible {
    public var folder: String

    public var description: String {
        "There is no game in \(folder) or above it (a folder with Package.swift, Plugins/ and GameData/): "
            + "go to a game's folder and try again."
    }
}

extension String {
    fileprivate var withoutEndSlash: String { count > 1 && hasSuffix("/") ? String(dropLast()) : self }
}
