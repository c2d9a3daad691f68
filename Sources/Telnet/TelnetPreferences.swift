/// What a player has said of the connection, over what is negotiated with the client. Nil is as negotiated.
public struct TelnetPreferences: Codable, Equatable, Sendable {
    /// What tells the client that a prompt has ended.
    public enum PromptMark: String, Codable, Sendable, CaseIterable {
        case none
        /// IAC GA (RFC 854).
        case goAhead
        /// IAC EOR (RFC 885).
        case endOfRecord
    }

    public var encoding: TextEncoding?
    public var promptMark: PromptMark?
    /// Whether a silent connection is sent something now and then.
    public var keepsAlive = true

    public init(encoding: TextEncoding? = nil, promptMark: PromptMark? = nil, keepsAlive: Bool = true) {
        (self.encoding, self.promptMark, self.keepsAlive) = (encoding, promptMark, keepsAlive)
    }
}
