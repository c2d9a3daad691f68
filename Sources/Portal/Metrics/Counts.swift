/// What a Portal counts from its beginning on, for `/metrics`.
struct Counts {
    private(set) var sessions: [String: Int] = [:]
    private(set) var lines = 0
    private(set) var bytesTyped = 0
    /// Text and all else that sessions were sent, before it is compressed or encrypted.
    var bytesShown = 0
    private(set) var reloads = Outcomes()
    /// What reloads took, and players waited for their hand overs, in milliseconds.
    private(set) var reloadTime = Times()
    private(set) var held = Times()
    private(set) var crashes: [String: Int] = [:]
    /// Connections that were turned away or ended for what they did, and lines that were not taken.
    private(set) var dropped: [Dropped: Int] = [:]
    private(set) var refusedLines = 0

    enum Dropped: String, CaseIterable {
        case turnedAway = "turned away"
        case unread = "reads nothing"
        case unintelligible = "cannot be understood"
    }

    struct Outcomes {
        var done = 0
        var failed = 0
    }

    struct Times {
        private(set) var count = 0
        private(set) var sum = 0.0
        private(set) var longest = 0.0

        mutating func add(_ milliseconds: Double) {
            count += 1
            sum += milliseconds
            longest = max(longest, milliseconds)
        }
    }

    mutating func opened(_ transport: String) { sessions[transport, default: 0] += 1 }

    mutating func received(_ line: String) {
        lines += 1
        bytesTyped += line.utf8.count + 1
    }

    mutating func crashed(_ kind: String) { crashes[kind, default: 0] += 1 }

    mutating func dropped(_ why: Dropped) { dropped[why, default: 0] += 1 }

    mutating func refusedLine() { refusedLines += 1 }

    mutating func reloadFailed() { reloads.failed += 1 }

    mutating func reloaded(milliseconds: Double, held: Double) {
        reloads.done += 1
        reloadTime.add(milliseconds)
        self.held.add(held)
    }
}
