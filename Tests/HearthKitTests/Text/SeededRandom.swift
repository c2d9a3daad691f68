/// Random numbers that are the same in every run (SplitMix64, Steele, Lea and Flood 2014).
struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Some of the pieces in any order.
    mutating func text(of pieces: [String], upTo count: Int) -> String {
        (0..<Int.random(in: 0...count, using: &self)).map { _ in pieces.randomElement(using: &self) ?? "" }.joined()
    }
}

/// Pieces of text that markup, layout and parsers could stumble over.
let awkwardPieces = [
    "|", "||", "|r", "|R", "|[r", "|!R", "|500", "|[050", "|5", "|=m", "|=", "|#ff0000", "|[#00ff00", "|#12", "|n",
    "|h", "|H", "|u", "|^", "|*", "|_", "|>", "|lc", "|lu", "|lt", "|le", "|l", "|lcgo north|ltnorth|le",
    "a", "word", " ", "  ", "longerword", "é", "漢字", "👩‍👩‍👧", "🇩🇪", "e\u{301}", "☀️", "\u{200D}", "\u{301}",
    "$", "$You()", "$conj(be", "(", ")", ",", "\\", "\"", ";", ":", "=", "/", "#", "*", "-", ".", "2", "not", "or",
    "perm(Builder)",
]
