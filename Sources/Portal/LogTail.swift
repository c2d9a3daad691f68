import Synchronization

/// The newest lines of the logs, in the order in which they were written, and how many of each kind there were.
final class LogTail: Sendable {
    struct Line: Encodable, Sendable {
        /// Counts all lines, from 1.
        var number: Int
        /// The log that it stands in.
        var log: String
        var text: String
    }

    private struct State {
        var lines: [Line] = []
        var last = 0
        var levels: [String: Int] = [:]
    }

    private static let mostLines = 500
    private static let longestLine = 2000
    private let state = Mutex(State())

    func add(_ text: Substring, from log: LogFile) {
        // After the date and the time.
        let level = text.split(separator: " ", maxSplits: 3).dropFirst(2).first.map(String.init) ?? ""
        state.withLock { state in
            state.last += 1
            state.lines.append(Line(number: state.last, log: log.name, text: String(text.prefix(Self.longestLine))))
            // In bunches.
            if state.lines.count > 2 * Self.mostLines { state.lines.removeFirst(state.lines.count - Self.mostLines) }
            if Self.levels.contains(level) { state.levels[level.lowercased(), default: 0] += 1 }
        }
    }

    private static let levels: Set = ["WARNING", "ERROR", "CRITICAL"]

    /// Those after a number, as far as they are kept.
    func lines(after number: Int) -> [Line] {
        state.withLock { state in
            let first = state.last - state.lines.count + 1
            return Array(state.lines.dropFirst(max(0, number + 1 - first)).suffix(Self.mostLines))
        }
    }

    /// How many warnings, errors and critical lines there were.
    var counts: [(level: String, count: Int)] {
        let levels = state.withLock { $0.levels }
        return Self.levels.map { ($0.lowercased(), levels[$0.lowercased()] ?? 0) }.sorted { $0.0 < $1.0 }
    }
}
