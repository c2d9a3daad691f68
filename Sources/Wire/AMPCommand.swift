import NIOCore

/// A command that one program sends another: a box with `_command`, and with `_ask` when an answer is wanted.
///
/// The properties of the type are the keys of its box, those of `Answer` the keys of the answer's.
public protocol AMPCommand: Codable, Sendable {
    associatedtype Answer: Codable, Sendable = Nothing
    /// What stands in `_command`.
    static var name: String { get }
}

extension AMPCommand {
    public static var name: String { String(describing: Self.self) }
}

/// An answer without keys.
public struct Nothing: Codable, Sendable, Equatable {
    public init() {}
}

/// What the other side answered instead of an answer: `_error_code` and `_error_description`.
public struct RemoteError: Error, Codable, Sendable, Equatable, CustomStringConvertible {
    public struct Code: RawRepresentable, Codable, Sendable, Hashable {
        public var rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Twisted's codes for a command that nobody handles and for an error that has no code of its own.
        public static let unhandled = Code(rawValue: "UNHANDLED")
        public static let unknown = Code(rawValue: "UNKNOWN")

        public static let refused = Code(rawValue: "REFUSED")
        public static let buildFailed = Code(rawValue: "BUILD_FAILED")
        public static let warmFailed = Code(rawValue: "WARM_FAILED")
        /// The database cannot be used: damaged, locked, no room.
        public static let storeFailed = Code(rawValue: "STORE_FAILED")
        public static let notRunning = Code(rawValue: "NOT_RUNNING")
        public static let timedOut = Code(rawValue: "TIMED_OUT")
        public static let otherGame = Code(rawValue: "OTHER_GAME")
        public static let otherVersion = Code(rawValue: "OTHER_VERSION")
        public static let badArguments = Code(rawValue: "BAD_ARGUMENTS")
    }

    public var code: Code
    public var description: String

    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

/// The four shapes of a box, as Twisted's AMP tells them apart.
public enum Message: Sendable {
    /// `_command`, and `_ask` when an answer is awaited.
    case command(name: String, ask: String?, Box)
    /// `_answer`: the reply to that ask.
    case answer(ask: String, Box)
    /// `_error`: the refusal of that ask.
    case error(ask: String, RemoteError)

    /// Nil when the box is none of the three.
    public init?(_ box: Box) {
        if let name = box.text("_command") {
            self = .command(name: name, ask: box.text("_ask"), box)
        } else if let ask = box.text("_answer") {
            self = .answer(ask: ask, box)
        } else if let ask = box.text("_error") {
            self = .error(
                ask: ask,
                RemoteError(
                    RemoteError.Code(rawValue: box.text("_error_code") ?? "UNKNOWN"),
                    box.text("_error_description") ?? "no description"))
        } else {
            return nil
        }
    }
}

extension Box {
    /// The box that sends `command`, asking for an answer under the tag `ask` if there is one.
    public static func command<C: AMPCommand>(_ command: C, ask: String? = nil) throws -> Box {
        var box = try Box(command)
        box.set("_command", C.name)
        if let ask { box.set("_ask", ask) }
        return box
    }

    public static func answer(_ answer: some Codable, to ask: String) throws -> Box {
        var box = try Box(answer)
        box.set("_answer", ask)
        return box
    }

    public static func error(_ error: RemoteError, to ask: String) -> Box {
        var box = Box()
        box.set("_error", ask)
        box.set("_error_code", error.code.rawValue)
        box.set("_error_description", error.description)
        return box
    }

    public var bytes: ByteBuffer {
        var out = ByteBuffer()
        write(into: &out)
        return out
    }
}
