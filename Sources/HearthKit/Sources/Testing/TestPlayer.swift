/// A player whom a test plays: types lines, and keeps what the client was shown.
public final class TestPlayer {
    public let id: UInt64
    public let address: String
    public private(set) var client: Client
    /// What was shown since ``forget()`` or the last line typed, prompts included.
    public private(set) var heard = ""
    /// What its client was told beside text since ``forget()`` or the last line typed: `Char.Vitals {"hp":10}`.
    public private(set) var data: [String] = []
    /// What was shown since the connection was opened.
    public private(set) var transcript = ""
    /// Whether the client shows what is typed.
    public private(set) var echoes = true
    /// What the Portal was last told about the connection; nil when nothing was.
    public private(set) var connection: ConnectionOptions?
    /// The account as whose maker the Portal knows the session; empty for nobody's.
    public private(set) var rights = ""
    public internal(set) var isConnected = true
    var inputs: UInt64 = 0
    private unowned let game: TestGame

    init(id: UInt64, address: String, client: Client, game: TestGame) {
        (self.id, self.address, self.client, self.game) = (id, address, client, game)
    }

    public var session: Session? { game.game.sessions[id] }
    public var account: Account? { session?.account }
    public var puppet: Object? { session?.puppet }

    /// Types a line and waits until all that follows at once has happened. ``heard`` is then what came of it.
    public func type(_ line: String) async {
        forget()
        await game.give(.line(line), to: self)
    }

    /// Cuts the connection, as a client does that goes away.
    public func disconnect() async {
        isConnected = false
        await game.give(.closed(reason: "the client left"), to: self)
    }

    /// Sends what a client sends by itself: a name as of GMCP, and JSON.
    public func send(_ message: String, _ json: String = "") async {
        forget()
        await game.give(.message(name: message, json: json), to: self)
    }

    /// Has its client tell something new of itself.
    public func become(_ client: Client) async {
        self.client = client
        await game.give(.clientChanged(client), to: self)
    }

    /// Empties ``heard`` and ``data``.
    public func forget() { (heard, data) = ("", []) }

    func show(_ output: SessionOutput.Kind) {
        switch output {
        case .text(let text), .prompt(let text): hear(text)
        case .echo(let shown): echoes = shown
        case .connection(let options): connection = options
        case .rights(let name): rights = name
        case .message(let name, let json): data.append(json.isEmpty ? name : "\(name) \(json)")
        case .close(let farewell):
            hear(farewell)
            isConnected = false
        }
    }

    private func hear(_ text: String) {
        heard += text
        transcript += text
    }
}
