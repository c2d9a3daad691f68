/// How a language makes sentences of names and verbs: what `$conj`, `$You`, `$pron` and counted things come to in texts
/// of it. A plugin brings one by a subclass; nothing is registered. What it does not override is English.
///
/// ```swift
/// final class Dutch: Grammar {
///     override class var language: String { "nl" }
///     override func verb(_ verb: String) -> VerbForms { … }
///     override var you: Pronouns { Pronouns(subject: "jij", object: "jou", …) }
/// }
/// ```
/// The texts themselves are in `GameData/texts/nl.yaml`, or in `texts.yaml` of a game that is in that language: then
/// that says so, `language: nl`.
open class Grammar {
    public required init() {}
    /// Ties plugins to this build of the kit; see ``KitBuild``.
    open func builtFor(_: any KitBuild) {}

    /// The code that the file of its texts is named by: `de`. It serves `de-CH` too.
    open class var language: String { "en" }

    /// A verb after "you" and after a name, and after a pronoun of several: `$conj(light)`, `$pconj(light)`.
    public struct VerbForms {
        public var second: String
        public var third: String
        public var plural: String

        public init(second: String, third: String, plural: String) {
            (self.second, self.third, self.plural) = (second, third, plural)
        }
    }

    open func verb(_ verb: String) -> VerbForms {
        let second = English.secondPerson(verb)
        return VerbForms(second: second, third: English.thirdPerson(verb), plural: second)
    }

    /// What the reader is called who is meant.
    open var you: Pronouns { .you }
    /// The same where a text has them read of themselves: `$pron(I)`.
    open var i: Pronouns { .i }
    /// The language's words for him, her, it or them, by the English ones that ``Object/pronouns`` gives.
    open func pronouns(_ english: Pronouns) -> Pronouns { english }
    /// Who does something and is nobody.
    open var someone: String { "someone" }
    /// "Ann's".
    open func possessive(_ name: String, isPlural: Bool) -> String { English.possessive(name, isPlural: isPlural) }
    open func plural(_ noun: String) -> String { English.plural(noun) }
    /// "two coins"; of names without their article.
    open func counted(_ number: Int, _ noun: String) -> String { English.counted(number, noun) }
    /// "two".
    open func numberWord(_ number: Int) -> String { English.numberWord(number) }
    /// "2 days and 3 hours", as it stands in "{time} ago" and "in {time}".
    open func words(_ span: Duration) -> String { span.words }
    /// "5 Nov", by the calendar that most of this world uses.
    open func day(_ date: CalendarDate) -> String {
        let months = GameCalendar.gregorian.months
        let month = months.indices.contains(date.month - 1) ? months[date.month - 1].name : ""
        return "\(date.day) \(month.prefix(3))"
    }
    /// A name without its article: "a coin" is "coin". Nothing is counted that has none.
    open func withoutArticle(_ name: String) -> String { Appearance.withoutArticle(name) }
}

/// What a sentence needs of a language when it is read, taken from a ``Grammar`` once.
nonisolated struct StanceWords: Sendable {
    var you = Pronouns.you
    var someone = "someone"
    var possessive: @Sendable (_ name: String, _ isPlural: Bool) -> String = { English.possessive($0, isPlural: $1) }
    /// Nil for a language whose pronouns are those that objects have.
    var pronouns: (@Sendable (Pronouns) -> Pronouns)?

    static let english = StanceWords()

    init() {}

    @MainActor
    init(_ grammar: Grammar) {
        let (you, i) = (grammar.you, grammar.i)
        (self.you, someone) = (you, grammar.someone)
        // Sentences are made and read where game code runs.
        possessive = { name, isPlural in MainActor.assumeIsolated { grammar.possessive(name, isPlural: isPlural) } }
        pronouns = { english in
            if english == .you { return you }
            if english == .i { return i }
            return MainActor.assumeIsolated { grammar.pronouns(english) }
        }
    }
}
