/// A text that players read, with the words that it is found by in `GameData/texts.yaml`, where a game may change it.
nonisolated public struct TextKey: Sendable, Hashable {
    public let key: String
    /// The text when the game has none of its own. `{name}` stands for a value.
    public let standard: String

    public init(_ key: String, _ standard: String) { (self.key, self.standard) = (key, standard) }
}

/// What the kit says to players, and what the game says instead; in as many languages as it has.
///
/// A command says `tell(.key, values)`, throws `Refusal(.key)`, announces `announce(.key, from: caller)`: each session
/// reads the text in its own language. Where there is none of it, it is the game's own, and last the standard one.
public final class Texts {
    /// The game's own, by key.
    public var own: [String: String] = [:]
    /// Those of other languages, by the language's code and key: `["de": ["exit locked": "Der Weg ist versperrt."]]`.
    /// A language of a country, `de-CH`, falls back to that without.
    public var languages: [String: [String: String]] = [:]

    public init() {}

    public subscript(key: TextKey) -> String { own[key.key] ?? key.standard }

    /// The text with `{name}` replaced by the value of that name.
    public subscript(key: TextKey, values: [String: String]) -> String {
        Self.fill(self[key], values)
    }

    /// The text in a language, nil for the game's own.
    public subscript(key: TextKey, in language: String?) -> String {
        guard let language, !languages.isEmpty else { return self[key] }
        if let text = languages[language]?[key.key] { return text }
        let general = language.prefix { $0 != "-" }
        return languages[String(general)]?[key.key] ?? self[key]
    }

    public subscript(key: TextKey, values: [String: String], in language: String?) -> String {
        Self.fill(self[key, in: language], values)
    }

    /// The text, and the language that it is in: what nobody has translated is English.
    func found(_ key: TextKey, in language: String?) -> (text: String, language: String) {
        if let language, !languages.isEmpty {
            for name in [language, String(language.prefix { $0 != "-" })] {
                if let text = languages[name]?[key.key] { return (text, name) }
            }
        }
        // A text without a key is the game's own.
        return own[key.key].map { ($0, ownLanguage) } ?? (key.standard, key.key.isEmpty ? ownLanguage : "en")
    }

    /// The language of the game's own texts, `language: de` in `GameData/texts.yaml`; English unless that says so.
    public var ownLanguage: String { own["language"] ?? "en" }

    /// Whether that is the game's own language: by its code or its name, in any case. A translation of that code is
    /// another.
    public func isOwn(languageNamed name: String) -> Bool {
        let wanted = name.lowercased()
        if wanted == self[.languageName].lowercased() { return true }
        guard language(named: name) == nil else { return false }
        // Whatever the texts call English.
        let standard = ownLanguage == "en" ? TextKey.languageName.standard.lowercased() : nil
        return wanted == ownLanguage.lowercased() || wanted == standard
    }

    /// "a line", "two lines", as a language has it.
    public func counted(_ count: Int, _ one: TextKey, _ many: TextKey, in language: String?) -> String {
        if count == 1 { return self[one, in: language] }
        let number = World.current.grammar(of: language)?.numberWord(count) ?? English.numberWord(count)
        return self[many, ["count": number], in: language]
    }

    /// What an answer to a yes-or-no question says, in a language or in English; nil when it is neither.
    public func answer(_ line: some StringProtocol, in language: String?) -> Bool? {
        let word = line.trimmingSpaces.lowercased()
        // What is a yes in one's own language counts before what is a no in English.
        if words(.yesWords, in: language).contains(word) { return true }
        if words(.noWords, in: language).contains(word) { return false }
        if Self.words(of: TextKey.yesWords.standard).contains(word) { return true }
        if Self.words(of: TextKey.noWords.standard).contains(word) { return false }
        return nil
    }

    /// The words of a text that has several for one thing: `look l`. The first is the one that players are shown.
    public func words(_ key: TextKey, in language: String?) -> [String] { Self.words(of: self[key, in: language]) }

    /// Whether a word, in small letters, is one of those of a text, in a language or in English.
    public func knows(_ word: String, as key: TextKey, in language: String?) -> Bool {
        words(key, in: language).contains(word) || Self.words(of: key.standard).contains(word)
    }

    /// Which of several texts a word, in small letters, is one of. Those of a language count before those of English: a
    /// letter may mean another thing there.
    func meaning(of word: String, among keys: [TextKey], in language: String?) -> TextKey? {
        keys.first { words($0, in: language).contains(word) }
            ?? keys.first { Self.words(of: $0.standard).contains(word) }
    }

    private static func words(of text: String) -> [String] { text.lowercased().split(separator: " ").map(String.init) }

    /// What stands after a yes-or-no question: `[Y/n]`.
    public func hint(standard: Bool?, in language: String?) -> String {
        self[standard.map { $0 ? .hintYes : .hintNo } ?? .hintEither, in: language]
    }

    /// "a, b and c", with the language's word for "and"; "a, b or c" with `.listOr`.
    public func list(_ items: [String], by word: TextKey = .listAnd, in language: String?) -> String {
        English.list(items, and: self[word, in: language])
    }

    /// A language by its code or by what it calls itself, in any case: `de`, `Deutsch`.
    public func language(named name: String) -> String? {
        let wanted = name.lowercased()
        let names = languages.keys.sorted()
        return names.first { $0.lowercased() == wanted }
            ?? names.first { self[.languageName, in: $0].lowercased() == wanted }
    }

    nonisolated static func fill(_ text: String, _ values: [String: String]) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            result += values[name] ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}

extension TextKey {
    public static let unknownCommand = TextKey(
        "unknown command", "You know no way to '{word}'. (Type |whelp|n for what you can do.)")
    public static let unknownCommandNear = TextKey("unknown command, near", "'{word}' is no command. Perhaps {near}?")
    public static let noWayThere = TextKey("no way there", "There is no way {direction} from here.")
    public static let needsCharacter = TextKey("needs character", "You need to be in a character for that.")
    public static let somethingWrong = TextKey(
        "something wrong", "Something went wrong with that. Those who look after the game can see what.")
    public static let lineGivenUp = TextKey(
        "line given up", "|rSomething went wrong with what you did last; it was given up.|n The game goes on.")
    public static let connectedBadly = TextKey(
        "connected badly", "Something went wrong as you connected. Press Return to try again.")
    public static let outOfOrder = TextKey(
        "out of order", "That is out of order just now. Those who look after the game have been told.")
    public static let nestedTooDeep = TextKey(
        "nested too deep", "Commands that have other commands run end here: it went too deep.")
    public static let interrupted = TextKey("interrupted", "(Your '{command}' was interrupted.)")
    public static let nobodyToAsk = TextKey("nobody to ask", "There is nobody to ask.")
    public static let nowhere = TextKey("nowhere", "You are nowhere.")
    public static let insideItself = TextKey("inside itself", "A thing cannot be put into itself.")
    public static let goneNow = TextKey("gone now", "It is gone.")
    public static let exitLocked = TextKey("exit locked", "The way is barred.")
    public static let exitLeadsNowhere = TextKey("exit leads nowhere", "That way leads nowhere.")
    public static let placeIsGone = TextKey("place is gone", "{place} is no more; you find yourself elsewhere.")
    public static let notFound = TextKey("not found", "You see no '{what}' here.")
    public static let whatFor = TextKey("search needs name", "What do you mean?")
    /// The same, of a command.
    public static let whatForCommand = TextKey("command needs name", "What do you want to {command}?")
    public static let whichOne = TextKey("which one", "Which one do you mean? {choices}")
    static let whichOneNumbered = TextKey(
        "which one, numbered", "Which one do you mean? {choices} (|w2.{what}|n is the second.)")
    public static let wrongKind = TextKey("wrong kind", "{what} is not the right thing for that.")
    public static let leavesBy = TextKey("leaves by", "$You() $conj(leave) $obj(exit).")
    public static let arrivesFrom = TextKey("arrives from", "$You() $conj(arrive) from $obj(there).")
    public static let arrives = TextKey("arrives", "$You() $conj(arrive).")
    public static let arrivesInGame = TextKey("arrives in game", "$You() $conj(wake) and $conj(look) around.")
    public static let leavesGame = TextKey("leaves game", "$You() $conj(drift) off to sleep and $conj(fade) from sight.")
    public static let exits = TextKey("exits", "|wWays out:|n {list}")
    public static let youSee = TextKey("you see", "|wYou see:|n {list}")
    public static let characters = TextKey("characters here", "|wHere is:|n {list}")
    /// What a screen reader reads in their place.
    public static let exitAloud = TextKey("exits, aloud, one", "There is one way out: {list}.")
    public static let exitsAloud = TextKey("exits, aloud", "There are {count} ways out: {list}.")
    public static let youSeeAloud = TextKey("you see, aloud", "You see {list}.")
    public static let characterAloud = TextKey("characters here, aloud, one", "{list} is here.")
    public static let charactersAloud = TextKey("characters here, aloud", "{list} are here.")
    public static let listAnd = TextKey("and", "and")
    public static let listOr = TextKey("or", "or")
    /// What counts as an answer to a yes-or-no question, in small letters.
    public static let yesWords = TextKey("yes words", "y yes true on")
    public static let noWords = TextKey("no words", "n no false off")
    public static let yes = TextKey("yes", "yes")
    public static let no = TextKey("no", "no")
    static let hintYes = TextKey("hint yes", "[Y/n]")
    static let hintNo = TextKey("hint no", "[y/N]")
    static let hintEither = TextKey("hint yes or no", "[y/n]")
    /// What a language calls itself.
    public static let languageName = TextKey("language name", "English")
}
