import HearthKit

extension Session {
    /// Hashes a password away from the world loop; see ``Session/restartable(_:)``. Throws a ``Refusal`` when there is
    /// no memory for it.
    func hash(_ password: String) async throws -> String {
        guard let hasher = game.passwords else { throw Refusal(.passwordNotNow) }
        let hash = try await restartable { await hasher.hash(password) }
        guard !hash.isEmpty else { throw Refusal(.passwordNotNow) }
        return hash
    }

    /// Whether `hash` was made from that password.
    func matches(_ password: String, _ hash: String) async throws -> Bool {
        guard let hasher = game.passwords else { throw Refusal(.passwordNotNow) }
        return try await restartable { await hasher.verify(password, hash) }
    }
}

/// Wrong passwords of late, by account and address: who guesses must wait. Forgotten at a reload.
struct WrongPasswords {
    static var recent = WrongPasswords()

    static let most = 6
    static let seconds = 300

    private var moments: [String: [Int]] = [:]

    /// Throws the ``Refusal`` of one guess too many.
    mutating func check(_ name: String, _ session: Session) throws {
        let now = session.game.clock.seconds
        moments = moments.compactMapValues { times in
            let kept = times.filter { $0 > now - Self.seconds }
            return kept.isEmpty ? nil : kept
        }
        guard moments[key(name, session), default: []].count < Self.most else { throw Refusal(.passwordsTooFast) }
    }

    mutating func add(_ name: String, _ session: Session) {
        moments[key(name, session), default: []].append(session.game.clock.seconds)
    }

    mutating func forget(_ name: String, _ session: Session) { moments[key(name, session)] = nil }

    private func key(_ name: String, _ session: Session) -> String { "\(name.lowercased()) \(session.address)" }
}
