/// Enough English to write sentences from names and verbs. Pure functions; plain text, no markup, unless they say so.
public nonisolated enum English {
    private static let numbers = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ]

    /// "two" for 2; digits below zero and over twenty. Zero is "no", as in "no apples".
    public static func numberWord(_ number: Int) -> String {
        numbers.indices.contains(number) ? numbers[number] : String(number)
    }

    /// "an apple", "two apples", "no apples", "21 apples".
    public static func counted(_ number: Int, _ noun: String) -> String {
        number == 1 ? withArticle(noun) : numberWord(number) + " " + plural(noun)
    }

    /// "a", "a and b", "a, b and c".
    public static func list(_ items: [String], and conjunction: String = "and") -> String {
        guard let last = items.last else { return "" }
        guard items.count > 1 else { return last }
        return items.dropLast().joined(separator: ", ") + " " + conjunction + " " + last
    }

    /// "a, b and c".
    public static func list(_ items: String...) -> String { list(items) }

    /// "Ann's", "the guards'".
    public static func possessive(_ name: String, isPlural: Bool = false) -> String {
        name + (isPlural && name.hasSuffix("s") ? "'" : "'s")
    }

    /// The text with its first character upper-case. Colour codes before it are passed over.
    public static func capitalized(_ text: String) -> String {
        guard let first = text.utf8.first else { return text }
        guard first != UInt8(ascii: "|") else { return capitalizedAfterMarkup(text) }
        if first < 0x80, !(0x61...0x7A).contains(first) { return text }
        var result = text
        result.replaceSubrange(...result.startIndex, with: result[result.startIndex].uppercased())
        return result
    }

    private static func capitalizedAfterMarkup(_ text: String) -> String {
        text.withBytes { bytes in
            var scanner = MarkupScanner()
            while let token = scanner.next(in: bytes) {
                guard case .text(let range) = token else { continue }
                let rest = bytes.string(range.lowerBound..<bytes.count)
                // By the byte: a bar with an accent on it is another character, and a bar still.
                let isBar = rest.utf8.first == UInt8(ascii: "|")
                return bytes.string(0..<range.lowerBound) + (isBar ? rest : capitalized(rest))
            }
            return text
        }
    }

    /// "an apple", "a unicorn"; markup in front of the noun is passed over.
    public static func withArticle(_ noun: String) -> String { article(for: noun) + " " + noun }

    /// "a" or "an", by the sound of the first word.
    public static func article(for noun: String) -> String {
        let plain = Markup.strip(noun).lowercased()
        let word = String(plain.drop { !$0.isLetter && !$0.isNumber }.prefix { $0.isLetter || $0.isNumber })
        return startsWithVowelSound(word) ? "an" : "a"
    }

    private static let silentH = ["hour", "honest", "honor", "honour", "heir"]
    /// Words that are written with a vowel and begin with the sound of "you" or "one".
    private static let consonantSounds = [
        "uni", "use", "using", "usual", "usurp", "utensil", "utopia", "ubiquit", "uke", "ukulele", "uranium", "urin",
        "eu",
        "ewe", "once", "oneself", "ouija",
    ]
    /// "Un-" before an i is no "uni-".
    private static let negatedI = [
        "unid", "unim", "uninc", "unind", "uninf", "uninh", "unins", "unint", "uninv", "unir", "uniss",
    ]

    private static func startsWithVowelSound(_ word: String) -> Bool {
        guard let first = word.unicodeScalars.first else { return false }
        func begins(_ prefixes: [String]) -> Bool { prefixes.contains { word.hasPrefix($0) } }
        switch first {
        case "8": return true
        case "1": return word.hasPrefix("11") || word.hasPrefix("18") ? isSpokenWhole(word) : false
        case _ where word.utf8.count == 1: return "aefhilmnorsx".unicodeScalars.contains(first)
        case "h": return begins(silentH)
        case "o" where word == "one" || word == "ones": return false
        case "a", "e", "i", "o": return !begins(consonantSounds)
        case "u": return begins(negatedI) || !begins(consonantSounds)
        case "à"..."å", "è"..."ï", "ò"..."ö", "ù"..."ü": return true
        default: return false
        }
    }

    /// 11, 18, 11,000 and 18,000,000 are read "eleven…" and "eighteen…"; 110 and 1800 are "one hundred…".
    private static func isSpokenWhole(_ word: String) -> Bool {
        let digits = word.prefix { $0.isNumber }.count
        return digits % 3 == 2 || word.hasPrefix("1800") && digits == 4 || word.hasPrefix("1100") && digits == 4
    }
}
