/// Somebody or something that a sentence can be about, and that can read one.
public protocol StanceParticipant: AnyObject {
    /// The name as `reader` sees it; nil is nobody in particular.
    func displayName(for reader: (any StanceParticipant)?) -> String
    var pronouns: Pronouns { get }
}

extension StanceParticipant {
    public var pronouns: Pronouns { .it }
}

extension ActorText {
    /// The text with those it is about: made once a message, then asked once a reader.
    ///
    ///     var reading = text.reading(actor: caller, mapping: ["lantern": lantern])
    ///     for listener in room.contents { listener.send(reading.text(for: listener)) }
    public func reading(
        actor: (any StanceParticipant)?, mapping: [String: any StanceParticipant] = [:]
    ) -> Reading {
        Reading(text: self, cast: [actor] + keys.map { mapping[$0] })
    }

    /// The text for one reader.
    public func render(
        for reader: (any StanceParticipant)?, actor: (any StanceParticipant)?,
        mapping: [String: any StanceParticipant] = [:]
    ) -> String {
        var reading = reading(actor: actor, mapping: mapping)
        return reading.text(for: reader)
    }

    public struct Reading {
        let text: ActorText
        /// Whom each role is; nil where nobody was named.
        let cast: [(any StanceParticipant)?]
        private let identities: [ObjectIdentifier]
        /// What the last bystander read, and the names that they see: made anew only for one who sees others.
        private var shared: (names: [String], text: String)?

        init(text: ActorText, cast: [(any StanceParticipant)?]) {
            self.text = text
            self.cast = cast
            identities = cast.compactMap { $0.map(ObjectIdentifier.init) }
        }

        /// Whether the sentence is about the reader.
        public func involves(_ reader: any StanceParticipant) -> Bool {
            identities.contains(ObjectIdentifier(reader))
        }

        /// What `reader` reads. Bystanders who see the same names get the very same text.
        public mutating func text(for reader: (any StanceParticipant)?) -> String {
            if let reader, involves(reader) { return write(for: reader) }
            if let shared, seesTheSameNames(reader, shared.names) { return shared.text }
            let text = write(for: reader)
            shared = (cast.map { $0?.displayName(for: reader) ?? "" }, text)
            return text
        }

        private func seesTheSameNames(_ reader: (any StanceParticipant)?, _ names: [String]) -> Bool {
            for (participant, name) in zip(cast, names) {
                if let participant, participant.displayName(for: reader) != name { return false }
            }
            return true
        }

        private func write(for reader: (any StanceParticipant)?) -> String {
            var result = ""
            for segment in text.segments {
                switch segment {
                case .text(let text): result += text
                case .you(let role, let part, let capital):
                    result += isReader(reader, role) ? own(part, capital) : name(role, for: reader, capital)
                case .your(let role, let capital):
                    result +=
                        isReader(reader, role)
                        ? own(.possessiveAdjective, capital)
                        : text.words.possessive(
                            name(role, for: reader, capital), cast[role]?.pronouns.isPlural ?? false)
                case .object(let role, let capital): result += name(role, for: reader, capital)
                case .verb(let second, let third, let role): result += isReader(reader, role) ? second : third
                case .pronounVerb(let second, let third, let plural, let role):
                    let isPlural = cast[role]?.pronouns.isPlural ?? false
                    result += isReader(reader, role) ? second : isPlural ? plural : third
                case .pronoun(let use, let role, let capital):
                    let pronouns = isReader(reader, role) ? use.own : use.others ?? cast[role]?.pronouns ?? .it
                    let word = (text.words.pronouns?(pronouns) ?? pronouns).word(use.part)
                    result += capital ? English.capitalized(word) : word
                }
            }
            return result
        }

        /// What the reader is called.
        private func own(_ part: Pronouns.Part, _ capital: Bool) -> String {
            let word = text.words.you.word(part)
            return capital ? English.capitalized(word) : word
        }

        private func isReader(_ reader: (any StanceParticipant)?, _ role: Role) -> Bool {
            guard let reader else { return false }
            return cast[role] === reader
        }

        private func name(_ role: Role, for reader: (any StanceParticipant)?, _ capital: Bool) -> String {
            // Without anybody in the mapping its key says best what was meant.
            let name = cast[role]?.displayName(for: reader) ?? (role == 0 ? text.words.someone : text.keys[role - 1])
            return capital ? English.capitalized(name) : name
        }
    }
}
