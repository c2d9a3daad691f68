import HearthKit

extension Account {
    /// A session has shown that it is this account's: it takes over what the account plays, and sees the world.
    func enter(_ session: Session) {
        let now = session.game.clock.seconds
        let (before, old) = (lastLogin, sessions.filter { $0 !== session })
        // The account that the first start made has nobody to play yet.
        if before == 0, characters.isEmpty { lastCharacter = NewPlayer.character(name, of: self) }
        let puppet = old.lazy.compactMap(\.puppet).first ?? lastCharacter ?? characters.first
        session.login(self)
        lastLogin = now
        session.send(before == 0 ? .welcome : .welcomeBack, ["name": name])
        if before == 0, isSuperuserAccount { session.send(.firstAccount) }
        if before > 0, old.isEmpty { session.send(.lastSeen, ["ago": Spans.text(seconds: now - before)]) }
        if !old.isEmpty { session.send(.tookOver) }

        // The new session is there before the old one leaves: the character never goes to sleep.
        enter(puppet, session)
        for other in old {
            other.send("")
            other.disconnect(other.text(.elsewhere))
        }
        tellWhatCame(to: session)
        didLogin(session)
        session.game.tell("didLogin") { $0.didLogin(session) }
    }

    private func enter(_ puppet: Object?, _ session: Session) {
        guard let puppet else { return session.send(.noCharacter) }
        do {
            try play(puppet, session)
        } catch {
            if let refusal = error as? Refusal { session.send(refusal) } else { session.send("\(error)") }
            session.send(.noCharacter)
        }
    }

    /// Steps into a character. Throws the ``Refusal`` of its hooks.
    func play(_ puppet: Object, _ session: Session) throws {
        if puppet.location == nil, !(puppet is Room) { _ = NewPlayer.startRoom }
        try session.puppet(puppet)
        if let character = puppet as? Character, character.account === self { lastCharacter = character }
        session.send("")
        puppet.look()
    }
}
