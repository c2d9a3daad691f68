import NIOCore
import Wire

// The maker's page: what the Portal answers to sessions of which the Server says that they are a developer's.

extension Portal {
    private static let logPause = TimeAmount.milliseconds(250)
    private static let mostCrashes = 20
    private static let longestTrace = 100

    /// The Server has said whether a session is a developer's.
    ///
    /// - Parameter name: of the account; empty when it is not.
    func rightsChanged(of session: PlayerSession, to name: String) {
        session.maker = name.isEmpty ? nil : name
        tellRights(of: session)
    }

    func tellRights(of session: PlayerSession) {
        if !session.isMaker { desks[session.id] = nil }
        guard session.web != nil, let channel = session.channel else { return }
        write(.rights(session.isMaker), to: channel)
        channel.flush()
    }

    /// Answers a maker; anybody else is refused. A page may ask in the moment in which its rights are taken.
    func receivedFromMaker(_ request: MakerRequest, _ id: UInt64) {
        guard let session = sessions[id] else { return }
        guard let name = session.maker else {
            let refusal = MakerAnswer<Nothing>(id: request.id, error: "Only a developer's session is answered that.")
            if let channel = session.channel {
                write(.maker(refusal.json), to: channel)
                channel.flush()
            }
            return
        }
        switch request.ask {
        case .status: answer(request, id, status)
        case .generations: answer(request, id, generationReports())
        case .crashes: answer(request, id, recentCrashes)
        case .sessions: answer(request, id, sessionReports)
        case .watch:
            answer(request, id, Nothing())
            desks[id] = 0
            tellLog()
        case .reload:
            answerLater(request, id) {
                try await self.run(
                    .reload, by: name, setAside: request.setAside ?? false, audience: .init(connection: nil))
            }
        case .check: answerLater(request, id) { try await self.check(Check(by: name), for: nil) }
        case .rollback:
            answerLater(request, id) {
                try await self.rollback(Rollback(by: name, generation: request.generation), for: nil)
            }
        case .unknown:
            let words = "This Portal does not know how: `hearth reboot --keep-players` starts a newer one."
            tell(MakerAnswer<Nothing>(id: request.id, error: words), to: id)
        }
    }

    private func answer(_ request: MakerRequest, _ id: UInt64, _ answer: some Encodable) {
        tell(MakerAnswer(id: request.id, answer: answer), to: id)
    }

    private func answerLater<T: Encodable>(
        _ request: MakerRequest, _ id: UInt64, _ body: @escaping () async throws -> T
    ) {
        Task {
            _ = self  // so that it runs on the Portal's executor
            do {
                answer(request, id, try await body())
            } catch {
                tell(MakerAnswer<Nothing>(id: request.id, error: RemoteError(error).description), to: id)
            }
        }
    }

    private func tell(_ answer: MakerAnswer<some Encodable>, to id: UInt64) {
        // Whose rights were taken meanwhile is told nothing more.
        guard let session = sessions[id], session.isMaker, let channel = session.channel else { return }
        write(.maker(answer.json), to: channel)
        channel.flush()
    }

    // MARK: As it happens

    /// A step of a reload, to all who watch.
    func tellMakers(of step: Step) {
        guard !desks.isEmpty else { return }
        let answer = MakerAnswer<Nothing>(step: step)
        for id in desks.keys { tell(answer, to: id) }
    }

    /// Lines of the logs since the last time, as long as somebody watches.
    private func tellLog() {
        for (id, last) in desks {
            let lines = serverLog.tail.lines(after: last)
            guard let newest = lines.last else { continue }
            desks[id] = newest.number
            tell(MakerAnswer<Nothing>(log: lines), to: id)
        }
        guard !desks.isEmpty, !tellsLog else { return }
        tellsLog = true
        eventLoop.scheduleTask(in: Self.logPause) {
            self.assumeIsolated { portal in
                portal.tellsLog = false
                portal.tellLog()
            }
        }
    }

    // MARK: What there is

    private var recentCrashes: ListCrashes.Answer {
        ListCrashes.Answer(crashes: crashes.reports.prefix(Self.mostCrashes).map { report in
            var report = report
            report.trace = Array(report.trace.prefix(Self.longestTrace))
            return report
        })
    }

    private var sessionReports: [SessionReport] {
        sessions.values.filter { !$0.isClosed }.sorted { $0.id < $1.id }.prefix(1000).map { session in
            SessionReport(
                address: session.address.text, transport: session.client.transport,
                client: session.client.name, size: [session.client.width, session.client.height],
                maker: session.maker, seconds: (.now - session.openedAt) / .seconds(1),
                isAway: session.channel == nil, waiting: session.pending.count + session.delayed.count)
        }
    }
}
