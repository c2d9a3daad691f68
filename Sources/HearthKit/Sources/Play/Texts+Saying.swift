// Saying a text by its key, in the language of who reads it: to who typed a command, to a session, to whoever sees
// through an object, to all in a place, as the reason of a refusal.

extension AnyCommand {
    /// A text in the language of who typed the command.
    public final func text(_ text: TextKey, _ values: [String: String] = [:]) -> String {
        world.texts[text, values, in: session?.language ?? call.puppet?.readersLanguage]
    }

    /// A list, a span of time in the language of who typed the command: `words(.all(names))`.
    public final func words(_ value: TextValue) -> String {
        world.texts.words(value, in: session?.language ?? call.puppet?.readersLanguage)
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

    /// Which of several texts has a word, in small letters, in its language or in English.
    func meaning(of word: String, among keys: [TextKey]) -> TextKey? {
        game.world.texts.meaning(of: word, among: keys, in: language)
    }

    /// Whether a word, in small letters, is one of a text, in its language or in English.
    func knows(_ word: String, as key: TextKey) -> Bool { game.world.texts.knows(word, as: key, in: language) }

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

    /// Tells whoever sees through it alone of `actor`, in their own words and language; see
    /// ``announce(_:from:_:toSelf:)-(String,_,_,_)``.
    public final func send(
        _ text: TextKey, _ values: [String: String] = [:], from actor: Object,
        _ mapping: [String: any StanceParticipant] = [:]
    ) {
        announce(text, values, from: actor, mapping, to: [self])
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
    ///
    /// - Parameter worded: values in the language of who reads it:
    ///   `throw Refusal(.whichOne, worded: ["choices": .any(names)])`.
    @MainActor public init(_ text: TextKey, _ values: [String: String] = [:], worded: [String: TextValue] = [:]) {
        let texts = World.current.texts
        self.init(texts[text, texts.values(values, worded, in: nil)])
        source = (text, values, worded)
    }

    /// The reason in a language, nil for the game's own.
    @MainActor public func text(in language: String?) -> String {
        guard let source, language != nil else { return description }
        let texts = World.current.texts
        return texts[source.text, texts.values(source.values, source.worded, in: language), in: language]
    }
}

extension Texts {
    fileprivate func values(
        _ values: [String: String], _ worded: [String: TextValue], in language: String?
    ) -> [String: String] {
        guard !worded.isEmpty else { return values }
        return values.merging(worded.mapValues { self.words($0, in: language) }) { $1 }
    }

    /// A value as a language words it.
    public func words(_ value: TextValue, in language: String?) -> String {
        switch value {
        case .all(let items): list(items, in: language)
        case .any(let items): list(items, by: .listOr, in: language)
        case .span(let span): World.current.grammar(of: language)?.words(span) ?? span.words
        case .text(let text): self[text, in: language]
        }
    }
}

extension Session {
    /// A list, a span of time in its language: `words(.all(names))`, `words(.span(.seconds(90)))`.
    public func words(_ value: TextValue) -> String { game.world.texts.words(value, in: language) }

    /// "a line", "two lines", in its language: see ``Texts/counted(_:_:_:in:)``.
    public func counted(_ count: Int, _ one: TextKey, _ many: TextKey) -> String {
        game.world.texts.counted(count, one, many, in: language)
    }
}

extension World {
    /// How a language makes sentences, nil for the game's own; nil when that is English.
    func grammar(of language: String?) -> Grammar? { classes.grammar(of: language ?? texts.ownLanguage) }
}
