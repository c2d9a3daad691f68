import HearthKit

// Which connection plays what: as many characters at once, and as many connections to each, as the game's mode says.

extension Account {
    /// Whether it may see through something: its own characters, and what the lock `puppet` gives it.
    func mayPlay(_ object: Object) -> Bool {
        if let character = object as? Character, characters.contains(character) { return true }
        return !(object is Room) && !(object is Exit) && object.allows("puppet", by: self)
    }

    /// Steps into a character, or anything else that it may see through. Throws the ``Refusal`` of its hooks, and of
    /// what the game's mode forbids.
    ///
    /// - Parameter word: said before what is to be seen; `{name}` stands for what is played.
    func play(_ object: Object, _ session: Session, telling word: TextKey? = nil) throws {
        let others = object.sessions.filter { $0 !== session }
        guard others.allSatisfy({ $0.account === self }) else {
            throw Refusal(.characterPlayed, ["name": object.name])
        }
        let mode = session.game.sessionSettings.mode
        if mode == .apart || mode == .shared { try checkRoom(for: object, session) }
        if object.location == nil { _ = NewPlayer.startRoom }
        try session.puppet(object)
        lastPuppet = object
        if let character = object as? Character, character.account === self { lastCharacter = character }
        if let word { session.send(word, ["name": object.name]) }
        session.send("")
        look(session, object)
        session.tellWhatWasMissed()
        switch mode {
        case .one: break
        case .together:
            for other in sessions where other !== session && other.puppet !== object {
                try other.puppet(object)
                other.send(.characterBecome, ["name": object.name])
                look(other, object)
            }
        case .apart:
            for other in others {
                try other.puppet(nil)
                other.send(.characterTaken, ["name": object.name, "number": "\(session.number)"])
            }
        case .shared:
            for other in others { other.send(.characterShared, ["name": object.name, "number": "\(session.number)"]) }
        }
    }

    /// Throws the ``Refusal`` of one more than may be played at once.
    private func checkRoom(for object: Object, _ session: Session) throws {
        let most = session.game.sessionSettings.puppets
        guard most > 0, !isDeveloper else { return }
        var played = Set(sessions.filter { $0 !== session }.compactMap(\.puppet))
        played.insert(object)
        guard played.count <= most else { throw Refusal(.puppetsMany, ["count": "\(most)"]) }
    }

    /// To one connection: others may see through the same character.
    private func look(_ session: Session, _ object: Object) {
        session.send(object.location?.appearance(to: object) ?? session.text(.nowhere))
    }

    /// Steps out of what a session plays: where connections play together, all of them.
    func stopPlaying(_ session: Session) throws {
        let mode = session.game.sessionSettings.mode
        for other in mode == .together ? sessions : [session] {
            guard let puppet = other.puppet else { continue }
            try other.puppet(nil)
            other.send(.characterLeft, ["name": puppet.name])
            showMenu(to: other)
        }
    }
}
