import NIOCore
import Wire

// When the Server cannot save: players are told once that what they type waits, makers and the log what is wrong.

/// Why nothing can be saved, since when, and who knows.
struct StoreTrouble {
    var reason: String
    let since = ContinuousClock.now
    /// Sessions of those who look after the game.
    var makers: [UInt64] = []
    var told: Set<UInt64> = []

    static let notice =
        "(Nothing can be saved just now, so the game waits. What you type is kept, and played as soon as it can be.)"
    static let goesOn =
        "Players wait and what they type is kept; nobody is told anything that is not saved. It is tried again all the "
        + "time and goes on by itself, without a restart."
}

extension Portal {
    func received(_ trouble: Trouble, from process: ServerProcess) {
        // One that only warms up has nothing that waits: it cannot begin.
        guard process.warmed.result != nil else {
            return process.warmed.resolve(.failure(RemoteError(.storeFailed, trouble.reason)))
        }
        if trouble.reason.isEmpty { endTrouble() } else { beginTrouble(trouble.reason, makers: trouble.makerSessions) }
    }

    func beginTrouble(_ reason: String, makers: [UInt64] = []) {
        guard server.trouble?.reason != reason else { return }
        var trouble = server.trouble ?? StoreTrouble(reason: reason)
        trouble.reason = reason
        if !makers.isEmpty { trouble.makers = makers }
        server.trouble = trouble
        log.critical("NOTHING CAN BE SAVED: \(reason) \(StoreTrouble.goesOn)")
        for maker in trouble.makers {
            refuse("*** NOTHING CAN BE SAVED *** \(reason)\n\(StoreTrouble.goesOn)", to: maker)
        }
        for session in sessions.values where session.pendingLines > 0 {
            tellOfTrouble(session)
            session.flush()
        }
    }

    func endTrouble() {
        guard let trouble = server.trouble else { return }
        server.trouble = nil
        let seconds = Int((.now - trouble.since) / .seconds(1))
        let text = "Saving works again, after \(seconds) s: nothing was lost, and the game goes on."
        log.notice("\(text)")
        for maker in trouble.makers { refuse("*** \(text)", to: maker) }
    }

    /// Writes, once, that what the player types is kept. Does not flush.
    func tellOfTrouble(_ session: PlayerSession) {
        guard server.trouble?.told.insert(session.id).inserted ?? false else { return }
        session.write(.text(ByteBuffer(string: StoreTrouble.notice + "\n")))
    }

    /// A reload would only be refused at its end, by a Server that cannot commit its last turn.
    func refuseInTrouble() throws {
        guard let trouble = server.trouble else { return }
        throw RemoteError(
            .storeFailed, "Nothing can be saved just now, so the Server cannot be replaced. \(trouble.reason)")
    }

    /// What a Server that has gone left unsaved, in words; nil when that is nothing.
    ///
    /// - Parameter forGood: the Portal stops too: then what was typed is lost.
    func unsaved(_ trouble: StoreTrouble, forGood: Bool) -> String? {
        let typing = sessions.values.filter { $0.pendingLines > 0 }
        let lines = typing.reduce(0) { $0 + $1.pendingLines }
        guard !uncommitted.isEmpty || lines > 0 else { return nil }
        let seconds = Int((.now - trouble.since) / .seconds(1))
        let what = "\(lines) \(lines == 1 ? "line" : "lines") of \(typing.count) "
            + "\(typing.count == 1 ? "player" : "players"), and all else that the last \(seconds) s brought"
        if forGood {
            let regret = "What you typed last could not be saved: it never happened."
            for session in typing { refuse(regret, to: session.id) }
        }
        return "Not saved: \(what). \(trouble.reason) "
            + (forGood ? "The lines are lost." : "The lines are kept, and played when the Server is back.")
    }
}

extension PlayerSession {
    /// Lines that no Server has committed.
    var pendingLines: Int {
        pending.count { if case .line = $0.event.kind { true } else { false } }
    }
}
