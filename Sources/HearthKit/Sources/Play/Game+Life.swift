// How a process gets the game, and how it gives it up.

extension Game {
    /// Stored jobs that the code as it is cannot take.
    public var jobProblems: [String] { jobs.problems() }

    /// Brings the world up from the store. Writes nothing and runs no hook.
    public func load(_ snapshot: Snapshot) throws -> World.LoadReport {
        turnNumber = max(turnNumber, snapshot.turn)
        let report = try world.read(snapshot)
        jobs.read(snapshot)
        for row in snapshot.sessions { sessionRows[row.id] = row }
        for id in snapshot.endedSessions { sessionRows[id] = nil }
        return report
    }

    /// Why the game begins to run in this process.
    public enum Beginning: Sendable { case start, reload, crash }

    /// The game is this process's: `live` are the connections that there are. Its first turn is what comes of it.
    ///
    /// - Parameter givenUp: after a crash, the lines that ran then; they are not run again. With session 0 it is a job
    ///   that ran: it waits for a while.
    public func begin(
        _ beginning: Beginning, epoch: Int, live: [(id: UInt64, address: String, client: Client)],
        givenUp: [(session: UInt64, number: UInt64)] = [], isFirst: Bool = false
    ) {
        self.epoch = epoch
        isRunning = true
        for entity in world.setAside where !entity.isDeleted { entity.changed() }
        world.setAside.removeAll()
        noteFunctions()
        chronometer.begin(beginning)
        jobs.begin()
        ticker.begin()
        let broken = restoreSessions(live)
        for (id, number) in givenUp { giveUp(number, of: id) }
        makeGlobalScripts()
        if isFirst {
            willRun(Running(session: 0, number: 0, what: "firstStart", who: ""))
            for hook in hooks { hook.firstStart() }
        }
        let moment = beginning == .start ? "didStart" : "didReload"
        for hook in hooks where works(hook, moment) {
            willRun(Running(session: 0, number: 0, what: moment, who: ""))
            willEnter("\(codeName(type(of: hook))).\(moment)")
            beginning == .start ? hook.didStart() : hook.didReload()
        }
        tellBecoming()
        awake(beginning)
        for (session, broken) in broken {
            reportInterrupted(broken.waiting, to: session, beginning)
            reportLost(broken.lost, of: session)
            session.changed()
        }
        tellRightsAnew()
        for id in sessionRows.keys where sessions[id] == nil { endedSessions.append(id) }
        sessionRows.removeAll()
    }

    private func restoreSessions(
        _ live: [(id: UInt64, address: String, client: Client)]
    ) -> [(Session, Session.Broken)] {
        var all: [(Session, Session.Broken)] = []
        for (id, address, client) in live {
            guard let row = sessionRows[id] else { continue }
            let session = Session(id: id, address: address, client: client, game: self)
            sessions[id] = session
            let broken = session.restore(row)
            watchIdling(of: session)
            if client.isStructured { publisher.clientChanged(session) }
            let isStranded = session.account == nil && session.dialogues.isEmpty
            if isStranded || !broken.waiting.isEmpty || !broken.lost.isEmpty { all.append((session, broken)) }
        }
        // Characters whose connections did not outlive the last process leave now.
        for (id, row) in sessionRows where sessions[id] == nil {
            let gone = Session(id: id, address: "", client: Client(), game: self)
            _ = gone.restore(row)
            end(gone, isMeant: false)
        }
        return all
    }

    private func giveUp(_ number: UInt64, of id: UInt64) {
        if id == 0 { return ticker.putOff(number) ? () : jobs.putOff(Int64(clamping: number)) }
        if let session = sessions[id] { session.givenUp = number } else { givenUpOfNew[id] = number }
    }

    /// The process's part is over for now: what is suspended ends, and the last turn is handed back to be committed.
    public func freeze() -> TurnOutcome? {
        willRun(Running(session: 0, number: 0, what: "willReload", who: ""))
        tell("willReload") { $0.willReload() }
        interruptAll()
        drain()
        for session in sessions.values where session.isIdle { session.changed() }
        let outcome = finishTurn()
        isRunning = false
        // Who takes the game is given it again, this process too if it takes the game back.
        strangers.removeAll()
        return outcome
    }

    func interruptAll() {
        for suspension in suspensions { suspension.interrupt(.reload) }
        cancelErrands()
        dropDelays()
    }

    /// A frozen process takes the game back.
    public func thaw(epoch: Int, givenUp: [(session: UInt64, number: UInt64)] = []) {
        self.epoch = epoch
        isRunning = true
        for session in sessions.values where session.restartableLine != nil {
            session.restartableLine = nil
            session.backlog = []
        }
        tellRightsAnew()
    }

    /// The last turn before the game stops.
    public func stop() -> TurnOutcome? {
        guard isRunning else { return nil }
        willRun(Running(session: 0, number: 0, what: "willStop", who: ""))
        tell("willStop") { $0.willStop() }
        interruptAll()
        drain()
        chronometer.write()
        let outcome = finishTurn()
        isRunning = false
        return outcome
    }
}
