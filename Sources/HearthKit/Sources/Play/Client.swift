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
    public var isScreenReader = false

    public init() {}

    /// Markup as this client shows it: its colours, wrapped to its width.
    public func render(_ markup: String) -> String {
        let text = width >= 20 && markup.utf8.count > width ? Markup.wrap(markup, width: width) : markup
        return Markup.render(text, as: colors)
    }
}
