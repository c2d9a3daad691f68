/// Something said or shown where others are.
public struct Speech {
    nonisolated public enum Kind: Sendable { case say, whisper, pose }

    public var speaker: Object
    public var kind: Kind
    /// As it was typed, without markup of its own.
    public var text: String

    public init(_ kind: Kind, by speaker: Object, _ text: String) {
        (self.speaker, self.kind, self.text) = (speaker, kind, text)
    }

    /// The same in other words.
    func saying(_ words: String) -> Speech { Speech(kind, by: speaker, words) }
}

extension Object {
    /// It says or shows something aloud: people read it, and whoever listens in the game's code hears it.
    ///
    /// - Parameter source: see ``ActorText``. `{text}` stands for what was said, as each one hears it; where words are
    ///   written out instead, all who hear anything read the same.
    /// - Returns: those who heard other words, or none: see ``heard(_:)``.
    @discardableResult
    public final func speak(
        _ speech: Speech, _ source: String, _ mapping: [String: any StanceParticipant] = [:]
    ) -> [Object] {
        speak(speech, TextKey("", source), [:], mapping)
    }

    /// It says or shows something aloud, in the language of each who reads it; see ``speak(_:_:_:)``.
    @discardableResult
    public final func speak(
        _ speech: Speech, _ text: TextKey, _ values: [String: String],
        _ mapping: [String: any StanceParticipant] = [:]
    ) -> [Object] {
        guard let place = location else { return [] }
        func said(_ words: String) -> [String: String] { ["text": ActorText.escape(Markup.escape(words))] }
        let others = place.hearingOtherwise(speech)
        place.announce(
            text, said(speech.text).merging(values) { $1 }, from: self, mapping, except: others.map(\.listener))
        for (listener, words) in others {
            guard let words else { continue }
            place.announce(text, values.merging(said(words)) { $1 }, from: self, mapping, to: [listener])
        }
        place.hear(speech, otherwise: others)
        return others.map(\.listener)
    }

    /// Those in it who hear something else than was said, with what they hear: nil for nothing.
    private func hearingOtherwise(_ speech: Speech) -> [(listener: Object, words: String?)] {
        var others: [(Object, String?)] = []
        for listener in contents where listener !== speech.speaker {
            let words = listener.heard(speech)
            if words != speech.text { others.append((listener, words)) }
        }
        return others
    }

    /// All in it hear what somebody said, and it does.
    private func hear(_ speech: Speech, otherwise others: [(listener: Object, words: String?)]) {
        let (people, speaker) = (contents, speech.speaker)
        for listener in people where listener !== speaker && listener.works("didHear") {
            guard let other = others.first(where: { $0.listener === listener }) else {
                listener.didHear(speech)
                continue
            }
            if let words = other.words { listener.didHear(speech.saying(words)) }
        }
        if works("didHear") { didHear(speech) }
        for listener in contents where listener !== speaker { listener.fire(.say, by: speaker) }
        fire(.say, by: speaker)
    }
}
