/// The ways that every player of a text game types short.
enum Directions {
    private static let short = [
        "north": "n", "south": "s", "east": "e", "west": "w",
        "northeast": "ne", "northwest": "nw", "southeast": "se", "southwest": "sw",
        "up": "u", "down": "d",
    ]

    /// `n` for `north`; nothing for what is no such word.
    static func aliases(of name: String) -> [String] { short[name.lowercased()].map { [$0] } ?? [] }
}
