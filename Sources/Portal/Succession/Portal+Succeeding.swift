import NIOCore
import NIOPosix
import Settings
import Telnet
import Wire

// A Portal that goes on where a former one, whose process it is, has stopped.

extension Portal {
    /// Takes over all that the former Portal had, and goes on. It listens where that one listened, or where the settings
    /// say now.
    func goOn(from former: PortalState) async throws {
        try await succeed(former)
        for entrance in Entrance.allCases { await succeed(former.listeners, entrance) }
        let webPorts = ports(.web)
        let notes = await followEndpoints()
        guard let programs = former.listeners.first(where: { $0.what == "programs" }) else {
            throw SuccessionError.socketMissing("programs")
        }
        try await listenToPrograms(inherited: programs.descriptor)
        endSuccession(of: former, notes, pagesFindIt: pagesFind(webPorts))
        startStandby()
    }

    /// Takes over players, programs and the Server. Nothing is read from any of them before all are there.
    private func succeed(_ former: PortalState) async throws {
        (nextSession, nextOrder, epoch) = (former.nextSession, former.nextOrder, former.epoch)
        (reloadCount, nextCheck) = (former.reloadCount, former.nextCheck)
        (greeting, quarantine) = (former.greeting.buffer, former.quarantine)
        (uncommitted, players) = (former.turns, former.players ?? 0)
        try await succeed(former.server)
        for connection in former.connections { try await succeed(connection) }
        if let live = server.live, live.connection == nil { throw SuccessionError.socketMissing("the Server") }
        for session in former.sessions { try await succeed(session) }
    }

    /// The sockets of an entrance.
    private func succeed(_ former: [PortalState.Listener], _ entrance: Entrance) async {
        let name = entrance.rawValue
        let sockets = former.filter { $0.what == name || $0.what.hasPrefix(name + " ") }
            .sorted { ($0.what.count, $0.what) < ($1.what.count, $1.what) }
        for socket in sockets {
            do {
                try await listen(to: entrance, atInherited: socket)
            } catch {
                log.error("the socket for \(entrance) of the former Portal is of no use: \(error)")
                // Clients would wait there for nobody.
                Descriptors.shutDown(socket.descriptor)
            }
        }
    }

    /// The last step: reads what has come meanwhile, and answers who asked.
    private func endSuccession(of former: PortalState, _ notes: [String], pagesFindIt: Bool) {
        let kept = former.sessions.count { $0.descriptor != nil }
        let gone = former.sessions.filter { $0.descriptor == nil && !$0.isClosed }
        let left = !pagesFindIt ? 0 : gone.count { (try? $0.decodedState.client.transport) == "web" }
        for entry in former.sessions {
            guard let id = try? entry.decodedState.id, let session = sessions[id] else { continue }
            // What was put off, because it came too fast, goes on to be.
            playDelayed(of: id)
            if entry.tellsChangeLater { tellChange(of: session) }
            guard let channel = session.channel, channel.isActive else {
                if let web = session.web, !session.isClosed {
                    wait(for: web, settings.web.keep, because: "the Portal was replaced")
                    continue
                }
                closed(id, because: "the Portal was replaced")
                continue
            }
            session.telnet?.offerCompression()
            try? channel.syncOptions?.setOption(.autoRead, value: true)
        }
        for connection in connections.values {
            guard connection.channel.isActive else {
                disconnected(connection.id)
                continue
            }
            try? connection.channel.syncOptions?.setOption(.autoRead, value: true)
        }
        let milliseconds = Double(Platform.steadyNanoseconds - former.began) / 1e6
        log.info("took over from the former Portal in \(ReloadReport.duration(milliseconds)): \(kept) players kept")
        var answer = ReplacePortal.Answer(
            pid: Platform.pid, kept: kept, left: left, cutOff: gone.count - left, milliseconds: milliseconds)
        if !notes.isEmpty { answer.notes = notes.joined(separator: "\n") }
        successionAsker?.connection.answer(successionAsker?.ask, answer)
        successionAsker = nil
    }

    // MARK: The Server

    private func succeed(_ former: PortalState.Server) async throws {
        server.phase = ServerState.Phase(rawValue: former.phase) ?? .stopped
        (server.problem, server.failures) = (former.problem, former.failures)
        (server.killedIn, server.givenUp, server.notices) = (former.killedIn, former.givenUp, former.notices)
        if let left = former.probation, let lastGood = former.lastGood {
            server.probation = (until: .now + .milliseconds(left), lastGood: lastGood)
        }
        guard let live = former.live else { return }
        let process = ServerProcess(
            generation: live.generation, token: live.token, pagePath: ServerProcess.pagePath(live.token, paths))
        process.pid = live.pid
        process.liveSince = .now - .milliseconds(live.age)
        for line in live.lastWords.split(separator: "\n", omittingEmptySubsequences: false) {
            process.spoke(String(line))
        }
        processes[live.token] = process
        server.live = process
        try await listen(to: process, at: live.output, unread: live.line.buffer)
        let exit = ChildExit(of: live.pid)
        Task { ended(process, await exit.status()) }
    }

    // MARK: Connections

    private func succeed(_ former: PortalState.Connection) async throws {
        let limit = former.token == nil ? AMPHandler.clientLimit : AMPHandler.serverLimit
        let channel: any Channel
        do {
            channel = try await connected(former.descriptor, [
                UnsentBytes(), AMPHandler(portal: self, limit: limit, unread: former.unread.buffer),
            ])
        } catch {
            return log.warning("a connection (\(former.role)) was lost when the Portal was replaced: \(error)")
        }
        let handler = try channel.pipeline.syncOperations.handler(type: AMPHandler.self)
        guard let connection = connections[handler.connection] else { return }
        (connection.role, connection.watches) = (former.role, former.watches)
        if let token = former.token, let process = processes[token] {
            (process.connection, connection.server) = (connection, process)
        }
        if let ask = former.ask { successionAsker = (connection, ask) }
        try channel.pipeline.syncOperations.handler(type: UnsentBytes.self).resend(former.unsent.buffer)
    }

    private func succeed(_ former: PortalState.Session) async throws {
        let state = try former.decodedState
        var channel: (any Channel)?
        if let descriptor = former.descriptor, let telnet = former.telnet {
            do {
                channel = try await connected(descriptor, [
                    UnsentBytes(),
                    TelnetHandler(telnet, compresses: settings.telnet.compression, status: listing),
                    TelnetSessionHandler(portal: self, session: state.id),
                ])
            } catch {
                log.info("session \(state.id) was lost when the Portal was replaced: \(error)")
            }
        }
        let web = former.web?.conversation(session: state.id, budget: replayBudget)
        let session = PlayerSession(
            id: state.id, address: former.address, channel: channel, client: state.client, web: web)
        for token in web?.tokens ?? [] { conversations[token] = web }
        session.maker = former.maker
        try session.goOn(from: former)
        if !session.hasEnded { addressLimits.keep(session.address) }
        sessions[state.id] = session
        try channel?.pipeline.syncOperations.handler(type: UnsentBytes.self).resend(former.unsent.buffer)
    }

    /// A socket that was connected before. It is not read yet.
    private func connected(_ descriptor: Int32, _ handlers: [any ChannelHandler]) async throws -> any Channel {
        guard Descriptors.isOpen(descriptor) else { throw SuccessionError.socketMissing("a client") }
        let handlers = NIOLoopBound(handlers, eventLoop: eventLoop)
        return try await ClientBootstrap(group: eventLoop)
            .channelOption(.autoRead, value: false)
            .channelOption(.writeBufferWaterMark, value: unsentLimit)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(handlers.value)
                }
            }
            .withConnectedSocket(descriptor).get()
    }
}
