extension Duration {
    /// A unit that people count spans of time in.
    nonisolated public enum Unit: String, Sendable, CaseIterable {
        case year, week, day, hour, minute, second

        public var seconds: Int {
            switch self {
            case .year: 31_536_000
            case .week: 604_800
            case .day: 86_400
            case .hour: 3600
            case .minute: 60
            case .second: 1
            }
        }
    }

    /// How many there are of its greatest units, as far as they follow on one another. None below a second.
    ///
    /// - Parameter roundingUp: whether a part of a second counts as one.
    nonisolated public func units(most: Int = 2, roundingUp: Bool = true) -> [(unit: Unit, count: Int)] {
        var rest = max(0, Int(components.seconds) + (roundingUp && components.attoseconds > 0 ? 1 : 0))
        var units: [(unit: Unit, count: Int)] = []
        for unit in Unit.allCases where units.count < most {
            let count = rest / unit.seconds
            rest %= unit.seconds
            if count > 0 { units.append((unit, count)) } else if !units.isEmpty { break }
        }
        return units
    }

    /// As people read it in English, in its two greatest units: "2 days and 3 hours". A part of a second counts as one.
    /// In the language of a reader it is ``TextValue/span(_:)``.
    nonisolated public var words: String {
        let parts = units().map { "\($1) \($0.rawValue)\($1 == 1 ? "" : "s")" }
        return parts.isEmpty ? "a moment" : parts.joined(separator: " and ")
    }
}
