/// What stands after a command's name, taken apart as MUX does:
/// `/switch/switch lhs1, lhs2 = rhs1, rhs2`.
public nonisolated struct CommandArguments: Sendable, Hashable {
    /// All of it, as typed.
    public let raw: String
    /// The switches in full and lower-case, in the order typed.
    public private(set) var switches: [String] = []
    /// What was typed as a switch and is none that the command declares.
    public private(set) var unknownSwitches: [String] = []
    /// What was typed as a switch and could be several, with those.
    public private(set) var ambiguousSwitches: [String: [String]] = [:]
    /// What follows the switches, without the space around it.
    public private(set) var args = ""
    /// What stands left of the separator, or all where there is none.
    public private(set) var lhs = ""
    /// What stands right of the separator; nil where there is none, empty where nothing follows it.
    public private(set) var rhs: String?

    /// `lhs` at its commas.
    public var lhsList: [String] { Self.list(lhs) }
    /// `rhs` at its commas.
    public var rhsList: [String] { Self.list(rhs ?? "") }
    /// `args` at its spaces.
    public var words: [String] { args.split(separator: " ").map(String.init) }

    /// - Parameters:
    ///   - raw: what follows the command's name, from the first byte after it.
    ///   - declared: the switches that the command knows, any unique beginning of which is taken for the whole. Nil
    ///     takes every switch as typed.
    ///   - separators: what may part the sides; the first that the text has does. One with letters needs spaces about
    ///     it in this list: `" to "`.
    public init(_ raw: String, switches declared: [String]? = nil, separators: [String] = ["="]) {
        self.raw = raw
        var rest = raw[...]
        if raw.utf8.first == UInt8(ascii: "/"), raw.utf8.count > 1 {
            let end = rest.firstIndex(where: \.isWhitespace) ?? rest.endIndex
            let typed = rest[..<end].split(separator: "/").map { $0.lowercased() }
            rest = rest[end...]
            for word in typed { read(word, declared) }
        }
        rest = Self.trim(rest)
        args = rest.utf8.count == raw.utf8.count ? raw : String(rest)
        split(rest, at: separators)
    }

    /// What the player reads of switches that cannot be; nil when all can.
    @MainActor public var switchProblem: Refusal? {
        func shown(_ word: String) -> String { "/" + Markup.escape(word) }
        if let (typed, choices) = ambiguousSwitches.min(by: { $0.key < $1.key }) {
            return Refusal(.switchWhich, ["switch": shown(typed)], worded: ["list": .any(choices.map(shown))])
        }
        guard !unknownSwitches.isEmpty else { return nil }
        return Refusal(
            unknownSwitches.count == 1 ? .switchNone : .switchesNone, worded: ["list": .all(unknownSwitches.map(shown))])
    }

    public func has(_ name: String) -> Bool { switches.contains(name) }

    private mutating func read(_ word: String, _ declared: [String]?) {
        guard let declared else { return add(word) }
        let lower = declared.map { $0.lowercased() }
        if lower.contains(word) { return add(word) }
        let candidates = lower.filter { $0.hasPrefix(word) }
        switch candidates.count {
        case 0: unknownSwitches.append(word)
        case 1: add(candidates[0])
        default: ambiguousSwitches[word] = candidates
        }
    }

    private mutating func add(_ name: String) {
        if !switches.contains(name) { switches.append(name) }
    }

    private mutating func split(_ text: Substring, at separators: [String]) {
        for separator in separators {
            guard let range = Self.range(of: separator, in: text) else { continue }
            lhs = String(Self.trim(text[..<range.lowerBound]))
            rhs = String(Self.trim(text[range.upperBound...]))
            return
        }
        lhs = args
    }

    private static func range(of separator: String, in text: Substring) -> Range<String.Index>? {
        guard separator.utf8.count == 1, let byte = separator.utf8.first else {
            return separator.isEmpty ? nil : text.firstRange(of: separator)
        }
        guard let index = text.utf8.firstIndex(of: byte) else { return nil }
        return index..<text.utf8.index(after: index)
    }

    private static func list(_ text: String) -> [String] {
        guard !text.isEmpty else { return [] }
        return text.split(separator: ",", omittingEmptySubsequences: false).map { String(trim($0)) }
    }

    /// By bytes: an accent that follows a space makes one `Character` with it, and is to stay.
    static func trim(_ text: Substring) -> Substring {
        func isKept(_ byte: UInt8) -> Bool { byte != UInt8(ascii: " ") && !(9...13).contains(byte) }
        guard let first = text.utf8.firstIndex(where: isKept), let last = text.utf8.lastIndex(where: isKept) else {
            return text[text.endIndex...]
        }
        return text[first..<text.utf8.index(after: last)]
    }
}

extension TextKey {
    static let switchNone = TextKey("switch none", "There is no switch {list} here.")
    static let switchesNone = TextKey("switches none", "There are no switches {list} here.")
    static let switchWhich = TextKey("switch which", "The switch {switch} could be {list}.")
}
