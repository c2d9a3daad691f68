import HearthKit

/// Talks to somebody wherever they are.
open class Page: AccountCommand {
    open override class var key: String { "page" }
    open override class var aliases: [String] { ["tell"] }
    open override class var category: String { "Speech" }
    open override class var help: String {
        """
        Usage: page <name> = <text>
               page <name>, <name> = <text>
               tell <name> <text>
               page = <text>
        Tells them something wherever they are. Without a name it goes to those you paged last.
        """
    }

    static let lastPaged = "last paged"

    open override func run() async throws {
        let (names, text) = names
        guard !text.isEmpty else { throw usage }
        let targets = names.isEmpty ? try last : try names.map(online)
        let safe = Markup.escape(text)
        let from = Markup.escape(call.puppet?.name ?? account.name)
        for target in targets {
            for session in target.sessions { session.send(.pagesYou, ["name": from, "text": safe]) }
        }
        tell(.pages, ["names": English.list(targets.map(\.shownName)), "text": safe])
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
            let accounts = stored.compactMap { try? Account.restored(from: $0) }.filter { !$0.sessions.isEmpty }
            guard !accounts.isEmpty else { throw Refusal(.pagedAreGone) }
            return accounts
        }
    }

    /// Somebody who is here, by the name of the account or of the character.
    private func online(_ name: String) throws -> Account {
        let here = world.accounts.filter { !$0.sessions.isEmpty }
        let query = NameQuery(name)
        let matches = here.compactMap { account in
            query.match(account.name, aliases: account.sessions.compactMap { $0.puppet?.name }).map { (account, $0) }
        }
        let best = matches.map(\.1).max()
        let found = matches.filter { $0.1 == best }.map(\.0)
        guard let first = found.first else { throw Refusal(.notOnline, ["name": Markup.escape(name)]) }
        guard found.count == 1 else {
            throw Refusal(.whichOne, ["choices": English.list(found.map(\.name), and: "or")])
        }
        return first
    }
}

extension Account {
    /// The name by which others know who plays: the character's.
    var shownName: String { sessions.lazy.compactMap { $0.puppet?.name }.first ?? name }
}
