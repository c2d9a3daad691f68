/// The directions that players type and mappers draw.
nonisolated public enum Compass: String, CaseIterable, Sendable {
    case north, northeast, east, southeast, south, southwest, west, northwest, up, down, `in`, out

    /// `ne` for northeast.
    public var short: String {
        switch self {
        case .northeast: "ne"
        case .southeast: "se"
        case .southwest: "sw"
        case .northwest: "nw"
        default: String(rawValue.prefix(1))
        }
    }

    /// Where one comes from.
    public var back: Compass {
        switch self {
        case .north: .south
        case .northeast: .southwest
        case .east: .west
        case .southeast: .northwest
        case .south: .north
        case .southwest: .northeast
        case .west: .east
        case .northwest: .southeast
        case .up: .down
        case .down: .up
        case .in: .out
        case .out: .in
        }
    }

    /// As a player writes it, whole or short, in any case.
    public init?(typed word: some StringProtocol) {
        let word = word.lowercased()
        guard let found = Self.allCases.first(where: { $0.rawValue == word || $0.short == word }) else { return nil }
        self = found
    }
}
