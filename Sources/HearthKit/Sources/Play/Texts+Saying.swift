// Saying a text by its key, in the language of who reads it: to who typed a command, to a session, to whoever sees
// through an object, to all in a place, as the reason of a refusal.

extension AnyCommand {
    /// A text in the language of who typed the command.
    public final func text(_ text: TextKey, _ values: [String: String] = [:]) -> String {
        world.texts[text, values, in: session?.language ?? call.puppet?.readersLanguage]
    }

    /// Shows a text to who typed the command.
    public final func tell(_ text: TextKey, _ values: [String: String] = [:]) {
        guard let session else { return call.puppet?.send(text, values) ?? () }
        for reader in session.readers { reader.send(text, values) }
    }
}

extension Session {
    /// The language of the texts that it reads, one of ``Texts/languages``; nil is the game's own.
    public var language: String? { client.language }

    /// A text in its language.
    public func text(_ text: TextKey, _ values: [String: String] = [:]) -> String {
        game.world.texts[text, values, in: language]
    }

    /// Shows a text, and ends the line.
    public func send(_ text: TextKey, _ values: [String: String] = [:]) { send(self.text(text, values)) }

    /// Shows a text after which the player types on the same line.
    public func prompt(_ text: TextKey, _ values: [String: String] = [:]) { prompt(self.text(text, values)) }

    /// Shows why something was refused.
    public func send(_ refusal: Refusal) { send(refusal.text(in: language)) }
}

extension Object {
    /// The language of who sees through it; nil is the game's own.
    final var readersLanguage: String? { sessions.last?.language }

    /// Shows a text to whoever sees through it.
    public final func send(_ text: TextKey, _ values: [String: String] = [:]) {
        if isLinkDead { miss(world.texts[text, values]) }
        for session in sessions { session.send(text, values) }
    }

    /// Shows why something was refused.
    public final func send(_ refusal: Refusal) { for session in sessions { session.send(refusal) } }

    /// Tells all in it what `actor` does, each in their own words and language; see
    /// ``announce(_:from:_:toSelf:)-(String,_,_,_)``.
    public final func announce(
        _ text: TextKey, _ values: [String: String] = [:], from actor: Object,
        _ mapping: [String: any StanceParticipant] = [:], toSelf: Bool = true
    ) {
        announce(text, values, from: actor, mapping, to: contents, except: toSelf ? [] : [actor])
    }

    /// Tells those among `listeners`, or all in it, who are not left out.
    final func announce(
        _ text: TextKey, _ values: [String: String], from actor: Object, _ mapping: [String: any StanceParticipant],
        to listeners: [Object]? = nil, except: [Object] = []
    ) {
        guard let game = Game.current else { return }
        var readings: [String?: ActorText.Reading] = [:]
        // Most read one language: that of the last is asked for first.
        var (last, lastLanguage): (ActorText.Reading?, String?) = (nil, nil)
        var fanOut = FanOut()
        func words(for listener: Object, in language: String?) -> String {
            if last == nil || language != lastLanguage {
                if let last { readings[lastLanguage] = last }
                last = readings[language]
                if last == nil { last = reading(text, values, in: language, from: actor, mapping) }
                lastLanguage = language
            }
            return last?.text(for: listener) ?? ""
        }
        for listener in listeners ?? contents where listener.isAttended {
            guard !except.contains(where: { $0 === listener }) else { continue }
            if listener.sessions.isEmpty { listener.miss(words(for: listener, in: nil)) }
            for session in listener.sessions { fanOut.add(session, words(for: listener, in: session.language)) }
        }
        fanOut.send(by: game)
    }

    private func reading(
        _ text: TextKey, _ values: [String: String], in language: String?, from actor: Object,
        _ mapping: [String: any StanceParticipant]
    ) -> ActorText.Reading {
        let found = world.texts.found(text, in: language)
        return actorText(Texts.fill(found.text, values), from: actor, mapping, in: found.language)
            .reading(actor: actor, mapping: mapping)
    }
}

extension Refusal {
    /// Refuses with a text that a game may word in its own way.
    @MainActor public init(_ text: TextKey, _ values: [String: String] = [:]) {
        self.init(World.current.texts[text, values])
        source = (text, values)
    }

    /// The reason in a language, nil for the game's own.
    @MainActor public func text(in language: String?) -> String {
        guard let source, language != nil else { return description }
        return World.current.texts[source.text, source.values, in: language]
    }
}

extension Session {
    /// "a line", "two lines", in its language: see ``Texts/counted(_:_:_:in:)``.
    public func counted(_ count: Int, _ one: TextKey, _ many: TextKey) -> String {
        game.world.texts.counted(count, one, many, in: language)
    }
}

extension World {
    /// How a language makes sentences, nil for the game's own; nil when that is English.
    func grammar(of language: String?) -> Grammar? { classes.grammar(of: language ?? texts.ownLanguage) }
}
