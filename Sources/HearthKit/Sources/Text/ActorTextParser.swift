/// Reads the source of an `ActorText` once, front to back.
nonisolated struct ActorTextParser {
    private let functions: [String: ActorText.Function]
    private let calls: InlineCalls.Caller?
    /// Nil is English.
    private let grammar: Grammar?
    /// Text that knows no actor, see ``InlineText``: its only escape is `$$name(`, for it may be full of backslashes.
    private let isPlain: Bool
    private(set) var keys: [String] = []
    /// How many calls may turn out to be none before the rest counts as plain text: keeps hostile text cheap.
    private var patience = 32

    private static let deepest = 20
    private static let dollar = UInt8(ascii: "$")
    private static let backslash = UInt8(ascii: "\\")

    init(
        functions: [String: ActorText.Function], calls: InlineCalls.Caller? = nil, grammar: Grammar? = nil,
        isPlain: Bool = false
    ) {
        (self.functions, self.calls, self.grammar, self.isPlain) = (functions, calls, grammar, isPlain)
    }

    mutating func parse(_ source: Span<UInt8>, depth: Int = 0) -> [ActorText.Segment] {
        guard source.firstIndex(of: Self.dollar) != nil || source.firstIndex(of: Self.backslash) != nil else {
            return source.isEmpty ? [] : [.text(source.string(0..<source.count))]
        }
        var segments: [ActorText.Segment] = []
        var text: [UInt8] = []
        func endText() {
            guard !text.isEmpty else { return }
            segments.append(.text(String(decoding: text, as: UTF8.self)))
            text.removeAll(keepingCapacity: true)
        }
        var index = 0
        while index < source.count {
            let byte = source[index]
            let next: UInt8 = index + 1 < source.count ? source[index + 1] : 0
            if byte == Self.backslash, !isPlain || depth > 0, Self.isEscapable(next, inArgument: depth > 0) {
                text.append(next)
                index += 2
            } else if byte == Self.dollar, next == Self.dollar, isPlain {
                // One less than there are, before what would be a call.
                var end = index
                while end < source.count, source[end] == Self.dollar { end += 1 }
                text += Array(repeating: Self.dollar, count: end - index - (Self.isCall(source, from: end) ? 1 : 0))
                index = end
            } else if byte == Self.dollar, next == Self.dollar {
                text.append(Self.dollar)
                index += 2
            } else if byte == Self.dollar, let (result, length) = call(in: source, at: index, depth: depth) {
                if case .text(let literal) = result {
                    text += literal.utf8
                } else {
                    endText()
                    segments.append(result)
                }
                index += length
            } else {
                text.append(byte)
                index += 1
            }
        }
        endText()
        return segments
    }

    /// The call that begins at `start`, or nil when what stands there is plain text.
    private mutating func call(
        in source: Span<UInt8>, at start: Int, depth: Int
    ) -> (ActorText.Segment, length: Int)? {
        var open = start + 1
        while open < source.count, Self.isNameByte(source[open]) { open += 1 }
        guard open > start + 1, open < source.count, source[open] == UInt8(ascii: "("), depth < Self.deepest,
            patience > 0
        else { return nil }
        let name = source.string(start + 1..<open)
        guard !isPlain && Self.isKnown(name) || functions[name] != nil else {
            guard let calls, patience > 0 else { return nil }
            let called = calls(name, { source.string(start + 1..<source.count) })
            return called.map { (.text($0.text), $0.length + 1) }
        }
        guard let end = Self.closing(in: source, from: open),
            let arguments = arguments(in: source, open + 1..<end, depth: depth),
            let segment = segment(name, arguments)
        else {
            patience -= 1
            return nil
        }
        return (segment, end + 1 - start)
    }

    private mutating func arguments(in source: Span<UInt8>, _ range: Range<Int>, depth: Int) -> [String]? {
        var arguments: [String] = []
        var (start, index, level) = (range.lowerBound, range.lowerBound, 0)
        while index <= range.upperBound {
            let byte = index < range.upperBound ? source[index] : UInt8(ascii: ",")
            if byte == Self.backslash { index += 1 }
            if byte == UInt8(ascii: "(") { level += 1 }
            if byte == UInt8(ascii: ")") { level -= 1 }
            if byte == UInt8(ascii: ","), level == 0 || index == range.upperBound {
                guard let argument = argument(in: source, start..<min(index, range.upperBound), depth: depth) else {
                    return nil
                }
                arguments.append(argument)
                start = index + 1
            }
            index += 1
        }
        if arguments == [""] { arguments = [] }
        return arguments
    }

    /// One argument as text; nil when it depends on the reader.
    private mutating func argument(in source: Span<UInt8>, _ range: Range<Int>, depth: Int) -> String? {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, source[start] == UInt8(ascii: " ") { start += 1 }
        while end > start, source[end - 1] == UInt8(ascii: " ") { end -= 1 }
        let segments = parse(source.extracting(start..<end), depth: depth + 1)
        switch (segments.first, segments.count) {
        case (nil, _): return ""
        case (.text(let text), 1): return text
        default: return nil
        }
    }

    private static func closing(in source: Span<UInt8>, from open: Int) -> Int? {
        var (level, index) = (0, open)
        while index < source.count {
            switch source[index] {
            case backslash: index += 1
            case UInt8(ascii: "("): level += 1
            case UInt8(ascii: ")"):
                level -= 1
                if level == 0 { return index }
            default: break
            }
            index += 1
        }
        return nil
    }

    private static func isEscapable(_ byte: UInt8, inArgument: Bool) -> Bool {
        switch byte {
        case dollar, backslash: true
        case UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: ")"): inArgument
        default: false
        }
    }

    private static func isCall(_ source: Span<UInt8>, from start: Int) -> Bool {
        var end = start
        while end < source.count, isNameByte(source[end]) { end += 1 }
        return end > start && end < source.count && source[end] == UInt8(ascii: "(")
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

/// The functions of the actor stance.
nonisolated extension ActorTextParser {
    private static func isKnown(_ name: String) -> Bool {
        switch name {
        case "You", "you", "Your", "your", "Obj", "obj", "conj", "pconj", "Pron", "pron": true
        default: false
        }
    }

    private mutating func segment(_ name: String, _ arguments: [String]) -> ActorText.Segment? {
        // Where there is an actor, who is named is said by it: `$obj` is another one in other texts.
        if let function = functions[name], isPlain || !Self.isKnown(name) {
            return function(arguments).map { .text($0) }
        }
        switch name {
        case "You", "you":
            var use = ActorText.PronounUse(part: .subject)
            for argument in arguments.dropFirst() { _ = Self.apply(argument, to: &use) }
            return .you(role(arguments.first), use.part, capital: name == "You")
        case "Your", "your": return .your(role(arguments.first), capital: name == "Your")
        case "Obj", "obj": return .object(role(arguments.first), capital: name == "Obj")
        case "conj", "pconj":
            guard let verb = arguments.first, !verb.isEmpty else { return nil }
            let (second, third, plural) = forms(of: verb)
            let role = role(arguments.dropFirst().first)
            return name == "conj"
                ? .verb(second: second, third: third, role)
                : .pronounVerb(second: second, third: third, plural: plural, role)
        default:
            return pronoun(arguments, capital: name == "Pron")
        }
    }

    private func forms(of verb: String) -> (second: String, third: String, plural: String) {
        guard let grammar else {
            let second = English.secondPerson(verb)
            return (second, English.thirdPerson(verb), second)
        }
        // Sentences are made where game code runs.
        return MainActor.assumeIsolated {
            let forms = grammar.verb(verb)
            return (forms.second, forms.third, forms.plural)
        }
    }

    private mutating func role(_ key: String?) -> ActorText.Role {
        guard let key, !key.isEmpty else { return 0 }
        if let index = keys.firstIndex(of: key) { return index + 1 }
        keys.append(key)
        return keys.count
    }

    private mutating func pronoun(_ arguments: [String], capital: Bool) -> ActorText.Segment? {
        guard let word = arguments.first?.lowercased(), let part = Pronouns.part(of: word) else { return nil }
        var use = ActorText.PronounUse(part: part)
        if ["i", "me", "my", "mine", "myself"].contains(word) { use.own = .i }
        var key: String?
        for argument in arguments.dropFirst() {
            if let named = argument.split(separator: "=", maxSplits: 1).last, argument.hasPrefix("key") {
                key = named.drop { $0 == " " }.description
            } else if !Self.apply(argument, to: &use) {
                key = argument
            }
        }
        return .pronoun(use, role(key), capital: capital)
    }

    /// Takes an argument as options, all of its words or none.
    private static func apply(_ options: String, to use: inout ActorText.PronounUse) -> Bool {
        var changed = use
        for option in options.lowercased().split(separator: " ") {
            switch option {
            case "sp", "subject": changed.part = .subject
            case "op", "object": changed.part = .object
            case "pa", "adjective": changed.part = .possessiveAdjective
            case "pp": changed.part = .possessive
            case "possessive": changed.part = .possessive
            case "reflexive", "rp": changed.part = .reflexive
            case "pronoun", "person": break
            case "1", "1st": changed.own = .i
            case "2", "2nd": changed.own = .you
            case "m", "male": changed.others = .he
            case "f", "female": changed.others = .she
            case "n", "neutral": changed.others = .it
            case "p", "plural": changed.others = .they
            default: return false
            }
        }
        use = changed
        return true
    }
}
