import HearthKit

/// A page of help as it is changed in the game: what the command `sethelp` and its editor share.
struct HelpPage {
    private let title: String

    init(_ title: String) { self.title = title }

    /// As it is, with all that the file has where the game has none; nil when there is none at all.
    var entry: HelpEntry? {
        let help = World.current.help
        if let stored = help.stored(title) { return stored }
        guard var entry = help.files.first(where: { $0.answers(to: title) }) else { return nil }
        entry.source = entry.source ?? entry.text
        return entry
    }

    /// Throws the ``Refusal`` of a page that there is not.
    var found: HelpEntry {
        get throws {
            guard let entry else { throw Refusal(.helpNone, ["word": Markup.escape(title)]) }
            return entry
        }
    }

    /// Throws the ``Refusal`` of somebody who may not change it.
    func mustBeAllowed(to editor: Object) throws {
        if let entry { try Self.mustBeAllowed(entry, to: editor) }
    }

    /// Keeps a page. Throws the ``Refusal`` of one that cannot be read, or that `editor` could change no more.
    static func keep(_ entry: HelpEntry, by editor: Object) throws {
        do { _ = try HelpEntry(markdown: entry.source ?? "", title: entry.title) } catch let problems as HelpProblems {
            throw Refusal(Markup.escape(problems.description, keepingNewlines: true))
        }
        try mustBeAllowed(entry, to: editor)  // nobody shuts themselves out
        World.current.help.save(entry)
    }

    private static func mustBeAllowed(_ entry: HelpEntry, to editor: Object) throws {
        let locks = Locks(stringLiteral: entry.locks)
        guard locks.check("edit", accessor: editor, accessed: nil, default: true) else {
            throw Refusal(.mayNotEdit, ["name": Markup.escape(entry.title)])
        }
    }
}

/// What stands in a page of help, in the line editor. The page is made when it is saved.
struct HelpText: Document {
    var page: String

    var title: String { World.current.texts[.helpEdited, ["page": Markup.escape(page)]] }
    func title(for session: Session) -> String { session.text(.helpEdited, ["page": Markup.escape(page)]) }
    // Colours are a helper's to give.
    var takesMarkup: Bool { true }

    func load(for session: Session) throws -> String {
        _ = try editor(of: session)
        return HelpPage(page).entry?.source ?? ""
    }

    func save(_ text: String, by session: Session) throws {
        let editor = try editor(of: session)
        var entry = HelpPage(page).entry ?? HelpEntry(title: page)
        entry.source = text
        try HelpPage.keep(entry, by: editor)
    }

    /// Asked each time: rights, and the page's lock, may be others by now.
    private func editor(of session: Session) throws -> Object {
        guard let puppet = session.puppet else { throw Refusal(.needsCharacter) }
        guard SetHelp.locks.check("cmd", accessor: puppet, accessed: nil, default: true) else {
            throw Refusal(.mayNotEdit, ["name": Markup.escape(page)])
        }
        try HelpPage(page).mustBeAllowed(to: puppet)
        return puppet
    }
}

extension TextKey {
    static let helpEdited = TextKey("help edited", "the page '{page}'")
}
