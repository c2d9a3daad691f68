import HearthKit

/// What one can do, and how. Commands bring their own help; the other pages are in `GameData/help` and those that
/// `sethelp` writes.
open class Help: AnyCommand {
    open override class var key: String { "help" }
    open override class var aliases: [String] { ["?"] }
    open override class var switches: [String] { ["search"] }
    open override class var help: String {
        """
        Usage: help
               help all
               help <command, page or category>
               help <command or page>/<topic>
               help/search <words>
        Shows what you can do here and now, how a command is used, or what is written about something. |whelp all|n
        lists all pages; /search looks for words in them. Where your client shows links, its words can be clicked.
        """
    }

    open override func run() async throws {
        let commands = Game.current?.commands(session: session, account: call.account, puppet: call.puppet) ?? []
        let pages = readable
        if has("search") { return try search(args, commands, pages) }
        guard !args.isEmpty else { return tell(paged: index(commands, pages)) }
        if args.lowercased() == "all" { return tell(paged: index(commands, pages, isWhole: true)) }
        let path = args.split(separator: "/").map { String($0.trimmingSpaces) }
        let wanted = (path.first ?? "").lowercased().drop { $0 == "@" || $0 == "+" }.lowercased()
        let exact = Self.command(wanted, in: commands, exactly: true)
        if let exact, path.count == 1 {
            return tell(paged: page(exact, seeAlso: pages.filter { $0.answers(to: wanted) }))
        }
        let topic = path.dropFirst()
        if let exact {
            let entry = HelpEntry(of: exact)
            // A page of the same name as a command may have topics too.
            let isOnlyOne = !pages.contains { $0.answers(to: wanted) }
            if isOnlyOne || entry.topic(Array(topic)) != nil { return try tell(paged: page(entry, topic)) }
        }
        if let entry = pages.first(where: { $0.answers(to: wanted) }) ?? Self.only(pages, wanted) {
            return try tell(paged: page(entry, topic))
        }
        if let command = Self.command(wanted, in: commands, exactly: false) {
            return try tell(paged: topic.isEmpty ? page(command) : page(HelpEntry(of: command), topic))
        }
        if let category = categoryIndex(wanted, commands, pages) { return tell(paged: category) }
        try miss(wanted, commands, pages)
    }

    /// The pages that the caller may read.
    private var readable: [HelpEntry] {
        let subject: (any LockSubject)? = call.puppet ?? call.account
        return world.help.entries.filter { $0.isVisible(to: subject) }
    }

    // MARK: Finding

    /// The command of that key or alias, or the only one that begins so.
    private static func command(
        _ word: String, in known: [AnyCommand.Type], exactly: Bool
    ) -> AnyCommand.Type? {
        if let exact = known.first(where: { $0.key.lowercased() == word }) { return exact }
        if let alias = known.first(where: { $0.aliases.contains { $0.lowercased() == word } }) { return alias }
        guard !exactly else { return nil }
        let beginning = known.filter { $0.key.lowercased().hasPrefix(word) }
        return beginning.count == 1 ? beginning.first : nil
    }

    private static func only(_ pages: [HelpEntry], _ word: String) -> HelpEntry? {
        let found = pages.filter { $0.title.lowercased().hasPrefix(word) }
        return found.count == 1 ? found.first : nil
    }

    private func search(_ words: String, _ commands: [AnyCommand.Type], _ pages: [HelpEntry]) throws {
        let found = HelpLibrary.search(try required(words), in: commands.map { HelpEntry(of: $0) } + pages)
        let values = ["word": Markup.escape(words)]
        guard !found.isEmpty else { throw Refusal(.helpNone, values) }
        tell([text(.helpFound, values), columns(found.map(\.title))].joined(separator: "\n"))
    }

    /// There is no such page: near names, then pages that have the words in them.
    private func miss(_ wanted: String, _ commands: [AnyCommand.Type], _ pages: [HelpEntry]) throws {
        let all = commands.map { HelpEntry(of: $0) } + pages
        var near = Suggestions.for(wanted, in: all.flatMap { [$0.title] + $0.aliases })
        near += HelpLibrary.search(args, in: all).map(\.title).filter { !near.contains($0) }
        let list = words(.any(near.prefix(5).map { link($0, "|w\(Markup.escape($0))|n") }))
        tell(near.isEmpty ? .helpNone : .helpNear, ["word": Markup.escape(args), "near": list])
    }

    // MARK: Lists

    /// All commands by category, and the pages.
    open func index(_ commands: [AnyCommand.Type], _ pages: [HelpEntry], isWhole: Bool = false) -> String {
        let byCategory = Dictionary(grouping: commands) { $0.category }.sorted { $0.key < $1.key }
        var parts = byCategory.map { category, commands in
            "|w\(category)|n\n" + columns(commands.map(\.key))
        }
        let categories = Dictionary(grouping: pages) { $0.category }.sorted { $0.key < $1.key }
        for (category, pages) in categories where isWhole || categories.count < 8 {
            parts.append(
                text(.helpPages, ["category": Markup.escape(category)]) + "\n"
                    + columns(pages.map(\.title)))
        }
        return (parts + [text(.helpMore)]).joined(separator: "\n\n")
    }

    private func categoryIndex(_ wanted: String, _ commands: [AnyCommand.Type], _ pages: [HelpEntry]) -> String? {
        let names = Set(commands.map(\.category) + pages.map(\.category)).filter { $0.lowercased().hasPrefix(wanted) }
        guard names.count == 1, let name = names.first else { return nil }
        return index(commands.filter { $0.category == name }, pages.filter { $0.category == name }, isWhole: true)
    }

    private func columns(_ titles: [String]) -> String {
        let links = titles.sorted().map { link($0, Markup.escape($0)) }
        return TextColumns(links, gap: 4, indent: 2).text(for: session?.client ?? Client())
    }

    /// What shows the help on something when it is clicked. To those who hear it it is the words alone: a list of a
    /// hundred links is nothing to listen to.
    private func link(_ path: String, _ words: String) -> String {
        session?.client.isScreenReader ?? false ? words : Markup.link("help \(path)", words)
    }

    // MARK: Pages

    /// The page of one command.
    open func page(_ command: AnyCommand.Type, seeAlso: [HelpEntry] = []) -> String {
        let (entry, aliases) = (HelpEntry(of: command), command.aliases.joined(separator: ", "))
        var lines = ["|w\(command.key)|n" + (aliases.isEmpty ? "" : " (\(aliases))")]
        lines.append(entry.text.isEmpty ? text(.helpEmpty) : entry.text)
        if !command.switches.isEmpty {
            lines.append(text(.helpSwitches, ["list": words(.all(command.switches.map { "/" + $0 }))]))
        }
        if !entry.topics.isEmpty { lines.append(more(entry.topics, below: [entry.title])) }
        // A page of the same name as a command is not to be out of reach.
        for entry in seeAlso {
            lines += ["", try? page(entry, [])].compactMap(\.self)
        }
        return lines.joined(separator: "\n")
    }

    /// A page, or a topic of it. Throws the ``Refusal`` of a topic that it does not have.
    open func page(_ entry: HelpEntry, _ path: ArraySlice<String>) throws -> String {
        guard let (titles, topic) = entry.topic(Array(path)) else {
            let topics = entry.topics.map { link("\(entry.title)/\($0.title)", "|w\(Markup.escape($0.title))|n") }
            let values = ["page": Markup.escape(entry.title), "word": Markup.escape(path.joined(separator: "/"))]
            throw Refusal(
                entry.topics.isEmpty ? .helpNoTopics : .helpNoTopic, values, worded: ["near": .any(topics)])
        }
        let isWhole = path.isEmpty
        let aliases = isWhole && !entry.aliases.isEmpty ? " (\(entry.aliases.joined(separator: ", ")))" : ""
        var lines = ["|w\(Markup.escape(titles.joined(separator: "/")))|n" + Markup.escape(aliases)]
        let text = isWhole ? entry.text : topic.text
        if !text.isEmpty { lines.append(text) }
        if !topic.topics.isEmpty { lines.append(more(topic.topics, below: titles)) }
        return lines.joined(separator: "\n")
    }

    /// How to read the topics of what is shown.
    private func more(_ topics: [HelpEntry.Topic], below titles: [String]) -> String {
        let list = topics.map { topic in
            let path = (titles + [topic.title]).joined(separator: "/")
            return link(path, "|whelp \(Markup.escape(path))|n")
        }
        return text(.helpTopics, ["list": words(.all(list))])
    }
}

extension TextKey {
    static let helpMore = TextKey("help more", "|whelp|n with one of these words tells more.")
    static let helpNone = TextKey("help none", "There is no help on '{word}'. |whelp|n by itself lists what there is.")
    static let helpNear = TextKey("help near", "There is no help on '{word}'. Perhaps {near}?")
    static let helpEmpty = TextKey("help empty", "Nobody has written about this yet.")
    static let helpSwitches = TextKey("help switches", "Switches: {list}")
    static let helpPages = TextKey("help pages", "|wRead about: {category}|n")
    static let helpFound = TextKey("help found", "'{word}' is written about in:")
    static let helpTopics = TextKey("help topics", "More: {list}")
    static let helpNoTopic = TextKey("help no topic", "{page} has no topic '{word}'. There is {near}.")
    static let helpNoTopics = TextKey("help no topics", "{page} has no topics.")
}
