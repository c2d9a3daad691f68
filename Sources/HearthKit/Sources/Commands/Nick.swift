/// A player's own word for something: a line, somebody, a thing, a channel.
///
/// In the pattern `*` stands for anything, `?` for one character, `$1` to `$9` for what the replacement takes up again:
/// `tm $1` becomes `page tallman = $1`. Upper and lower case are one.
public struct Nick: Codable, Hashable, Storable {
    nonisolated public enum Kind: String, Codable, Sendable, CaseIterable {
        /// The whole line that was typed.
        case line
        /// The name of a thing, where commands look for one.
        case object
        /// The name of an account.
        case account
        /// The name of a channel.
        case channel
    }

    public var kind: Kind
    public var pattern: String
    public var replacement: String

    /// The longest pattern or replacement, in characters.
    nonisolated public static let mostLength = 200

    public init(_ kind: Kind, _ pattern: String, _ replacement: String) {
        (self.kind, self.pattern, self.replacement) = (kind, pattern, replacement)
    }

    /// The text that stands for `typed`; nil when it does not fit the pattern.
    public func applied(to typed: some StringProtocol) -> String? {
        var matching = NickMatching(pattern: pattern, text: String(typed))
        guard matching.matches() else { return nil }
        return matching.fill(replacement)
    }
}

/// One match of a pattern against a text: no pattern costs more than its length times that of the text.
private struct NickMatching {
    private enum Part {
        case exactly(Swift.Character)
        case one
        case any
        case capture(Int)
    }

    private let parts: [Part]
    private let text: [Swift.Character]
    private let lower: [Swift.Character]
    private var captures: [Int: String] = [:]

    init(pattern: String, text: String) {
        self.text = Array(text)
        lower = Array(text.lowercased())
        var parts: [Part] = []
        var rest = pattern.lowercased()[...]
        while let character = rest.popFirst() {
            switch character {
            case "*": parts.append(.any)
            case "?": parts.append(.one)
            case "\\": parts.append(.exactly(rest.popFirst() ?? "\\"))
            case "$":
                if let number = rest.first?.wholeNumberValue, rest.first?.isASCII ?? false, number > 0 {
                    rest.removeFirst()
                    parts.append(.capture(number))
                } else {
                    parts.append(.exactly("$"))
                }
            default: parts.append(.exactly(character))
            }
        }
        self.parts = parts
    }

    /// From the end: whether the parts from each on fit the text from each place on. Then from the start, each capture
    /// with as little as will do, so that `$1 $2` parts at the first space.
    mutating func matches() -> Bool {
        guard text.count == lower.count else { return false }
        var fits = [[Bool](repeating: false, count: text.count) + [true]]
        for part in parts.reversed() {
            let next = fits[fits.count - 1]
            var row = [Bool](repeating: false, count: text.count + 1)
            switch part {
            case .exactly(let character):
                for place in text.indices where lower[place] == character { row[place] = next[place + 1] }
            case .one:
                for place in text.indices { row[place] = next[place + 1] }
            case .any:
                row[text.count] = next[text.count]
                for place in text.indices.reversed() { row[place] = next[place] || row[place + 1] }
            case .capture:
                for place in text.indices.reversed() { row[place] = next[place + 1] || row[place + 1] }
            }
            fits.append(row)
        }
        fits.reverse()
        guard fits[0][0] else { return false }
        var place = 0
        for (index, part) in parts.enumerated() {
            let next = fits[index + 1]
            switch part {
            case .exactly, .one: place += 1
            case .any: while !next[place] { place += 1 }
            case .capture(let number):
                let start = place
                repeat { place += 1 } while !next[place]
                captures[number] = String(text[start..<place])
            }
        }
        return true
    }

    func fill(_ replacement: String) -> String {
        var result = ""
        var rest = replacement[...]
        while let character = rest.popFirst() {
            guard character == "$", let number = rest.first?.wholeNumberValue, let captured = captures[number] else {
                result.append(character)
                continue
            }
            rest.removeFirst()
            result += captured
        }
        return result
    }
}

extension Entity {
    /// What `typed` stands for in the words of this character or account; itself when they have none for it.
    public final func unnicked(_ typed: String, _ kind: Nick.Kind) -> String {
        nick(typed, kind) ?? ((self as? Object)?.sessions.first?.account).flatMap { $0.nick(typed, kind) } ?? typed
    }

    private func nick(_ typed: String, _ kind: Nick.Kind) -> String? {
        guard !nicks.isEmpty else { return nil }
        for nick in nicks where nick.kind == kind {
            if let replaced = nick.applied(to: typed.trimmingSpaces) { return replaced }
        }
        return nil
    }
}
