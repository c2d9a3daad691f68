import NIOCore
import NIOPosix
import Settings
import Telnet
import Wire

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

// The sockets at which players and programs are waited for.

extension Portal {
    /// Listens to players by telnet. Throws ``PortalError`` for a port that is in use.
    func listenToTelnet(_ endpoints: Endpoints) async throws {
        telnetPort = try await listen("telnet", endpoints) { channel in
            try channel.pipeline.syncOperations.addHandlers([
                UnsentBytes(), self.telnetHandler(), TelnetSessionHandler(portal: self),
            ])
        }
    }

    /// What speaks telnet with a client. On the Portal's event loop only.
    nonisolated func telnetHandler() -> TelnetHandler {
        TelnetHandler(compresses: assumeIsolated { $0.settings.telnet.compression }, status: listing)
    }

    /// Listens for players, whatever they speak: at the endpoints, or at the sockets of the former Portal when this one
    /// goes on in its place. The port of the first.
    func listen(
        _ what: String, _ endpoints: Endpoints, prepare: @escaping @Sendable (any Channel) throws -> Void
    ) async throws -> Int? {
        let sockets = inherited.filter { Self.isName($0.key, of: what) }
        for (name, socket) in sockets {
            inherited[name] = nil
            listeners[name] = try await bootstrap(what, prepare).withBoundSocket(socket).get()
        }
        for (index, endpoint) in endpoints.all.enumerated() where sockets.isEmpty {
            var bootstrap = bootstrap(what, prepare)
            if endpoint.address.contains(":"), endpoints.separatesIPv6 {
                let apart = ChannelOptions.Types.SocketOption(level: .ipv6, name: .ipv6_v6only)
                bootstrap = bootstrap.serverChannelOption(apart, value: 1)
            }
            do {
                let channel = try await bootstrap.bind(host: endpoint.address, port: endpoint.port).get()
                listeners[index == 0 ? what : "\(what) \(index + 1)"] = channel
            } catch {
                throw PortalError.cannotListen(what: what, endpoint, error)
            }
        }
        let ports = ports(what)
        log.info("listens for \(what) on port \(ports.map(String.init).joined(separator: ", "))")
        return listeners[what]?.localAddress?.port
    }

    /// All ports on which it listens for something, each once.
    func ports(_ what: String) -> [Int] {
        let channels = listeners.filter { Self.isName($0.key, of: what) }.values
        return Set(channels.compactMap { $0.localAddress?.port }).sorted()
    }

    /// `telnet` and `telnet 2` are both of telnet.
    private static func isName(_ name: String, of what: String) -> Bool {
        name == what || name.hasPrefix(what + " ")
    }

    private func bootstrap(
        _ what: String, _ prepare: @escaping @Sendable (any Channel) throws -> Void
    ) -> ServerBootstrap {
        ServerBootstrap(group: eventLoop)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelOption(Self.urgentInline, value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let unsent = self.assumeIsolated { $0.unsentLimit }
                    try channel.syncOptions?.setOption(.writeBufferWaterMark, value: unsent)
                    try self.prepare(channel, for: what, prepare)
                }
            }
    }

    /// Telnet's Synch (RFC 854) sends its DM as TCP's urgent byte. It is read where it stands in the stream: taken out of
    /// it, the IAC before it would take the letter behind it for its command.
    private static let urgentInline = ChannelOptions.Types.SocketOption(
        level: .socket, name: NIOBSDSocket.Option(rawValue: SO_OOBINLINE))

    /// Listens to programs. The last that is done: a Portal that answers is one that has all its ports.
    func listenToPrograms() async throws {
        let bootstrap = ServerBootstrap(group: eventLoop)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([UnsentBytes(), AMPHandler(portal: self)])
                }
            }
        if let socket = inherited.removeValue(forKey: "programs") {
            listeners["programs"] = try await bootstrap.withBoundSocket(socket).get()
            return
        }
        Platform.removeFile(paths.run + "/" + portalSocketName)
        // Relative to the run folder, which is the current one: a socket's path has room for about 107 bytes.
        listeners["programs"] = try await bootstrap
            .bind(unixDomainSocketPath: portalSocketName, cleanupExistingSocketFile: false).get()
        Platform.setMode(paths.run + "/" + portalSocketName, 0o600)
    }
}

enum PortalError: Error, CustomStringConvertible {
    private static func reason(_ error: any Error) -> String {
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: "another game or program uses it"
        case EACCES: "it takes more rights than yours (ports under 1024 belong to root)"
        case EADDRNOTAVAIL: "this machine has no such address"
        default: "\(error)"
        }
    }

    case cannotListen(what: String, Endpoints.Endpoint, any Error)

    var description: String {
        switch self {
        case .cannotListen(let what, let endpoint, let error):
            "cannot listen for \(what) on \(endpoint): \(Self.reason(error)). "
                + "Choose another with --\(what)-port, or in GameData/settings.yaml."
        }
    }
}
