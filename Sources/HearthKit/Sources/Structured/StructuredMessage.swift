/// Data for a player's client instead of text for its player: a name and a value, by GMCP, MSDP or the web client's own
/// way, whichever the client speaks. One that speaks none is sent nothing.
///
/// ```swift
/// session.send(.gmcp("Char.StatusVars", ["level": "Level", "race": "Race"]))
/// hero.send(.gmcp("Game.Dice", ["rolled": roll.stored, "of": 6]))
/// ```
/// What clients should know at all times is declared once instead, as a ``Publication``.
public struct StructuredMessage {
    /// As in GMCP (mudstandards.org/mud/gmcp): `Package.SubPackage.Message`.
    public var name: String
    /// Nil for a name alone.
    public var value: StoredValue?

    public init(_ name: String, _ value: StoredValue?) { (self.name, self.value) = (name, value) }

    public static func gmcp(_ name: String, _ value: StoredValue? = nil) -> StructuredMessage {
        StructuredMessage(name, value)
    }

    /// A value of any type that can be written as JSON.
    public static func gmcp(_ name: String, _ value: some Encodable) -> StructuredMessage {
        StructuredMessage(name, (try? StoredEncoder.encode(value)) ?? .null)
    }

    /// MSDP's variables (tintin.mudhalla.net/protocols/msdp), for a client that asked for none of them.
    public static func msdp(_ variables: [String: StoredValue]) -> StructuredMessage {
        StructuredMessage(MSDP.name, .map(variables))
    }

    var json: String { value?.json ?? "" }
}

extension Session {
    /// Tells the client something that is no text.
    public func send(_ message: @autoclosure () -> StructuredMessage) {
        guard client.isStructured else { return }
        game.send(message(), to: CollectionOfOne(self))
    }
}

extension Object {
    /// Tells the clients of who sees through it something that is no text.
    public final func send(_ message: @autoclosure () -> StructuredMessage) {
        for session in sessions { session.send(message()) }
    }
}

extension Game {
    /// Tells those of `sessions` whose clients take it. It is made only if there are such clients.
    public func send(_ message: @autoclosure () -> StructuredMessage, to sessions: some Sequence<Session>) {
        guard publisher.hasSubscribers else { return }
        var made: StructuredMessage?
        let wanting = sessions.filter { session in
            guard !session.isOver, session.client.isStructured else { return false }
            let known = made ?? message()
            made = known
            return session.client.takes(known.name)
        }
        guard let made, !wanting.isEmpty else { return }
        outputs.append(SessionOutput(.message(name: made.name, json: made.json), to: wanting.map(\.id)))
    }
}
