/// What a client has told about itself. It may tell none of it, and may tell more at any time.
public struct TelnetClient: Codable, Equatable, Sendable {
    public enum Charset: String, Codable, Sendable {
        case utf8, latin1, ascii
        /// One that is not written here; all have ASCII in common.
        case other

        /// As CHARSET and MNES name it.
        init(name: some StringProtocol) {
            switch name.uppercased() {
            case "UTF-8", "UTF8": self = .utf8
            case "ISO-8859-1", "ISO8859-1", "ISO 8859-1", "ISO_8859-1", "LATIN1", "LATIN-1", "WINDOWS-1252", "CP1252":
                self = .latin1
            case "US-ASCII", "ASCII": self = .ascii
            default: self = .other
            }
        }
    }

    /// What the client has agreed to, of what it is sent beside text.
    public struct Abilities: OptionSet, Codable, Hashable, Sendable {
        public var rawValue: UInt8

        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let gmcp = Abilities(rawValue: 1 << 0)
        public static let msdp = Abilities(rawValue: 1 << 1)
        public static let mxp = Abilities(rawValue: 1 << 2)
        /// MCCP2.
        public static let compressed = Abilities(rawValue: 1 << 3)
    }

    /// The client's name in its own spelling (`TINTIN++`, `MUDLET`). From a client that names only its terminal, that.
    public internal(set) var name: String?
    /// It was said to be its name, not drawn from what it is as a terminal.
    private var namesItself: Bool?
    public var version: String?
    /// The terminal's name, as in `TERM` (`XTERM-256COLOR`), or the client's own if it names nothing else.
    public var terminal: String?
    /// What the client says it can do. Nil if it does not say.
    public var mtts: MTTS?
    /// Columns of the window. Nil if unknown.
    public var width: Int?
    /// Rows of the window. Nil if unknown.
    public var height: Int?
    /// What CHARSET has settled, or MNES says. Nil if the client does not speak of it.
    public var charset: Charset?
    public var abilities: Abilities = []
    /// The packages of GMCP that it takes. Nil if it did not say so: then it takes what comes.
    public var packages: [String]?

    public init() {}

    /// How text is written to it: in UTF-8 when it told nothing.
    public var encoding: TextEncoding { settledEncoding ?? .utf8 }

    /// As it agreed by CHARSET, else as MTTS says. Nil when it told nothing.
    public var settledEncoding: TextEncoding? {
        switch charset {
        case .utf8: .utf8
        case .latin1: .latin1
        case .ascii, .other: .ascii
        case nil: mtts.flatMap { $0.isEmpty ? nil : $0.contains(.utf8) ? .utf8 : .latin1 }
        }
    }

    /// The name that it gives itself.
    mutating func tellName(_ name: String) { (self.name, namesItself) = (name, true) }

    /// What may be its name, for one that gives itself none.
    mutating func guessName(_ name: String) { if namesItself != true { self.name = name } }

    /// What it says it can do; it may say so in two places, and in one of them less. A change of it is all that it can.
    mutating func tellAbilities(_ bits: Int, isChange: Bool = false) {
        mtts = (isChange ? [] : mtts ?? []).union(MTTS(rawValue: bits))
    }

    mutating func speaks(_ ability: Abilities, _ isOn: Bool) {
        if isOn { abilities.insert(ability) } else { abilities.remove(ability) }
    }

    private static let longestText = 64

    /// Only what a name is made of: it will be shown to people. Nil when nothing is left.
    static func shown(_ text: some StringProtocol) -> String? { shown(text.utf8) }

    static func shown(_ bytes: some Sequence<UInt8>) -> String? {
        let printable = bytes.lazy.filter { (0x20...0x7E).contains($0) }.drop { $0 == .space }.prefix(longestText)
        var text = String(decoding: Array(printable), as: UTF8.self)
        while text.hasSuffix(" ") { text.removeLast() }
        return text.isEmpty ? nil : text
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
