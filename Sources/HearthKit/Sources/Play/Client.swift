/// What a player's client told of itself.
nonisolated public struct Client: Hashable, Sendable {
    /// `telnet`, `tls` (telnet over it) or `web`.
    public var transport = "telnet"
    public var name: String?
    public var version: String?
    public var terminal: String?
    /// Columns and lines; 0 when unknown.
    public var width = 0
    public var height = 0
    public var colors = ColorDepth.ansi16
    /// Whether what it shows is read aloud: nothing is drawn for it then.
    public var isScreenReader = false
    /// What it can do beyond showing text.
    public var abilities: Abilities = []
    /// The packages of structured data that it takes (`Char`, `Room.Info`); empty for one that takes whatever comes.
    public var packages: [String] = []
    /// How it shows links in text; ``LinkStyle/text`` shows their words alone.
    public var links = LinkStyle.text
    /// How tables are drawn for it.
    public var tables = TableStyle()
    /// The language that the game's texts have, as ``Texts/languages`` names it; nil is the game's own.
    public var language: String?
    /// Whether it shows markup as it is written.
    public var isRaw = false

    public init() {}

    nonisolated public struct Abilities: OptionSet, Hashable, Sendable {
        public var rawValue: UInt16

        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// It takes structured data: a ``StructuredMessage``, what is a ``Publication``.
        public static let structured = Abilities(rawValue: 1 << 0)
        public static let gmcp = Abilities(rawValue: 1 << 1)
        /// It asks for the variables that it wants.
        public static let msdp = Abilities(rawValue: 1 << 2)
        public static let mxp = Abilities(rawValue: 1 << 3)
        /// One that does not read UTF-8 is sent what its character set has.
        public static let utf8 = Abilities(rawValue: 1 << 4)
        /// What it is sent is compressed.
        public static let compressed = Abilities(rawValue: 1 << 5)
    }

    public var isStructured: Bool { abilities.contains(.structured) }
    public var speaksMSDP: Bool { abilities.contains(.msdp) }
    /// Whether nobody between can read what it is sent.
    public var isEncrypted: Bool { transport == "tls" }

    /// Whether it takes a message of this name: it has named the message or a package above it, or did not say what it
    /// takes; or the message is for all.
    public func takes(_ message: String) -> Bool {
        guard isStructured else { return false }
        if message == "MSDP", speaksMSDP { return true }
        // Who has MSDP alone is told its variables.
        guard transport == "web" || abilities.contains(.gmcp) else { return false }
        let name = message.lowercased()
        return packages.isEmpty || Self.unlisted.contains { Self.isPart(name, of: $0) }
            || packages.contains { Self.isPart(name, of: $0.lowercased()) }
    }

    /// What is for all clients that take messages at all: Mudlet reads the last two, and never lists them.
    private static let unlisted = ["core", "client.gui", "client.map"]

    private static func isPart(_ message: String, of package: String) -> Bool {
        message.hasPrefix(package)
            && (message.utf8.count == package.utf8.count || message.dropFirst(package.count).hasPrefix("."))
    }

    /// What a screen of unknown width is taken to have.
    static let usualWidth = 78
    /// Narrower than this nothing is wrapped or laid out: nobody has such a screen.
    static let narrowestWidth = 20
    /// What a client may claim, and lines be drawn as long as.
    static let widestWidth = 500

    /// The columns that text may take: its own, 78 when those are unknown.
    public var textWidth: Int { width >= Self.narrowestWidth ? min(width, Self.widestWidth) : Self.usualWidth }

    /// Where its lines are wrapped; nil for one that told no width. Its terminal breaks what is too long, and lines that
    /// were laid out, a usage or a table, stay what they are.
    var wrappingWidth: Int? { width >= Self.narrowestWidth ? width : nil }

    /// How many rows of its screen a line takes that was wrapped for it, if it was.
    func rows(of line: String) -> Int {
        wrappingWidth == nil ? max(1, (Markup.width(line) + Self.usualWidth - 1) / Self.usualWidth) : 1
    }

    /// Markup as this client shows it: its colours and links, wrapped to its width; without what is only drawn when it
    /// is read aloud.
    public func render(_ markup: String) -> String {
        let markup = isRaw ? Markup.escape(markup, keepingNewlines: true) : markup
        let text = isScreenReader ? Markup.spoken(markup) : markup
        let wrapped = wraps(text) ? wrappingWidth.map { Markup.wrap(text, width: $0) } : nil
        return Markup.render(wrapped ?? text, as: colors, links: links)
    }

    /// Whether the width makes a difference for a text.
    func wraps(_ text: String) -> Bool { wrappingWidth.map { text.utf8.count > $0 } ?? false }

    /// Whether both show a text in the same bytes.
    func shows(_ text: String, as other: Client) -> Bool {
        colors == other.colors && links == other.links && isScreenReader == other.isScreenReader
            && isRaw == other.isRaw && (width == other.width || !wraps(text) && !other.wraps(text))
    }
}
