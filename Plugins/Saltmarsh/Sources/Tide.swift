import HearthKit

/// Where the sea is.
enum Tide {
    case low, rising, high, falling

    /// Round and round: what it is now is asked of a stopwatch, and need not be stored.
    static let turns = Stages<Tide>(
        [.low: .zero, .rising: .seconds(150), .high: .seconds(210), .falling: .seconds(270)],
        then: .loops(after: .seconds(30)))

    /// What the village notices when it begins.
    var news: String {
        switch self {
        case .low: "The last of the water leaves the causeway. The stones steam a little, as if from effort."
        case .rising: "|cThe gulls go up all at once.|n Far out on the flats a line of white has begun to walk."
        case .high: "|cThe sea closes over the causeway|n with no more noise than a book being shut."
        case .falling: "The tide has turned. One by one the heads of the causeway stones come up to breathe."
        }
    }

    /// How the causeway looks under it.
    var onTheStones: String {
        switch self {
        case .low: "The weed on them lies flat and drips."
        case .rising: "|cWater runs between them, then over them.|n This is not the place to admire it."
        case .high: "They are under a fathom of grey water."
        case .falling: "The sea drags off them by the hair."
        }
    }
}
