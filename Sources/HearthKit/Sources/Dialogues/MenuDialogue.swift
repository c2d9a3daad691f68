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
        guard let page = page(for: session) else { return session.endDialogue() }
        show(page, to: session)
    }

    mutating func resumed(_ session: Session, with result: StoredValue) {
        menu.resumed(session, with: result)
        // It may have begun something, or ended the menu.
        if session.dialogue is Self { begin(session) }
    }

    mutating func receive(_ line: String, from session: Session) async throws -> Next {
        guard let page = page(for: session) else { return .end }
        let choices = page.choices(for: session)
        let typed = String(line.trimmingSpaces)
        let word = typed.lowercased()
        do {
            if let choice = exactly(word, among: choices) { return try await take(choice, session) }
            if let auto = MenuWord(typed: word), menu.words.contains(auto) {
                return follow(auto, page, session)
            }
            if turn(word, page, choices.count) { return .again }
            if let take = page.takeInput {
                try await step { try await take(typed, &$0, session) }
                return .again
            }
            if word.isEmpty { return .again }
            let beginning = choices.filter { $0.begins(with: word) }
            if beginning.count == 1 { return try await take(beginning[0], session) }
            if beginning.isEmpty {
                session.send(.menuNoChoice)
            } else {
                let list = English.list(beginning.map { Markup.strip($0.text) }.map { Markup.escape($0) }, and: "or")
                session.send(.menuWhich, ["list": list])
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

    /// Nil when there is none any more, which the player has been told.
    private func page(for session: Session) -> MenuPage<M>? {
        do { return try menu.page(for: session) } catch {
            session.report(error, of: M.self)
            return nil
        }
    }

    // MARK: What was typed

    private func exactly(_ word: String, among choices: [MenuChoice<M>]) -> MenuChoice<M>? {
        if let number = Int(word), choices.indices.contains(number - 1) { return choices[number - 1] }
        guard !word.isEmpty else { return nil }
        return choices.first { $0.isNamed(word) }
    }

    private mutating func take(_ choice: MenuChoice<M>, _ session: Session) async throws -> Next {
        try await step { try await choice.act(&$0, session) }
        return choice.then
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
        case .quit: return .end
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
            let list = wordList.isEmpty ? "" : "\(English.capitalized(wordList))."
            if !page.help.isEmpty { session.send(page.help) }
            session.send(.menuHelp, ["words": list])
            prompt(page, session)
            return .go
        }
    }

    /// Shows another part of a long list.
    private mutating func turn(_ word: String, _ page: MenuPage<M>, _ count: Int) -> Bool {
        let step = max(1, page.choicesAtATime)
        guard count > step else { return false }
        switch word {
        case "next", "n": offset = offset + step < count ? offset + step : 0
        case "previous", "p": offset = offset > 0 ? max(0, offset - step) : (count - 1) / step * step
        default: return false
        }
        return true
    }

    // MARK: What is shown

    private mutating func show(_ page: MenuPage<M>, to session: Session) {
        let choices = page.choices(for: session)
        let step = max(1, page.choicesAtATime)
        if offset >= choices.count { offset = 0 }
        let end = min(choices.count, offset + step)
        var lines = [page.text]
        let digits = String(choices.count).count
        for index in offset..<end {
            let number = Markup.pad(String(index + 1), to: digits, align: .right)
            let key = choices[index].key.map { " |x(\(Markup.escape($0)))|n" } ?? ""
            lines.append(" |w\(number)|n  \(choices[index].text)\(key)")
        }
        if choices.count > step {
            let values = ["first": "\(offset + 1)", "last": "\(end)", "count": "\(choices.count)"]
            lines.append(session.text(.menuMore, values))
        }
        session.send(lines.joined(separator: "\n"))
        if !wasHinted, !menu.words.isEmpty {
            session.send(.menuHint, ["words": wordList])
            wasHinted = true
        }
        prompt(page, session)
    }

    private func prompt(_ page: MenuPage<M>, _ session: Session) {
        session.prompt(page.inputPrompt ?? session.text(.menuPrompt))
    }

    private var wordList: String {
        MenuWord.allCases.filter { menu.words.contains($0) }.map { "|w\($0.rawValue)|n" }.joined(separator: ", ")
    }
}
