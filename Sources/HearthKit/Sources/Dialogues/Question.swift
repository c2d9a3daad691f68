/// What follows a question that lasts: a value with all that it needs, kept with the question.
///
/// ```swift
/// struct Rename: FollowUp {
///     var target: Ref<Object>
///     func answered(_ name: String, by session: Session) throws {
///         guard name.count > 2 else { throw Refusal("A longer name, please.") }     // and it is asked again
///         target.target?.name = Markup.escape(name)
///     }
/// }
/// try ask("New name: ", then: Rename(target: Ref(lamp)))         // lasts: it is answered after any number of reloads
/// let name = try await ask("New name: ")                         // does not: a reload ends it
/// ```
/// The type of the value says what is asked for: a `Bool` is a yes or no, an `Int` a whole number, and what is none is
/// asked for again. A line `abort` ends a question.
nonisolated public protocol FollowUp: Codable, KitBuild {
    associatedtype Value: AnswerValue
    /// Throw a ``Refusal`` to have it asked again.
    @MainActor func answered(_ value: Value, by session: Session) async throws
}

/// A question that waits for its answer through reload and crash. It ends with the answer for the dialogue beneath.
nonisolated struct Question<A: FollowUp>: Codable {
    var text: String
    var followUp: A
    var standard: A.Value?
    var isSecret: Bool
}

@MainActor extension Question: Dialogue, DialogueCarrier {
    static var carried: Any.Type { A.self }

    mutating func begin(_ session: Session) {
        if isSecret { session.setEcho(false) }
        let hint = A.Value.hint(standard: standard, in: session.language)
        session.prompt(hint.isEmpty ? text : "\(text) \(hint) ")
    }

    mutating func receive(_ line: String, from session: Session) async throws -> Next {
        if isSecret { session.setEcho(true) }
        if !isSecret, session.knows(line.trimmingSpaces.lowercased(), as: .abortWords) {
            session.send(.dialoguesAborted)
            return .end
        }
        do {
            let value: A.Value =
                if let standard, line.trimmingSpaces.isEmpty { standard } else {
                    try A.Value.read(line, in: session.language)
                }
            try await followUp.answered(value, by: session)
            return isSecret ? .end : .endWith(try StoredEncoder.encode(value))
        } catch let refusal as Refusal {
            session.send(refusal)
            return .again
        } catch {
            session.report(error, of: A.self)
            return .end
        }
    }
}

extension Session {
    /// Asks, and lets `followUp` see to what is answered: see ``FollowUp``.
    ///
    /// - Parameters:
    ///   - standard: what a bare Return means.
    ///   - secret: whether the answer is neither shown while it is typed nor logged.
    public func ask<A: FollowUp>(
        _ question: String, default standard: A.Value? = nil, secret: Bool = false, then followUp: A
    ) {
        begin(Question(text: question, followUp: followUp, standard: standard, isSecret: secret))
    }
}

extension AnyCommand {
    /// Asks who typed the command, and lets `followUp` see to what is answered, after any number of reloads:
    /// see ``FollowUp``. Throws a ``Refusal`` when there is nobody to ask.
    public final func ask<A: FollowUp>(
        _ question: String, default standard: A.Value? = nil, secret: Bool = false, then followUp: A
    ) throws {
        try listener().ask(question, default: standard, secret: secret, then: followUp)
    }
}
