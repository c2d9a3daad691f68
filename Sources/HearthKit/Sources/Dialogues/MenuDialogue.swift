/// A menu as the dialogue that it is: remembers the way back, and which part of a long list is shown.
nonisolated struct MenuDialogue<M: Menu>: Codable {
    var menu: M
    /// Where the player was before, the last at the end.
    var trail: [M.Node] = []
    /// The first choice shown.
    var offset = 0
    /// Whether the player has read which words there are.
    var wasHinted = false

    private static var longestTrail: Int { 30 }

    init(menu: M) { self.menu = menu }
}

@MainActor extension MenuDialogue: Dialogue, DialogueCarrier {
    static var carried: Any.Type { M.self }

    mutating func begin(_ session: Session) {
        guard let page = page(for: session) else {
            session.endDialogue()
            return menu.ended(session, by: .error)
        }
        show(page, to: session)
    }

    mutating func resumed(_ session: Session, with result: StoredValue) {
        menu.resumed(session, with: result)
        // It may have begun something, or ended the menu.
        if session.dialogue is Self { begin(session) }
    }

    mutating func receive(_ line: String, from session: Session) async throws -> Next {
        guard let page = page(for: session) else { return ends(session, by: .error) }
        let all = page.choices(for: session)
        let choices = all.filter { !$0.isHidden }
        let typed = String(line.trimmingSpaces)
        let word = typed.lowercased()
        do {
            if let choice = exactly(word, among: choices, all) { return try await take(choice, session) }
            if let auto = menuWord(word, session) { return follow(auto, page, session) }
            if turn(word, page, choices.count, session) { return .again }
            if let take = page.takeInput {
                try await step { try await take(typed, &$0, session) }
                return follow(page.afterInput, session)
            }
            if word.isEmpty { return .again }
            guard menu.takesOnlyChoices else { return .command }
            let beginning = choices.filter { $0.begins(with: word) }
            if beginning.count == 1 { return try await take(beginning[0], session) }
            if beginning.isEmpty {
                session.send(.menuNoChoice)
            } else {
                let names = beginning.map { Markup.escape(Markup.strip($0.text)) }
                session.send(.menuWhich, ["list": session.words(.any(names))])
            }
        } catch is Interrupted {
            return .end
        } catch {
            session.report(error, of: M.self)
        }
        // What was thrown may have come after another dialogue was begun.
        if session.dialogue is Self { prompt(page, session) }
        return .go
    }

    private func ends(_ session: Session, by ending: MenuEnding) -> Next {
        menu.ended(session, by: ending)
        return .end
    }

    /// Nil when there is none any more, which the player has been told.
    private func page(for session: Session) -> MenuPage<M>? {
        do { return try menu.page(for: session) } catch {
            session.report(error, of: M.self)
            return nil
        }
    }

    // MARK: What was typed

    /// - Parameter all: with those that are not listed, and have no number.
    private func exactly(
        _ word: String, among choices: [MenuChoice<M>], _ all: [MenuChoice<M>]
    ) -> MenuChoice<M>? {
        if let number = Int(word), number > 0, number <= choices.count { return choices[number - 1] }
        guard !word.isEmpty else { return nil }
        return all.first { $0.isNamed(word) }
    }

    private func menuWord(_ word: String, _ session: Session) -> MenuWord? {
        MenuWord.allCases.first { menu.words.contains($0) && session.knows(word, as: $0.texts) }
    }

    private mutating func take(_ choice: MenuChoice<M>, _ session: Session) async throws -> Next {
        try await step { try await choice.act(&$0, session) }
        return follow(choice.then, session)
    }

    private func follow(_ next: Next, _ session: Session) -> Next {
        switch next {
        case .end, .endWith, .pass: menu.ended(session, by: .choice)
        case .go, .again, .command: break
        }
        return next
    }

    /// Lets the menu's code work on it, and remembers the way when that led somewhere.
    private mutating func step(_ body: @MainActor (inout M) async throws -> Void) async throws {
        let old = menu.node
        var changed = menu
        defer {
            menu = changed
            if menu.node != old { leave(old) }
        }
        try await body(&changed)
    }

    /// Where the step led back to is behind no more.
    private mutating func leave(_ old: M.Node) {
        offset = 0
        if trail.last == menu.node {
            trail.removeLast()
        } else {
            trail.append(old)
            if trail.count > Self.longestTrail { trail.removeFirst() }
        }
    }

    private mutating func follow(_ word: MenuWord, _ page: MenuPage<M>, _ session: Session) -> Next {
        switch word {
        case .look: return .again
        case .quit: return ends(session, by: .quit)
        case .back:
            guard let last = trail.popLast() else {
                session.send(.menuNoBack)
                prompt(page, session)
                return .go
            }
            menu.node = last
            offset = 0
            return .again
        case .help:
            let words = wordList(session)
            let list = words.isEmpty ? "" : "\(English.capitalized(words))."
            if !page.help.isEmpty { session.send(page.help) }
            session.send(.menuHelp, ["words": list])
            prompt(page, session)
            return .go
        }
    }

    /// Shows another part of a long list.
    private mutating func turn(_ word: String, _ page: MenuPage<M>, _ count: Int, _ session: Session) -> Bool {
        let step = max(1, page.choicesAtATime)
        guard count > step else { return false }
        if session.knows(word, as: .menuNextWords) {
            offset = offset + step < count ? offset + step : 0
        } else if session.knows(word, as: .menuPreviousWords) {
            offset = offset > 0 ? max(0, offset - step) : (count - 1) / step * step
        } else {
            return false
        }
        return true
    }

    // MARK: What is shown

    private mutating func show(_ page: MenuPage<M>, to session: Session) {
        let choices = page.choices(for: session).filter { !$0.isHidden }
        if offset >= choices.count { offset = 0 }
        let end = min(choices.count, offset + max(1, page.choicesAtATime))
        session.send(menu.layout(MenuListing(page, choices, offset..<end, for: session), for: session))
        if !wasHinted, !menu.words.isEmpty {
            session.send(.menuHint, ["words": wordList(session)])
            wasHinted = true
        }
        prompt(page, session)
    }

    private func prompt(_ page: MenuPage<M>, _ session: Session) {
        session.prompt(page.inputPrompt ?? session.text(.menuPrompt))
    }

    private func wordList(_ session: Session) -> String {
        let shown = MenuWord.allCases.filter { menu.words.contains($0) }.compactMap { word in
            session.game.world.texts.words(word.texts, in: session.language).first
        }
        return shown.map { "|w\($0)|n" }.joined(separator: ", ")
    }
}

@MainActor extension MenuDialogue: AbortedDialogue {
    func aborted(by session: Session) { menu.ended(session, by: .abort) }
}
