import HearthKit

extension Account {
    /// A session has shown that it is this account's: it sees the world, or the account's menu.
    func enter(_ session: Session) {
        let game = session.game
        let (before, old, mode) = (lastLogin, sessions, game.sessionSettings.mode)
        // The account that the first start made has nobody to play yet.
        if before == 0, characters.isEmpty, game.sessionSettings.makesCharacter || isSuperuserAccount, !isGuest {
            lastCharacter = NewPlayer.character(name, of: self)
        }
        session.login(self)
        lastLogin = game.clock.seconds
        AuditLog.note("login: \(self) from \(session.address), session \(session.id)")
        session.send(before == 0 ? .welcome : .welcomeBack, ["name": name])
        if before == 0, isSuperuserAccount { session.send(.firstAccount) }
        if before > 0, old.isEmpty {
            session.send(.lastSeen, ["ago": session.words(.span(.seconds(game.clock.seconds - max(before, lastLeft))))])
        }
        if !old.isEmpty, mode == .one { session.send(.tookOver) }
        if !old.isEmpty, mode != .one {
            session.send(.alsoHere, ["numbers": session.words(.all(old.map { "\($0.number)" }))])
        }

        // The new session is there before the old one leaves: the character never goes to sleep.
        enter(puppet(besides: old, game.sessionSettings), session)
        if mode == .one {
            for other in old {
                other.send("")
                other.disconnect(other.text(.elsewhere))
            }
        } else {
            for other in old { other.send(.loggedInToo, ["address": session.address, "number": "\(session.number)"]) }
        }
        tellWhatCame(to: session)
        if before == 0 { didFirstLogin(session) }
        // One more connection of somebody who is here is no news, nor is one that took the place of another.
        if old.isEmpty { StaffNews.came(self) }
        didLogin(session)
        game.tell("didLogin") { $0.didLogin(session) }
    }

    private func enter(_ puppet: Object?, _ session: Session) {
        guard let puppet else { return showMenu(to: session) }
        do {
            try play(puppet, session)
        } catch {
            if let refusal = error as? Refusal { session.send(refusal) } else { session.send("\(error)") }
            showMenu(to: session)
        }
    }

    /// Whom a new connection plays, where there are `old` ones; nil is the account's menu.
    private func puppet(besides old: [Session], _ settings: SessionSettings) -> Object? {
        let (mode, played) = (settings.mode, old.compactMap(\.puppet))
        // A connection that takes the place of another, or joins it, goes on with what is played there.
        if mode == .one || mode == .together, let first = played.first { return first }
        if mode == .together, !old.isEmpty { return nil }
        guard settings.entersCharacter else { return nil }
        guard mode == .apart, let last, played.contains(where: { $0 === last }) else { return last }
        // Who lost several connections finds each character again.
        return characters.first(where: \.isLinkDead) ?? characters.first { $0.sessions.isEmpty }
    }

    /// What it saw through last, if it still may; else any character.
    var last: Object? {
        if let lastPuppet, mayPlay(lastPuppet) { return lastPuppet }
        return lastCharacter ?? characters.first
    }
}
