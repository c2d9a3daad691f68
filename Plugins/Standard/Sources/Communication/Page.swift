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
        you paged last. /last (or /list) shows what was paged to you.
        """
    }

    static let lastPaged = "last paged"

    open override func run() async throws {
        guard !has("last"), !has("list") else { return showLast() }
        let (names, text) = names
        guard !text.isEmpty else { throw usage }
        let targets = names.isEmpty ? try last : try names.map(player)
        let safe = Markup.escape(text)
        let from = Markup.escape(call.puppet?.name ?? account.name)
        for target in targets {
            guard let message = Message.send(.page, from: account, as: from, to: target, safe) else {
                throw Refusal(.pageFull, ["name": target.name])
            }
            message.isRead = !target.sessions.isEmpty
            for session in target.sessions {
                session.send(.pagesYou, ["name": from, "text": safe])
                session.send(.talk(on: "tell", by: from, session.text(.pagesYou, ["name": from, "text": safe])))
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

    private func showLast() {
        let now = Game.current?.clock.seconds ?? 0
        let lines = account.messages(.page).suffix(Int(args) ?? 10).map { page in
            "|x\(text(.ago, ["time": Spans.short(seconds: now - page.sentAt)]))|n |c\(page.senderName)|n: \(page.text)"
        }
        if lines.isEmpty { tell(.pagesNone) } else { tell(lines.joined(separator: "\n")) }
    }

    /// Somebody who is here, by the beginning of a name; else an account or a character by its whole name.
    private func player(_ typed: String) throws -> Account {
        let name = speaker.unnicked(typed, .account)
        let here = world.accounts.filter { !$0.sessions.isEmpty }
        let found = NameQuery(name).best(of: here) { ($0.name, $0.sessions.compactMap { $0.puppet?.name }) }
        guard let first = found.first else { return try world.player(named: name) }
        guard found.count == 1 else {
            throw Refusal(.whichOne, worded: ["choices": .any(found.map(\.name))])
        }
        return first
    }
}

extension AccountCommand {
    /// Whose own words count: those of the character first.
    var speaker: Entity { call.puppet ?? account }
}

extension Account {
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
