import NIOCore

// What crosses most often has a binary form of its own inside one AMP value: no key a line, no text numbers.

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
        /// Structured data: a name as of GMCP (`Core.Ping`) and JSON, which nobody has looked at; it may be empty.
        case message(name: String, json: String)
    }

    /// Of a message's name and JSON together, in bytes.
    public static let longestMessage = 8192

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
        case .message(let name, let json):
            var payload = ByteBuffer()
            payload.writeText(name)
            payload.writeString(json)
            head(5, into: &out, payload: payload)
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
            case 5: .message(name: try payload.readText(), json: String(buffer: payload))
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
    /// Structured data. The payload is a name as of GMCP (2 bytes of length, UTF-8), then JSON.
    case message = 5
    /// How the connection is treated from now on; the payload is a ``ClientOption``.
    case clientOption = 7
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

    /// Writes a message: its name, then its JSON.
    public static func write(
        message name: String, _ json: String, to sessions: some Collection<UInt64>, into out: inout ByteBuffer
    ) {
        out.writeInteger(OutputKind.message.rawValue)
        out.writeInteger(UInt32(sessions.count))
        for session in sessions { out.writeInteger(session) }
        out.writeInteger(UInt32(2 + min(name.utf8.count, Int(UInt16.max)) + json.utf8.count))
        out.writeText(name)
        out.writeString(json)
    }

    /// What a message's payload says.
    public var message: (name: String, json: ByteBuffer)? {
        var payload = payload
        guard let name = try? payload.readText() else { return nil }
        return (name, payload)
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
