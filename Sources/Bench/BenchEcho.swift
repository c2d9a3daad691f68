import ArgumentParser
import Dispatch
import NIOCore
import NIOPosix

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The bare echo that the bench measures a game against: a line goes from a TCP client to the portal role, through one
/// Unix socket to the server role, and the same way back. The transport of a game without the game.
///
/// Hidden: `hearth bench` starts both roles. They end when their standard input does.
public struct BenchEcho: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "bench-echo", abstract: "A role of the echo that `hearth bench` measures first.",
        shouldDisplay: false)

    enum Role: String, ExpressibleByArgument { case portal, server }

    @Argument var role: Role
    @Option(help: "The Unix socket between the two.") var socket: String

    public init() {}

    public func run() async throws {
        DispatchQueue.global().async {
            while getchar() != EOF {}
            Cleanup.exit(0)
        }
        let loop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
        switch role {
        case .portal: try await EchoPortal.serve(socket: socket, on: loop)
        case .server: try await EchoServer.serve(socket: socket, on: loop)
        }
    }
}
