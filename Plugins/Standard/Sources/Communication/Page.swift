import HearthKit

/// Talks to somebody wherever they are, and leaves word for those who are away.
open class Page: AccountCommand {
    open override class var key: String { "page" }
    open override class var aliases: [String] { ["tell"] }
    open override class var category: String { "Communication" }
    open override class var switches: [String] { ["last", "list"] }
    open override class var help: String {
        """
        Usage: page <name> = <text>
               page <name>, <name> = <text>
               tell <name> <text>
               page = <text>
               page/last [<number>]
        Tells them something wherever they are; who is away reads it on their return. Without a name it goes to those
        you paged last. /last (or /list) shows what was paged to you, and what you paged to others.
        """
    }

    static let lastPaged = "last paged"

    open override func run() async throws {
        guard !has("last"), !has("list") else { return showLast() }
        let (names, text) = names
        guard !text.isEmpty else { throw usage }
        let targets = names.isEmpty ? try last : try names.map(player)
        try mustBeHeard(by: targets)
        let safe = Markup.escape(text)
        let from = Markup.escape(call.puppet?.name ?? account.name)
        for target in targets {
            guard Message.send(.page, from: account, as: from, to: target, safe) != nil else {
                throw Refusal(.pageFull, ["name": target.name])
            }
        }
        for (isHere, text) in [(true, TextKey.pages), (false, .pageKept)] {
            let names = targets.filter { $0.sessions.isEmpty != isHere }.map(\.shownName)
            if !names.isEmpty { tell(text, ["names": words(.all(names)), "text": safe]) }
        }
        account.attributes[Self.lastPaged] = .list(targets.map { .reference($0.id) })
    }

    private var names: (names: [String], text: String) {
        if let rhs { return (lhsList.filter { !$0.isEmpty }, rhs) }
        let (name, text) = LoginLine.split(args)
        return ([name], text)
    }

    private var last: [Account] {
        get throws {
            guard case .list(let stored)? = account.attributes[Self.lastPaged] else { throw usage }
            let accounts = stored.compactMap { try? Account.restored(from: $0) }
            guard !accounts.isEmpty else { throw Refusal(.pagedAreGone) }
            return accounts
        }
    }

    /// Both ways. What went to several is one line.
    private func showLast() {
        var pages: [(page: Message, names: [String])] = account.messages(.page).map { ($0, []) }
        for page in account.sentMessages(.page) where page.receiver !== account {
            let name = page.receiver?.name ?? "-"
            if let last = pages.last, !last.names.isEmpty,
                (last.page.sentAt, last.page.text) == (page.sentAt, page.text)
            {
                pages[pages.count - 1].names.append(name)
            } else {
                pages.append((page, [name]))
            }
        }
        pages.sort { ($0.page.sentAt, $0.page.id) < ($1.page.sentAt, $1.page.id) }
        let now = Game.current?.clock.seconds ?? 0
        let lines = pages.suffix(count(args, standard: 10)).map { page, names in
            let who = names.isEmpty ? page.senderName : text(.pageTo, ["names": words(.all(names))])
            return "|x\(text(.ago, ["time": Spans.short(seconds: now - page.sentAt)]))|n |c\(who)|n: \(page.text)"
        }
        if lines.isEmpty { tell(.pagesNone) } else { tell(lines.joined(separator: "\n")) }
    }

}

extension AccountCommand {
    /// Somebody who is here, by the beginning of a name; else an account or a character by its whole name.
    func player(_ typed: String) throws -> Account {
        let name = speaker.unnicked(typed, .account)
        let here = world.accounts.filter { !$0.sessions.isEmpty }
        let found = NameQuery(name).best(of: here) { ($0.name, $0.sessions.compactMap { $0.puppet?.name }) }
        guard let first = found.first else { return try world.player(named: name) }
        guard found.count == 1 else {
            throw Refusal(.whichOne, worded: ["choices": .any(found.map(\.name))])
        }
        return first
    }

    /// Throws the ``Refusal`` of those who are silenced, and of those who will hear nothing from this account: their lock
    /// `msg`, or they have shut it out.
    ///
    /// - Parameter ignored: what is read of who shut it out, with `{name}`. It does not say so.
    func mustBeHeard(by targets: [Account], ignored: TextKey = .mayNotTell) throws {
        guard !account.isBarred(by: "page_banned") else { throw Refusal(.pageBanned) }
        if let shut = targets.first(where: { !$0.allows("msg", by: account) }) {
            throw Refusal(.mayNotTell, ["name": shut.shownName])
        }
        if let shut = targets.first(where: { $0.ignores(account) }) {
            throw Refusal(ignored, ["name": shut.shownName])
        }
    }

    /// Whose own words count: those of the character first.
    var speaker: Entity { call.puppet ?? account }
}

extension Account {
    /// Whether it was given a permission that takes something away: `page_banned`, `channel_banned`.
    func isBarred(by permission: String) -> Bool {
        !isSuperuserAccount && permissions.contains { $0.lowercased() == permission }
    }

    /// The name by which others know who plays: the character's.
    var shownName: String { sessions.lazy.compactMap { $0.puppet?.name }.first ?? name }

    /// Tells what came while nobody was here.
    func tellWhatCame(to session: Session) {
        let pages = messages(.page).filter { !$0.isRead }
        if !pages.isEmpty {
            session.send(.pagesWaiting)
            for page in pages {
                session.send(.pagesYou, ["name": page.senderName, "text": page.text])
                page.isRead = true
            }
        }
        let letters = messages(.letter).filter { !$0.isRead }.count
        if letters > 0 { session.send(.mailNew, ["count": session.counted(letters, .oneLetter, .manyLetters)]) }
    }
}
