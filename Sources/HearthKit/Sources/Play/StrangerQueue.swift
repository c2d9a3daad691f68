/// What those who have not logged in did. Whoever plays goes before them: of strangers a turn takes a few events, in
/// the order in which they came, so that a crowd of connections that nobody has vouched for makes no player wait.
///
/// What waits here is not acknowledged: a successor is given it again.
struct StrangerQueue {
    /// Of one turn. A line at the first prompt costs some tens of microseconds.
    static let eventsPerTurn = 16

    private var events: [SessionInput] = []
    /// Those before it are taken.
    private var next = 0
    private var waiting: [UInt64: Int] = [:]

    var isEmpty: Bool { next == events.count }

    /// Whether something of that session waits: what comes after it waits as well, even if it has logged in by then.
    func holds(_ session: UInt64) -> Bool { waiting[session] != nil }

    mutating func append(_ event: SessionInput) {
        events.append(event)
        waiting[event.session, default: 0] += 1
    }

    mutating func popFirst() -> SessionInput? {
        guard next < events.count else { return nil }
        let event = events[next]
        next += 1
        let left = (waiting[event.session] ?? 1) - 1
        waiting[event.session] = left == 0 ? nil : left
        if next == events.count || next >= 1024 {
            events.removeFirst(next)
            next = 0
        }
        return event
    }

    mutating func removeAll() { self = StrangerQueue() }
}
