// Slow work of a command, done off the world loop.

extension AnyCommand {
    /// Waits for slow work that is done on another thread, while the game plays on: a request to a server, a large sum.
    ///
    /// ```swift
    /// let found = try await elsewhere { await Library.search(words) }   // the closure sees values, not the world
    /// tell("\(found.count) books.")
    /// ```
    /// It does not outlive a reload or a crash, as ``wait(_:)`` does not: then it throws ``Interrupted``, and the
    /// player is told. The same goes for an `abort`. The work itself is told by its task's cancellation; what it comes
    /// to is dropped. Throws what the work throws.
    public final func elsewhere<T: Sendable>(_ work: @escaping @Sendable () async throws -> T) async throws -> T {
        let game = try Game.running()
        let outcome = ElsewhereOutcome<T>()
        var task: Task<Void, Never>?
        defer { task?.cancel() }
        game.elsewhere += 1
        defer { game.elsewhere -= 1 }
        _ = try await game.suspend(self, until: nil, asking: nil) { suspension in
            task = Task.detached {
                let result: Result<T, any Error>
                do { result = .success(try await work()) } catch { result = .failure(error) }
                await outcome.end(with: result, resuming: suspension)
            }
        }
        guard let result = outcome.result else { throw Interrupted(.reload) }
        return try result.get()
    }
}

/// What work elsewhere came to, brought back to the loop's thread.
private final class ElsewhereOutcome<T: Sendable> {
    private(set) var result: Result<T, any Error>?

    nonisolated init() {}

    func end(with result: Result<T, any Error>, resuming suspension: Suspension) {
        self.result = result
        suspension.resume()
    }
}
