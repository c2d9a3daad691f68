import NIOCore

/// What the Portal knows of a session and a new Server must be told.
///
/// Layout: id (8 bytes), address (text), client. A text is its length (2 bytes) and UTF-8.
public struct SessionState: Sendable, Equatable {
    public var id: UInt64
    public var address: String
    public var client: ClientState

    public init(id: UInt64, address: String, client: ClientState) {
        (self.id, self.address, self.client) = (id, address, client)
    }

    public func write(into out: inout ByteBuffer) {
        out.writeInteger(id)
        out.writeText(address)
        client.write(into: &out)
    }

    /// Reads the next one; nil at the end.
    public static func read(from buffer: inout ByteBuffer) throws(TrafficError) -> SessionState? {
        guard buffer.readableBytes > 0 else { return nil }
        guard let id = buffer.readInteger(as: UInt64.self) else { throw .cutShort }
        return SessionState(id: id, address: try buffer.readText(), client: try ClientState.read(from: &buffer))
    }
}

/// What a client told of itself.
///
/// Layout: transport, name, version, terminal, packages (texts; empty for unknown, packages parted by spaces),
/// width (2 bytes), height (2), colours (1), screen reader (1), abilities (2).
public struct ClientState: Sendable, Equatable {
    /// `telnet`, `tls` (telnet over it) or `web`.
    public var transport: String
    public var name: String?
    public var version: String?
    public var terminal: String?
    /// The packages of structured data that it takes: `Char`, `Room.Info`. Empty for one that takes whatever comes.
    public var packages: [String]
    /// 0 is unknown.
    public var width: Int
    public var height: Int
    /// 0 none, 1 ANSI, 2 xterm 256, 3 true colour.
    public var colors: Int
    public var screenReader: Bool
    public var abilities: ClientAbilities

    public init(
        transport: String, name: String? = nil, version: String? = nil, terminal: String? = nil,
        packages: [String] = [], width: Int = 0, height: Int = 0, colors: Int = 1, screenReader: Bool = false,
        abilities: ClientAbilities = []
    ) {
        (self.transport, self.name, self.version, self.terminal) = (transport, name, version, terminal)
        (self.packages, self.width, self.height) = (packages, width, height)
        (self.colors, self.screenReader, self.abilities) = (colors, screenReader, abilities)
    }

    public func write(into out: inout ByteBuffer) {
        out.writeText(transport)
        out.writeText(name ?? "")
        out.writeText(version ?? "")
        out.writeText(terminal ?? "")
        out.writeText(packages.joined(separator: " "))
        out.writeMultipleIntegers(
            UInt16(clamping: width), UInt16(clamping: height), UInt8(clamping: colors), UInt8(screenReader ? 1 : 0),
            abilities.rawValue)
    }

    public static func read(from buffer: inout ByteBuffer) throws(TrafficError) -> ClientState {
        var texts: [String] = []
        for _ in 0..<5 { texts.append(try buffer.readText()) }
        func known(_ text: String) -> String? { text.isEmpty ? nil : text }
        guard
            let (width, height, colors, screenReader, abilities) = buffer.readMultipleIntegers(
                as: (UInt16, UInt16, UInt8, UInt8, UInt16).self)
        else { throw .cutShort }
        return ClientState(
            transport: texts[0], name: known(texts[1]), version: known(texts[2]), terminal: known(texts[3]),
            packages: texts[4].split(separator: " ").map(String.init), width: Int(width), height: Int(height),
            colors: Int(colors), screenReader: screenReader == 1, abilities: ClientAbilities(rawValue: abilities))
    }
}

/// What a client can do beyond showing text.
public struct ClientAbilities: OptionSet, Sendable {
    public var rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// It takes structured data, by whatever way.
    public static let structured = ClientAbilities(rawValue: 1 << 0)
    /// … by GMCP,
    public static let gmcp = ClientAbilities(rawValue: 1 << 1)
    /// by MSDP: then it asks for each variable that it wants.
    public static let msdp = ClientAbilities(rawValue: 1 << 2)
    /// Links in text, by MXP.
    public static let mxp = ClientAbilities(rawValue: 1 << 3)
    /// It reads UTF-8. One that does not is sent what its character set has.
    public static let utf8 = ClientAbilities(rawValue: 1 << 4)
    /// What it is sent is compressed.
    public static let compressed = ClientAbilities(rawValue: 1 << 5)
}

extension ByteBuffer {
    mutating func writeText(_ text: String) {
        let bytes = text.utf8.prefix(Int(UInt16.max))
        writeInteger(UInt16(bytes.count))
        writeBytes(bytes)
    }

    mutating func readText() throws(TrafficError) -> String {
        guard let length = readInteger(as: UInt16.self), let text = readString(length: Int(length)) else {
            throw .cutShort
        }
        return text
    }
}
