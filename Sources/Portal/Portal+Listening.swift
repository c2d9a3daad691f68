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
    var telnetPort: Int? { listeners[.telnet]?.first?.port }
    var tlsPort: Int? { listeners[.tls]?.first?.port }
    var webPort: Int? { listeners[.web]?.first?.port }

    /// All ports of an entrance, each once.
    func ports(_ entrance: Entrance) -> [Int] {
        Set((listeners[entrance] ?? []).compactMap(\.port)).sorted()
    }

    /// Listens where the settings say, as ``listenToTelnet(_:)`` and its like do. Throws what they throw.
    func listen(to entrance: Entrance, at endpoints: [Endpoints.Endpoint]) async throws {
        switch entrance {
        case .telnet: try await listenToTelnet(endpoints)
        case .tls: try await listenToTLS(endpoints)
        case .web: try await listenToWeb(endpoints)
        }
    }

    /// Listens to players by telnet. Throws ``PortalError`` for a port that is in use.
    func listenToTelnet(_ endpoints: [Endpoints.Endpoint]) async throws {
        try await listen(to: .telnet, at: endpoints) { channel in
            try channel.pipeline.syncOperations.addHandlers([
                UnsentBytes(), self.telnetHandler(), TelnetSessionHandler(portal: self),
            ])
        }
    }

    /// What speaks telnet with a client. On the Portal's event loop only.
    nonisolated func telnetHandler() -> TelnetHandler {
        TelnetHandler(compresses: assumeIsolated { $0.settings.telnet.compression }, status: listing)
    }

    /// Listens for players at the endpoints and nowhere else. Where it listens already, and who came in by any other,
    /// stays untouched. Throws ``PortalError`` for one that cannot be had; then those before it are listened at.
    func listen(
        to entrance: Entrance, at endpoints: [Endpoints.Endpoint],
        prepare: @escaping @Sendable (any Channel) throws -> Void
    ) async throws {
        await stopListening(to: entrance, but: endpoints)
        var kept = listeners[entrance] ?? []
        var all: [Listener] = []
        var isOpened = false
        for endpoint in endpoints {
            let former = kept.firstIndex { $0.endpoint == endpoint }.map { kept.remove(at: $0) }
            if let former, case .open = former.socket {
                all.append(former)
                continue
            }
            do {
                let channel = try await channel(entrance, former?.socket, endpoint, prepare)
                all.append(Listener(endpoint: endpoint, socket: .open(channel)))
                isOpened = true
            } catch {
                listeners[entrance] = all + kept
                throw PortalError.cannotListen(what: entrance.rawValue, endpoint, error)
            }
        }
        listeners[entrance] = all
        if isOpened {
            log.info("listens for \(entrance) on port \(ports(entrance).map(String.init).joined(separator: ", "))")
        }
    }

    /// Closes those of an entrance's sockets that are none of these.
    func stopListening(to entrance: Entrance, but endpoints: [Endpoints.Endpoint]) async {
        var wanted = endpoints
        var kept: [Listener] = []
        for listener in listeners[entrance] ?? [] {
            if let index = wanted.firstIndex(of: listener.endpoint) {
                wanted.remove(at: index)
                kept.append(listener)
            } else {
                await listener.close()
            }
        }
        listeners[entrance] = kept
    }

    private func channel(
        _ entrance: Entrance, _ former: Listener.Socket?, _ endpoint: Endpoints.Endpoint,
        _ prepare: @escaping @Sendable (any Channel) throws -> Void
    ) async throws -> any Channel {
        var bootstrap = ServerBootstrap(group: eventLoop)
            .serverChannelOption(.backlog, value: Self.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelOption(Self.urgentInline, value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let unsent = self.assumeIsolated { $0.unsentLimit }
                    try channel.syncOptions?.setOption(.writeBufferWaterMark, value: unsent)
                    try self.prepare(channel, for: entrance, prepare)
                }
            }
        if case .inherited(let descriptor) = former {
            let channel = try await bootstrap.withBoundSocket(descriptor).get()
            // SwiftNIO has by then listened with a backlog of its own.
            Descriptors.setBacklog(of: descriptor, Self.backlog)
            return channel
        }
        if endpoint.isIPv6Alone {
            let apart = ChannelOptions.Types.SocketOption(level: .ipv6, name: .ipv6_v6only)
            bootstrap = bootstrap.serverChannelOption(apart, value: 1)
        }
        return try await bootstrap.bind(host: endpoint.address, port: endpoint.port).get()
    }

    /// How many may have connected that the Portal has not looked at yet.
    private static let backlog: Int32 = 1024

    /// Telnet's Synch (RFC 854) sends its DM as TCP's urgent byte. It is read where it stands in the stream: taken out of
    /// it, the IAC before it would take the letter behind it for its command.
    private static let urgentInline = ChannelOptions.Types.SocketOption(
        level: .socket, name: NIOBSDSocket.Option(rawValue: SO_OOBINLINE))

    /// Listens to programs. The last that is done: a Portal that answers is one that has all its ports.
    ///
    /// - Parameter inherited: the socket of the former Portal.
    func listenToPrograms(inherited: Int32? = nil) async throws {
        let bootstrap = ServerBootstrap(group: eventLoop)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([UnsentBytes(), AMPHandler(portal: self)])
                }
            }
        if let inherited {
            programs = try await bootstrap.withBoundSocket(inherited).get()
            return
        }
        Platform.removeFile(paths.run + "/" + portalSocketName)
        // Relative to the run folder, which is the current one: a socket's path has room for about 107 bytes.
        programs = try await bootstrap
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
