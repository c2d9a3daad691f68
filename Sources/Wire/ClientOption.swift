import NIOCore

/// How the Portal treats a connection from now on, because its player said so: the payload of
/// ``OutputKind/clientOption``.
///
/// Layout: encoding (1 byte), prompt mark (1), whether a silent connection is sent something now and then (1). What is
/// missing is as it is for a connection of which nothing was said; further bytes are for later versions.
public struct ClientOption: Sendable, Equatable {
    public enum Encoding: UInt8, Sendable, CaseIterable {
        /// As telnet has settled.
        case settled
        case utf8, latin1, ascii
    }

    /// What tells a client that a prompt has ended.
    public enum PromptMark: UInt8, Sendable, CaseIterable {
        /// As telnet has settled.
        case settled
        case none, goAhead, endOfRecord
    }

    public var encoding: Encoding
    public var promptMark: PromptMark
    public var keepsAlive: Bool

    public init(encoding: Encoding = .settled, promptMark: PromptMark = .settled, keepsAlive: Bool = true) {
        (self.encoding, self.promptMark, self.keepsAlive) = (encoding, promptMark, keepsAlive)
    }

    public init(_ payload: ByteBuffer) {
        var payload = payload
        self.init()
        encoding = payload.readInteger(as: UInt8.self).flatMap(Encoding.init) ?? .settled
        promptMark = payload.readInteger(as: UInt8.self).flatMap(PromptMark.init) ?? .settled
        keepsAlive = payload.readInteger(as: UInt8.self) != 0
    }

    /// Its bytes, as text: each is below 128.
    public var payload: String {
        String(decoding: [encoding.rawValue, promptMark.rawValue, keepsAlive ? 1 : 0], as: UTF8.self)
    }
}
