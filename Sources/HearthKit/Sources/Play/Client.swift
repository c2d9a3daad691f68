/// What a player's client told of itself.
nonisolated public struct Client: Hashable, Sendable {
    /// `telnet`, `tls` (telnet over it) or `web`.
    public var transport = "telnet"
    public var name: String?
    public var terminal: String?
    /// Columns and lines; 0 when unknown.
    public var width = 0
    public var height = 0
    public var colors = ColorDepth.ansi16
    /// Whether what it shows is read aloud: nothing is drawn for it then.
    public var isScreenReader = false
    /// How it shows links in text; ``LinkStyle/text`` shows their words alone.
    public var links = LinkStyle.text
    /// How tables are drawn for it.
    public var tables = TableStyle()
    /// The language that the game's texts have, as ``Texts/languages`` names it; nil is the game's own.
    public var language: String?
    /// Whether it shows markup as it is written.
    public var isRaw = false

    public init() {}

    /// What a screen of unknown width is taken to have.
    static let usualWidth = 78
    /// Narrower than this nothing is wrapped or laid out: nobody has such a screen.
    static let narrowestWidth = 20
    /// What a client may claim, and lines be drawn as long as.
    static let widestWidth = 500

    /// The columns that text may take: its own, 78 when those are unknown.
    public var textWidth: Int { width >= Self.narrowestWidth ? min(width, Self.widestWidth) : Self.usualWidth }

    /// Markup as this client shows it: its colours and links, wrapped to its width; without what is only drawn when it
    /// is read aloud.
    public func render(_ markup: String) -> String {
        let markup = isRaw ? Markup.escape(markup, keepingNewlines: true) : markup
        let text = isScreenReader ? Markup.spoken(markup) : markup
        return Markup.render(wraps(text) ? Markup.wrap(text, width: width) : text, as: colors, links: links)
    }

    /// Whether the width makes a difference for a text.
    func wraps(_ text: String) -> Bool { width >= Self.narrowestWidth && text.utf8.count > width }

    /// Whether both show a text in the same bytes.
    func shows(_ text: String, as other: Client) -> Bool {
        colors == other.colors && links == other.links && isScreenReader == other.isScreenReader
            && isRaw == other.isRaw && (width == other.width || !wraps(text) && !other.wraps(text))
    }
}
