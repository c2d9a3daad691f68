/// What is laid out anew for each client that shows it: a ``TextTable``, a ``TextForm``, ``TextColumns``; plain text
/// too.
///
///     tell(table, "Three players are here.")
///
/// A command hands it over as it is; each session then reads it at the width of its own screen, and a screen reader
/// reads sentences in the place of what is drawn.
public nonisolated protocol ScreenText: Sendable {
    /// Markup of at most `width` columns, as far as that can be.
    func text(width: Int) -> String
    /// Markup for those who hear it: nothing is drawn, and nothing is said by its place or colour alone.
    var spoken: String { get }
    /// Markup for one client.
    func text(for client: Client) -> String
}

nonisolated extension ScreenText {
    /// Markup for one client.
    public func text(for client: Client) -> String {
        client.isScreenReader ? spoken : text(width: client.textWidth)
    }
}

nonisolated extension String: ScreenText {
    /// Itself: what shows it wraps it.
    public func text(width: Int) -> String { self }
    public var spoken: String { self }
}

/// Text whose lines begin after a margin: a list's items, a poem.
public nonisolated struct TextParagraph: ScreenText {
    public var spoken: String
    /// Spaces before every line.
    public var indent: Int
    /// Further spaces before the lines that had to be broken.
    public var hanging: Int

    public init(_ text: String, indent: Int = 0, hanging: Int = 0) {
        (spoken, self.indent, self.hanging) = (text, indent, hanging)
    }

    public func text(width: Int) -> String { Markup.wrap(spoken, width: width, indent: indent, hanging: hanging) }
}

/// A picture of characters, such as a map, and the words for those who cannot see it.
public nonisolated struct TextArt: ScreenText {
    public var art: String
    public var spoken: String

    public init(_ art: String, spoken: String) { (self.art, self.spoken) = (art, spoken) }

    /// A picture cannot give way: where it does not fit there are the words.
    public func text(width: Int) -> String { Markup.width(art) <= width ? art : spoken }
}

/// Short items in as many columns as fit the screen, filled downwards, as `ls` does.
public nonisolated struct TextColumns: ScreenText {
    public var items: [String]
    /// Spaces between columns.
    public var gap: Int
    /// Spaces before every line.
    public var indent: Int

    public init(_ items: [String], gap: Int = 2, indent: Int = 0) {
        (self.items, self.gap, self.indent) = (items, gap, indent)
    }

    public func text(width: Int) -> String {
        let margin = String(repeating: " ", count: max(0, indent))
        return Markup.columns(items, width: width - indent, gap: gap)
            .split(separator: "\n", omittingEmptySubsequences: false).map { margin + $0 }.joined(separator: "\n")
    }

    public var spoken: String { items.joined(separator: ", ") }
}

nonisolated extension [any ScreenText] {
    /// One under the other.
    public func text(for client: Client) -> String { map { $0.text(for: client) }.joined(separator: "\n") }
}

extension Session {
    /// Shows text as this client's screen has it, one part under the other, and ends the line.
    public func send(_ parts: any ScreenText...) { send(parts) }
    public func send(_ parts: [any ScreenText]) { send(parts.text(for: client)) }

    /// Shows it a screen at a time; see ``send(paged:)-(String)``.
    public func send(paged parts: any ScreenText...) { send(paged: parts.text(for: client)) }
}

extension Object {
    /// Shows text to whoever sees through it, each as their screen has it.
    public final func send(_ parts: any ScreenText...) { send(parts) }
    public final func send(_ parts: [any ScreenText]) { for session in sessions { session.send(parts) } }
}

extension AnyCommand {
    /// Shows text to who typed the command as their screen has it, one part under the other.
    public final func tell(_ parts: any ScreenText...) { tell(parts) }
    public final func tell(_ parts: [any ScreenText]) {
        guard let session else { return call.puppet?.send(parts) ?? () }
        for reader in session.readers { reader.send(parts) }
    }

    /// Shows it a screen at a time; see ``Session/send(paged:)-(String)``.
    public final func tell(paged parts: any ScreenText...) {
        guard let session else { return call.puppet?.send(parts) ?? () }
        for reader in session.readers where reader !== session { reader.send(parts) }
        session.send(paged: parts.text(for: session.client))
    }
}
