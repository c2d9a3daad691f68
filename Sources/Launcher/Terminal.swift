import Synchronization

/// Where words go: a terminal has colours and lines that are written over, a pipe or a file neither.
final class Terminal: Sendable {
    static let output = Terminal(1)
    static let error = Terminal(2)

    enum Style: String, Sendable {
        case red = "31", green = "32", yellow = "33", blue = "34", magenta = "35", cyan = "36", dim = "2", bold = "1"
    }

    private let file: Int32
    let isTerminal: Bool
    private let hasColors: Bool
    /// A line of progress stands there and is to be written over.
    private let hasProgress = Mutex(false)

    private init(_ file: Int32) {
        self.file = file
        isTerminal = Platform.isTerminal(file) && Platform.variable("TERM") != "dumb"
        hasColors = isTerminal && Platform.variable("NO_COLOR") == nil
    }

    func say(_ line: String) {
        let isOver = hasProgress.withLock { stands in
            defer { stands = false }
            return stands
        }
        Platform.write((isOver ? "\r\u{1B}[K" : "") + line + "\n", to: file)
    }

    /// On a terminal, a line that the next one replaces; elsewhere a line as any other.
    func progress(_ line: String) {
        guard isTerminal else { return say(line) }
        hasProgress.withLock { $0 = true }
        let width = Platform.terminalWidth(file) ?? 80
        Platform.write("\r\u{1B}[K" + String(line.prefix(width - 1)), to: file)
    }

    func paint(_ text: String, _ style: Style) -> String {
        hasColors ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}
