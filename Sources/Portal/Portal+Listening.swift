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

    /// Listens for players at the endpoints and nowhere else. Where it listens already stays untouched, and so does who
    /// came in by another. Throws ``PortalError`` for a port that cannot be had, ``TLSIdentityError`` for a certificate
    /// that cannot be used; then it listens where it did.
    func listen(to entrance: Entrance, at endpoints: [Endpoints.Endpoint]) async throws {
        if entrance == .tls { try identify(endpoints.isEmpty ? nil : settings.tls) }
        var left = (listeners[entrance] ?? []).filter(\.channel.isActive)
        var all: [Listener] = []
        var opened: [Listener] = []
        for endpoint in endpoints {
            if let index = left.firstIndex(where: { $0.endpoint == endpoint }) {
                all.append(left.remove(at: index))
                continue
            }
            do {
                let listener = Listener(endpoint: endpoint, channel: try await open(entrance, endpoint))
                all.append(listener)
                opened.append(listener)
            } catch {
                for listener in opened { await close(listener) }
                throw PortalError.cannotListen(what: entrance.rawValue, endpoint, error)
            }
        }
        listeners[entrance] = all
        for listener in left { await close(listener) }
        if !opened.isEmpty {
            log.info("listens for \(entrance) on port \(ports(entrance).map(String.init).joined(separator: ", "))")
        }
    }

    /// Listens to players at a socket of the former Portal.
    func listen(to entrance: Entrance, atInherited socket: PortalState.Listener) async throws {
        if entrance == .tls { try identify(settings.tls) }
        let channel = try await bootstrap(entrance).withBoundSocket(socket.descriptor).get()
        // SwiftNIO has by then listened with a backlog of its own.
        Descriptors.setBacklog(of: socket.descriptor, Self.backlog)
        openAgain(entrance, after: channel)
        let endpoint = socket.endpoint ?? Self.endpoint(of: channel, among: entrance.endpoints(in: settings))
        listeners[entrance, default: []].append(Listener(endpoint: endpoint, channel: channel))
    }

    /// That of a socket of which a former Portal does not tell.
    private static func endpoint(
        of channel: any Channel, among wanted: [Endpoints.Endpoint]
    ) -> Endpoints.Endpoint {
        let (address, port) = (ClientAddress(channel.localAddress).text, channel.localAddress?.port ?? 0)
        return wanted.first { $0.address == address && [0, port].contains($0.port) }
            ?? Endpoints.Endpoint(address: address, port: port)
    }

    /// No longer listens at a socket. Its port is free at once, also where a child that is just being started has a copy
    /// of the socket.
    func close(_ listener: Listener) async {
        if let descriptor = listener.channel.descriptor { Descriptors.shutDown(descriptor) }
        try? await listener.channel.close()
    }

    private func open(_ entrance: Entrance, _ endpoint: Endpoints.Endpoint) async throws -> any Channel {
        var bootstrap = bootstrap(entrance)
        if endpoint.isIPv6Alone {
            let apart = ChannelOptions.Types.SocketOption(level: .ipv6, name: .ipv6_v6only)
            bootstrap = bootstrap.serverChannelOption(apart, value: 1)
        }
        // To ask for what a name stands for takes time, in which the event loop plays on.
        let address = try await Task.detached {
            try SocketAddress.makeAddressResolvingHost(endpoint.address, port: endpoint.port)
        }.value
        let channel = try await bootstrap.bind(to: address).get()
        openAgain(entrance, after: channel)
        return channel
    }

    private func bootstrap(_ entrance: Entrance) -> ServerBootstrap {
        ServerBootstrap(group: eventLoop)
            .serverChannelOption(.backlog, value: Self.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelOption(Self.urgentInline, value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let unsent = self.assumeIsolated { $0.unsentLimit }
                    try channel.syncOptions?.setOption(.writeBufferWaterMark, value: unsent)
                    try self.prepare(channel, for: entrance) { try self.begin(entrance, on: $0) }
                }
            }
    }

    private nonisolated func begin(_ entrance: Entrance, on channel: any Channel) throws {
        switch entrance {
        case .telnet:
            try channel.pipeline.syncOperations.addHandlers([
                UnsentBytes(), telnetHandler(), TelnetSessionHandler(portal: self),
            ])
        case .tls: try beginTLS(on: channel)
        case .web: try beginWeb(on: channel)
        }
    }

    /// What speaks telnet with a client. On the Portal's event loop only.
    nonisolated func telnetHandler() -> TelnetHandler {
        TelnetHandler(compresses: assumeIsolated { $0.settings.telnet.compression }, status: listing)
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
        if error is SocketAddressError.UnknownHost { return "no machine is known by that name" }
        return switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: "another game or program uses it"
        case EACCES: "it takes more rights than yours (ports under 1024 belong to root)"
        case EADDRNOTAVAIL: "this machine has no such address"
        default: "\(error)"
        }
    }

    case cannotListen(what: String, Endpoints.Endpoint, any Error)

    /// What is wrong, without what a start could do about it.
    var problem: String {
        switch self {
        case .cannotListen(let what, let endpoint, let error):
            "cannot listen for \(what) on \(endpoint): \(Self.reason(error))."
        }
    }

    var description: String {
        switch self {
        case .cannotListen(let what, _, _):
            "\(problem) Choose another with --\(what)-port, or in GameData/settings.yaml."
        }
    }
}
