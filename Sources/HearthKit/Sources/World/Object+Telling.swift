// How objects are told things: one of them, or all in a place.

extension Object {
    /// Shows text with markup to whoever sees through it.
    public final func send(_ markup: String) {
        if sessions.isEmpty { miss(markup) }
        for session in sessions { session.send(markup) }
    }

    /// What data says to `who` where something that is done to it is refused: the attribute `err_get` where it cannot be
    /// picked up, `err_traverse` where a way is barred, or by the older name `get_err_msg`. Nil when it says nothing.
    /// Markup allowed, and calls of functions.
    public final func refusal(of access: String, to who: Object) -> Refusal? {
        guard !attributes.isEmpty else { return nil }
        for name in ["err_\(access)", "\(access)_err_msg"] {
            guard case .string(let text)? = attributes[name], !text.isEmpty else { continue }
            return Refusal(InlineCalls.expand(text, in: NativeContext(me: who, here: self), of: self))
        }
        return nil
    }

    /// Shows what it sees around it.
    public final func look() {
        if let location { send(location.appearance(to: self)) } else { send(.nowhere) }
    }

    /// Tells all in it what `actor` does, each in their own words: `"$You() $conj(light) $obj(lantern)."`.
    ///
    /// - Parameters:
    ///   - source: see ``ActorText``. Text that a player typed goes through ``Markup/escape(_:keepingNewlines:)``
    ///     and ``ActorText/escape(_:)`` first.
    ///   - mapping: whom the keys in it name.
    ///   - toSelf: whether the actor reads it too.
    public final func announce(
        _ source: String, from actor: Object, _ mapping: [String: any StanceParticipant] = [:], toSelf: Bool = true
    ) {
        guard let game = Game.current else { return }
        var reading = actorText(source, from: actor, mapping).reading(actor: actor, mapping: mapping)
        var fanOut = FanOut()
        for listener in contents where listener.isAttended {
            guard toSelf || listener !== actor else { continue }
            fanOut.add(listener, reading.text(for: listener))
        }
        fanOut.send(by: game)
    }

    /// A sentence about what `actor` does here, with the functions that it calls.
    final func actorText(
        _ source: String, from actor: Object, _ mapping: [String: any StanceParticipant], in language: String? = nil
    ) -> ActorText {
        ActorText(
            source, functions: world.classes.inlineFunctions.callable,
            calls: InlineCalls.inAnnouncement(from: actor, at: self, mapping),
            grammar: world.classes.grammar(of: language ?? world.texts.ownLanguage))
    }

    /// Tells all in it the same text.
    public final func announce(_ markup: String, except: [Object] = []) {
        guard let game = Game.current else { return }
        var fanOut = FanOut()
        for listener in contents where listener.isAttended && !except.contains(where: { $0 === listener }) {
            fanOut.add(listener, markup)
        }
        fanOut.send(by: game)
    }

    /// Whether what it is told reaches a player, be it later.
    final var isAttended: Bool { !sessions.isEmpty || isLinkDead }
}

/// Text on its way to many: made once for all whose clients show it alike.
struct FanOut {
    private final class Variant {
        let text: String
        let client: Client
        var sessions: [UInt64] = []

        init(_ text: String, _ client: Client) { (self.text, self.client) = (text, client) }
    }

    private var variants: [Variant] = []

    mutating func add(_ listener: Object, _ text: String) {
        if listener.sessions.isEmpty { listener.miss(text) }
        for session in listener.sessions { add(session, text) }
    }

    mutating func add(_ session: Session, _ text: String) {
        let client = session.client
        let variant: Variant
        if let known = variants.last(where: { $0.text == text && client.shows(text, as: $0.client) }) {
            variant = known
        } else {
            variant = Variant(text, client)
            variants.append(variant)
        }
        variant.sessions.append(session.id)
    }

    func send(by game: Game) {
        for variant in variants {
            game.outputs.append(
                SessionOutput(.text(variant.client.render(variant.text) + "\n"), to: variant.sessions))
        }
    }
}

extension Object: StanceParticipant {
    public final func displayName(for reader: (any StanceParticipant)?) -> String { name(for: reader as? Object) }
}
