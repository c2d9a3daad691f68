/// The words that stand for somebody.
public nonisolated struct Pronouns: Sendable, Hashable, Codable {
    /// he, she, it, they
    public var subject: String
    /// him, her, it, them
    public var object: String
    /// his, her, its, their (before a noun)
    public var possessiveAdjective: String
    /// his, hers, its, theirs (by itself)
    public var possessive: String
    /// himself, herself, itself, themselves
    public var reflexive: String
    /// Whether verbs follow in the plural: "they are".
    public var isPlural: Bool

    public init(
        subject: String, object: String, possessiveAdjective: String, possessive: String, reflexive: String,
        isPlural: Bool = false
    ) {
        self.subject = subject
        self.object = object
        self.possessiveAdjective = possessiveAdjective
        self.possessive = possessive
        self.reflexive = reflexive
        self.isPlural = isPlural
    }

    public static let he = Pronouns(
        subject: "he", object: "him", possessiveAdjective: "his", possessive: "his", reflexive: "himself")
    public static let she = Pronouns(
        subject: "she", object: "her", possessiveAdjective: "her", possessive: "hers", reflexive: "herself")
    public static let it = Pronouns(
        subject: "it", object: "it", possessiveAdjective: "its", possessive: "its", reflexive: "itself")
    public static let they = Pronouns(
        subject: "they", object: "them", possessiveAdjective: "their", possessive: "theirs", reflexive: "themselves",
        isPlural: true)
    public static let you = Pronouns(
        subject: "you", object: "you", possessiveAdjective: "your", possessive: "yours", reflexive: "yourself",
        isPlural: true)
    public static let i = Pronouns(
        subject: "I", object: "me", possessiveAdjective: "my", possessive: "mine", reflexive: "myself",
        isPlural: true)

    /// The part of a sentence that a pronoun plays.
    enum Part: Sendable { case subject, object, possessiveAdjective, possessive, reflexive }

    func word(_ part: Part) -> String {
        switch part {
        case .subject: subject
        case .object: object
        case .possessiveAdjective: possessiveAdjective
        case .possessive: possessive
        case .reflexive: reflexive
        }
    }

    /// What a pronoun in any person says about its part. "You", "it" and "her" could be two parts; the likelier counts.
    static func part(of word: String) -> Part? {
        switch word {
        case "i", "you", "he", "she", "it", "we", "they": .subject
        case "me", "him", "her", "us", "them": .object
        case "my", "your", "his", "its", "our", "their": .possessiveAdjective
        case "mine", "yours", "hers", "ours", "theirs": .possessive
        case "myself", "yourself", "himself", "herself", "itself", "ourselves", "themselves", "themself": .reflexive
        default: nil
        }
    }
}
