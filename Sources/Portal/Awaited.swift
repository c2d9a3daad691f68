import NIOCore

/// Something that will be known once: an answer, that a Server is warm, that it has gone. Every wait has a deadline.
///
/// Lives on the Portal's actor.
final class Awaited<Value: Sendable> {
    private(set) var result: Result<Value, any Error>?
    private var waiting: [Int: CheckedContinuation<Value, any Error>] = [:]
    private var nextWaiter = 0

    /// The first result counts; later ones are ignored.
    func resolve(_ new: Result<Value, any Error>) {
        guard result == nil else { return }
        result = new
        let all = waiting
        waiting.removeAll()
        for continuation in all.values { continuation.resume(with: new) }
    }

    /// The value; `late` is thrown when it is not known within `deadline`.
    func value(within deadline: Duration, late: any Error, on portal: isolated Portal) async throws -> Value {
        if let result { return try result.get() }
        nextWaiter += 1
        let waiter = nextWaiter
        let timer = Task {
            _ = portal  // so that it runs on the Portal's executor
            guard (try? await Task.sleep(for: deadline)) != nil else { return }
            waiting.removeValue(forKey: waiter)?.resume(throwing: late)
        }
        defer { timer.cancel() }
        return try await withCheckedThrowingContinuation { waiting[waiter] = $0 }
    }
}
