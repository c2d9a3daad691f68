/// What a player has said of their client, over what it told of itself. Nil leaves that as it is.
public struct ClientOptions: Codable, Storable, Hashable {
    public var colors: ColorDepth?
    /// Columns and lines.
    public var width: Int?
    public var height: Int?
    public var isScreenReader: Bool?
    public var links: LinkStyle?
    /// One of ``Texts/languages``.
    public var language: String?

    public init() {}

    public var isEmpty: Bool { self == ClientOptions() }

    func applied(to client: Client) -> Client {
        var client = client
        if let colors { client.colors = colors }
        if let width { client.width = width }
        if let height { client.height = height }
        if let isScreenReader { client.isScreenReader = isScreenReader }
        // The page has a way of its own; the option is for what its player uses beside it.
        if let links, client.links != .page { client.links = links }
        if let language { client.language = language }
        // Escape sequences are noise to many screen readers: colours only for those who asked for them.
        if client.isScreenReader, colors == nil { client.colors = .none }
        return client
    }
}
