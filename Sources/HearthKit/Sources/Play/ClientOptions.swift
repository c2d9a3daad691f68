/// What a player has said of their client, over what it told of itself. Nil leaves that as it is.
public struct ClientOptions: Codable, Storable, Hashable {
    public var colors: ColorDepth?
    /// Columns and lines.
    public var width: Int?
    public var height: Int?
    public var isScreenReader: Bool?
    public var links: LinkStyle?
    public var tables: TableStyle?
    /// One of ``Texts/languages``.
    public var language: String?
    /// Whether text is shown with its markup as it is written, for those who write it.
    public var isRaw: Bool?
    /// Whether what the player types is sent back to be shown, for clients that do not show it themselves.
    public var echoesLines: Bool?
    /// For the Portal: see ``ConnectionOptions``.
    public var encoding: TextEncoding?
    public var promptMark: PromptMark?
    public var keepsAlive: Bool?

    public init() {}

    public var isEmpty: Bool { self == ClientOptions() }

    func applied(to client: Client) -> Client {
        var client = client
        if let colors { client.colors = colors }
        if let width { client.width = width }
        if let height { client.height = height }
        if let isScreenReader { client.isScreenReader = isScreenReader }
        if let tables { client.tables = tables }
        // The page has a way of its own; the option is for what its player uses beside it.
        if let links, client.links != .page { client.links = links }
        if let language { client.language = language }
        client.isRaw = isRaw ?? false
        // Escape sequences are noise to many screen readers: colours only for those who asked for them.
        if client.isScreenReader, colors == nil { client.colors = .none }
        return client
    }

    /// These, and where they say nothing what `others` say.
    func over(_ others: ClientOptions) -> ClientOptions {
        var all = self
        all.colors = colors ?? others.colors
        all.width = width ?? others.width
        all.height = height ?? others.height
        all.isScreenReader = isScreenReader ?? others.isScreenReader
        all.links = links ?? others.links
        all.tables = tables ?? others.tables
        all.language = language ?? others.language
        all.isRaw = isRaw ?? others.isRaw
        all.echoesLines = echoesLines ?? others.echoesLines
        all.encoding = encoding ?? others.encoding
        all.promptMark = promptMark ?? others.promptMark
        all.keepsAlive = keepsAlive ?? others.keepsAlive
        return all
    }
}

/// How text crosses the wire. Without a word of the player's it is what telnet has settled.
nonisolated public enum TextEncoding: UInt8, Sendable, CaseIterable, Codable {
    case utf8 = 1
    /// ISO 8859-1: what it has not is written as near as it can be.
    case latin1
    case ascii
}

/// How a client is told that a prompt has ended. Without a word of the player's it is what telnet has settled.
nonisolated public enum PromptMark: UInt8, Sendable, CaseIterable, Codable {
    case none = 1
    /// IAC GA (RFC 854).
    case goAhead
    /// IAC EOR (RFC 885).
    case endOfRecord
}

/// What the Portal must do otherwise than telnet has settled, for one connection.
nonisolated public struct ConnectionOptions: Sendable, Hashable {
    public var encoding: TextEncoding?
    public var promptMark: PromptMark?
    /// Whether a silent connection is sent something now and then.
    public var keepsAlive = true

    init(_ options: ClientOptions) {
        (encoding, promptMark) = (options.encoding, options.promptMark)
        keepsAlive = options.keepsAlive ?? true
    }
}
