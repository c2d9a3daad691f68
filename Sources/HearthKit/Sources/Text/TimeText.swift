extension Duration {
    /// For tables and prompts, in its greatest units: `2d 3h`, `5m`, `0s`. Parts of a second are left out.
    nonisolated public func brief(_ mostUnits: Int = 2) -> String {
        let parts = units(most: mostUnits, roundingUp: false).map { "\($1)\($0.rawValue.prefix(1))" }
        return parts.isEmpty ? "0s" : parts.joined(separator: " ")
    }
}

extension Moment {
    /// For tables and letters, as short as it can be told: `14:30` today, `5 Nov` this year, `5 Nov 2024`. In universal
    /// time.
    ///
    /// - Parameter language: nil for the game's own.
    public func brief(in language: String? = nil) -> String {
        let (date, now) = (date, Moment.now.date)
        if (date.year, date.month, date.day) == (now.year, now.month, now.day) { return date.timeOfDay }
        let grammar = World.current.grammar(of: language) ?? Grammar()
        return grammar.day(date) + (date.year == now.year ? "" : " \(date.year)")
    }
}
