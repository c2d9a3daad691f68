import NIOCore

/// What a telnet client does, as the game's side sees it.
public enum TelnetEvent: Equatable, Sendable {
    case line(String)
    /// A line of more than `LineAssembler.longestLine` bytes was refused.
    case lineTooLong
    /// Structured data: a name as of GMCP, and JSON that nobody has looked at; it may be empty.
    case message(name: String, json: String)
    /// The client told something new about itself. It comes before the lines that the client sent after it.
    case clientChanged(TelnetClient)
    /// The player wants what is going on to end (IP or BREAK).
    case interrupt
    /// A web browser came. It was answered, and its connection is being closed.
    case httpRefused
    /// What the client sends cannot be read any more, for this reason: nothing more of it is.
    case unreadable(String)
}

/// What a telnet client is sent.
public enum TelnetOutput: Equatable, Sendable {
    /// UTF-8 text with "\n" as the end of its lines. ANSI sequences pass.
    case text(ByteBuffer)
    /// Text after which the player is awaited, and which the client is told is a prompt.
    case prompt(ByteBuffer)
    /// Whether the client may show what the player types: false while it is a password.
    case echo(Bool)
    /// Structured data: a name as of GMCP, and JSON. Only for clients that take it.
    case message(name: String, json: ByteBuffer)
    /// Nothing, so that what lies between keeps the connection.
    case noOperation
}
