import HearthKit

/// What one sees when looking at something, as a builder writes it.
struct Description: Document {
    var of: Ref<Object>

    var title: String { of.target?.description ?? "-" }
    // Colours are a builder's to give.
    var takesMarkup: Bool { true }

    func load(for session: Session) throws -> String { try target(for: session).text }

    func save(_ text: String, by session: Session) throws { try target(for: session).text = text }

    /// Asked each time: the builder, their rights or the thing may be others by now.
    private func target(for session: Session) throws -> Object {
        guard let object = of.target, !object.isDeleted else { throw Refusal(.goneNow) }
        try Builder.of(session).mustBeAllowed(object)
        return object
    }
}

/// How one's own character looks, as its player writes it: text alone.
struct OwnDescription: Document {
    var title: String { World.current.texts[.ownDescription] }
    func title(for session: Session) -> String { session.text(.ownDescription) }
    var longest: Int { 4096 }

    func load(for session: Session) throws -> String { InlineText.unescape(try character(of: session).text) }

    func save(_ text: String, by session: Session) throws {
        try character(of: session).text = InlineCalls.escape(text)
    }

    private func character(of session: Session) throws -> Object {
        guard let character = session.puppet else { throw Refusal(.needsCharacter) }
        return character
    }
}

extension TextKey {
    static let ownDescription = TextKey("own description", "how you look")
}
