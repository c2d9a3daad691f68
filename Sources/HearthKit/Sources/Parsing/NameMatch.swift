/// How well a name answers to what a player typed. Greater is better.
public nonisolated enum NameMatch: Int, Sendable, Comparable {
    /// Each word typed begins a word of the name, in order: "re sw" for "a big red sword".
    case words = 1
    /// The name begins so: "big r".
    case beginning
    /// The whole name or alias.
    case exact

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// How well `name` or one of `aliases` answers to `query`, nil for not at all. To ask about many names, make a
    /// `NameQuery` once.
    public static func score(_ query: String, name: String, aliases: [String] = []) -> NameMatch? {
        NameQuery(query).match(name, aliases: aliases)
    }
}

/// What a player typed, made ready to be compared with many names, which may be marked up. Case, accents and colour
/// make no difference, nor does an article in front.
public nonisolated struct NameQuery: Sendable {
    private let folded: [UInt8]
    private let words: [Range<Int>]

    public init(_ typed: String) {
        var folded = TextFolding.fold(typed)
        while folded.last == UInt8(ascii: " ") { folded.removeLast() }
        let start = folded.span.endOfArticle { $0 }
        self.folded = start == 0 ? folded : Array(folded[start...])
        var words: [Range<Int>] = []
        var begin: Int?
        for (index, byte) in (self.folded + [UInt8(ascii: " ")]).enumerated() {
            if byte != UInt8(ascii: " ") {
                begin = begin ?? index
            } else if let first = begin {
                words.append(first..<index)
                begin = nil
            }
        }
        self.words = words
    }

    /// How well the name or one of the aliases answers; nil for not at all.
    public func match(_ name: String, aliases: [String] = []) -> NameMatch? {
        var best = match(name)
        for alias in aliases where best != .exact {
            if let other = match(alias), best.map({ other > $0 }) ?? true { best = other }
        }
        return best
    }

    /// Those that answer best, in their order; none when no one does.
    public func best<T>(of all: [T], names: (T) -> (name: String, aliases: [String])) -> [T] {
        var best: NameMatch?
        var found: [T] = []
        for candidate in all {
            let (name, aliases) = names(candidate)
            guard let match = match(name, aliases: aliases), best.map({ match >= $0 }) ?? true else { continue }
            if match != best { found.removeAll() }
            best = match
            found.append(candidate)
        }
        return found
    }

    private func match(_ name: String) -> NameMatch? {
        guard !folded.isEmpty else { return nil }
        let quick: NameMatch?? = name.withBytes { bytes in
            for index in 0..<bytes.count where bytes[index] >= 0x80 || bytes[index] == UInt8(ascii: "|") {
                return nil
            }
            return .some(match(bytes, TextFolding.lowercaseASCII))
        }
        if let quick { return quick }
        return match(TextFolding.fold(Markup.strip(name)).span) { $0 }
    }

    @inline(__always)
    private func match(_ name: Span<UInt8>, _ fold: (UInt8) -> UInt8) -> NameMatch? {
        let start = name.endOfArticle(fold)
        if begins(name, at: start, folded.indices, fold) {
            var end = name.count
            while end > start, name[end - 1] == UInt8(ascii: " ") { end -= 1 }
            return end - start == folded.count ? .exact : .beginning
        }
        var found = 0
        var isAtStart = true
        for index in start..<name.count {
            let isPart = Self.isWordByte(fold(name[index]))
            if isPart, isAtStart, begins(name, at: index, words[found], fold) {
                found += 1
                if found == words.count { return .words }
            }
            isAtStart = !isPart
        }
        return nil
    }

    @inline(__always)
    private func begins(_ name: Span<UInt8>, at start: Int, _ part: Range<Int>, _ fold: (UInt8) -> UInt8) -> Bool {
        guard part.count <= name.count - start else { return false }
        for offset in 0..<part.count where fold(name[start + offset]) != folded[part.lowerBound + offset] {
            return false
        }
        return true
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "'"), 0x80...:
            true
        default: false
        }
    }
}

nonisolated extension Span<UInt8> {
    /// Where the name begins after "a", "an", "the" or "some".
    @inline(__always)
    fileprivate func endOfArticle(_ fold: (UInt8) -> UInt8) -> Int {
        var start = 0
        while start < count, self[start] == UInt8(ascii: " ") { start += 1 }
        guard start < count else { return start }
        let article: StaticString
        switch fold(self[start]) {
        case UInt8(ascii: "a"):
            let isLonger = start + 1 < count && fold(self[start + 1]) == UInt8(ascii: "n")
            article = isLonger ? "an " : "a "
        case UInt8(ascii: "t"): article = "the "
        case UInt8(ascii: "s"): article = "some "
        default: return start
        }
        let length = article.utf8CodeUnitCount
        guard count - start > length else { return start }
        for offset in 0..<length where fold(self[start + offset]) != article.utf8Start[offset] { return start }
        start += length
        while start < count, self[start] == UInt8(ascii: " ") { start += 1 }
        return start
    }
}
