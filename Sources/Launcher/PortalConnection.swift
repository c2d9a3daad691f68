import Settings
import Wire

/// A connection to this game's Portal, after the greeting.
struct PortalConnection {
    let client: AMPClient
    /// The Portal's; nil when it is of another version and would not say.
    var pid: Int?

    /// Connects and greets. Nil when no Portal runs.
    ///
    /// - Parameter anyVersion: whether a Portal of another version of Hearth is good enough: for what ends it.
    /// - Throws: a ``Failure`` when it does not answer, or is another game's.
    static func open(_ game: GamePaths, anyVersion: Bool = false) throws -> PortalConnection? {
        let socket: UnixSocket
        do throws(UnixSocket.ConnectError) {
            socket = try UnixSocket.connect(to: portalSocketName, in: game.run, until: .now + .seconds(3))
        } catch .nobodyListens {
            return nil
        } catch .failed(let reason) {
            throw Failure(.error, "the Portal's socket \(game.shown(game.socket)) cannot be reached: \(reason).")
        }
        let client = AMPClient(socket)
        do {
            let hello = try client.ask(Hello(game: game.folder, role: "launcher", pid: Platform.pid))
            return PortalConnection(client: client, pid: hello.pid)
        } catch let error as RemoteError where error.code == .otherVersion && anyVersion {
            return PortalConnection(client: client)
        } catch let error as RemoteError where error.code == .otherVersion {
            throw Failure(
                .otherGame,
                "the Portal is of another version: \(error). `hearth reboot` replaces it (players are cut off).")
        } catch let error as RemoteError where error.code == .otherGame {
            throw Failure(.otherGame, "\(error). Was the folder copied or moved while the game ran?")
        }
    }

    /// Connects; throws ``Failure/notRunning`` when no Portal runs.
    static func required(_ game: GamePaths, anyVersion: Bool = false) throws -> PortalConnection {
        guard let portal = try open(game, anyVersion: anyVersion) else { throw Failure.notRunning }
        return portal
    }
}
