// A line's way through a dialogue, and what a reload may find of dialogues.

/// A dialogue of the kit's that works for a type of a game: what goes wrong in it is that type's doing.
protocol DialogueCarrier {
    static var carried: Any.Type { get }
}

/// A dialogue that is told when its player has left it by `@abort`.
protocol AbortedDialogue {
    func aborted(by session: Session)
}

extension Game {
    /// Whether a line is the way out of all dialogues.
    func isAbort(_ line: String, of session: Session) -> Bool {
        guard line.utf8.count < 64, line.utf8.contains(UInt8(ascii: "@")) else { return false }
        let word = line.trimmingSpaces.lowercased()
        return word.hasPrefix("@") && session.knows(String(word.dropFirst()), as: .abortWords)
    }

    /// Gives a line to the dialogue that takes it.
    func converse(_ line: String, number: UInt64, with session: Session) {
        guard let level = session.dialogues.top else { return }
        willRun(session, number, "(answers)")
        guard enter(level.dialogue, session: session) else { return }
        Task.immediate { @MainActor in
            var dialogue = level.dialogue
            var next = Next.go
            do {
                next = try await dialogue.receive(line, from: session)
            } catch {
                let name = "dialogue \(codeType(of: dialogue))"
                report(error, of: name, line: "", to: session, puppet: session.puppet)
            }
            // It may have ended by itself, or the connection with it.
            guard !session.isOver, session.dialogues.contains(level.id) else { return }
            session.dialogues.update(level.id, dialogue)
            session.changed()
            switch next {
            case .go: break
            case .again: session.work(on: level.id) { $0.begin(session) }
            case .end: session.end(dialogue: level.id, with: .null)
            case .endWith(let result): session.end(dialogue: level.id, with: result)
            // Who has not logged in has no commands.
            case .command: if session.account != nil { obey(line, number: number, from: session) }
            case .pass:
                // Over another that it began, it has nothing to pass the line to.
                if session.dialogues.remove(level.id) { receive(line, number: number, from: session) }
            }
        }
    }

    // MARK: Out of order

    /// Says whose code runs from now on. False, and the player is told, when that is out of order.
    func enter(_ dialogue: any Dialogue, session: Session) -> Bool {
        willEnter(codeName(codeType(of: dialogue)))
        guard !works(dialogue) else { return true }
        session.send(.outOfOrder)
        session.send(.abortLeaves)
        return false
    }

    func works(_ dialogue: any Dialogue) -> Bool {
        guard !outOfOrder.isEmpty else { return true }
        let code = codeName(codeType(of: dialogue))
        return !outOfOrder.contains(code) && !outOfOrder.contains("\(code).receive")
    }

    func codeType(of dialogue: any Dialogue) -> Any.Type {
        (dialogue as? any DialogueCarrier).map { type(of: $0).carried } ?? type(of: dialogue)
    }

    // MARK: After a reload

    /// Dialogues that the code as it is now cannot take up: their players are told, and so are makers.
    func reportLost(_ lost: [DialogueStack.Lost], of session: Session) {
        willRun(session, 0, "(goes on)")
        for one in lost {
            log(.warning, "dialogue \(one.name) of \(session.account?.name ?? session.address) ended: \(one.reason)")
        }
        let wasAsked = lost.contains(where: \.wasTop)
        if wasAsked, session.account != nil {
            session.setEcho(true)
            session.send(.dialogueLost)
        }
        // Nobody could log in without a dialogue.
        if session.account == nil, session.dialogues.isEmpty {
            session.setEcho(true)
            greet(session)
        } else if wasAsked {
            session.resumeDialogue(with: .null)
        }
    }
}
