// What begins and ends a session's dialogues.

extension Session {
    /// What takes the lines instead of commands: the login, a menu. Kept with the turn.
    public var dialogue: (any Dialogue)? { dialogues.top?.dialogue }

    /// Starts a dialogue: it takes the lines from now on, until it ends.
    public func begin(_ dialogue: some Dialogue) {
        guard !isOver else { return }
        guard game.works(dialogue) else { return send(.outOfOrder) }
        guard !dialogues.isFull else { return send(.dialoguesTooDeep) }
        let id = dialogues.push(dialogue)
        changed()
        work(on: id) { $0.begin(self) }
    }

    /// Ends the dialogue that takes the lines now. The one beneath, if there is one, takes them again.
    public func endDialogue() {
        guard let top = dialogues.top else { return }
        end(dialogue: top.id, with: .null)
    }

    func end(dialogue id: Int, with result: StoredValue) {
        let wasTop = dialogues.remove(id)
        changed()
        guard wasTop else { return }
        resumeDialogue(with: result)
    }

    /// The dialogue on top is there again, for what lay over it is gone.
    func resumeDialogue(with result: StoredValue) {
        guard !isOver, let top = dialogues.top, game.enter(top.dialogue, session: self) else { return }
        work(on: top.id) { $0.resumed(self, with: result) }
    }

    /// Lets a dialogue work on itself. It may begin and end others, and itself, while it does.
    func work(on id: Int, _ body: (inout any Dialogue) -> Void) {
        guard let level = dialogues.top, level.id == id else { return }
        var dialogue = level.dialogue
        body(&dialogue)
        dialogues.update(id, dialogue)
        changed()
    }

    /// The way out that always works: ends all that asks or waits. Runs no code of a dialogue's; those that want to know
    /// are told in the turn after, when there is nothing left to be caught in.
    func abort() {
        let hadDialogues = !dialogues.isEmpty
        guard hadDialogues || !suspended.isEmpty else { return send(.nothingToAbort) }
        for suspension in suspended { suspension.interrupt(.abort) }
        guard hadDialogues else { return }
        for dialogue in dialogues.all.reversed() {
            guard let told = dialogue as? any AbortedDialogue, game.works(dialogue) else { continue }
            later(.zero) { [self] in
                game.willEnter(game.codeName(game.codeType(of: dialogue)))
                if !isOver { told.aborted(by: self) }
            }
        }
        dialogues.removeAll()
        changed()
        setEcho(true)
        send(.dialoguesAborted)
    }

    /// What a dialogue's part threw: refusals are read by the player, anything else by makers as well.
    func report(_ error: any Error, of type: Any.Type) {
        game.report(error, of: game.codeName(type), line: "", to: self, puppet: puppet)
    }
}

extension AnyCommand {
    /// Begins a dialogue with who typed the command. Throws a ``Refusal`` when that is nobody who could answer.
    public final func begin(_ dialogue: some Dialogue) throws { try listener().begin(dialogue) }

    /// Who is there to answer. Throws a ``Refusal`` when that is nobody.
    final func listener() throws -> Session {
        guard let session else { throw Refusal(.nobodyToAsk) }
        return session
    }
}
