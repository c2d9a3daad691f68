import Settings
import Wire

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A Server that stands by: it loads what takes longest, plugins and files, and waits until the live one is lost.
///
/// From then on it is one that starts cold. Until then it has not opened the database: what it finds there is what the
/// lost one has left, whatever became of the file meanwhile.
@MainActor
struct Standby {
    let link: PortalLink
    let arguments: ServerArguments

    /// Returns when it is to step in. When the Portal tells it to leave, or has gone, the process ends.
    func loadAndWait(_ paths: GamePaths) throws -> LoadedGame {
        let priority = LoadingPriority(isAlone: false)
        let game = LoadedGame(arguments, paths)
        priority.end()
        try link.send(StandingBy())
        while true {
            MainLoop.wait(for: link.descriptor, milliseconds: -1)
            for message in try messages() {
                guard case .command(let name, let ask, _) = message else { continue }
                switch name {
                case StepIn.name: return game
                case Leave.name: exit(0)
                default: try link.refuse(ask, RemoteError(.refused, "this Server only stands by"))
                }
            }
        }
    }

    private func messages() throws -> [Message] {
        do { return try link.receive() } catch PortalLink.LinkError.closed { exit(0) }
    }
}
