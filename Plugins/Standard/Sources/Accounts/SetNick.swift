import HearthKit

/// A player's own words for things.
open class SetNick: AccountCommand {
    open override class var key: String { "nick" }
    open override class var aliases: [String] { ["nicks", "nickname"] }
    open override class var category: String { "Account" }
    open override class var switches: [String] { ["line", "object", "account", "channel", "delete", "clear"] }
    open override class var help: String {
        """
        Usage: nick                                your own words
               nick <word> = <what it stands for>
               nick/object <word> = <thing>        where a command looks for a thing
               nick/account <word> = <name>
               nick/channel <word> = <channel>
               nick/delete <word or number>
               nick/clear                          forgets them all
        In a line, $1 to $9 stand for what you type there, * for anything and ? for one letter:
          |wnick tm $1 = page tallman = $1|n
          |wnick dress $1 in $2 = put $2 on $1|n
        """
    }

    static let mostNicks = 100

    /// Words for lines and things belong to the character; who has none keeps them with the account.
    private var owner: Entity { call.puppet ?? account }

    open override func run() async throws {
        if has("clear") {
            owner.nicks = []
            return tell(.nicksCleared)
        }
        if has("delete") { return try delete(try required(args)) }
        guard let rhs else { return list() }
        let kind = Nick.Kind.allCases.first { has($0.rawValue) } ?? .line
        let pattern = try required(lhs)
        let replacement = try required(rhs)
        guard pattern.count <= Nick.mostLength, replacement.count <= Nick.mostLength else {
            throw Refusal(.nickLong, ["most": "\(Nick.mostLength)"])
        }
        guard owner.nicks.count < Self.mostNicks else { throw Refusal(.nicksFull, ["most": "\(Self.mostNicks)"]) }
        owner.nicks.removeAll { $0.kind == kind && $0.pattern.lowercased() == pattern.lowercased() }
        owner.nicks.append(Nick(kind, pattern, replacement))
        tell(.nickSet, ["pattern": Markup.escape(pattern), "replacement": Markup.escape(replacement)])
    }

    private func delete(_ typed: String) throws {
        let all = owner.nicks + account.nicks.filter { _ in owner !== account }
        let found = Int(typed).flatMap { all.indices.contains($0 - 1) ? all[$0 - 1] : nil }
            ?? all.first { $0.pattern.lowercased() == typed.lowercased() }
        guard let found else { throw Refusal(.nickNone, ["pattern": Markup.escape(typed)]) }
        for entity in [owner, account] { entity.nicks.removeAll { $0 == found } }
        tell(.nickForgotten, ["pattern": Markup.escape(found.pattern)])
    }

    private func list() {
        let all = owner.nicks + account.nicks.filter { _ in owner !== account }
        guard !all.isEmpty else { return tell(.nicksNone) }
        var table = self.table(.nickHeaders)
        for (index, nick) in all.enumerated() {
            table.add(cells: [
                "\(index + 1)", nick.kind.rawValue, Markup.escape(nick.pattern), Markup.escape(nick.replacement),
            ])
        }
        tell(table)
    }
}

extension TextKey {
    static let nickHeaders = TextKey("nick headers", ", For, Your word, Stands for")
    static let nickSet = TextKey("nick set", "'{pattern}' stands for '{replacement}' now.")
    static let nickForgotten = TextKey("nick forgotten", "'{pattern}' stands for nothing any more.")
    static let nickNone = TextKey("nick none", "You have no word '{pattern}' of your own.")
    static let nicksNone = TextKey("nicks none", "You have no words of your own. (|whelp nick|n)")
    static let nicksCleared = TextKey("nicks cleared", "You have no words of your own any more.")
    static let nicksFull = TextKey("nicks full", "You have {most} words of your own; forget one first.")
    static let nickLong = TextKey("nick long", "That is more than {most} letters.")
}
