import NIOCore
import Telnet
import Wire

// Players: what they do goes to the Server in batches, what they read comes back in turns.

extension Portal {
    // MARK: From clients

    /// A client has connected: it is greeted at once, whatever the Server is doing.
    ///
    /// - Parameter isAdmitted: its address was looked at before.
    func opened(_ channel: any Channel, transport: String, isAdmitted: Bool = false) -> UInt64 {
        let id = nextSession
        nextSession += 1
        let address = address(of: channel)
        guard isAdmitted || admit(address, channel, transport) else { return id }
        let web = transport == "web" ? WebConversation(session: id, budget: replayBudget) : nil
        let session = PlayerSession(
            id: id, address: address, channel: channel, client: ClientState(transport: transport), web: web)
        sessions[id] = session
        counts.opened(transport)
        if let web { giveToken(to: web, on: channel) }
        session.write(.text(greeting))
        if server.trouble != nil {
            tellOfTrouble(session)
        } else if let notice = absenceNotice {
            session.write(.text(ByteBuffer(string: notice + "\n")))
        }
        session.flush()
        enqueue(.opened(session.state), of: session)
        log.debug("session \(id) opened from \(address.text)")
        return id
    }

    private func admit(_ address: ClientAddress, _ channel: any Channel, _ transport: String) -> Bool {
        let verdict = addressLimits.admit(address, sessions: sessions.count + handshakes)
        guard case .turnedAway(let words, let line) = verdict else { return true }
        counts.dropped(.turnedAway)
        if let line { log.warning("\(line)") }
        let text = ByteBuffer(string: words + "\n")
        if transport == "web" {
            write(.text(text), to: channel)
        } else {
            channel.write(TelnetOutput.text(text), promise: nil)
        }
        channel.flush()
        channel.close(promise: nil)
        return false
    }

    func received(line: String, from id: UInt64) {
        guard let session = sessions[id] else { return }
        counts.received(line)
        guard line.utf8.count <= settings.limits.lineBytes else { return refuseLongLine(to: id) }
        guard mayQueue(session) else {
            return refuseLine("You type faster than the game can listen; that line was not taken.", to: id)
        }
        if server.trouble != nil {
            tellOfTrouble(session)
        } else if server.live == nil, !isHolding, let notice = absenceNotice {
            session.write(.text(ByteBuffer(string: notice + "\n")))
        }
        session.flush()
        play(.line(line), of: session)
    }

    /// Structured data from a client. It counts as a line does; what is too much, or too long, is for nobody, as there
    /// is no player to read of it.
    func received(message name: String, _ json: String, from id: UInt64) {
        guard let session = sessions[id], mayQueue(session), !name.isEmpty,
            name.utf8.count + json.utf8.count <= SessionEvent.longestMessage
        else { return }
        play(.message(name: name, json: json), of: session)
    }

    private func mayQueue(_ session: PlayerSession) -> Bool {
        session.pending.count + session.delayed.count < settings.limits.queuedLines
    }

    /// At once, or when it is no more than one may play.
    private func play(_ kind: SessionEvent.Kind, of session: PlayerSession) {
        guard let lineLimit else { return enqueue(kind, of: session) }
        if session.delayed.isEmpty {
            guard let wait = session.lineRate.take(lineLimit, at: .now()) else { return enqueue(kind, of: session) }
            playDelayed(of: session.id, in: wait)
        }
        session.delayed.append(kind)
    }

    /// What came faster than it may be played is played later, in order.
    private func playDelayed(of id: UInt64, in wait: TimeAmount) {
        eventLoop.scheduleTask(in: wait) { self.assumeIsolated { $0.playDelayed(of: id) } }
    }

    func playDelayed(of id: UInt64) {
        guard let session = sessions[id] else { return }
        while let kind = session.delayed.first {
            if let lineLimit, let wait = session.lineRate.take(lineLimit, at: .now()) {
                return playDelayed(of: id, in: wait)
            }
            session.delayed.removeFirst()
            enqueue(kind, of: session)
        }
        if let reason = session.closeReason, !session.hasEnded { end(session, because: reason) }
    }

    func clientChanged(_ client: ClientState, of id: UInt64) {
        guard let session = sessions[id], session.client != client else { return }
        session.client = client
        tellChange(of: session)
    }

    /// Clients tell a lot about themselves as they connect, and a window that is dragged its size at every step: what
    /// comes faster is told as one.
    private static let changeLimit = TokenBucket.Limit(burst: 10, perSecond: 2)

    func tellChange(of session: PlayerSession) {
        guard let limit = Self.changeLimit, !session.tellsChangeLater, !session.isClosed else { return }
        let isQueueFull = session.pending.count >= settings.limits.queuedLines
        guard let wait = isQueueFull ? .seconds(1) : session.changeRate.take(limit, at: .now()) else {
            return enqueue(.clientChanged(session.client), of: session)
        }
        session.tellsChangeLater = true
        let id = session.id
        eventLoop.scheduleTask(in: wait) {
            self.assumeIsolated { portal in
                guard let session = portal.sessions[id] else { return }
                session.tellsChangeLater = false
                portal.tellChange(of: session)
            }
        }
    }

    func closed(_ id: UInt64, because reason: String) {
        guard let session = sessions[id], !session.isClosed else { return }
        session.isClosed = true
        log.debug("session \(id) closed: \(reason)")
        // A client that goes has still said what it said. Until that is played its address has the connection.
        if session.delayed.isEmpty { end(session, because: reason) } else { session.closeReason = reason }
    }

    private func end(_ session: PlayerSession, because reason: String) {
        session.hasEnded = true
        addressLimits.left(session.address)
        desks[session.id] = nil
        // A page that is away may still be told why it is over.
        if let web = session.web, !web.isOver { forget(web) }
        enqueue(.closed(reason), of: session)
    }

    func refuse(_ text: String, to id: UInt64) {
        guard let session = sessions[id] else { return }
        session.write(.text(ByteBuffer(string: text + "\n")))
        session.flush()
    }

    func refuseLongLine(to id: UInt64) { refuseLine("That line was too long; it was not taken.", to: id) }

    /// A line that is for nobody.
    private func refuseLine(_ words: String, to id: UInt64) {
        counts.refusedLine()
        refuse(words, to: id)
    }

    /// A client that reads nothing has been sent as much as is kept for one: its connection ends.
    func doesNotRead(_ id: UInt64) {
        guard let session = sessions[id], !session.isClosed else { return }
        counts.dropped(.unread)
        log.info("the connection of session \(id) from \(session.address.text) ends: it does not read what it is sent")
    }

    /// Ends the connection of a client that cannot be understood any more.
    func giveUp(on id: UInt64, because reason: String) {
        guard let session = sessions[id] else { return }
        counts.dropped(.unintelligible)
        log.info("session \(id) from \(session.address.text) was dropped: \(reason)")
        refuse("You are disconnected, as your client cannot be understood: \(reason).", to: id)
        closed(id, because: reason)
        session.channel?.close(promise: nil)
    }

    /// Tells all players something that comes from no Server.
    func broadcast(_ text: String) {
        for session in sessions.values {
            session.write(.text(ByteBuffer(string: text + "\n")))
            session.flush()
        }
    }

    private func enqueue(_ kind: SessionEvent.Kind, of session: PlayerSession) {
        nextOrder += 1
        let event = session.add(kind, order: nextOrder)
        if isHolding {
            heldLines += 1
        } else if server.live != nil {
            event.write(into: &outgoingEvents)
            scheduleEvents()
        }
    }

    /// One box for all that came in this round of the event loop.
    private func scheduleEvents() {
        guard !eventsScheduled else { return }
        eventsScheduled = true
        eventLoop.execute { self.assumeIsolated { $0.sendEvents() } }
    }

    func sendEvents() {
        eventsScheduled = false
        guard outgoingEvents.readableBytes > 0 else { return }
        defer { outgoingEvents.clear() }
        guard !isHolding, let connection = server.live?.connection else { return }
        connection.send(Events(outgoingEvents))
    }

    /// Gives a Server everything that none has committed, in the order in which it came.
    func resendEvents(to server: ServerProcess) {
        outgoingEvents.clear()
        let pending = sessions.values.flatMap { $0.pending }.sorted { $0.order < $1.order }
        guard !pending.isEmpty else { return }
        var events = ByteBuffer()
        for entry in pending { entry.event.write(into: &events) }
        server.connection?.send(Events(events))
    }

    // MARK: From the Server

    /// A turn's output is held until its commit is known: what a player has seen is on disk.
    func received(_ turn: Turn) {
        if let players = turn.players { self.players = players }
        if turn.unchanged { show(turn) } else { uncommitted.append(turn) }
    }

    func received(_ committed: Committed) {
        while let turn = uncommitted.first, turn.turn <= committed.turn {
            uncommitted.removeFirst()
            show(turn)
        }
    }

    /// A Server is gone: its last committed turn decides which of the turns that it announced ever were.
    func settle(committedTurn: Int) {
        received(Committed(turn: committedTurn))
        uncommitted.removeAll()
    }

    private func show(_ turn: Turn) {
        var touched: [PlayerSession] = []
        do {
            var output = turn.output.buffer
            while let next = try Output.read(from: &output) {
                for id in next.sessions {
                    guard let session = sessions[id] else { continue }
                    if !session.needsFlush { touched.append(session) }
                    deliver(next, to: session)
                }
            }
            var done = turn.done.buffer
            while let acknowledgement = try Acknowledgement.read(from: &done) {
                guard let session = sessions[acknowledgement.session] else { continue }
                session.acknowledge(acknowledgement.number)
                if session.hasEnded, session.pending.isEmpty { sessions[session.id] = nil }
            }
        } catch {
            log.error("turn \(turn.turn) of the Server cannot be read: \(error)")
        }
        for session in touched { session.flush() }
        trimRings()
    }

    private func deliver(_ output: Output, to session: PlayerSession) {
        counts.bytesShown += output.payload.readableBytes
        switch output.kind {
        case .text: session.write(.text(output.payload))
        case .prompt: session.write(.prompt(output.payload))
        case .echo: session.write(.echo(output.payload.getInteger(at: output.payload.readerIndex) == UInt8(1)))
        case .clientOption:
            // What was said before is still as it was.
            session.flush()
            session.telnet?.preferences = TelnetPreferences(ClientOption(output.payload))
        case .message:
            if let (name, json) = output.message { session.write(.message(name: name, json: json)) }
        case .close:
            session.write(.text(output.payload))
            session.flush()
            // What it typed after that is for nobody.
            session.delayed.removeAll()
            if let channel = session.channel {
                channel.close(promise: nil)
            } else {
                _ = session.web?.end()
                closed(session.id, because: "the game has let it go")
            }
        case .rights: rightsChanged(of: session, to: String(buffer: output.payload))
        }
    }
}
