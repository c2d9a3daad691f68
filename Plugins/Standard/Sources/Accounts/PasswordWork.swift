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
