import HearthKit
import Wire

// When a turn cannot be saved: a full disk, a locked or damaged database. It is kept, nobody is shown it, nothing else
// is played, and it is tried again until it is saved. The Portal tells those who wait, and is answered meanwhile.

/// A turn that the Portal was told of, and that the database does not take.
struct HeldTurn {
    let changes: Changes
    /// What is wrong, in words.
    var reason: String
    private var nextTry = RunningPage.now + interval

    private static let interval: UInt64 = 250

    init(_ changes: Changes, reason: String) { (self.changes, self.reason) = (changes, reason) }

    var millisecondsToNextTry: UInt64 { nextTry - min(nextTry, RunningPage.now) }

    mutating func failedAgain(_ reason: String) {
        self.reason = reason
        nextTry = RunningPage.now + Self.interval
    }
}

extension ServerProgram {
    func hold(_ changes: Changes, _ error: any Error) throws {
        held = HeldTurn(changes, reason: "\(error)")
        // The Portal is to be answered between two tries: they do not wait for another program.
        store.patience = 0
        try tellTrouble("\(error)")
    }

    /// Tries again, when it is time; then plays what players did meanwhile.
    func saveHeldTurn() throws {
        guard held?.millisecondsToNextTry == 0, try commitHeldTurn() else { return }
        let inputs = waiting
        waiting = []
        try play(inputs)
    }

    /// Whether nothing is held any more.
    private func commitHeldTurn() throws -> Bool {
        guard let turn = held else { return true }
        do {
            try store.commit(turn.changes)
        } catch let error as StoreFenced {
            throw error
        } catch {
            let reason = "\(error)"
            held?.failedAgain(reason)
            if reason != turn.reason { try tellTrouble(reason) }
            return false
        }
        held = nil
        store.patience = SQLiteStore.usualPatience
        try link.send(Committed(turn: turn.changes.turn))
        try link.send(Trouble(reason: ""))
        return true
    }

    /// The end of the game in this process. What cannot be saved now stays unsaved: the Portal, which was shown it and
    /// not told that it was committed, knows, and says so.
    func saveLastTurn() throws {
        guard try commitHeldTurn() else { return }
        try play(waiting)
        if held == nil, let outcome = game.stop() { try emit(outcome) }
        if held == nil { store.settle() }
    }

    /// The Portal is gone, and with it all who could be told.
    func saveWithoutPortal() throws {
        if let held { try store.commit(held.changes) }
        if let changes = game.stop()?.changes { try store.commit(changes) }
        store.settle()
    }

    private func tellTrouble(_ reason: String) throws {
        let makers = game.sessions.values.filter { $0.account?.isDeveloper ?? false }
        try link.send(Trouble(reason: reason, makers: makers.map(\.id)))
    }
}
