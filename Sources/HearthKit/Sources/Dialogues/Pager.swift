/// Shows long text a screen at a time. What it does not know ends it and is a command, so nobody is caught in it.
struct Pager: Dialogue {
    let text: String
    /// The first line shown, of those that the text has at this client's width.
    var first = 0

    init(_ text: String) { self.text = text }

    /// What a client of unknown size is taken to show.
    private static let usualHeight = 24
    /// In bytes. Longer text is cut: it is kept with the session.
    private static let longest = 100_000

    mutating func begin(_ session: Session) { show(to: session) }

    // What lay over it took little of the screen; the prompt is enough.
    mutating func resumed(_ session: Session, with result: StoredValue) {
        let (page, pages) = numbers(session)
        prompt(page, pages, session)
    }

    mutating func receive(_ line: String, from session: Session) -> Next {
        let height = Self.height(session.client)
        let count = lines(session).count
        let isAtEnd = first + height >= count
        switch line.trimmingSpaces.lowercased() {
        case "p", "b", "back", "previous", "prev": first = max(0, first - height)
        case "t", "top": first = 0
        case "q": return .end
        // At the end there is nothing more to ask for: `n` is north again, `e` east, `quit` the way out of the game.
        case "" where isAtEnd: return .end
        case _ where isAtEnd: return .pass
        case "", "n", "next": first += height
        case "e", "end": first = (count - 1) / height * height
        case "quit", "a", "abort": return .end
        case let word:
            guard let number = Int(word), number > 0 else { return .pass }
            first = min(number - 1, (count - 1) / height) * height
        }
        show(to: session)
        return .go
    }

    private mutating func show(to session: Session) {
        let lines = lines(session)
        first = max(0, min(first, lines.count - 1))
        let end = min(lines.count, first + Self.height(session.client))
        session.send(lines[first..<end].joined(separator: "\n"))
        let (page, pages) = numbers(session)
        if end == lines.count {
            session.send(.pagerEnd, ["page": "\(page)", "pages": "\(pages)"])
        } else {
            prompt(page, pages, session)
        }
    }

    private func prompt(_ page: Int, _ pages: Int, _ session: Session) {
        session.prompt(.pagerPrompt, ["page": "\(page)", "pages": "\(pages)"])
    }

    private func numbers(_ session: Session) -> (page: Int, pages: Int) {
        let (height, count) = (Self.height(session.client), lines(session).count)
        let pages = (count + height - 1) / height
        return (min(pages, (first + height - 1) / height + 1), pages)
    }

    private func lines(_ session: Session) -> [String] { Self.lines(text, session.client) }

    static func lines(_ text: String, _ client: Client) -> [String] {
        Markup.lines(text, width: client.textWidth)
    }

    /// The lines of a page: the last one of the screen is for the prompt.
    static func height(_ client: Client) -> Int { max(2, (client.height > 0 ? client.height : usualHeight) - 1) }

    /// Text that a pager may keep.
    static func bounded(_ text: String) -> String {
        guard text.utf8.count > longest else { return text }
        let cut = String(decoding: text.utf8.prefix(longest), as: UTF8.self)
        return (cut.lastIndex(of: "\n").map { String(cut[..<$0]) } ?? cut) + "\n…"
    }
}

extension Session {
    /// Shows long text a screen at a time; text that fits the screen, and any text to a screen reader, at once.
    /// Where the player is in it outlives a reload.
    public func send(paged markup: String) {
        let text = Pager.bounded(markup)
        guard !client.isScreenReader, !dialogues.isFull, Pager.lines(text, client).count > Pager.height(client) else {
            return send(markup)
        }
        begin(Pager(text))
    }
}

extension AnyCommand {
    /// Shows text to who typed the command, a screen at a time: see ``Session/send(paged:)``.
    public final func tell(paged markup: String) {
        guard let session else { return call.puppet?.send(markup) ?? () }
        for reader in session.readers where reader !== session { reader.send(markup) }
        session.send(paged: markup)
    }
}
