import NIOCore
import Wire

// What programs ask the Portal. The commands are described where they are declared, in Wire.

extension Portal {
    /// Handles a message; answers whether the connection is a Server's.
    func received(_ message: Message, on id: Int) -> Bool {
        guard let connection = connections[id] else { return false }
        switch message {
        case .answer(let ask, let box): connection.received(answer: box, to: ask)
        case .error(let ask, let error): connection.received(error: error, to: ask)
        case .command(let name, let ask, let box):
            if let server = connection.server {
                receivedFromServer(name, ask, box, server, connection)
            } else {
                receivedFromAnyone(name, ask, box, connection)
            }
        }
        return connection.server != nil
    }

    private func receivedFromServer(
        _ name: String, _ ask: String?, _ box: Box, _ process: ServerProcess, _ connection: AMPConnection
    ) {
        do {
            switch name {
            case Turn.name, Committed.name, Trouble.name:
                // One that takes over may tell its first turn before its answer has been seen to.
                guard process === server.live || process === leaving || process.warmed.result == nil else {
                    return process.earlyTurns.append(.command(name: name, ask: nil, box))
                }
                switch name {
                case Turn.name: received(try box.decode(Turn.self))
                case Committed.name: received(try box.decode(Committed.self))
                default: received(try box.decode(Trouble.self), from: process)
                }
            case Found.name: settle(committedTurn: try box.decode(Found.self).turn)
            case StandingBy.name: standsBy(process)
            case Warmed.name: process.warmed.resolve(.success(try box.decode(Warmed.self)))
            case Log.name:
                let line = try box.decode(Log.self)
                serverLog.write("\(line.level.uppercased()) \(line.text)")
            default: receivedFromAnyone(name, ask, box, connection)
            }
        } catch {
            log.error("the Server sent a \(name) that cannot be read: \(error)")
        }
    }

    private func receivedFromAnyone(_ name: String, _ ask: String?, _ box: Box, _ connection: AMPConnection) {
        switch name {
        case Hello.name: answer(Hello.self, ask, box, connection) { try self.hello($0, connection) }
        case Status.name: answer(Status.self, ask, box, connection) { _ in self.status }
        case Watch.name:
            answer(Watch.self, ask, box, connection) { _ in
                connection.watches = true
                return Nothing()
            }
        case ListGenerations.name:
            answer(ListGenerations.self, ask, box, connection) { _ in self.generationReports() }
        case ListCrashes.name:
            answer(ListCrashes.self, ask, box, connection) { _ in ListCrashes.Answer(crashes: self.crashes.reports) }
        case Reload.name:
            answerLater(Reload.self, ask, box, connection) { try await self.reload($0, for: connection) }
        case Rollback.name:
            answerLater(Rollback.self, ask, box, connection) { try await self.rollback($0, for: connection) }
        case Check.name:
            answerLater(Check.self, ask, box, connection) { try await self.check($0, for: connection) }
        case StartServer.name:
            answerLater(StartServer.self, ask, box, connection) { try await self.startServer($0, for: connection) }
        case StopServer.name:
            answerLater(StopServer.self, ask, box, connection) { try await self.stopServer(by: $0.by) }
        case StopPortal.name:
            answerLater(StopPortal.self, ask, box, connection) {
                self.log.info("stop asked for by \($0.by)")
                let stopped = try await self.stopServer(by: $0.by, forGood: true)
                self.eventLoop.execute { Task { await self.shutDown("The game shuts down. Until next time.") } }
                return StopPortal.Answer(unsaved: stopped.unsaved)
            }
        case ReplacePortal.name:
            // Done, it is answered by the new Portal.
            answerLater(ReplacePortal.self, ask, box, connection) {
                try await self.replace($0, for: connection, ask: ask)
            }
        default:
            connection.refuse(ask, RemoteError(.unhandled, "this Portal has no command '\(name)'"))
        }
    }

    private func answer<C: AMPCommand>(
        _ type: C.Type, _ ask: String?, _ box: Box, _ connection: AMPConnection, _ body: (C) throws -> C.Answer
    ) {
        do {
            connection.answer(ask, try body(try box.decode(type)))
        } catch {
            connection.refuse(ask, RemoteError(error))
        }
    }

    private func answerLater<C: AMPCommand>(
        _ type: C.Type, _ ask: String?, _ box: Box, _ connection: AMPConnection,
        _ body: @escaping (C) async throws -> C.Answer
    ) {
        Task {
            _ = self  // so that it runs on the Portal's executor
            do {
                connection.answer(ask, try await body(try box.decode(type)))
            } catch {
                connection.refuse(ask, RemoteError(error))
            }
        }
    }

    private func hello(_ hello: Hello, _ connection: AMPConnection) throws -> Hello.Answer {
        guard hello.version == wireVersion else {
            let advice = hello.token == nil ? "" : ": `hearth reboot` replaces both, and players are cut off"
            throw RemoteError(
                .otherVersion,
                "this Portal speaks version \(wireVersion) of the wire protocol, not \(hello.version)\(advice)")
        }
        guard hello.game == paths.folder else {
            throw RemoteError(.otherGame, "this is the Portal of \(paths.folder), not of \(hello.game)")
        }
        connection.role = hello.role
        if let token = hello.token {
            guard let process = processes[token], process.connection == nil else {
                throw RemoteError(.refused, "this Portal started no such Server")
            }
            process.connection = connection
            process.pid = process.pid ?? hello.pid
            connection.server = process
            epoch = max(epoch, hello.epoch ?? 0)
        }
        return Hello.Answer(game: paths.folder, pid: Platform.pid)
    }

    var status: Status.Answer {
        let live = server.live
        let runs = live?.page?.entry
        var answer = Status.Answer(
            game: paths.folder, portalPid: Platform.pid, portalUptime: seconds(since: started),
            server: isStuck(runs) ? "stuck" : server.phase.rawValue, serverPid: server.live?.pid,
            serverUptime: server.live?.liveSince.map { seconds(since: $0) }, generation: server.live?.generation,
            epoch: epoch, configuration: configuration.rawValue, telnetPort: telnetPort, webPort: webPort,
            sessions: sessions.values.filter { !$0.isClosed }.count, reloads: reloadCount,
            reloadStep: reloads.step, problem: problem, hearthVersion: hearthVersion)
        answer.standbyPid = server.standby.flatMap { $0.isStanding ? $0.pid : nil }
        answer.runs = runs?.summary
        answer.runsFor = runs.map { Self.age($0) / .seconds(1) }
        answer.outOfOrder = quarantine.outOfOrder
        answer.telnetPortGiven = arguments.telnetPort.flatMap { _ in telnetPort }
        answer.tlsPort = tlsPort
        answer.telnetAddress = listeners[.telnet]?.first?.endpoint.address
        answer.tlsAddress = listeners[.tls]?.first?.endpoint.address
        answer.webAddress = listeners[.web]?.first?.endpoint.address
        answer.tlsPortGiven = arguments.tlsPort.flatMap { _ in tlsPort }
        answer.webPortGiven = arguments.webPort.flatMap { _ in webPort }
        return answer
    }

    private var problem: String? { server.trouble.map { "Nothing can be saved. \($0.reason)" } ?? server.problem }

    private func seconds(since moment: ContinuousClock.Instant) -> Double { (.now - moment) / .seconds(1) }
}

extension AMPConnection {
    func answer(_ ask: String?, _ answer: some Codable) {
        guard let ask, let box = try? Box.answer(answer, to: ask) else { return }
        send(box)
    }

    func refuse(_ ask: String?, _ error: RemoteError) {
        guard let ask else { return }
        send(Box.error(error, to: ask))
    }
}

extension RemoteError {
    /// What another program is told of an error of this one.
    init(_ error: any Error) {
        switch error {
        case let error as RemoteError: self = error
        case let error as BoxValueError: self.init(.badArguments, error.description)
        default: self.init(.unknown, "\(error)")
        }
    }
}
