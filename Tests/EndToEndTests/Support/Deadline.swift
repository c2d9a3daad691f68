/// How long a test waits for something that ought to happen in milliseconds: long enough for a machine that is busy
/// with builds, so that only what never happens fails.
let patience = Duration.seconds(30)

/// What did not happen in time, and what did instead.
struct TooLate: Error, CustomStringConvertible {
    var awaited: String
    var seen: String

    var description: String { "waited in vain for \(awaited); seen: \(seen.isEmpty ? "nothing" : seen)" }
}

/// Waits for what tells of itself in no other way (a file, a process): looks again every few milliseconds.
func eventually<T>(
    _ awaited: String, within limit: Duration = patience, isolation: isolated (any Actor)? = #isolation,
    seen: () async throws -> String = { "" }, _ look: () async throws -> T?
) async throws -> T {
    let end = ContinuousClock.now + limit
    while true {
        if let found = try await look() { return found }
        guard ContinuousClock.now < end else { throw TooLate(awaited: awaited, seen: try await seen()) }
        try await Task.sleep(for: .milliseconds(5))
    }
}
