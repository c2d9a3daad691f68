/// What a client has told about itself. It may tell none of it, and may tell more at any time.
public struct TelnetClient: Codable, Equatable, Sendable {
    public enum Charset: String, Codable, Sendable {
        case utf8, other
    }

    /// The client's name in its own spelling (`TINTIN++`, `MUDLET`). From a client that names only its terminal, that.
    public var name: String?
    /// The terminal's name, as in `TERM` (`XTERM-256COLOR`), or the client's own if it names nothing else.
    public var terminal: String?
    /// What the client says it can do. Nil if it does not say.
    public var mtts: MTTS?
    /// Columns of the window. Nil if unknown.
    public var width: Int?
    /// Rows of the window. Nil if unknown.
    public var height: Int?
    /// What CHARSET has settled. Nil if the client does not speak of it.
    public var charset: Charset?

    public init() {}

    /// Whether the client reads UTF-8: as it agreed by CHARSET, else as MTTS says. Nil if it told nothing.
    public var acceptsUTF8: Bool? {
        if let charset { return charset == .utf8 }
        return mtts?.contains(.utf8)
    }
}

/// The Mud Terminal Type Standard: a client's abilities as bits (tintin.mudhalla.net/protocols/mtts).
public struct MTTS: OptionSet, Codable, Hashable, Sendable {
    public var rawValue: Int

    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    public static let ansi = MTTS(rawValue: 1)
    public static let vt100 = MTTS(rawValue: 2)
    public static let utf8 = MTTS(rawValue: 4)
    public static let colours256 = MTTS(rawValue: 8)
    public static let mouseTracking = MTTS(rawValue: 16)
    public static let oscColourPalette = MTTS(rawValue: 32)
    public static let screenReader = MTTS(rawValue: 64)
    /// The connection comes from a proxy, whose client's address it may tell.
    public static let proxy = MTTS(rawValue: 128)
    public static let truecolour = MTTS(rawValue: 256)
    /// Mud New Environment Standard.
    public static let mnes = MTTS(rawValue: 512)
    /// Mud Server Link Protocol.
    public static let mslp = MTTS(rawValue: 1024)
    public static let ssl = MTTS(rawValue: 2048)
}
