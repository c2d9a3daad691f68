import HearthKit

/// Where the sea is, and what it does next.
enum Tide: String, Storable {
    case low, rising, high, falling

    var next: Tide {
        switch self {
        case .low: .rising
        case .rising: .high
        case .high: .falling
        case .falling: .low
        }
    }

    var lasts: Duration {
        switch self {
        case .low: .seconds(150)
        case .rising, .high: .seconds(60)
        case .falling: .seconds(30)
        }
    }

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
