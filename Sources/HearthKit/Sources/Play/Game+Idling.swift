// Connections that nobody uses are closed: those without an account soon, players only if the settings say so, and
// not before they were told.

extension Game {
    /// When the next connection may have idled too long, in milliseconds since 1970; nil when none ever will.
    var nextIdleCheck: Int64? { idleCheck.map { Int64($0) * 1000 } }

    /// A session began, or was logged in or out.
    func watchIdling(of session: Session) {
        guard let next = idleMoment(of: session) else { return }
        idleCheck = min(idleCheck ?? next, next)
    }

    /// Warns and closes those whose time has passed.
    func closeIdle() {
        guard let check = idleCheck, check <= clock.seconds else { return }
        idleCheck = nil
        for session in sessions.values.sorted(by: { $0.id < $1.id }) {
            guard let end = idleEnd(of: session) else { continue }
            if end <= clock.seconds {
                willRun(Running(session: 0, number: 0, what: "(sends out who idles)", who: ""))
                session.disconnect(session.text(session.account == nil ? .nobodyLoggedIn : .idledOut))
                continue
            }
            if let moment = warning(of: session, end: end), moment <= clock.seconds {
                session.isWarned = true
                session.send(.idleWarning, ["time": session.words(.span(.seconds(end - clock.seconds)))])
            }
            watchIdling(of: session)
        }
    }

    /// When something is to be done about it, in seconds since 1970.
    private func idleMoment(of session: Session) -> Int? {
        idleEnd(of: session).map { warning(of: session, end: $0) ?? $0 }
    }

    /// When its player is to be told; nil when they were, or there is no time for it.
    private func warning(of session: Session, end: Int) -> Int? {
        guard session.account != nil, !session.isWarned, limits.idleWarning > .zero, limits.idleWarning < limits.idle
        else { return nil }
        return end - limits.idleWarning.wholeSeconds
    }

    private func idleEnd(of session: Session) -> Int? {
        guard !session.isOver else { return nil }
        guard let account = session.account else {
            return limits.loginDeadline > .zero ? session.strangerSince + limits.loginDeadline.wholeSeconds : nil
        }
        guard limits.idle > .zero, !account.isDeveloper, !account.allows("noidle", by: account) else { return nil }
        return session.lastInputAt + limits.idle.wholeSeconds
    }
}

extension Duration {
    /// At least one.
    nonisolated fileprivate var wholeSeconds: Int { max(1, Int(components.seconds)) }
}

extension TextKey {
    static let nobodyLoggedIn = TextKey(
        "nobody logged in", "Nobody has come in by this connection, so it is closed. Connect again when you like.")
    static let idledOut = TextKey(
        "idled out", "You have typed nothing for long, so you are sent to bed. Come back soon.")
    static let idleWarning = TextKey(
        "idle warning", "|yYou have typed nothing for long: in {time} you are sent to bed.|n (Type anything to stay.)")
}
