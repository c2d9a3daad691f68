import HearthKit

/// What one can do, and how. Commands bring their own help; nothing is listed by hand.
open class Help: AnyCommand {
    open override class var key: String { "help" }
    open override class var aliases: [String] { ["?"] }
    open override class var help: String {
        """
        Usage: help
               help <command or category>
        Shows what you can do here and now, or how a command is used.
        """
    }

    open override func run() async throws {
        let known = Game.current?.commands(session: session, account: call.account, puppet: call.puppet) ?? []
        guard !args.isEmpty else { return tell(paged: index(known)) }
        let wanted = args.lowercased().drop { $0 == "@" || $0 == "+" }.lowercased()
        if let command = command(wanted, in: known) { return tell(paged: page(command)) }
        let category = known.filter { $0.category.lowercased().hasPrefix(wanted) }
        if let first = category.first, category.allSatisfy({ $0.category == first.category }) {
            return tell(paged: index(category))
        }
        let near = Suggestions.for(wanted, in: known.flatMap { [$0.key] + $0.aliases })
        let values = ["word": Markup.escape(args), "near": English.list(near.map { "|w\($0)|n" }, and: "or")]
        tell(near.isEmpty ? .helpNone : .helpNear, values)
    }

    /// The command of that key or alias, or the only one that begins so.
    private func command(_ word: String, in known: [AnyCommand.Type]) -> AnyCommand.Type? {
        if let exact = known.first(where: { $0.key.lowercased() == word }) { return exact }
        if let alias = known.first(where: { $0.aliases.contains { $0.lowercased() == word } }) { return alias }
        let beginning = known.filter { $0.key.lowercased().hasPrefix(word) }
        return beginning.count == 1 ? beginning.first : nil
    }

    /// All commands by category.
    open func index(_ known: [AnyCommand.Type]) -> String {
        let client = session?.client ?? Client()
        let categories = Dictionary(grouping: known) { $0.category }.sorted { $0.key < $1.key }
        let parts = categories.map { category, commands in
            "|w\(category)|n\n" + TextColumns(commands.map(\.key).sorted(), gap: 4, indent: 2).text(for: client)
        }
        return (parts + [text(.helpMore)]).joined(separator: "\n\n")
    }

    /// The page of one command.
    open func page(_ command: AnyCommand.Type) -> String {
        let aliases = command.aliases.joined(separator: ", ")
        var lines = ["|w\(command.key)|n" + (aliases.isEmpty ? "" : " (\(aliases))")]
        lines.append(command.help.isEmpty ? text(.helpEmpty) : command.help)
        if !command.switches.isEmpty {
            lines.append(text(.helpSwitches, ["list": English.list(command.switches.map { "/" + $0 })]))
        }
        return lines.joined(separator: "\n")
    }
}

extension TextKey {
    static let helpMore = TextKey("help more", "|whelp|n with one of these words tells more.")
    static let helpNone = TextKey("help none", "There is no help on '{word}'. |whelp|n by itself lists what there is.")
    static let helpNear = TextKey("help near", "There is no help on '{word}'. Perhaps {near}?")
    static let helpEmpty = TextKey("help empty", "Nobody has written about this yet.")
    static let helpSwitches = TextKey("help switches", "Switches: {list}")
}
