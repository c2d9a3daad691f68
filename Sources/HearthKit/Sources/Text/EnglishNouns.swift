nonisolated extension English {
    /// The plural of a noun or of the noun in a phrase: "sword of fire" gives "swords of fire".
    public static func plural(_ noun: String) -> String {
        let lower = noun.lowercased()
        for link in [" of ", " with ", " in ", " on ", " for ", " from ", " made "] {
            guard let range = lower.firstRange(of: link) else { continue }
            let length = lower.utf8.distance(from: lower.startIndex, to: range.lowerBound)
            let end = noun.utf8.index(noun.startIndex, offsetBy: length, limitedBy: noun.endIndex) ?? noun.endIndex
            return plural(String(noun[..<end])) + noun[end...]
        }
        let start = noun.lastIndex { !$0.isLetter && $0 != "'" }.map(noun.index(after:)) ?? noun.startIndex
        let word = String(noun[start...])
        guard !word.isEmpty else { return noun }
        return noun[..<start] + pluralWord(word)
    }

    private static func pluralWord(_ word: String) -> String {
        let lower = word.lowercased()
        if unchanging.contains(lower) || ["fish", "sheep", "deer"].contains(where: lower.hasSuffix) { return word }
        if let irregular = irregularNouns[lower] {
            return word == lower ? irregular : capitalized(irregular)
        }
        func replacing(_ count: Int, _ ending: String) -> String { word.dropLast(count) + ending }
        if lower.hasSuffix("man"), !keepingMan.contains(where: lower.hasSuffix) { return replacing(2, "en") }
        if lower.hasSuffix("foot") || lower.hasSuffix("tooth") || lower.hasSuffix("goose") {
            let stem = lower.hasSuffix("foot") ? "feet" : lower.hasSuffix("tooth") ? "teeth" : "geese"
            return replacing(stem == "feet" ? 4 : 5, stem)
        }
        if let ending = voicedF.first(where: lower.hasSuffix) {
            return replacing(ending.hasSuffix("fe") ? 2 : 1, "ves")
        }
        let letters = Array(lower.utf8)
        let before = letters.count > 1 ? letters[letters.count - 2] : 0
        switch letters.last {
        case UInt8(ascii: "y") where !isVowel(before): return replacing(1, "ies")
        case UInt8(ascii: "o") where hissingO.contains(lower): return word + "es"
        case UInt8(ascii: "s") where lower.hasSuffix("sis"): return replacing(2, "es")
        case UInt8(ascii: "s"), UInt8(ascii: "x"), UInt8(ascii: "z"): return word + "es"
        case UInt8(ascii: "h") where before == UInt8(ascii: "s") || before == UInt8(ascii: "c"):
            return hardCh.contains(lower) ? word + "s" : word + "es"
        default: return word + "s"
        }
    }

    private static let unchanging: Set<String> = [
        "sheep", "deer", "fish", "moose", "bison", "salmon", "trout", "series", "species", "aircraft", "armor",
        "armour",
        "trousers", "pants", "scissors", "shears", "tongs", "clothes", "gold", "money", "offspring", "swine",
    ]
    private static let irregularNouns = [
        "child": "children", "ox": "oxen", "person": "people", "mouse": "mice", "louse": "lice", "die": "dice",
        "woman": "women", "staff": "staffs", "quiz": "quizzes", "cactus": "cacti", "fungus": "fungi",
        "vertex": "vertices", "vortex": "vortices", "matrix": "matrices", "this": "these", "that": "those",
    ]
    /// Their "man" is no man.
    private static let keepingMan = ["human", "german", "shaman", "talisman", "roman", "ottoman", "caiman"]
    private static let voicedF = [
        "knife", "wife", "life", "wolf", "shelf", "elf", "leaf", "loaf", "thief", "half", "calf", "scarf", "hoof",
        "dwarf", "sheaf", "wharf",
    ]
    private static let hardCh: Set<String> = ["stomach", "monarch", "patriarch", "matriarch", "epoch", "loch"]
    private static let hissingO: Set<String> = [
        "potato", "tomato", "hero", "echo", "torpedo", "veto", "mosquito", "tornado", "volcano", "mango", "buffalo",
        "domino",
    ]
}
