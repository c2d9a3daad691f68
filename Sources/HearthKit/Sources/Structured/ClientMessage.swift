/// What a player's client says by itself, by GMCP, MSDP or the web client's own way.
///
/// Drop a subclass into a plugin and reload: it is there, nothing is registered. A subclass of one with the same name
/// replaces it. What no class is for is ignored.
///
/// ```swift
/// final class Ping: ClientMessage {
///     override class var name: String { "Core.Ping" }
///     override func run() throws { session.send(.gmcp("Core.Ping")) }
/// }
/// ```
/// It is sent by a program that anybody may have written: trust nothing of it.
open class ClientMessage {
    /// Ties plugins to this build of the kit; see ``KitBuild``.
    open func builtFor(_: any KitBuild) {}

    public final let session: Session
    /// What came with the name; ``StoredValue/null`` when nothing did.
    public final let data: StoredValue
    /// Of the event by which it came.
    final var number: UInt64 = 0

    public required init(_ session: Session, _ data: StoredValue) { (self.session, self.data) = (session, data) }

    /// As in GMCP: `Core.Ping`. Upper and lower case are the same.
    open class var name: String { "" }

    /// Throw a ``Refusal`` that the player reads.
    open func run() throws {}

    public final var account: Account? { session.account }
    public final var puppet: Object? { session.puppet }

    /// Gives a line to the dialogue that waits for one, as if the player had typed it.
    public final func answer(_ line: String) {
        guard session.dialogue != nil else { return }
        session.game.converse(line, number: number, with: session)
    }

    /// The data as a type of yours. Throws ``NotStored`` when it is something else.
    public final func read<T: Decodable>(_ type: T.Type = T.self) throws -> T { try StoredDecoder.decode(type, data) }

    /// A field of the data; nil when there is none.
    public final subscript(key: String) -> StoredValue? {
        if case .map(let fields) = data { fields[key] } else { nil }
    }
}

extension Game {
    func receive(message name: String, _ json: String, number: UInt64, from session: Session) {
        guard let type = world.classes.clientMessage(named: name) else { return }
        guard let data = StoredValue(json: json) else {
            unreadableMessages += 1
            if !session.hasSentNonsense {
                session.hasSentNonsense = true
                let client = session.client.name ?? session.client.transport
                log(.info, "session \(session.id) (\(client)) sends \(type.name) that is no JSON; it is ignored")
            }
            return
        }
        willRun(session, number, "(\(type.name) of the client)")
        let code = codeName(type)
        willEnter(code)
        guard !outOfOrder.contains(code) else { return }
        let message = type.init(session, data)
        message.number = number
        do { try message.run() } catch is NotStored {
            unreadableMessages += 1
        } catch {
            report(error, of: type.name, line: "", to: session, puppet: session.puppet)
        }
    }
}
