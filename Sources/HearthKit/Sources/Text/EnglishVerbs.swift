nonisolated extension English {
    /// The third person of the present: "try" gives "tries", "be" gives "is". Only the first word of a phrase
    /// changes ("look at": "looks at"); a verb that has no such form stays ("can", "must").
    public static func thirdPerson(_ verb: String) -> String {
        changingFirstWord(verb) { irregularVerbs[$0]?.third ?? regularThirdPerson($0) }
    }

    /// The form after "you" and "they": "be" and "is" give "are", "has" gives "have"; other verbs stay.
    public static func secondPerson(_ verb: String) -> String {
        changingFirstWord(verb) { irregularVerbs[$0]?.second ?? $0 }
    }

    private static func changingFirstWord(_ phrase: String, _ change: (String) -> String) -> String {
        guard let space = phrase.utf8.firstIndex(of: UInt8(ascii: " ")) else { return keepingCase(phrase, change) }
        return keepingCase(String(phrase[..<space]), change) + phrase[space...]
    }

    private static func keepingCase(_ word: String, _ change: (String) -> String) -> String {
        guard word.utf8.contains(where: { (0x41...0x5A).contains($0) || $0 >= 0x80 }) else { return change(word) }
        let lower = word.lowercased()
        let changed = change(lower)
        if changed == lower { return word }
        if word == lower { return changed }
        if word.utf8.count > 1, word == word.uppercased() { return changed.uppercased() }
        return capitalized(changed)
    }

    private static func regularThirdPerson(_ verb: String) -> String {
        let bytes = Array(verb.utf8)
        guard let last = bytes.last else { return verb }
        let before = bytes.count > 1 ? bytes[bytes.count - 2] : 0
        switch last {
        case UInt8(ascii: "y") where !isVowel(before): return String(verb.dropLast()) + "ies"
        case UInt8(ascii: "o") where !isVowel(before): return verb + "es"
        case UInt8(ascii: "s"), UInt8(ascii: "x"), UInt8(ascii: "z"): return verb + "es"
        case UInt8(ascii: "h") where before == UInt8(ascii: "s") || before == UInt8(ascii: "c"): return verb + "es"
        default: return verb + "s"
        }
    }

    static func isVowel(_ letter: UInt8) -> Bool {
        switch letter {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): true
        default: false
        }
    }

    private static let irregularVerbs: [String: (second: String, third: String)] = {
        var verbs: [String: (String, String)] = [
            "be": ("are", "is"), "am": ("are", "is"), "are": ("are", "is"), "is": ("are", "is"),
            "was": ("were", "was"), "were": ("were", "was"),
            "have": ("have", "has"), "has": ("have", "has"),
            "do": ("do", "does"), "does": ("do", "does"),
            "go": ("go", "goes"), "goes": ("go", "goes"),
            "aren't": ("aren't", "isn't"), "isn't": ("aren't", "isn't"),
            "weren't": ("weren't", "wasn't"), "wasn't": ("weren't", "wasn't"),
            "haven't": ("haven't", "hasn't"), "hasn't": ("haven't", "hasn't"),
            "don't": ("don't", "doesn't"), "doesn't": ("don't", "doesn't"),
            "quiz": ("quiz", "quizzes"), "gas": ("gas", "gasses"), "stomach": ("stomach", "stomachs"),
        ]
        for modal in [
            "can", "could", "may", "might", "must", "shall", "should", "will", "would", "ought", "cannot", "can't",
            "couldn't", "mustn't", "shouldn't", "won't", "wouldn't",
        ] { verbs[modal] = (modal, modal) }
        return verbs
    }()
}
