import Settings

// Where players come in follows the settings while the game runs.

extension Portal {
    /// Listens where the settings say now. Who is connected stays so, also by a port that is no more.
    ///
    /// - Returns: for each entrance that is another one than before, what a maker ought to know.
    func followEndpoints() async -> [String] {
        let settings = settings
        let before = listeners.mapValues { $0.map(\.endpoint) }
        let moved = Entrance.allCases.filter { before[$0] ?? [] != $0.endpoints(in: settings) }
        // They may change places with each other.
        for entrance in moved { await stopListening(to: entrance, but: entrance.endpoints(in: settings)) }
        var notes: [String] = []
        for entrance in Entrance.allCases {
            do {
                try await listen(to: entrance, at: entrance.endpoints(in: settings))
                if moved.contains(entrance) { notes.append(whereOne(entersBy: entrance) + " now") }
            } catch {
                notes.append("\(error)")
                notes.append(await goBack(entrance, to: before[entrance] ?? []))
            }
        }
        for note in notes { log.notice("\(note)") }
        return notes
    }

    /// The next reload tries again.
    private func goBack(_ entrance: Entrance, to endpoints: [Endpoints.Endpoint]) async -> String {
        do {
            try await listen(to: entrance, at: endpoints)
            return whereOne(entersBy: entrance) + ", as before"
        } catch {
            await stopListening(to: entrance, but: [])
            return "\(error) " + whereOne(entersBy: entrance)
        }
    }

    private func whereOne(entersBy entrance: Entrance) -> String {
        let places = (listeners[entrance] ?? []).map { "\($0.endpoint.address) port \($0.port ?? 0)" }
        guard !places.isEmpty else { return "nobody new comes in by \(entrance)" }
        return "players come in by \(entrance) at \(places.joined(separator: ", "))"
    }
}
