import NIOCore

// What crosses most often has a binary form of its own inside one AMP value: no key a line, no text numbers.

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
/// Layout: transport, name, terminal (texts; empty for unknown), width (2 bytes), height (2), colours (1),
/// screen reader (1).
public struct ClientState: Sendable, Equatable {
    /// `telnet`, `tls` (telnet over it) or `web`.
    public var transport: String
    public var name: String?
    public var terminal: String?
    /// 0 is unknown.
    public var width: Int
    public var height: Int
    /// 0 none, 1 ANSI, 2 xterm 256, 3 true colour.
    public var colors: Int
    public var screenReader: Bool

    public init(
        transport: String, name: String? = nil, terminal: String? = nil, width: Int = 0, height: Int = 0,
        colors: Int = 1, screenReader: Bool = false
    ) {
        (self.transport, self.name, self.terminal) = (transport, name, terminal)
        (self.width, self.height, self.colors, self.screenReader) = (width, height, colors, screenReader)
    }

    public func write(into out: inout ByteBuffer) {
        out.writeText(transport)
        out.writeText(name ?? "")
        out.writeText(terminal ?? "")
        out.writeMultipleIntegers(
            UInt16(clamping: width), UInt16(clamping: height), UInt8(clamping: colors), UInt8(screenReader ? 1 : 0))
    }

    public static func read(from buffer: inout ByteBuffer) throws(TrafficError) -> ClientState {
        let (transport, name, terminal) = (try buffer.readText(), try buffer.readText(), try buffer.readText())
        guard
            let (width, height, colors, screenReader) = buffer.readMultipleIntegers(
                as: (UInt16, UInt16, UInt8, UInt8).self)
        else { throw .cutShort }
        return ClientState(
            transport: transport, name: name.isEmpty ? nil : name, terminal: terminal.isEmpty ? nil : terminal,
            width: Int(width), height: Int(height), colors: Int(colors), screenReader: screenReader == 1)
    }
}

extension ByteBuffer {
    fileprivate mutating func writeText(_ text: String) {
        let bytes = text.utf8.prefix(Int(UInt16.max))
        writeInteger(UInt16(bytes.count))
        writeBytes(bytes)
    }

    fileprivate mutating func readText() throws(TrafficError) -> String {
        guard let length = readInteger(as: UInt16.self), let text = readString(length: Int(length)) else {
            throw .cutShort
        }
        return text
    }
}

/// One thing that happened in a session, numbered by the Portal from 1 in each session.
///
/// Layout: kind (1 byte), session (8), number (8), payload length (4), payload.
public struct SessionEvent: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        case opened(SessionState)
        case line(String)
        case clientChanged(ClientState)
        /// The connection ended; why.
        case closed(String)
    }

    public var session: UInt64
    public var number: UInt64
    public var kind: Kind

    public init(session: UInt64, number: UInt64, kind: Kind) {
        (self.session, self.number, self.kind) = (session, number, kind)
    }

    public func write(into out: inout ByteBuffer) {
        switch kind {
        case .opened(let state):
            var payload = ByteBuffer()
            state.write(into: &payload)
            head(1, into: &out, payload: payload)
        case .line(let line):
            out.writeInteger(UInt8(2))
            out.writeInteger(session)
            out.writeInteger(number)
            out.writeInteger(UInt32(line.utf8.count))
            out.writeString(line)
        case .clientChanged(let client):
            var payload = ByteBuffer()
            client.write(into: &payload)
            head(3, into: &out, payload: payload)
        case .closed(let reason): head(4, into: &out, payload: ByteBuffer(string: reason))
        }
    }

    private func head(_ kind: UInt8, into out: inout ByteBuffer, payload: ByteBuffer) {
        out.writeInteger(kind)
        out.writeInteger(session)
        out.writeInteger(number)
        out.writeInteger(UInt32(payload.readableBytes))
        out.writeImmutableBuffer(payload)
    }

    /// Reads the next event; nil at the end, an error for bytes that are none.
    public static func read(from buffer: inout ByteBuffer) throws -> SessionEvent? {
        guard buffer.readableBytes > 0 else { return nil }
        guard let (kind, session, number, length) = buffer.readMultipleIntegers(as: (UInt8, UInt64, UInt64, UInt32).self),
            var payload = buffer.readSlice(length: Int(length))
        else { throw TrafficError.cutShort }
        let event: Kind =
            switch kind {
            case 1: .opened(try openedState(&payload))
            case 2: .line(payload.readString(length: payload.readableBytes) ?? "")
            case 3: .clientChanged(try ClientState.read(from: &payload))
            case 4: .closed(String(buffer: payload))
            default: throw TrafficError.unknownKind(kind)
            }
        return SessionEvent(session: session, number: number, kind: event)
    }

    private static func openedState(_ payload: inout ByteBuffer) throws -> SessionState {
        guard let state = try SessionState.read(from: &payload) else { throw TrafficError.cutShort }
        return state
    }
}

/// Something to show to one or many sessions.
///
/// Layout: kind (1 byte), number of sessions (4), each session (8), payload length (4), payload.
public enum OutputKind: UInt8, Sendable {
    /// Text as it is to be shown, lines ended by `\n`.
    case text = 1
    /// Text without an end of line, followed by the mark that clients know a prompt by.
    case prompt = 2
    /// The payload is one byte: 1 when the client may show what is typed, 0 when not (passwords).
    case echo = 3
    /// The payload is the last text; then the connection is closed.
    case close = 4
    /// The payload is the name of the account when the session is a developer's, from now on, and empty when it is not.
    /// What the Portal shows to makers alone it shows to such a session.
    case rights = 8
}

public struct Output: Sendable, Equatable {
    public var kind: OutputKind
    public var sessions: [UInt64]
    public var payload: ByteBuffer

    public init(_ kind: OutputKind, to sessions: [UInt64], _ payload: ByteBuffer) {
        (self.kind, self.sessions, self.payload) = (kind, sessions, payload)
    }

    /// Writes an output without making one first: this is where all that players read goes through.
    public static func write(
        _ kind: OutputKind, to sessions: some Collection<UInt64>, _ text: String, into out: inout ByteBuffer
    ) {
        out.writeInteger(kind.rawValue)
        out.writeInteger(UInt32(sessions.count))
        for session in sessions { out.writeInteger(session) }
        out.writeInteger(UInt32(text.utf8.count))
        out.writeString(text)
    }

    public static func read(from buffer: inout ByteBuffer) throws -> Output? {
        guard let kindByte = buffer.readInteger(as: UInt8.self) else { return nil }
        guard let kind = OutputKind(rawValue: kindByte) else { throw TrafficError.unknownKind(kindByte) }
        guard let count = buffer.readInteger(as: UInt32.self), buffer.readableBytes >= Int(count) * 8 else {
            throw TrafficError.cutShort
        }
        var sessions: [UInt64] = []
        sessions.reserveCapacity(Int(count))
        for _ in 0..<count { sessions.append(buffer.readInteger() ?? 0) }
        guard let length = buffer.readInteger(as: UInt32.self), let payload = buffer.readSlice(length: Int(length))
        else { throw TrafficError.cutShort }
        return Output(kind, to: sessions, payload)
    }
}

/// Up to which number a session's events are done with. Layout: session (8), number (8).
public struct Acknowledgement: Sendable, Equatable {
    public var session: UInt64
    public var number: UInt64

    public init(session: UInt64, number: UInt64) { (self.session, self.number) = (session, number) }

    public func write(into out: inout ByteBuffer) {
        out.writeMultipleIntegers(session, number)
    }

    public static func read(from buffer: inout ByteBuffer) throws -> Acknowledgement? {
        guard buffer.readableBytes > 0 else { return nil }
        guard let (session, number) = buffer.readMultipleIntegers(as: (UInt64, UInt64).self) else {
            throw TrafficError.cutShort
        }
        return Acknowledgement(session: session, number: number)
    }
}

public enum TrafficError: Error, Equatable {
    case cutShort
    case unknownKind(UInt8)
}
