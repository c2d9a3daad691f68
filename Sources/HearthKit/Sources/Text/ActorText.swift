/// A sentence told to many, written once: `"$You() $conj(light) $obj(lantern)."` reads "You light a lantern." to
/// the one who does it and "Ann lights a lantern." to the others.
///
/// | call | the one named reads | others read |
/// | --- | --- | --- |
/// | `$You()` `$you()` | You, you | the name |
/// | `$you(key, op)` | the same as an object, in languages that have another word for it | the name |
/// | `$Your()` `$your()` | Your, your | the name's |
/// | `$conj(verb)` | the verb after "you" | the verb after a name |
/// | `$pron(your)` `$Pron(you)` | the pronoun in the second person | his, she, them … |
/// | `$pconj(verb)` | the verb after "you" | the verb after that pronoun: "they light", "she lights" |
/// | `$obj(key)` `$Obj(key)` | the name | the name |
///
/// All but the last speak of the actor, or of whom the mapping names: `$You(key)`, `$conj(verb, key)`,
/// `$pron(your, key)`. `$pron` takes further words, in any order after the first: the part of the sentence where the
/// word leaves it open (`op`, `sp`, `pa`, `pp`, `reflexive`), the person that the one named reads (`1`, `2`), the
/// gender that others read (`m`, `f`, `n`, `p`). A capital makes a capital.
///
/// What ``Object/announce(_:from:_:toSelf:)-(String,_,_,_)`` tells has further ones: the functions of ``InlineText``
/// and natives, `$roll(2, 6)` (see ``InlineCalls``).
///
/// `$$`, `\$` and `\\` write `$`, `$` and `\`; in arguments `\,` `\(` `\)` write the mark. What is no such call stays
/// as typed. Text from players goes through `ActorText.escape`.
public nonisolated struct ActorText: Sendable {
    enum Segment: Sendable, Equatable {
        case text(String)
        case you(Role, Pronouns.Part, capital: Bool)
        case your(Role, capital: Bool)
        case object(Role, capital: Bool)
        case verb(second: String, third: String, Role)
        case pronounVerb(second: String, third: String, plural: String, Role)
        case pronoun(PronounUse, Role, capital: Bool)
    }

    /// Whom a segment speaks of: 0 the actor, from 1 on `keys`.
    typealias Role = Int

    struct PronounUse: Sendable, Equatable {
        var part: Pronouns.Part
        /// What the one named reads.
        var own = Pronouns.you
        /// What others read, where the text says so and not the one named.
        var others: Pronouns?
    }

    private(set) var segments: [Segment] = []
    private(set) var keys: [String] = []
    private(set) var words = StanceWords.english

    /// A function of the game for use in such text: gets the arguments, returns the text to put there, or nil to leave
    /// the call as typed. Called once a message, not once a reader.
    public typealias Function = @Sendable (_ arguments: [String]) -> String?

    /// - Parameters:
    ///   - functions: further functions by name. Their arguments may hold calls of others of them.
    ///   - calls: what other names may be. They read their arguments themselves.
    ///   - grammar: that of the language of the source; nil is English.
    public init(
        _ source: String, functions: [String: Function] = [:], calls: InlineCalls.Caller? = nil,
        grammar: Grammar? = nil
    ) {
        var parser = ActorTextParser(functions: functions, calls: calls, grammar: grammar)
        if let grammar { words = MainActor.assumeIsolated { StanceWords(grammar) } }
        segments = source.withBytes { parser.parse($0) }
        keys = parser.keys
    }

    /// Makes text that a player typed safe to put into the source: nothing in it is called.
    public static func escape(_ playerText: String) -> String {
        playerText.withBytes { bytes -> String? in
            let dollar = UInt8(ascii: "$"), backslash = UInt8(ascii: "\\")
            guard bytes.firstIndex(of: dollar) != nil || bytes.firstIndex(of: backslash) != nil else { return nil }
            var output: [UInt8] = []
            output.reserveCapacity(bytes.count + 8)
            for index in 0..<bytes.count {
                let byte = bytes[index]
                output.append(byte)
                if byte == dollar || byte == backslash { output.append(byte) }
            }
            return String(decoding: output, as: UTF8.self)
        } ?? playerText
    }
}
