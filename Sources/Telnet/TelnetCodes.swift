/// A command byte, the one that follows IAC (RFC 854, RFC 885).
public struct TelnetCommand: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// EOR, the end of a record: in a MUD the end of a prompt (RFC 885).
    public static let endOfRecord = TelnetCommand(rawValue: 239)
    /// SE, the end of a subnegotiation.
    public static let subnegotiationEnd = TelnetCommand(rawValue: 240)
    public static let noOperation = TelnetCommand(rawValue: 241)
    public static let dataMark = TelnetCommand(rawValue: 242)
    public static let `break` = TelnetCommand(rawValue: 243)
    public static let interruptProcess = TelnetCommand(rawValue: 244)
    public static let abortOutput = TelnetCommand(rawValue: 245)
    public static let areYouThere = TelnetCommand(rawValue: 246)
    public static let eraseCharacter = TelnetCommand(rawValue: 247)
    public static let eraseLine = TelnetCommand(rawValue: 248)
    /// GA, "your turn": in a MUD the end of a prompt, for a client that does not know EOR.
    public static let goAhead = TelnetCommand(rawValue: 249)
    /// SB, the begin of a subnegotiation.
    public static let subnegotiationBegin = TelnetCommand(rawValue: 250)
    /// IAC, "interpret as command". As data it is doubled.
    public static let interpretAsCommand = TelnetCommand(rawValue: 255)
}

/// The four words in which the two ends agree on an option (RFC 854).
public enum TelnetVerb: UInt8, Sendable {
    case will = 251
    case wont = 252
    case `do` = 253
    case dont = 254
}

/// The number of a telnet option. The registry is IANA's, and for the options of MUDs their clients' habit.
public struct TelnetOption: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    public static let binary = TelnetOption(rawValue: 0)
    public static let echo = TelnetOption(rawValue: 1)
    public static let suppressGoAhead = TelnetOption(rawValue: 3)
    public static let timingMark = TelnetOption(rawValue: 6)
    public static let terminalType = TelnetOption(rawValue: 24)
    public static let endOfRecord = TelnetOption(rawValue: 25)
    public static let windowSize = TelnetOption(rawValue: 31)
    public static let lineMode = TelnetOption(rawValue: 34)
    public static let newEnvironment = TelnetOption(rawValue: 39)
    public static let charset = TelnetOption(rawValue: 42)
    public static let msdp = TelnetOption(rawValue: 69)
    public static let mssp = TelnetOption(rawValue: 70)
    public static let mccp2 = TelnetOption(rawValue: 86)
    public static let mccp3 = TelnetOption(rawValue: 87)
    public static let mxp = TelnetOption(rawValue: 91)
    public static let gmcp = TelnetOption(rawValue: 201)
}

extension UInt8 {
    /// IAC, the byte that everything but text begins with.
    static let iac = TelnetCommand.interpretAsCommand.rawValue
}
