// The Portal shows makers what it shows to nobody else. Whose session is a maker's it is told with the turns: what it
// believes has been committed.

extension Game {
    /// Tells what the turn has changed in that.
    func tellRights() {
        for session in changedSessions where !session.isOver {
            let name = session.account.flatMap { $0.isDeveloper ? $0.name : nil } ?? ""
            guard name != session.toldRights else { continue }
            session.toldRights = name
            outputs.append(SessionOutput(.rights(name), to: [session.id]))
        }
    }

    /// The Portal has forgotten all of it, as it does when another process gets the game.
    func tellRightsAnew() {
        for session in sessions.values where session.account?.isDeveloper ?? false {
            session.toldRights = ""
            session.changed()
        }
    }
}

extension Account {
    func rightsChanged() {
        for session in sessions { session.changed() }
    }
}
