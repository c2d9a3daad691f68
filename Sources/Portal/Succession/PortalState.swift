import NIOCore
import Settings
import Telnet
import Wire

/// All that one Portal hands to the next, which this process becomes: one AMP box in a file of the run folder.
///
/// The sockets themselves stay open under the numbers that are told here. Keys may be added as long as they may be
/// missing; a change that an older or newer Portal would misread gets another ``version``.
struct PortalState: Codable {
    static let version = 2

    var version = Self.version
    /// When players began to wait, by the machine's steady clock, in nanoseconds.
    var began: UInt64
    /// The descriptor by which the game's lock is held.
    var lock: Int32
    var listeners: [Listener]
    var nextSession: UInt64
    var nextOrder: UInt64
    var epoch: Int
    var reloadCount: Int
    var nextCheck: Int
    var greeting: Bytes
    var quarantine: Quarantine
    var server: Server
    /// Turns that the Server has told and not committed.
    var turns: [Turn]
    /// As in ``Portal``.
    var players: Int?
    var connections: [Connection]
    var sessions: [Session]

    struct Listener: Codable {
        /// `telnet`, `tls`, `web` or `programs`; `telnet 2` is the second of the first.
        var what: String
        var descriptor: Int32
        /// As in ``Listener``. A former Portal may not tell.
        var endpoint: Endpoints.Endpoint?
    }

    struct Server: Codable {
        /// As in ``ServerState``.
        var phase: String
        var problem: String?
        var failures: Int
        /// What is left of the probation, in milliseconds, and where it returns to.
        var probation: Double?
        var lastGood: Int?
        var killedIn: RunningPage.Entry?
        var givenUp: [GivenUp]
        var notices: [String]
        var live: Live?
    }

    /// The Server that has the game, which runs on as this process's child.
    struct Live: Codable {
        var pid: Int
        var generation: Int
        var token: String
        /// For how long it has been the live one, in milliseconds.
        var age: Double
        /// The pipe of its output, and the beginning of a line that was read from it.
        var output: Int32
        var line: Bytes
        var lastWords: String
    }

    /// A program at the socket: the Server, a Launcher, any other.
    struct Connection: Codable {
        var descriptor: Int32
        var role: String
        var watches: Bool
        /// A Server's.
        var token: String?
        /// Half a box that was read, and what was written and not sent.
        var unread: Bytes
        var unsent: Bytes
        /// The tag under which it asked for all this.
        var ask: String?
    }

    struct Session: Codable {
        /// See ``SessionState``.
        var state: Bytes
        var address: ClientAddress
        var lastNumber: UInt64
        /// The events that no Server has committed, each after its place in the order of all (8 bytes).
        var events: Bytes
        var isClosed: Bool
        /// As in ``PlayerSession``.
        var hasEnded: Bool
        var closeReason: String?
        /// Events without a number of their own yet.
        var delayed: Bytes
        var tellsChangeLater: Bool
        /// Nil when the connection does not go over: a browser's, whose page comes back by itself, one that is encrypted, or
        /// compressed by the client, or one that has ended.
        var descriptor: Int32?
        var unsent: Bytes
        var telnet: TelnetState?
        /// A browser's whose page can come back.
        var web: Web?
        /// As in ``PlayerSession``.
        var maker: String?
    }

    /// See ``WebConversation``.
    struct Web: Codable {
        /// What the tokens come to, 32 bytes each.
        var tokens: Bytes
        var lastLine: UInt64
        var isSecret: Bool
        var next: UInt64
        /// The ring, each message after its length (4 bytes).
        var messages: Bytes
    }

    /// All that must stay open.
    var descriptors: Set<Int32> {
        var all = Set(listeners.map(\.descriptor) + connections.map(\.descriptor) + sessions.compactMap(\.descriptor))
        all.insert(lock)
        if let live = server.live { all.insert(live.output) }
        return all
    }
}

/// Why there is no use in what a Portal has left for the next one.
enum SuccessionError: Error, CustomStringConvertible {
    case unreadable(String)
    case otherVersion(Int)
    case socketMissing(String)
    case cannotWrite(String, String)
    case cannotBecome(String, String)

    var description: String {
        switch self {
        case .unreadable(let why): "what the former Portal has left cannot be read: \(why)"
        case .otherVersion(let version):
            "the former Portal hands over in version \(version) of its form, this one takes \(PortalState.version)"
        case .socketMissing(let what): "the socket of \(what) did not come over"
        case .cannotWrite(let path, let why): "\(path) cannot be written: \(why)"
        case .cannotBecome(let program, let why): "\(program) cannot be run: \(why)"
        }
    }
}

extension PortalState {
    /// - Parameter path: a file that only its owner may read: players' words are in it.
    func write(_ path: String) throws {
        let bytes = try Box(self).bytes
        guard bytes.withUnsafeReadableBytes({ Platform.writeSecret($0, path) }) else {
            throw SuccessionError.cannotWrite(path, Platform.lastError)
        }
    }

    /// What the program that this process was before has left. The file is gone after it.
    static func inherit(_ path: String) throws -> PortalState {
        defer { Platform.removeFile(path) }
        Descriptors.keepAll()
        let state = try read(path)
        guard Descriptors.isOpen(state.lock) else { throw SuccessionError.socketMissing("the game's lock") }
        return state
    }

    static func read(_ path: String) throws -> PortalState {
        guard var bytes = Platform.read(path).map({ ByteBuffer(bytes: $0) }) else {
            throw SuccessionError.unreadable("\(path): \(Platform.lastError)")
        }
        do {
            var reader = BoxReader(limit: .max)
            guard let box = try reader.next(&bytes) else { throw SuccessionError.unreadable("it is cut short") }
            if let version = box.text("version").flatMap({ Int($0) }), version != Self.version {
                throw SuccessionError.otherVersion(version)
            }
            let state = try box.decode(PortalState.self)
            for session in state.sessions {
                _ = (try session.decodedState, try session.pending, try session.delayedEvents)
            }
            return state
        } catch let error as SuccessionError {
            throw error
        } catch {
            throw SuccessionError.unreadable("\(error)")
        }
    }
}

extension PortalState.Session {
    var decodedState: SessionState {
        get throws {
            var bytes = state.buffer
            guard let state = try SessionState.read(from: &bytes) else { throw TrafficError.cutShort }
            return state
        }
    }

    var pending: [PlayerSession.Pending] {
        get throws {
            var (bytes, all) = (events.buffer, [PlayerSession.Pending]())
            while let order = bytes.readInteger(as: UInt64.self) {
                guard let event = try SessionEvent.read(from: &bytes) else { throw TrafficError.cutShort }
                all.append(PlayerSession.Pending(order: order, event: event, received: .now))
            }
            return all
        }
    }

    var delayedEvents: [SessionEvent.Kind] {
        get throws {
            var (bytes, all) = (delayed.buffer, [SessionEvent.Kind]())
            while let event = try SessionEvent.read(from: &bytes) { all.append(event.kind) }
            return all
        }
    }

    static func encoded(_ delayed: some Sequence<SessionEvent.Kind>) -> Bytes {
        var bytes = ByteBuffer()
        for kind in delayed { SessionEvent(session: 0, number: 0, kind: kind).write(into: &bytes) }
        return Bytes(bytes)
    }

    static func encoded(_ pending: some Sequence<PlayerSession.Pending>) -> Bytes {
        var bytes = ByteBuffer()
        for entry in pending {
            bytes.writeInteger(entry.order)
            entry.event.write(into: &bytes)
        }
        return Bytes(bytes)
    }
}
