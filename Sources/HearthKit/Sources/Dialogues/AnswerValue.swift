/// A type that a player can give as an answer: to a question, or in a form.
///
/// An enum of words needs to name the protocol alone:
/// `enum Side: String, CaseIterable, AnswerValue { case sun, moon }`.
nonisolated public protocol AnswerValue: Codable {
    /// What a line says. Throws the ``Refusal`` that the player reads.
    @MainActor static func read(_ line: String) throws -> Self
    /// The same in the language of who answers; unless it is overridden, all languages are one to it.
    @MainActor static func read(_ line: String, in language: String?) throws -> Self
    /// How it is shown to the one who gave it: safe to put into marked-up text.
    @MainActor var shown: String { get }
    /// What stands after a question: `[y/N]`.
    @MainActor static func hint(standard: Self?) -> String
    @MainActor static func hint(standard: Self?, in language: String?) -> String
    @MainActor func shown(in language: String?) -> String
}

extension AnswerValue {
    public static func hint(standard: Self?) -> String { standard.map { "[\($0.shown)]" } ?? "" }
    public static func read(_ line: String, in language: String?) throws -> Self { try read(line) }
    public static func hint(standard: Self?, in language: String?) -> String { hint(standard: standard) }
    public func shown(in language: String?) -> String { shown }
}

/// The line as it was typed. It is no markup: text made of it goes through ``Markup/escape(_:keepingNewlines:)``.
extension String: AnswerValue {
    public static func read(_ line: String) -> String { line }
    public var shown: String { Markup.escape(self) }
}

extension Bool: AnswerValue {
    public static func read(_ line: String) throws -> Bool { try read(line, in: nil) }
    public static func read(_ line: String, in language: String?) throws -> Bool {
        guard let answer = World.current.texts.answer(line, in: language) else { throw Refusal(.answerYesOrNo) }
        return answer
    }
    public var shown: String { shown(in: nil) }
    public func shown(in language: String?) -> String { World.current.texts[self ? .yes : .no, in: language] }
    public static func hint(standard: Bool?) -> String { hint(standard: standard, in: nil) }
    public static func hint(standard: Bool?, in language: String?) -> String {
        World.current.texts.hint(standard: standard, in: language)
    }
}

extension Int: AnswerValue {
    public static func read(_ line: String) throws -> Int {
        guard let number = Int(String(line.trimmingSpaces)) else { throw Refusal(.answerWhole) }
        return number
    }
    public var shown: String { String(self) }
}

extension Double: AnswerValue {
    public static func read(_ line: String) throws -> Double {
        guard let number = Double(String(line.trimmingSpaces)), number.isFinite else { throw Refusal(.answerNumber) }
        return number
    }
    public var shown: String { String(self) }
}

/// Nothing is an answer too.
extension Optional: AnswerValue where Wrapped: AnswerValue {
    public static func read(_ line: String) throws -> Wrapped? {
        line.trimmingSpaces.isEmpty ? nil : try Wrapped.read(line)
    }
    public static func read(_ line: String, in language: String?) throws -> Wrapped? {
        line.trimmingSpaces.isEmpty ? nil : try Wrapped.read(line, in: language)
    }
    public var shown: String { self?.shown ?? "" }
    public func shown(in language: String?) -> String { self?.shown(in: language) ?? "" }
}

/// One of a few words, or the beginning of one.
extension AnswerValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    public static func read(_ line: String) throws -> Self {
        let word = line.trimmingSpaces.lowercased()
        let cases = Array(allCases)
        if let exact = cases.first(where: { $0.rawValue.lowercased() == word }) { return exact }
        let beginning = cases.filter { !word.isEmpty && $0.rawValue.lowercased().hasPrefix(word) }
        guard beginning.count == 1 else {
            throw Refusal(.answerOneOf, worded: ["list": .any(cases.map { "|w\($0.rawValue)|n" })])
        }
        return beginning[0]
    }
    public var shown: String { rawValue }
    public static func hint(standard: Self?) -> String {
        "[" + allCases.map(\.rawValue).joined(separator: "/") + "]" + (standard.map { " (\($0.rawValue))" } ?? "")
    }
}
