// How a connection ends, and what that is to the account and its character.

extension Game {
    /// The connection is over: its commands end, its character leaves, hooks are told.
    ///
    /// - Parameter isMeant: it did not just break: the player or the game has ended it. Else the character waits for a
    ///   while, see ``Object/isLinkDead``.
    func end(_ session: Session, isMeant: Bool) {
        guard !session.isOver else { return }
        for suspension in session.suspended { suspension.interrupt(.gone) }
        tell("didDisconnect") { $0.didDisconnect(session) }
        let account = session.account
        let broken = isMeant ? nil : losesLink(session)
        try? session.puppet(nil)
        if let broken {
            if broken.works("didLoseLink") { broken.didLoseLink() }
            tell("didLoseLink") { $0.didLoseLink(broken) }
        }
        session.isOver = true
        session.login(nil)
        publisher.ended(session)
        sessions[session.id] = nil
        endedSessions.append(session.id)
        if let account { didLogOut(account) }
    }

    /// The connection is over whose end has brought the Server down: no code of the game is asked. Its character waits
    /// as one whose connection broke, and leaves then.
    func endQuietly(_ session: Session) {
        guard !session.isOver else { return }
        if let character = session.puppet as? Character, character.sessions.allSatisfy({ $0 === session }) {
            character.loseLink(for: max(sessionSettings.linkDeath, .seconds(1)))
        }
        session.account?.lastLeft = clock.seconds
        session.restore(account: nil, puppet: nil)
        session.isOver = true
        publisher.ended(session)
        sessions[session.id] = nil
        endedSessions.append(session.id)
    }

    /// An account has one session fewer.
    func didLogOut(_ account: Account) {
        guard account.sessions.isEmpty else { return }
        account.lastLeft = clock.seconds
        if account.works("didLogout") { account.didLogout() }
        tell("didLogout") { $0.didLogout(account) }
    }

    /// The character of a connection that broke, when it is to wait for its player.
    private func losesLink(_ session: Session) -> Character? {
        // A guest has no way back.
        guard sessionSettings.linkDeath > .zero, session.account?.isGuest == false,
            let character = session.puppet as? Character, character.location != nil,
            character.sessions.allSatisfy({ $0 === session })
        else { return nil }
        character.loseLink(for: sessionSettings.linkDeath)
        return character
    }
}
