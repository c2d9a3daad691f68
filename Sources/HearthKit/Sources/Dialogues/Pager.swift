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
        let pages = Self.pages(text, session.client)
        prompt(page(of: pages), pages.count, session)
    }

    mutating func receive(_ line: String, from session: Session) -> Next {
        let pages = Self.pages(text, session.client)
        let page = page(of: pages)
        let isAtEnd = page == pages.count - 1
        let word = line.trimmingSpaces.lowercased()
        switch session.meaning(of: word, among: Self.words) {
        case .pagerBackWords: first = pages[max(0, page - 1)].lowerBound
        case .pagerTopWords: first = 0
        case .pagerQuitWords: return .end
        // At the end there is nothing more to ask for: `n` is north again, `e` east, `quit` the way out of the game.
        case _ where isAtEnd: return word.isEmpty ? .end : .pass
        case .pagerNextWords: first = pages[page + 1].lowerBound
        case .pagerEndWords: first = pages[pages.count - 1].lowerBound
        case .pagerAbortWords: return .end
        default:
            if word.isEmpty {
                first = pages[page + 1].lowerBound
            } else if let number = Int(word), number > 0 {
                first = pages[min(number, pages.count) - 1].lowerBound
            } else {
                return .pass
            }
        }
        show(to: session)
        return .go
    }

    private static let words: [TextKey] = [
        .pagerNextWords, .pagerBackWords, .pagerTopWords, .pagerEndWords, .pagerQuitWords, .pagerAbortWords,
    ]

    private mutating func show(to session: Session) {
        let pages = Self.pages(text, session.client)
        let page = page(of: pages)
        first = pages[page].lowerBound
        session.send(Self.lines(text, session.client)[pages[page]].joined(separator: "\n"))
        prompt(page, pages.count, session)
    }

    /// - Parameter page: counted from 0.
    private func prompt(_ page: Int, _ pages: Int, _ session: Session) {
        let values = ["page": "\(page + 1)", "pages": "\(pages)"]
        if page == pages - 1 { session.send(.pagerEnd, values) } else { session.prompt(.pagerPrompt, values) }
    }

    /// The page that ``first`` is on, counted from 0.
    private func page(of pages: [Range<Int>]) -> Int { max(0, pages.partitionIndex { $0.lowerBound > first } - 1) }

    // MARK: What fits

    /// The lines of each page. A line takes one of the screen, unless the client breaks it: one of unknown width.
    private static func pages(_ text: String, _ client: Client) -> [Range<Int>] {
        let height = height(client)
        var pages: [Range<Int>] = []
        var (start, rows) = (0, 0)
        let lines = lines(text, client)
        for (index, line) in lines.enumerated() {
            let needed = client.rows(of: line)
            if rows + needed > height, index > start {
                pages.append(start..<index)
                (start, rows) = (index, 0)
            }
            rows += needed
        }
        return pages + [start..<lines.count]
    }

    /// As they are shown where nobody pages: see ``Client/wrappingWidth``.
    private static func lines(_ text: String, _ client: Client) -> [String] {
        Markup.lines(text, width: client.wrappingWidth ?? .max)
    }

    /// Whether there is more of it than a screen shows.
    static func isNeeded(for text: String, on client: Client) -> Bool { pages(text, client).count > 1 }

    /// The lines of a page: the last one of the screen is for the prompt.
    private static func height(_ client: Client) -> Int { max(2, (client.height > 0 ? client.height : usualHeight) - 1) }

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
        guard !client.isScreenReader, !dialogues.isFull, Pager.isNeeded(for: text, on: client) else {
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
