/// How a player names things: "lamp", "2.sword", "second sword", "all swords", "my sword", "here", "#12", "*ann".
///
/// Things may have names that read like a phrase ("AK-47"): try `text` as a plain name first.
public nonisolated struct SearchPhrase: Sendable, Hashable {
    public enum Target: Sendable, Hashable {
        /// "me", "self", "myself"
        case me
        /// "here"
        case here
        /// "all" by itself: whatever there is.
        case everything
        /// "#12"
        case id(Int)
        /// "*ann": the account of that name.
        case account(String)
        case name(String)
    }

    /// As typed, without the space around it.
    public var text: String
    public var target: Target
    /// Which of several, the first being 1.
    public var ordinal: Int?
    /// Whether a number with its dot stands there as in a list of choices: "2. a row of lanterns".
    public var isListed: Bool
    /// How many: "3 apples".
    public var count: Int?
    /// All that fit.
    public var isAll: Bool
    /// Only what the searcher carries: "my sword".
    public var isMine: Bool

    public init(_ typed: String) {
        text = String(CommandArguments.trim(typed[...]))
        (target, ordinal, isListed, count, isAll, isMine) = (.name(text), nil, false, nil, false, false)
        if readWhole() { return }
        var rest = text[...]
        while let further = readBeginning(of: rest) { rest = further }
        if let shorter = readEnd(of: rest) { rest = shorter }
        target = .name(String(rest))
    }

    /// Phrases that are one word with a meaning of its own.
    private mutating func readWhole() -> Bool {
        guard let first = text.utf8.first else { return false }
        switch first {
        case UInt8(ascii: "#"):
            let digits = text.utf8.dropFirst()
            if digits.allSatisfy({ (0x30...0x39).contains($0) }), let id = Int(text.dropFirst()) { target = .id(id) }
            return true
        case UInt8(ascii: "*"):
            let name = CommandArguments.trim(text.dropFirst())
            if !name.isEmpty { target = .account(String(name)) }
            return true
        default: break
        }
        guard text.utf8.count <= 10 else { return false }
        switch text.lowercased() {
        case "me", "self", "myself": target = .me
        case "here": target = .here
        case "all", "everything": (target, isAll) = (.everything, true)
        default: return false
        }
        return true
    }

    /// Takes one word such as "all", "my", "2." or "second" from the front. Nil when none stands there.
    private mutating func readBeginning(of rest: Substring) -> Substring? {
        let isUndecided = ordinal == nil && count == nil && !isAll
        if isUndecided, let dot = rest.utf8.firstIndex(of: UInt8(ascii: ".")),
            dot < rest.utf8.index(before: rest.endIndex)
        {
            let word = rest[..<dot].lowercased()
            if word == "all" || Self.number(word) != nil {
                isAll = word == "all"
                ordinal = Self.number(word)
                let further = rest[rest.utf8.index(after: dot)...]
                let name = CommandArguments.trim(further)
                isListed = ordinal != nil && (name.startIndex > further.startIndex || Self.hasArticle(name))
                return name
            }
        }
        guard let space = rest.utf8.firstIndex(of: UInt8(ascii: " ")) else { return nil }
        let word = rest[..<space].lowercased()
        let further = CommandArguments.trim(rest[space...])
        guard !further.isEmpty else { return nil }
        switch word {
        case "my" where !isMine: isMine = true
        case "all" where isUndecided:
            isAll = true
            // "all of the swords", "all my swords"
            for filler in ["of ", "the "] where further.lowercased().hasPrefix(filler) {
                return CommandArguments.trim(further.dropFirst(filler.count))
            }
        default:
            guard isUndecided else { return nil }
            if let place = Self.place(word) {
                ordinal = place
            } else if let number = Self.number(word) {
                count = number
            } else {
                return nil
            }
        }
        return further
    }

    /// Takes "-2" from the end.
    private mutating func readEnd(of rest: Substring) -> Substring? {
        guard ordinal == nil, count == nil, !isAll, let dash = rest.utf8.lastIndex(of: UInt8(ascii: "-")),
            dash > rest.startIndex, let number = Self.number(String(rest[rest.utf8.index(after: dash)...]))
        else { return nil }
        ordinal = number
        return CommandArguments.trim(rest[..<dash])
    }

    private static func hasArticle(_ name: Substring) -> Bool {
        let folded = name.lowercased()
        return ["a ", "an ", "the ", "some "].contains { folded.hasPrefix($0) }
    }

    /// A number from 1 to 9999, in digits alone.
    private static func number(_ text: String) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(text), number > 0
        else { return nil }
        return number
    }

    private static let places = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    ]

    /// "second", "2nd"
    private static func place(_ word: String) -> Int? {
        if let index = places.firstIndex(of: word) { return index + 1 }
        guard word.utf8.count > 2, ["st", "nd", "rd", "th"].contains(word.suffix(2)) else { return nil }
        return number(String(word.dropLast(2)))
    }
}
