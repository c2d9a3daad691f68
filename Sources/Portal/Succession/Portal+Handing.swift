import NIOCore
import Telnet
import Wire

// What a Portal hands to its successor.

extension Portal {
    /// All that the next Portal needs, as it is in this moment.
    ///
    /// - Parameters:
    ///   - asker: who asked for the successor, and is answered by it.
    ///   - ask: the tag of that.
    func handedOver(asker: AMPConnection, ask: String?) throws -> PortalState {
        guard let lock else { throw SuccessionError.socketMissing("the game's lock") }
        sendEvents()
        for session in sessions.values { session.flush() }
        return PortalState(
            began: Platform.steadyNanoseconds, lock: lock.descriptor,
            listeners: try handedOverListeners(),
            nextSession: nextSession, nextOrder: nextOrder, epoch: epoch, reloadCount: reloadCount,
            nextCheck: nextCheck, greeting: Bytes(greeting), quarantine: quarantine, server: try handedOverServer(),
            turns: uncommitted, players: players,
            connections: connections.values.compactMap { connection in
                PortalState.Connection(connection, ask: connection === asker ? ask : nil)
            },
            sessions: sessions.values.map { PortalState.Session($0) })
    }

    private func handedOverListeners() throws -> [PortalState.Listener] {
        guard let descriptor = programs?.descriptor else { throw SuccessionError.socketMissing("programs") }
        return try [PortalState.Listener(what: "programs", descriptor: descriptor)] + listeners.flatMap { entrance, all in
            try all.enumerated().map { index, listener in
                guard let descriptor = listener.channel.descriptor else {
                    throw SuccessionError.socketMissing("\(entrance)")
                }
                return PortalState.Listener(
                    what: entrance.rawValue + (index == 0 ? "" : " \(index + 1)"), descriptor: descriptor,
                    endpoint: listener.endpoint)
            }
        }
    }

    private func handedOverServer() throws -> PortalState.Server {
        var live: PortalState.Live?
        if let process = server.live {
            guard let pid = process.pid, let pipe = process.output, let output = pipe.pipeDescriptor,
                process.connection?.channel.isActive ?? false
            else { throw SuccessionError.socketMissing("the Server") }
            live = PortalState.Live(
                pid: pid, generation: process.generation, token: process.token,
                age: process.liveSince.map { (.now - $0) / .milliseconds(1) } ?? 0, output: output,
                line: Bytes(try pipe.pipeline.syncOperations.handler(type: ServerOutput.self).bytes),
                lastWords: process.lastWords.joined(separator: "\n"))
        }
        let probation = server.probation.flatMap { $0.until > .now ? $0 : nil }
        return PortalState.Server(
            phase: server.phase.rawValue, problem: server.problem, failures: server.failures,
            probation: probation.map { ($0.until - .now) / .milliseconds(1) }, lastGood: probation?.lastGood,
            killedIn: server.killedIn, givenUp: server.givenUp, notices: server.notices, live: live)
    }
}

extension PortalState.Connection {
    /// Nil when the connection is over.
    fileprivate init?(_ connection: AMPConnection, ask: String?) {
        let pipeline = connection.channel.pipeline.syncOperations
        guard let descriptor = connection.channel.descriptor,
            let reading = try? pipeline.handler(type: AMPHandler.self),
            let writing = try? pipeline.handler(type: UnsentBytes.self)
        else { return nil }
        self.init(
            descriptor: descriptor, role: connection.role, watches: connection.watches,
            token: connection.server?.token, unread: Bytes(reading.unread), unsent: Bytes(writing.bytes), ask: ask)
    }
}

extension PortalState.Session {
    fileprivate init(_ session: PlayerSession) {
        var bytes = ByteBuffer()
        session.state.write(into: &bytes)
        self.init(
            state: Bytes(bytes), address: session.address, lastNumber: session.lastNumber,
            events: Self.encoded(session.pending), isClosed: session.isClosed, hasEnded: session.hasEnded,
            closeReason: session.closeReason, delayed: Self.encoded(session.delayed),
            tellsChangeLater: session.tellsChangeLater, descriptor: nil, unsent: Bytes(ByteBuffer()), telnet: nil,
            web: PortalState.Web(session.web), maker: session.maker)
        guard !session.isClosed, let channel = session.channel, let socket = channel.descriptor,
            let telnet = try? channel.pipeline.syncOperations.handler(type: TelnetHandler.self).state,
            let writing = try? channel.pipeline.syncOperations.handler(type: UnsentBytes.self)
        else { return }
        (descriptor, unsent, self.telnet) = (socket, Bytes(writing.bytes), telnet)
    }
}
