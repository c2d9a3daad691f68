import HearthKit

/// Writes pages of help from inside the game.
open class SetHelp: Command {
    open override class var key: String { "sethelp" }
    open override class var category: String { "Building" }
    open override class var locks: Locks { "cmd: perm(Helper)" }
    open override class var switches: [String] { ["edit", "append", "aliases", "category", "locks", "delete"] }
    open override class var help: String {
        """
        Usage: sethelp <page> = <text>
               sethelp <page>
               sethelp/edit <page>
               sethelp/append <page> = <text>
               sethelp/aliases <page> = <name>, <name>
               sethelp/category <page> = <category>
               sethelp/locks <page> = view: perm(Builder)
               sethelp/delete <page>
        Writes a page of help; without a text it shows what stands in it, and with /edit you write it line by line.
        |w|||/|n begins a new line; a line that begins with ## is the title of a topic, which |whelp page/topic|n shows.
        A page that a file has is changed here over that of the file; when it is deleted, the file's is back.
        """
    }

    open override func run() async throws {
        let title = try required(lhs)
        let page = HelpPage(title)
        try page.mustBeAllowed(to: caller)
        switch parsed.switches.first {
        case "delete": try delete(title)
        case "edit": try edit(HelpText(page: page.entry?.title ?? title))
        case "append":
            let text = try required(rhs)
            try keep(try page.found) { $0.source = ($0.source.map { $0 + "\n" } ?? "") + Self.lines(text) }
        case "aliases":
            _ = try required(rhs ?? "-")
            try keep(try page.found) { $0.aliases = rhsList.filter { !$0.isEmpty } }
        case "category":
            let category = try required(rhs)
            try keep(try page.found) { $0.category = category }
        case "locks":
            let written = rhs ?? ""
            let locks: Locks
            do { locks = try Locks(parsing: written) } catch { throw Refusal(Markup.escape("\(error)")) }
            try keep(try page.found) { $0.locks = locks.description }
        default:
            guard let rhs else { return show(try page.found) }
            let text = Self.lines(try required(rhs))
            try keep(page.entry ?? HelpEntry(title: title)) { $0.source = text }
        }
    }

    private static func lines(_ text: String) -> String {
        text.split(separator: "|/", omittingEmptySubsequences: false).map { String($0.trimmingSpaces) }
            .joined(separator: "\n")
    }

    private func keep(_ entry: HelpEntry, _ change: (inout HelpEntry) -> Void) throws {
        var entry = entry
        change(&entry)
        try HelpPage.keep(entry, by: caller)
        tell(.helpKept, ["page": Markup.escape(entry.title)])
    }

    private func delete(_ title: String) throws {
        guard let stored = world.help.stored(title) else {
            throw Refusal(world.help.files.contains { $0.answers(to: title) } ? .helpOfFile : .helpNone, [
                "word": Markup.escape(title)
            ])
        }
        world.help.delete(stored.title)
        tell(.helpDeleted, ["page": Markup.escape(stored.title)])
    }

    private func show(_ entry: HelpEntry) {
        var lines = ["|w\(Markup.escape(entry.title))|n"]
        lines.append("  category: \(Markup.escape(entry.category))")
        if !entry.aliases.isEmpty { lines.append("  aliases: \(Markup.escape(entry.aliases.joined(separator: ", ")))") }
        if !entry.locks.isEmpty { lines.append("  locks: \(Markup.escape(entry.locks))") }
        lines.append(Markup.escape(entry.source ?? entry.text, keepingNewlines: true))
        tell(lines.joined(separator: "\n"))
    }
}

extension TextKey {
    static let helpKept = TextKey("help kept", "The page '{page}' is kept.")
    static let helpDeleted = TextKey("help deleted", "The page '{page}' is no more.")
    static let helpOfFile = TextKey("help of file", "'{word}' stands in a file of GameData/help: it is changed there.")
}
