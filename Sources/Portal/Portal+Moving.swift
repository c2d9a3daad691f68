import NIOCore
import Settings

// Where players come in follows the settings while the game runs.

extension Portal {
    /// Listens where the settings say now. Who is connected stays so, also by a port that is no more.
    ///
    /// - Returns: for each entrance that is another one than before, or should be, what a maker ought to know.
    func followEndpoints() async -> [String] {
        let former = moving
        let task = Task {
            _ = await former?.value
            return await move()
        }
        moving = task
        return await task.value
    }

    private func move() async -> [String] {
        let before = listeners
        let ways = Dictionary(uniqueKeysWithValues: Entrance.allCases.map { ($0, way(in: $0)) })
        let webPorts = ports(.web)
        let moved = Entrance.allCases.filter { entrance in
            listened(entrance).map(\.endpoint) != entrance.endpoints(in: settings)
        }
        await makeWay(for: moved)
        var notes: [String] = []
        for entrance in moved where !isStopping {
            do {
                try await listen(to: entrance, at: entrance.endpoints(in: settings))
                let words = way(in: entrance) + " now"
                log.notice("\(words)")
                notes.append(words)
            } catch {
                let problem = (error as? PortalError)?.problem ?? "\(error)"
                log.error("\(problem)")
                await goBack(entrance, to: (before[entrance] ?? []).map(\.endpoint))
                let now = way(in: entrance)
                notes += [problem, now == ways[entrance] ? "\(now), as before" : "\(now) now"]
            }
        }
        if let web = webPort, !pagesFind(webPorts) {
            notes.append("open pages play on; once they lose their connection, they are to be loaded from port \(web)")
        }
        return notes
    }

    /// Whether pages that were loaded from these ports can come back to them.
    func pagesFind(_ ports: [Int]) -> Bool { Set(ports).isSubset(of: self.ports(.web)) }

    private func listened(_ entrance: Entrance) -> [Listener] {
        (listeners[entrance] ?? []).filter(\.channel.isActive)
    }

    /// Closes what has a port that another needs: they may change places.
    private func makeWay(for moved: [Entrance]) async {
        var needed: Set<Int> = []
        for entrance in moved {
            let held = listened(entrance).map(\.endpoint)
            needed.formUnion(entrance.endpoints(in: settings).filter { !held.contains($0) }.map(\.port))
        }
        for entrance in moved {
            let wanted = entrance.endpoints(in: settings)
            let isInTheWay = { (listener: Listener) in
                !wanted.contains(listener.endpoint) && listener.port.map(needed.contains) ?? false
            }
            let closed = (listeners[entrance] ?? []).filter(isInTheWay)
            listeners[entrance]?.removeAll(where: isInTheWay)
            for listener in closed { await close(listener) }
        }
    }

    /// What was closed to make way is opened again. The next reload tries again.
    private func goBack(_ entrance: Entrance, to endpoints: [Endpoints.Endpoint]) async {
        do { try await listen(to: entrance, at: endpoints) } catch { log.error("\(error)") }
    }

    private func way(in entrance: Entrance) -> String {
        let places = listened(entrance).map { "\($0.endpoint.address) port \($0.port ?? 0)" }
        guard !places.isEmpty else { return "nobody new comes in by \(entrance)" }
        return "players come in by \(entrance) at \(places.joined(separator: ", "))"
    }

    /// The system may close a socket that is listened at: then it is opened again.
    func openAgain(_ entrance: Entrance, after channel: any Channel) {
        channel.closeFuture.whenComplete { _ in
            self.assumeIsolated { $0.closed(channel, entrance) }
        }
    }

    private func closed(_ channel: any Channel, _ entrance: Entrance) {
        guard !isStopping, let index = listeners[entrance]?.firstIndex(where: { $0.channel === channel }),
            let listener = listeners[entrance]?.remove(at: index)
        else { return }
        log.error("the system has closed the socket for \(entrance) at \(listener.endpoint): it is opened again")
        Task { _ = await followEndpoints() }
    }
}
